"""The widgets of the review: files at the left, lines in the middle, the result at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.bulletin import Masthead
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.forms import heading, quiet_label
from bulletin_desk.ui.review.doubt_list import DoubtList
from bulletin_desk.ui.review.file_list import FileList
from bulletin_desk.ui.review.line_view import LineView
from bulletin_desk.ui.review.masthead_fields import MastheadFields
from bulletin_desk.ui.review.pages_tab import PagesTab
from bulletin_desk.ui.review.result_list import ResultList
from bulletin_desk.ui.review.role_bar import RoleBar
from bulletin_desk.ui.review.work import ReviewFile

if TYPE_CHECKING:
    from bulletin_desk.ui.templates.pages import PageMaker

_KINDS = {"docx": "Word", "pdf": "PDF", "text": "文本", "html": "网页"}
_NO_LINES = "这个文件没有可以逐行核对的文字，认出的内容见右边。"
_HINT = "点一行，再点它是什么；也可以按字母键。选多行用 Shift 或 Ctrl。"


class Panes:
    """Builds the dialog's widgets and shows a file in them."""

    def __init__(
        self, dialog: QDialog, clash: Callable[[Masthead], str], maker: "PageMaker"
    ) -> None:
        self._dialog = dialog
        self.file_list = FileList()
        self.name = heading("", 1.15)
        self.about = quiet_label("")
        self.doubts = DoubtList()
        self.undo, self.redo = _tool("撤销更正（Ctrl+Z）"), _tool("重做更正（Ctrl+Y）")
        self.bar = RoleBar()
        self.lines = LineView()
        self.working = quiet_label("")
        self.fields = MastheadFields(clash)
        self.results = ResultList()
        self.pages = PagesTab(maker)
        self.tabs = QTabWidget()
        self.keep_issue = QPushButton("收入稿库")
        self.keep_articles = QPushButton("只收稿件到待用稿")
        self.later = QPushButton("以后再核对")
        self.drop = QPushButton("丢弃…")
        self._left = QWidget()
        self._build()
        self.lines.image = self.pages.pictures.image
        self.pages.pictures.arrived.connect(lambda _: self.lines.viewport().update())
        self.redraw()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.redraw)

    # What is on show

    def show_files(self, files: list[ReviewFile], current: ReviewFile | None) -> None:
        """List the files that wait; a single one needs no list."""
        self.file_list.show_files(files, current)
        self._left.setVisible(len(files) > 1)

    def show_waiting(self, file: ReviewFile) -> None:
        """Say that a file's lines are being read."""
        self.show_file(None)
        self.name.setText(file.name)
        self.about.setText("正在读取…")

    def show_failure(self, sentence: str) -> None:
        """Say why there is no result."""
        self.about.setText(sentence)
        self.show_working(False)

    def show_file(self, file: ReviewFile | None) -> None:
        """Show the lines of a file, before what is made of them is known."""
        source = file.source if file is not None else None
        self.lines.message = _NO_LINES if source is not None else ""
        self.lines.lines.show_file(file)
        # The pictures are those of the source, also where no article shows them.
        bulletin = file.shown if file is not None else None
        self.pages.show_bulletin(bulletin, source.pictures if source is not None else {})
        self.lines.show_rows()
        self.name.setText(file.name if file is not None else "")
        self.show_masthead(file)
        self.results.show_file(file)
        self.doubts.show_doubts(())
        self._show_about(file)
        self.enable_buttons(False)

    def show_masthead(self, file: ReviewFile | None) -> None:
        """Show the masthead, and which steps can be taken back."""
        self.fields.show_file(file)
        self.undo.setEnabled(file is not None and file.can_undo)
        self.redo.setEnabled(file is not None and file.can_redo)

    def show_result(self, file: ReviewFile) -> None:
        """Show what is made of a file."""
        assert file.source is not None
        assert file.result is not None
        self.lines.refresh()
        self.show_masthead(file)
        self.results.show_file(file)
        file.clash = self.fields.clash
        self.file_list.refresh(file)
        self.doubts.show_doubts(file.doubts)
        pictures = {**file.result.pictures, **file.source.pictures}
        self.pages.show_bulletin(file.shown, pictures)
        self._show_about(file)
        self.enable_buttons(True)
        self.keep_articles.setEnabled(bool(file.articles))

    def show_working(self, working: bool) -> None:
        """Say that a long file is being recognised."""
        self.working.setText("正在识别…" if working else "")
        if working:
            self.enable_buttons(False)

    def show_fields(self) -> MastheadFields:
        """Bring the masthead's fields into view."""
        self.tabs.setCurrentIndex(0)
        return self.fields

    def enable_buttons(self, enabled: bool) -> None:
        """Let the file be kept or not; leaving it for later is always possible."""
        for button in (self.keep_issue, self.keep_articles):
            button.setEnabled(enabled)

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        scheme = theme.colours()
        for button, name in ((self.undo, "undo"), (self.redo, "redo")):
            button.setIcon(icons.icon(name, scheme.text, scheme.line))
        self.bar.redraw()
        self.pages.redraw()
        self.lines.viewport().update()

    def stop(self) -> None:
        """Wait for what runs: the dialog closes."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self.redraw)
        self.pages.stop()

    def _show_about(self, file: ReviewFile | None) -> None:
        source = file.source if file is not None else None
        if file is None or source is None:
            self.about.setText("")
            return
        changed = len(file.decided.roles)
        facts = (
            _KINDS.get(source.kind, ""),
            f"{len(source.lines)} 行",
            f"{len(source.pictures)} 张图" if source.pictures else "",
            file.folder,
            f"更正了 {changed} 行" if changed else "",
        )
        self.about.setText(" · ".join(fact for fact in facts if fact))

    # How it is built

    def _build(self) -> None:
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for part, stretch in ((self._build_left(), 0), (self._middle(), 3), (self._right(), 2)):
            panes.addWidget(part)
            panes.setStretchFactor(panes.count() - 1, stretch)
        panes.setSizes([210, 760, 510])
        column = QVBoxLayout(self._dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panes, 1)
        column.addWidget(_line())
        column.addLayout(self._buttons())

    def _build_left(self) -> QWidget:
        title = QLabel("等待核对")
        theme.named(title, "quiet")
        title.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        files = QVBoxLayout()
        files.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        files.addWidget(self.file_list)
        column.addLayout(files, 1)
        self._left.setMinimumWidth(170)
        return self._left

    def _middle(self) -> QWidget:
        middle = QWidget()
        theme.named(middle, "paper")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.about)
        self.name.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(theme.LARGE - 6, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        head.addLayout(names, 1)
        head.addWidget(self.working)
        head.addWidget(self.undo)
        head.addWidget(self.redo)
        doubts = QVBoxLayout()
        doubts.setContentsMargins(theme.MEDIUM, 0, theme.MEDIUM, theme.SMALL)
        doubts.addWidget(self.doubts)
        self.working.setWordWrap(False)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(doubts)
        column.addWidget(_line())
        column.addWidget(self.bar)
        column.addWidget(_line())
        column.addWidget(self.lines, 1)
        return middle

    def _right(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fields)
        column.addWidget(_line())
        results = QVBoxLayout()
        results.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        results.addWidget(self.results)
        column.addLayout(results, 1)
        self.tabs.addTab(content, "内容")
        self.tabs.addTab(self.pages, "版面")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("识别结果的样子")
        return self.tabs

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.LARGE - 6, theme.MEDIUM, theme.LARGE - 6, theme.MEDIUM)
        row.setSpacing(theme.SMALL + 2)
        theme.named(self.keep_issue, "primary")
        self.keep_issue.setToolTip("作为一期简报收入稿库（Ctrl+Enter）")
        for button in (self.drop, self.later):
            row.addWidget(button)
        row.addWidget(quiet_label(_HINT), 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.keep_articles, self.keep_issue):
            row.addWidget(button)
        for button in (self.drop, self.later, self.keep_articles, self.keep_issue):
            # Enter is for the lines and the fields.
            button.setAutoDefault(False)
        return row


def _tool(tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip.split("（")[0])
    button.setIconSize(icons.SIZE)
    button.setFocusPolicy(theme.TAB_FOCUS)
    theme.named(button, "quiet")
    return button


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    theme.named(line, "line")
    return line
