"""What stays where it is on the screen when pages change: the topmost line in view."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin_desk.typeset.display import Page, Placed, TextLine
from bulletin_desk.ui.preview.arrangement import Arrangement
from bulletin_desk.ui.preview.places import line_box


class Anchor(NamedTuple):
    """A line on a page, and how far it is from the top of the view."""

    page: Page
    number: int
    placed: Placed
    away: float


def take_anchor(
    pages: Sequence[Page], arrangement: Arrangement, top: float, bottom: float
) -> Anchor | None:
    """Return the first line that stands between two heights of the desk."""
    for number in arrangement.between(top, bottom):
        page, above = pages[number], arrangement.boxes[number].top()
        best: tuple[float, Placed] | None = None
        for placed in page.items:
            y = above + line_box(placed).top() * arrangement.scale
            if placed.source.owner and top <= y < bottom and (best is None or y < best[0]):
                best = y, placed
        if best is not None:
            y, placed = best
            return Anchor(page, number, placed, y - top)
    return None


def new_top(anchor: Anchor, pages: Sequence[Page], arrangement: Arrangement) -> float | None:
    """Return the height of the desk that the view must begin at for the line to stay in place."""
    if anchor.number < len(pages) and pages[anchor.number] is anchor.page:
        found = anchor.number, anchor.placed
    else:
        near = range(max(anchor.number - 1, 0), min(anchor.number + 2, len(pages)))
        found = _find(anchor.placed, pages, near)
        if found is None or found[1].item is not anchor.placed.item:
            found = _find(anchor.placed, pages, range(len(pages)))
    if found is None:
        return None
    number, placed = found
    y = arrangement.boxes[number].top() + line_box(placed).top() * arrangement.scale
    return y - anchor.away


def _find(line: Placed, pages: Sequence[Page], among: range) -> tuple[int, Placed] | None:
    """Return the page and the line that is the same one, or the nearest to it in its text."""
    best: tuple[int, Placed] | None = None
    least = (True, 0, 0)
    for number in among:
        for placed in pages[number].items:
            source = placed.source
            if source.owner == line.source.owner and source.part == line.source.part:
                # An unchanged line is the same object, also where paragraphs came above it.
                same = placed.item is line.item
                if not same and source.block != line.source.block:
                    continue
                away = (not same, abs(source.block - line.source.block), _away(placed, line))
                if best is None or away < least:
                    best, least = (number, placed), away
    return best


def _away(one: Placed, other: Placed) -> int:
    return abs(_start(one) - _start(other))


def _start(placed: Placed) -> int:
    return placed.item.start if isinstance(placed.item, TextLine) else 0
