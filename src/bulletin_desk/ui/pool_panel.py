"""待用稿: articles that wait for an issue; read, add to the issue, delete."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.bulletin import Article, one_line
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.outline_model import ARTICLES_MIME

_ID = Qt.ItemDataRole.UserRole
EMPTY = "还没有待用稿。\n\n把收到的稿件（Word、文本）拖到窗口里，\n或点“导入”，就会放在这里。"


class PoolList(QListWidget):
    """The list itself; its rows can be dragged into a column of the outline."""

    activated_by_key = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("待用稿")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def mimeTypes(self) -> list[str]:
        return [ARTICLES_MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(ARTICLES_MIME, "\n".join(item.data(_ID) for item in items).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # A drop comes back as a change of the library: no row is removed here.
        super().startDrag(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_by_key.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class PoolPanel(QWidget):
    """The pool with a reading pane; asks for what the buttons say by signals."""

    add_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles: dict[str, Article] = {}
        self.list = PoolList()
        self.reader = QPlainTextEdit(readOnly=True)
        self.reader.setAccessibleName("稿件内容")
        self.add_button = QPushButton("加入本期")
        self.delete_button = QPushButton("删除")
        self._stack = QStackedLayout(self)
        empty = quiet_label(EMPTY)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._build_content())
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemDoubleClicked.connect(self._ask_to_add)
        self.list.activated_by_key.connect(self._ask_to_add)
        self.list.delete_wanted.connect(self._ask_to_delete)
        self.add_button.clicked.connect(self._ask_to_add)
        self.delete_button.clicked.connect(self._ask_to_delete)

    def show_articles(self, articles: Sequence[Article]) -> None:
        """Show the pool: rows that stay keep their place, the others come and go."""
        self._articles = {article.id: article for article in articles}
        for row in reversed(range(self.list.count())):
            if self.list.item(row).data(_ID) not in self._articles:
                self.list.takeItem(row)
        for row, article in enumerate(articles):
            item = self.list.item(row)
            if item is None or item.data(_ID) != article.id:
                item = QListWidgetItem()
                item.setData(_ID, article.id)
                self.list.insertItem(row, item)
            self._label(item, article)
        while self.list.count() > len(articles):
            self.list.takeItem(self.list.count() - 1)
        if self.list.currentRow() < 0 and articles:
            self.list.setCurrentRow(0)
        self._stack.setCurrentIndex(1 if articles else 0)

    def article(self, article_id: str) -> Article | None:
        """Return an article of the pool."""
        return self._articles.get(article_id)

    def current(self) -> Article | None:
        """Return the article of the current row."""
        item = self.list.currentItem()
        return self._articles.get(item.data(_ID)) if item else None

    def enable_adding(self, enabled: bool) -> None:
        """Let articles be added, or not while no issue is open."""
        self.add_button.setEnabled(enabled)
        self.add_button.setToolTip("" if enabled else "先打开或新建一期简报")

    def _build_content(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        buttons.addWidget(self.add_button, 1)
        buttons.addWidget(self.delete_button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(self.reader)
        split.setSizes([300, 260])
        theme.named(self.reader, "plain")
        self.reader.document().setDocumentMargin(theme.MEDIUM)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, theme.SMALL, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addLayout(buttons)
        return content

    def _label(self, item: QListWidgetItem, article: Article) -> None:
        scheme = theme.colours()
        item.setText(one_line(article.title) or article.text[:30] or "（空白稿件）")
        item.setIcon(icons.icon("article", scheme.quiet, scheme.line))
        about = [*article.units, f"{article.date:%Y-%m-%d}" if article.date else "", article.byline]
        item.setToolTip("　".join(part for part in about if part))

    def _show_current(self) -> None:
        article = self.current()
        self.reader.setPlainText(article.text if article else "")

    def _ask_to_add(self) -> None:
        article = self.current()
        if article is not None and self.add_button.isEnabled():
            self.add_wanted.emit(article)

    def _ask_to_delete(self) -> None:
        article = self.current()
        if article is not None:
            self.delete_wanted.emit(article)
