"""稿库: ten years of articles to search, read and use again."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.library.records import Facets, Hit, IssueRecord
from bulletin_desk.model.bulletin import Article
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.editor.positions import to_utf16
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.lists.reading import set_off_title
from bulletin_desk.ui.shelf.filters import Filters, Wanted
from bulletin_desk.ui.shelf.list import Entry, LibraryList, year_of
from bulletin_desk.ui.shelf.page import HitPage

EMPTY = (
    "稿库里还没有简报。\n\n导入往期简报（Word、文本），\n以后就能在这里翻看、搜索，\n"
    "把用过的好稿件再放进新的一期。"
)
NOTHING_FOUND = "没有找到符合的稿件。\n\n换一个词，少写几个字，\n或把刊物、年份等改成“全部”。"
NOTHING_CHOSEN = "选一篇稿件，在这里阅读。"
PAUSE_MS = 150
_Find = Callable[[str], Sequence[tuple[int, int]]]


class LibraryPanel(QWidget):
    """Searches and shows what was found; asks for what is to be done with it by signals.

    `search_wanted` carries what is `Wanted`, shortly after the clerk has typed; `facets_wanted`
    too, for what there is to choose from. `more_wanted` tells that the list was read to its end.
    `add_wanted` carries entries, `open_wanted` one, `entry_chosen` the current one or None.
    """

    search_wanted = Signal(object)
    facets_wanted = Signal(object)
    more_wanted = Signal()
    add_wanted = Signal(object)
    open_wanted = Signal(object)
    entry_chosen = Signal(object)
    import_wanted = Signal()

    def __init__(self, page: HitPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_add = False
        self.page = page
        self._find: _Find = lambda _: ()
        self.words = LineField("搜索稿库", "搜索标题、正文、单位，一两个字也行")
        self.words.setClearButtonEnabled(True)
        self.words.installEventFilter(self)
        self.filters = Filters()
        self.list = LibraryList()
        self.reader = QPlainTextEdit(readOnly=True)
        self.used = quiet_label("")
        self.as_text, self.as_page = _tab("文字"), _tab("版面")
        self.add_button = QPushButton("放进本期")
        self.open_button = QPushButton("打开这一期")
        self.import_button = QPushButton("导入往期简报…")
        self.nothing_found = quiet_label(NOTHING_FOUND)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pages = QStackedWidget()
        self._lists = QStackedWidget()
        self._build()
        self._connect()

    def show_filters(self, records: Sequence[IssueRecord]) -> None:
        """Offer the series and years that there are; what is chosen stays."""
        self.filters.show_records(records)
        self._pages.setCurrentIndex(1 if records else 0)

    def show_facets(self, facets: Facets) -> None:
        """Offer the columns and units of what is found."""
        self.filters.show_facets(facets)

    def show_issues(self, records: Iterable[IssueRecord]) -> None:
        """List past issues: what there is to see while nothing is looked for."""
        self._find = lambda _: ()
        wanted = self.wanted
        shown = [
            record
            for record in records
            if wanted.series in (None, record.series) and wanted.year in (None, year_of(record))
        ]
        self.list.show_issues(shown)
        self._show_list(bool(shown))

    def show_hits(self, hits: Sequence[Hit], find: _Find) -> None:
        """List what a search found; `find` tells where the words stand in a text."""
        self._find = find
        self.list.show_hits(hits, find)
        self._show_list(bool(hits))

    def add_hits(self, hits: Sequence[Hit]) -> None:
        """Put more of what a search found below what is listed."""
        self.list.add_hits(hits, self._find)

    def show_text(self, text: str, used: str, article: Article | None = None) -> None:
        """Show the chosen article to read, and where it was used already."""
        self.reader.setCurrentCharFormat(QTextCharFormat())
        self.reader.setPlainText(text)
        set_off_title(self.reader, article)
        marks = [self._marked(text, *span) for span in self._find(text)]
        self.reader.setExtraSelections(marks)
        if marks:
            self._scroll_to(marks[0].cursor)
        self.used.setText(used)
        self.used.setVisible(bool(used))

    def enable_adding(self, enabled: bool, reason: str = "") -> None:
        """Let articles be put into the issue, or not while there is none that can take them."""
        self._can_add = enabled
        self.add_button.setToolTip(reason)
        self._show_buttons()

    def focus_words(self) -> None:
        """Let the clerk type what to look for."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and isinstance(event, QKeyEvent) and not self.words.preedit:
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if pressed and event.key() == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                self.search_now()
                return True
        return super().eventFilter(watched, event)

    @property
    def wanted(self) -> Wanted:
        """What the fields say."""
        return self.filters.wanted(self.words.text().strip())

    def stop(self) -> None:
        """Search no more: the library is going to be closed."""
        self._timer.stop()
        self.page.stop()

    def search_now(self) -> None:
        """Ask for what the fields say, unless something is still being composed."""
        self._timer.stop()
        if not self.words.preedit:
            self.search_wanted.emit(self.wanted)

    def _show_list(self, filled: bool) -> None:
        self._lists.setCurrentIndex(0 if filled else 1)
        self._on_current()

    def _marked(self, text: str, start: int, end: int) -> Any:
        selection: Any = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.reader.document())
        selection.cursor.setPosition(to_utf16(text, start))
        selection.cursor.setPosition(to_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(QColor(theme.colours().chosen))
        selection.format = form
        return selection

    def _scroll_to(self, place: QTextCursor) -> None:
        cursor = QTextCursor(place)
        cursor.clearSelection()
        self.reader.setTextCursor(cursor)
        self.reader.ensureCursorVisible()

    def _build(self) -> None:
        self.reader.setAccessibleName("稿件内容")
        self.reader.setPlaceholderText(NOTHING_CHOSEN)
        theme.named(self.reader, "plain")
        self.reader.document().setDocumentMargin(theme.MEDIUM)
        self.used.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        self.used.hide()
        self._pages.addWidget(self._build_empty())
        self._pages.addWidget(self._build_content())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

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
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        above.setSpacing(theme.SMALL)
        above.addWidget(self.words)
        above.addWidget(self.filters)
        above.addWidget(self._lists, 1)
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.nothing_found)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.addWidget(top)
        split.addWidget(self._build_reading())
        split.setSizes([420, 240])
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self.add_button, 1)
        buttons.addWidget(self.open_button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addLayout(buttons)
        return content

    def _build_reading(self) -> QWidget:
        """Return the chosen article as text and as it was printed, one of them at a time."""
        tabs = QHBoxLayout()
        tabs.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        tabs.setSpacing(theme.SMALL)
        group = QButtonGroup(self)
        for number, button in enumerate((self.as_text, self.as_page)):
            group.addButton(button, number)
            tabs.addWidget(button)
        tabs.addStretch()
        self.as_text.setChecked(True)
        ways = QStackedWidget()
        ways.addWidget(self.reader)
        ways.addWidget(self.page)
        group.idClicked.connect(ways.setCurrentIndex)
        below = QWidget()
        reading = QVBoxLayout(below)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.setSpacing(0)
        reading.addLayout(tabs)
        reading.addWidget(self.used)
        reading.addWidget(ways, 1)
        return below

    def _connect(self) -> None:
        # Nothing is told of what is being composed; clearing by the button is an edit too.
        self.words.edited.connect(lambda _: self._timer.start())
        self._timer.timeout.connect(self.search_now)
        self.filters.changed.connect(self.search_now)
        self.filters.facets_wanted.connect(lambda: self.facets_wanted.emit(self.wanted))
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda at: at == bar.maximum() and self.more_wanted.emit())
        self.list.currentItemChanged.connect(lambda *_: self._on_current())
        self.list.itemSelectionChanged.connect(self._show_buttons)
        self.list.opened.connect(self._on_opened)
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(self._articles()))
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(self.list.current()))
        self.import_button.clicked.connect(self.import_wanted)

    def _on_current(self) -> None:
        shown = self._lists.currentIndex() == 0
        self.entry_chosen.emit(self.list.current() if shown else None)
        self._show_buttons()

    def _on_opened(self, entries: Sequence[Entry]) -> None:
        articles = [entry for entry in entries if entry.article_id]
        if not articles:
            self.open_wanted.emit(entries[0])
        elif self._can_add:
            self.add_wanted.emit(articles)

    def _show_buttons(self) -> None:
        current = self.list.current()
        self.add_button.setEnabled(self._can_add and bool(self._articles()))
        self.open_button.setEnabled(current is not None and current.issue_id is not None)

    def _articles(self) -> list[Entry]:
        return [entry for entry in self.list.entries() if entry.article_id]


def _tab(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setCheckable(True)
    theme.named(button, "small")
    return button
