"""Where the problems stand on the page: a thin mark beside the line, a line under the words."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QRegion

from bulletin_desk.model.flow import Source
from bulletin_desk.typeset.display import Page, Placed, TextLine
from bulletin_desk.ui import theme
from bulletin_desk.ui.preview.places import Place, line_box, x_of

# In points: how far the side mark stands from its line, how thick marks are.
_ASIDE, _BAR, _LINE = 9.0, 1.6, 1.0
# The current one is stronger.
_STRONG = 1.8
_Key = tuple[str, str, int]


class Mark(NamedTuple):
    """What is to be marked: a place, how bad it is, and how many characters of it."""

    source: Source
    severity: str
    start: int = 0
    length: int = 0


class Stroke(NamedTuple):
    """A mark on a page, in points; `under` is None where no words are meant."""

    page: int
    beside: QRectF
    under: QRectF | None
    colour: str
    current: bool


def strokes(pages: Sequence[Page], marks: Sequence[Mark], current: int) -> list[Stroke]:
    """Return where the marks are to be drawn, the current one last, over the others."""
    if not marks:
        return []
    lines = _index(pages, {mark.source.owner for mark in marks})
    found: list[Stroke] = []
    for number, mark in enumerate(marks):
        found += _strokes(mark, lines, number == current)
    return sorted(found, key=lambda stroke: stroke.current)


class ProblemMarks:
    """The marks of a page view; tells which part of the view a change touches.

    `to_view` gives the view's pixels for a rectangle of a page in points.
    """

    def __init__(self, to_view: Callable[[int, QRectF], QRect]) -> None:
        self._to_view = to_view
        self._marks: Sequence[Mark] = ()
        self._current = -1
        self._pages: Sequence[Page] = ()
        self._strokes: list[Stroke] = []

    def show(self, marks: Sequence[Mark], current: int) -> QRegion:
        """Show other marks; return what is to be painted again."""
        stale = self._region()
        self._marks, self._current = marks, current
        self._strokes = strokes(self._pages, marks, current)
        return stale + self._region()

    def show_pages(self, pages: Sequence[Page]) -> QRegion:
        """Find the marks on other pages; return what is to be painted again."""
        known, self._pages = self._pages, pages
        if not self._marks or known is pages:
            return QRegion()
        # Where the old marks stood, the pages may be other ones now: asked of those that remain.
        self._strokes = [stroke for stroke in self._strokes if stroke.page < len(pages)]
        return self.show(self._marks, self._current)

    def forget(self) -> None:
        """Drop marks and pages: another issue is going to be shown."""
        self._marks, self._current, self._pages, self._strokes = (), -1, (), []

    def paint(self, painter: QPainter, pages: Collection[int]) -> None:
        """Draw the marks of these pages."""
        for stroke in self._strokes:
            if stroke.page in pages:
                self._paint(painter, stroke)

    def _paint(self, painter: QPainter, stroke: Stroke) -> None:
        colour = QColor(stroke.colour)
        beside = self._to_view(stroke.page, stroke.beside)
        under = self._to_view(stroke.page, stroke.under) if stroke.under else QRect()
        if stroke.current and not under.isNull():
            wash = QColor(colour)
            wash.setAlpha(34)
            painter.fillRect(under.adjusted(0, -beside.height(), 0, 0), wash)
        if not stroke.current:
            colour.setAlpha(170)
        painter.fillRect(beside, colour)
        painter.fillRect(under, colour)

    def _region(self) -> QRegion:
        region = QRegion()
        for stroke in self._strokes:
            beside = self._to_view(stroke.page, stroke.beside)
            region += beside
            if stroke.under:
                under = self._to_view(stroke.page, stroke.under)
                region += under.adjusted(0, -beside.height(), 0, 0)
        return region


def _index(pages: Sequence[Page], owners: Collection[str]) -> dict[_Key, list[tuple[int, Placed]]]:
    """Return the items of the marked articles by their place in the issue."""
    lines: dict[_Key, list[tuple[int, Placed]]] = {}
    for number, page in enumerate(pages):
        for placed in page.items:
            part, owner, block, _ = placed.source
            if owner in owners:
                lines.setdefault((part, owner, block), []).append((number, placed))
    return lines


def _strokes(
    mark: Mark, lines: dict[_Key, list[tuple[int, Placed]]], current: bool
) -> list[Stroke]:
    part, owner, block, _ = mark.source
    known, run_in = lines.get((part, owner, block)), False
    if known is None and part == "title":
        # A run-in title opens the first paragraph.
        known, run_in = lines.get(("body", owner, 0)), True
    if not known:
        return []
    colour = _colour(mark.severity)
    found: list[Stroke] = []
    for page, placed in known:
        item, offset = placed.item, 0 if run_in else placed.source.offset
        start, end = mark.start + offset, mark.start + offset + max(mark.length, 1)
        if isinstance(item, TextLine):
            if item.start >= end or item.end <= start:
                continue
            first = Place(part, owner, block, max(start, item.start) - placed.source.offset)
            last = Place(part, owner, block, min(end, item.end) - placed.source.offset)
            under = _under(placed, x_of(placed, first), x_of(placed, last), current)
            found.append(Stroke(page, _beside(placed, current), under, colour, current))
        else:
            found.append(Stroke(page, _beside(placed, current), None, colour, current))
            break
    if mark.length == 0:
        # The whole of the text is meant: its first line is marked.
        found = [stroke._replace(under=None) for stroke in found[:1]]
    return found or [Stroke(known[-1][0], _beside(known[-1][1], current), None, colour, current)]


def _beside(placed: Placed, current: bool) -> QRectF:
    box = line_box(placed)
    width = _BAR * (_STRONG if current else 1)
    return QRectF(min(box.left(), placed.x) - _ASIDE, box.top() - 1, width, box.height() + 2)


def _under(placed: Placed, left: float, right: float, current: bool) -> QRectF:
    box = line_box(placed)
    height = _LINE * (_STRONG if current else 1)
    return QRectF(left, box.bottom() + 1, max(right - left, 2.0), height)


def _colour(severity: str) -> str:
    # The page is white on the dark desk too.
    scheme = theme.LIGHT
    return {"error": scheme.error, "warning": scheme.warning}.get(severity, scheme.accent)
