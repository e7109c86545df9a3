"""From a point on the page to a place in the text, and back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from bulletin_desk.typeset.display import Page, Placed, TextLine


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the issue: `position` counts characters in the named part or block."""

    part: str
    owner: str = ""
    block: int = -1
    position: int = 0


def place_at(page: Page, point: QPointF) -> Place | None:
    """Return the place of the item under a point (in points), or of the nearest one in height."""
    best: Placed | None = None
    least = 14.0
    for placed in page.items:
        if not placed.source.part or placed.source.part == "page_number":
            continue
        rect = line_box(placed)
        away = max(rect.top() - point.y(), point.y() - rect.bottom(), 0.0)
        aside = max(rect.left() - point.x(), point.x() - rect.right(), 0.0)
        if away + aside / 1000 < least:
            best, least = placed, away + aside / 1000
    return None if best is None else _place(best, point.x())


def line_box(placed: Placed) -> QRectF:
    """Return the box of an item in points; of a line, its em box."""
    item = placed.item
    if isinstance(item, TextLine):
        # An indented or centred line begins inside the type area.
        left = item.runs[0].x if item.runs else 0.0
        top = placed.y - item.ascent
        return QRectF(placed.x + left, top, item.width - left, item.size)
    return QRectF(placed.x, placed.y, item.width, item.height)


def find(pages: Sequence[Page], place: Place) -> tuple[int, Placed] | None:
    """Return the page and the line where a place stands in print."""
    found: tuple[int, Placed] | None = None
    for number, page in enumerate(pages):
        for placed in page.items:
            source = placed.source
            if source.owner != place.owner or source.part != place.part:
                continue
            if source.block != place.block:
                continue
            item = placed.item
            if not isinstance(item, TextLine):
                return number, placed
            position = place.position + source.offset
            if item.start <= position < item.end:
                return number, placed
            if item.start <= position or found is None:
                found = (number, placed)
    return found


def x_of(placed: Placed, place: Place) -> float:
    """Return where on its line, in points, the character at a place begins."""
    line = placed.item
    if not isinstance(line, TextLine):
        return placed.x
    index = place.position + placed.source.offset - line.start
    passed = 0
    for run in line.runs:
        if passed <= index < passed + len(run.text):
            return placed.x + run.x + run.offsets[_glyph(run.clusters, index - passed)]
        passed += len(run.text)
    return placed.x + line.width


def _glyph(clusters: tuple[int, ...] | None, index: int) -> int:
    if clusters is None:
        return index
    return max((g for g, first in enumerate(clusters) if first <= index), default=0)


def _place(placed: Placed, x: float) -> Place:
    source = placed.source
    position = 0
    if isinstance(placed.item, TextLine):
        position = max(0, placed.item.start + _index(placed, x) - source.offset)
    return Place(source.part, source.owner, source.block, position)


def _index(placed: Placed, x: float) -> int:
    """Return before which character of its line a point is: the boundary nearest to it."""
    line = placed.item
    assert isinstance(line, TextLine)
    edges: list[float] = []
    for run in line.runs:
        for index in range(len(run.text)):
            offset = run.offsets[min(_glyph(run.clusters, index), len(run.offsets) - 1)]
            edges.append(placed.x + run.x + offset)
    edges.append(placed.x + line.width)
    return min(range(len(edges)), key=lambda i: abs(edges[i] - x))
