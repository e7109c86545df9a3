"""Where on the pages the text caret stands."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from bulletin_desk.typeset.display import Page, Placed
from bulletin_desk.ui.preview.places import Place, find, line_box, x_of


class CaretMark:
    """The caret's place in the text, and its line on the page where there is one; in points."""

    def __init__(self) -> None:
        self.place: Place | None = None
        self._found: tuple[int, Placed] | None = None

    @property
    def page(self) -> int | None:
        """The number of the page it stands on."""
        return None if self._found is None else self._found[0]

    def put(self, place: Place | None, pages: Sequence[Page]) -> None:
        """Put the caret to another place."""
        self.place = place
        self.find(pages)

    def find(self, pages: Sequence[Page]) -> None:
        """Find it on other pages."""
        self._found = None if self.place is None else find(pages, self.place)

    @property
    def line(self) -> QRectF:
        """The box of the line it stands on."""
        return line_box(self._found[1]) if self._found else QRectF()

    @property
    def stroke(self) -> QRectF:
        """The caret itself, without width."""
        if self._found is None or self.place is None:
            return QRectF()
        line = self.line
        x = x_of(self._found[1], self.place)
        return QRectF(x, line.top() - 1, 0, line.height() + 2)

    @property
    def extent(self) -> QRectF:
        """All that it may darken."""
        if self._found is None:
            return QRectF()
        stroke = self.stroke
        return self.line.united(stroke.adjusted(0, 0, 1, 0)).adjusted(-5, -4, 5, 4)
