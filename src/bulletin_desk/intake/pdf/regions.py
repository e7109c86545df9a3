"""Reading order: a page is cut into columns and bands until each part is read downwards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bulletin_desk.intake.pdf.atoms import Atom, Box

_DEEPEST = 6
_LEAST_LINES = 3
_NARROWEST = 6.0  # em: a narrower side is page numbers, or labels
_CLEAR = 0.6  # em between two columns
_FILLED = 0.55  # part of a column's width that its lines take on the average
_MOST_TRIES = 24


@dataclass(slots=True)
class Region:
    """A part of a page that is read downwards. `column` names the cuts that made it."""

    items: list[Box]
    column: tuple[int, ...] = ()


class _Gutter(NamedTuple):
    x: float
    top: float
    bottom: float
    lines: int


def regions_of(items: Sequence[Box], column: tuple[int, ...] = (), depth: int = 0) -> list[Region]:
    """Return the parts of a page in reading order."""
    gutter = _best_gutter(items) if depth < _DEEPEST else None
    if gutter is None:
        return [Region(list(items), column)] if items else []
    inside = [i for i in items if gutter.top <= i.middle <= gutter.bottom]
    above = [i for i in items if i.middle < gutter.top]
    below = [i for i in items if i.middle > gutter.bottom]
    left = [i for i in inside if i.centre < gutter.x]
    right = [i for i in inside if i.centre >= gutter.x]
    # Columns at about the same place on several pages are the same one.
    place = round(gutter.x / 20)
    return [
        *regions_of(above, column, depth + 1),
        *regions_of(left, (*column, place), depth + 1),
        *regions_of(right, (*column, -place), depth + 1),
        *regions_of(below, column, depth + 1),
    ]


def _best_gutter(items: Sequence[Box]) -> _Gutter | None:
    """Return the white stripe with most lines at both sides; None where there is no column."""
    ordered = sorted(items, key=lambda item: item.middle)
    found = [_gutter(ordered, x) for x in _candidates(items)]
    return max((g for g in found if g), key=lambda g: g.lines, default=None)


def _candidates(items: Sequence[Box]) -> list[float]:
    """Return the places where most lines have a gap."""
    places: Counter[int] = Counter()
    ordered = sorted(items, key=lambda item: (round(item.middle / 6), item.left))
    for left, right in pairwise(ordered):
        if abs(left.middle - right.middle) < 9 and right.left > left.right:
            places[round((left.right + right.left) / 8)] += 1
    # Lines at one side may lie between those at the other: then only left edges tell.
    for item in items:
        places[round((item.left - 4) / 4)] += 1 if isinstance(item, Atom) else 2
    return [place * 4.0 for place, n in places.most_common(_MOST_TRIES) if n >= 2]


def _gutter(ordered: Sequence[Box], x: float) -> _Gutter | None:
    """Return the tallest stripe at x that no line crosses, with columns at both sides."""
    best: _Gutter | None = None
    run: list[Box] = []
    for item in [*ordered, None]:
        if item is not None and not item.left + 1 < x < item.right - 1:
            run.append(item)
            continue
        gutter = _between_columns(run, x)
        if gutter and (best is None or gutter.lines > best.lines):
            best = gutter
        run = []
    return best


def _between_columns(run: Sequence[Box], x: float) -> _Gutter | None:
    """Return a stripe where both of its sides are columns of text or pictures."""
    left = [item for item in run if item.centre < x]
    right = [item for item in run if item.centre >= x]
    if min(len(left), len(right)) == 0:
        return None
    left, right = _without_head(_without_last_line(left, right), right)
    if not left or not right or not all(_is_column(side) for side in (left, right)):
        return None
    em = _size([*left, *right])
    if min(i.left for i in right) - max(i.right for i in left) < _CLEAR * em:
        return None
    top, bottom = min(i.middle for i in (*left, *right)), max(i.middle for i in (*left, *right))
    shared = min(max(i.bottom for i in side) for side in (left, right)) - max(
        min(i.top for i in side) for side in (left, right)
    )
    if shared < 2 * em:
        return None
    lines = min(_lines(left), _lines(right))
    return _Gutter(x, top - 0.1, bottom + 0.1, lines)


def _without_last_line(left: list[Box], right: list[Box]) -> list[Box]:
    """Return the left side without the short line that ends a paragraph above both columns."""
    top = min(item.top for item in right)
    higher = [item for item in left if item.bottom < top]
    edge = max(item.right for item in left)
    em, start = _size(higher), min(item.left for item in left)
    if len(higher) == 1 and higher[0].right < edge - 2 * em and higher[0].left < start + em / 2:
        return [item for item in left if item is not higher[0]]
    return left


def _without_head(left: list[Box], right: list[Box]) -> tuple[list[Box], list[Box]]:
    """Return both sides without a first line that reads across: issuer left, date right."""
    if not left:
        return left, right
    first, other = (min(side, key=lambda item: item.middle) for side in (left, right))
    em = _size([first, other])
    if abs(first.middle - other.middle) > 0.3 * em:
        return left, right
    edges = max(i.right for i in left), min(i.left for i in right)
    outer = min(i.left for i in left), max(i.right for i in right)
    starts = first.left <= outer[0] + 1.5 * em and first.right < edges[0] - 3 * em
    ends = other.right >= outer[1] - 1.5 * em and other.left > edges[1] + 3 * em
    if not (starts and ends):
        return left, right
    return [i for i in left if i is not first], [i for i in right if i is not other]


def _is_column(side: Sequence[Box]) -> bool:
    """Tell whether boxes below one another fill a column: lines of about its width."""
    if _lines(side) < _LEAST_LINES:
        return False
    width = max(i.right for i in side) - min(i.left for i in side)
    if width < _NARROWEST * _size(side):
        return False
    rows: dict[int, float] = {}
    for item in side:
        key = round(item.bottom / 4)
        rows[key] = rows.get(key, 0.0) + item.width
    return sum(rows.values()) / len(rows) >= _FILLED * width


def _lines(side: Sequence[Box]) -> int:
    """Return how many lines boxes take; a picture takes as many as would stand in its place."""
    em = _size(side)
    text = {round(i.base / 2) for i in side if isinstance(i, Atom)}
    return len(text) + sum(int(i.height / (1.5 * em)) for i in side if not isinstance(i, Atom))


def _size(items: Sequence[Box]) -> float:
    sizes = sorted(item.size for item in items if isinstance(item, Atom))
    return sizes[len(sizes) // 2] if sizes else 12.0
