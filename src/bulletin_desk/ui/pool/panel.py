"""待用稿: articles that wait for an issue; read, change, add to the issue, delete."""

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.bulletin import Article
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.lists.dragging import (
    ARTICLES_MIME,
    HITS_MIME,
    unpacked,
    unpacked_hits,
)
from bulletin_desk.ui.lists.reading import set_off_title
from bulletin_desk.ui.pool.list import ID_ROLE, PoolList, label

EMPTY = "还没有待用稿。\n\n把收到的稿件（Word、文本）拖到窗口里，\n或点“导入文件”，就会放在这里。"
NONE_FOUND = "没有符合的待用稿。"
NO_ISSUE = "先打开或新建一期简报"
_FILTER_FROM = 9
_UNDO_MS = 20_000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PoolPanel(QWidget):
    """The pool with a reading pane; asks for what the buttons say by signals.

    `add_wanted` and `delete_wanted` carry articles, `edit_wanted` one article. Articles of the
    issue and of the library may be dropped anywhere on it.
    """

    add_wanted = Signal(object)
    edit_wanted = Signal(object)
    delete_wanted = Signal(object)
    restore_wanted = Signal()
    articles_dropped = Signal(object)
    hits_dropped = Signal(object)
    import_wanted = Signal()
    articles_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._articles: dict[str, Article] = {}
        self._uses: Mapping[str, tuple[str, str]] = {}
        self.filter = LineField("筛选待用稿", "筛选：标题、单位或内容")
        self.filter.setClearButtonEnabled(True)
        self.list = PoolList()
        self.none_found = quiet_label(NONE_FOUND)
        self.reader = QPlainTextEdit(readOnly=True)
        self.reader.setAccessibleName("稿件内容")
        self.add_button = QPushButton("放进本期")
        self.edit_button = QPushButton("修改")
        self.delete_button = QPushButton("删除")
        self.import_button = QPushButton("导入文件…")
        self.deleted = _DeletedStrip()
        self._stack = QStackedLayout()
        self._stack.addWidget(self._build_empty())
        self._stack.addWidget(self._build_content())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack, 1)
        column.addWidget(self.deleted)
        self._connect()

    def show_articles(self, articles: Sequence[Article]) -> None:
        """Show the pool: rows that stay keep their place, the others come and go."""
        gone, following = self._after_current({article.id for article in articles})
        self._articles = {article.id: article for article in articles}
        for row in reversed(range(self.list.count())):
            if self.list.item(row).data(ID_ROLE) not in self._articles:
                self.list.takeItem(row)
        for row, article in enumerate(articles):
            item = self.list.item(row)
            if item is None or item.data(ID_ROLE) != article.id:
                item = QListWidgetItem()
                item.setData(ID_ROLE, article.id)
                self.list.insertItem(row, item)
            label(item, article, self._uses.get(article.id))
        while self.list.count() > len(articles):
            self.list.takeItem(self.list.count() - 1)
        if gone and articles:
            self.list.setCurrentRow(min(following, len(articles) - 1))
        self.filter.setVisible(len(articles) >= _FILTER_FROM)
        self._filter()
        if self.list.currentRow() < 0 and articles:
            self.list.setCurrentRow(0)
        self._show_current()
        self._stack.setCurrentIndex(1 if articles else 0)
        self.articles_shown.emit()

    def _after_current(self, stay: Set[str]) -> tuple[bool, int]:
        """Return whether the current row goes, and the place of the one that follows it then."""
        row = self.list.currentRow()
        above = sum(self.list.item(n).data(ID_ROLE) in stay for n in range(row))
        return row >= 0 and self.list.item(row).data(ID_ROLE) not in stay, above

    def choose(self, ids: Sequence[str]) -> None:
        """Select articles and bring the first one into view, whatever the filter hid."""
        if not set(ids) <= self._articles.keys():
            return
        self.filter.clear()
        self._filter()
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [item for item in items if item.data(ID_ROLE) in ids]
        self.list.clearSelection()
        for item in reversed(chosen):
            self.list.setCurrentItem(item, QItemSelectionModel.SelectionFlag.Select)
        if chosen:
            self.list.scrollToItem(chosen[0])

    def articles(self) -> list[Article]:
        """Return the articles of the pool, in order."""
        return list(self._articles.values())

    def show_uses(self, uses: Mapping[str, tuple[str, str]]) -> None:
        """Mark rows by article id: a word for the row, and the sentence behind it."""
        self._uses = uses
        for row in range(self.list.count()):
            item = self.list.item(row)
            key = item.data(ID_ROLE)
            if key in self._articles:
                label(item, self._articles[key], uses.get(key))

    def article(self, article_id: str) -> Article | None:
        """Return an article of the pool."""
        return self._articles.get(article_id)

    def current(self) -> Article | None:
        """Return the article of the current row."""
        item = self.list.currentItem()
        return self._articles.get(item.data(ID_ROLE)) if item else None

    def selected(self) -> list[Article]:
        """Return the selected articles in the pool's order."""
        return [self._articles[item.data(ID_ROLE)] for item in self.list.chosen()]

    def enable_adding(self, enabled: bool, reason: str = NO_ISSUE) -> None:
        """Let articles be added, or not while there is no issue that can take them."""
        self.add_button.setEnabled(enabled)
        self.add_button.setToolTip("" if enabled else reason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._judge(event)
        if event.isAccepted():
            self.take(event.mimeData())

    def take(self, data: QMimeData) -> None:
        """Ask for what is dropped: articles of the issue, or of the library."""
        if data.hasFormat(HITS_MIME):
            self.hits_dropped.emit(unpacked_hits(data))
        else:
            self.articles_dropped.emit(unpacked(data, ARTICLES_MIME))

    def _judge(self, event: QDragMoveEvent | QDropEvent) -> None:
        data = event.mimeData()
        known = data.hasFormat(ARTICLES_MIME) or data.hasFormat(HITS_MIME)
        if known and event.source() is not self.list:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _build_empty(self) -> QWidget:
        empty = quiet_label(EMPTY)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.MEDIUM)
        column.addStretch()
        column.addWidget(empty)
        column.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return page

    def _build_content(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self.add_button, 1)
        buttons.addWidget(self.edit_button)
        buttons.addWidget(self.delete_button)
        self.none_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none_found.hide()
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        for widget in (self.filter, self.none_found):
            above.addWidget(widget)
        above.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.addWidget(top)
        split.addWidget(self.reader)
        split.setSizes([300, 260])
        theme.named(self.reader, "plain")
        self.reader.document().setDocumentMargin(theme.MEDIUM)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addLayout(buttons)
        return content

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemDoubleClicked.connect(self._ask_to_edit)
        self.list.opened.connect(self._ask_to_add)
        self.list.delete_wanted.connect(self._ask_to_delete)
        self.add_button.clicked.connect(self._ask_to_add)
        self.edit_button.clicked.connect(self._ask_to_edit)
        self.delete_button.clicked.connect(self._ask_to_delete)
        self.import_button.clicked.connect(self.import_wanted)
        self.deleted.undo.clicked.connect(self.restore_wanted)
        self.filter.edited.connect(self._filter)

    def _filter(self) -> None:
        """Show the rows that hold every word of the filter; hidden ones are not selected."""
        words = self.filter.text().casefold().split() if self.filter.isVisibleTo(self) else []
        shown = 0
        for row in range(self.list.count()):
            item = self.list.item(row)
            article = self._articles[item.data(ID_ROLE)]
            text = "\n".join([article.text, *article.units]).casefold()
            item.setHidden(not all(word in text for word in words))
            item.setSelected(item.isSelected() and not item.isHidden())
            shown += not item.isHidden()
        self.none_found.setVisible(bool(words) and not shown)

    def _show_current(self) -> None:
        article = self.current()
        text = article.text if article else ""
        if text != self.reader.toPlainText():
            self.reader.setCurrentCharFormat(QTextCharFormat())
            self.reader.setPlainText(text)
            set_off_title(self.reader, article)

    def _ask_to_add(self) -> None:
        if self.selected() and self.add_button.isEnabled():
            self.add_wanted.emit(self.selected())

    def _ask_to_edit(self) -> None:
        article = self.current()
        if article is not None:
            self.edit_wanted.emit(article)

    def _ask_to_delete(self) -> None:
        if self.selected():
            self.delete_wanted.emit(self.selected())


class _DeletedStrip(QFrame):
    """Says for a while what was deleted, with a button that brings it back."""

    def __init__(self) -> None:
        super().__init__()
        theme.named(self, "strip")
        self.text = quiet_label("")
        self.undo = QPushButton("撤销删除")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo)
        self._timer = QTimer(self, singleShot=True, interval=_UNDO_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Appear with a sentence."""
        self.text.setText(sentence)
        self.show()
        self._timer.start()
