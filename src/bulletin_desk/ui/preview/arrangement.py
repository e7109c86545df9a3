"""Where the pages lie on the desk, at which size: one below the other, or two side by side."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize

from bulletin_desk.typeset.display import Page

GAP = 24
MARGIN = 28
# In a narrow pane the page is what has the room.
_LEAST_MARGIN, _NARROW = 6, 320
LIMITS = (0.2, 5.0)
# Logical pixels a point at 100 %.
FULL_SIZE = 96 / 72
_WIDTH = 595.0


class Fit(StrEnum):
    """What the pages are made to fit."""

    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Zoom:
    """How large the pages are shown, and how many side by side; `factor` counts without a fit."""

    fit: Fit = Fit.WIDTH
    columns: int = 1
    factor: float = 1.0

    def at(self, factor: float) -> "Zoom":
        """Return the zoom to a factor, within what can be read and painted."""
        low, high = LIMITS
        return Zoom(Fit.NONE, self.columns, min(max(factor, low), high))

    def text(self) -> str:
        """Return the zoom as the settings keep it."""
        return f"{self.fit} {self.columns} {self.factor:.4f}"

    @staticmethod
    def parse(text: str) -> "Zoom":
        """Return the zoom of a text of the settings; the usual one where it says nothing."""
        try:
            fit, columns, factor = text.split()
            return Zoom(Fit(fit), 2 if columns == "2" else 1, Zoom().at(float(factor)).factor)
        except ValueError:
            return FIT_WIDTH


FIT_WIDTH = Zoom()
FIT_PAGE = Zoom(Fit.PAGE)
TWO_PAGES = Zoom(Fit.PAGE, columns=2)


class Arrangement:
    """The pages' boxes in logical pixels, from the desk's top left corner, and its size."""

    def __init__(self, pages: Sequence[Page], zoom: Zoom, view: QSize) -> None:
        self.scale = _scale(pages, zoom, view)
        self.boxes: list[QRectF] = []
        margin = _margin(view)
        rows = [pages[at : at + zoom.columns] for at in range(0, len(pages), zoom.columns)]
        widths = [sum(p.width for p in row) * self.scale + (len(row) - 1) * GAP for row in rows]
        self.width = max(widths, default=0.0) + 2 * margin
        top = float(GAP)
        for row, width in zip(rows, widths, strict=True):
            # A last page that stands alone stands where the left one of two would.
            across = width if zoom.columns == 1 else max(widths)
            x = max(margin, (view.width() - across) / 2)
            for page in row:
                self.boxes.append(QRectF(x, top, page.width * self.scale, page.height * self.scale))
                x += page.width * self.scale + GAP
            top += max(page.height for page in row) * self.scale + GAP
        self.height = top
        self._tops = [box.top() for box in self.boxes]
        self._bottoms = [box.bottom() for box in self.boxes]

    def between(self, top: float, bottom: float) -> range:
        """Return the numbers of the pages that a stretch of the desk's height touches."""
        return range(bisect_right(self._bottoms, top), bisect_left(self._tops, bottom))

    def page_at(self, y: float) -> int:
        """Return the page at a height, or the next one; the last one below all."""
        return min(bisect_right(self._bottoms, y), max(len(self.boxes) - 1, 0))

    def nearest(self, at: QPointF) -> tuple[int, QPointF] | None:
        """Return the page nearest to a point of the desk, and the point on it in points."""
        if not self.boxes:
            return None

        def away(number: int) -> float:
            box = self.boxes[number]
            across = max(box.left() - at.x(), at.x() - box.right(), 0.0)
            return across + max(box.top() - at.y(), at.y() - box.bottom(), 0.0)

        number = min(range(len(self.boxes)), key=away)
        corner = self.boxes[number].topLeft()
        return number, QPointF(
            (at.x() - corner.x()) / self.scale, (at.y() - corner.y()) / self.scale
        )

    def place(self, number: int, point: QPointF) -> QPointF:
        """Return where a point of a page lies on the desk."""
        corner = self.boxes[number].topLeft()
        return QPointF(corner.x() + point.x() * self.scale, corner.y() + point.y() * self.scale)


def _margin(view: QSize) -> float:
    """Return what is left free beside the pages, less the narrower the view is."""
    return min(max(_LEAST_MARGIN, (view.width() - _NARROW) / 8), MARGIN)


def _scale(pages: Sequence[Page], zoom: Zoom, view: QSize) -> float:
    low, high = LIMITS
    if zoom.fit is Fit.NONE:
        return zoom.factor * FULL_SIZE
    width = max((page.width for page in pages), default=_WIDTH) * zoom.columns
    scale = (view.width() - 2 * _margin(view) - (zoom.columns - 1) * GAP) / width
    if zoom.fit is Fit.PAGE and pages:
        height = max(page.height for page in pages)
        scale = min(scale, (view.height() - 2 * GAP) / height)
    return min(max(scale, low * FULL_SIZE), high * FULL_SIZE)
