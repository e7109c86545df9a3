"""How the title breaks on the printed page, shown under it; the breaks can be kept or given up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from bulletin_desk.model.bulletin import one_line
from bulletin_desk.typeset.display import Document, TextLine
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label


def line_starts(document: Document | None, article_id: str) -> tuple[int, ...]:
    """Return before which characters of an article's title its printed lines begin."""
    if document is None:
        return ()
    return tuple([
        item.start
        for page in document.pages
        for _, _, item, source in page.items
        if source.part == "title" and source.owner == article_id and isinstance(item, TextLine)
    ])  # fmt: skip


def with_breaks(title: str, starts: Sequence[int]) -> str:
    """Return the title with a manual break wherever a printed line begins."""
    pieces = [title[a:b] for a, b in zip((0, *starts[1:]), (*starts[1:], None), strict=True)]
    return "\n".join([piece.removesuffix("\n") for piece in pieces])


# A title has no more; what does is a text that went astray.
_MOST_LINES = 4


class TitleLines(QWidget):
    """A quiet line under the title; `wanted` carries the name of a step and the title it makes."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._starts: tuple[int, ...] = ()
        self.label = quiet_label("")
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.keep = self._button("固定断行", "把版面上的断行定下来，以后改字不再重排")
        self.free = self._button("取消断行", "去掉手动断行，由程序按词意断行")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.label, 1)
        for button in (self.keep, self.free):
            row.addWidget(button)
        self.keep.clicked.connect(self.keep_breaks)
        self.free.clicked.connect(self.free_breaks)
        self.show_lines("", ())

    def show_lines(self, title: str, starts: Sequence[int]) -> None:
        """Show how a title breaks; nothing for one on a single line."""
        if title and starts and starts[-1] >= len(title):
            starts = ()  # laid out before the title was changed
        self._title, self._starts = title, tuple(starts)
        lines = with_breaks(title, starts).split("\n") if starts else []
        manual = "\n" in title
        # Lines that are all broken by hand are to be seen in the title itself.
        by_hand = manual and "\n".join(lines) == title
        first = [line.strip() for line in lines[:_MOST_LINES]]
        more = ["…"] if len(lines) > _MOST_LINES else []
        shown = "已按手动断行" if by_hand else " ↵ ".join([*first, *more])
        self.label.setText(f"版面 {len(lines)} 行：{shown}" if len(lines) > 1 else "")
        self.keep.setVisible(len(lines) > 1 and not by_hand)
        self.free.setVisible(manual)
        self.setVisible(len(lines) > 1 or manual)

    def keep_breaks(self) -> None:
        """Ask for manual breaks where the page breaks the title now."""
        if len(self._starts) > 1:
            self.wanted.emit("固定标题断行", with_breaks(self._title, self._starts))

    def free_breaks(self) -> None:
        """Ask for the title without manual breaks."""
        if "\n" in self._title:
            self.wanted.emit("取消标题断行", one_line(self._title))

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setFocusPolicy(theme.TAB_FOCUS)
        theme.named(button, "quiet")
        return button
