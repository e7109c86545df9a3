"""The columns that lines are set in: their edges and the pitch, taken over all pages."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin_desk.intake.pdf.rows import Row

_LEAST_SHARE = 0.02
_FEW_LINES = 3
_SIDES_DIFFER = 2.0
_HANGING = frozenset("，。、；：！？）”’》】")
_ALIKE = 0.25  # sizes that may all be text: bodies, lists, captions


@dataclass(frozen=True, slots=True)
class Frame:
    """A column of text: edges in points; `indented` tells that first lines stand further in."""

    left: float
    right: float
    pitch: float
    indented: bool = False

    @property
    def centre(self) -> float:
        """Half way between the edges."""
        return (self.left + self.right) / 2


def body_size(rows: Iterable[Row]) -> float:
    """Return the size that most text has."""
    return main_size((row.size, len(row.text)) for row in rows)


def main_size(sizes: Iterable[tuple[float, int]]) -> float:
    """Return the size that most characters have, of sizes with so many each."""
    weights: Counter[float] = Counter()
    for size, count in sizes:
        weights[round(size * 2) / 2] += count
    return weights.most_common(1)[0][0] if weights else 12.0


@dataclass(frozen=True, slots=True)
class Stack:
    """The lines of one region: the page's number from 1, its width, and the cuts around it."""

    page: int
    page_width: float
    column: tuple[int, ...]
    rows: tuple[Row, ...]


def frames_of(stacks: Sequence[Stack], size: float) -> list[Frame]:
    """Return the frame of each stack; those at the same place of their pages share one."""
    pitch = _pitch(stacks, size)
    pools: dict[Hashable, list[Stack]] = defaultdict(list)
    for stack in stacks:
        pools[_key(stack)].append(stack)
    by_key: dict[Hashable, Frame] = {}
    for key, members in pools.items():
        sides = [[s for s in members if s.page % 2 == odd] for odd in (0, 1)]
        mirrored = _mirrored([_body_rows(side, size) for side in sides])
        for odd, side in enumerate(sides):
            by_key[key, odd] = _frame(side if mirrored else members, size, pitch)
    return [by_key[_key(stack), stack.page % 2] for stack in stacks]


def _mirrored(sides: Sequence[Sequence[Row]]) -> bool:
    """Tell whether left and right pages have margins the other way round: columns as wide."""
    edges: list[tuple[float, float]] = []
    for rows in sides:
        left = _left(rows)
        right = _right(rows) if rows else 0.0
        if left is None or not _agreed(rows, right):
            return False
        edges.append((left, right))
    (left, right), (other, farther) = edges
    shift = other - left
    return abs(shift) > _SIDES_DIFFER and abs(farther - right - shift) < _SIDES_DIFFER


def _key(stack: Stack) -> Hashable:
    return round(stack.page_width / 10), stack.column


def _body_rows(stacks: Iterable[Stack], size: float) -> list[Row]:
    rows = [row for stack in stacks for row in stack.rows]
    return [row for row in rows if abs(row.size - size) <= _ALIKE * size] or rows


def _left(rows: Sequence[Row]) -> float | None:
    """Return where lines start that are not indented."""
    if len(rows) < _FEW_LINES:
        return None
    total = sum(row.width for row in rows)
    for row in sorted(rows, key=lambda row: row.left):
        near = [r for r in rows if abs(r.left - row.left) <= 2]
        if len(near) >= 2 and sum(r.width for r in near) >= _LEAST_SHARE * total:
            return sum(r.left for r in near) / len(near)
    return min(row.left for row in rows)


def _frame(stacks: Sequence[Stack], size: float, pitch: float) -> Frame:
    rows = _body_rows(stacks, size)
    if not rows:
        width = stacks[0].page_width if stacks else 595.0
        return Frame(0.0, width, pitch)
    left = _left(rows)
    if left is None:
        left = min(row.left for row in rows)
    right = _right(rows)
    page = stacks[0]
    if not page.column and page.page_width - left > right + 3 * size and not _agreed(rows, right):
        # Few short lines: margins are about alike.
        right = page.page_width - left
    first = sum(1 for row in rows if 1.4 <= (row.left - left) / size <= 2.8)
    plain = sum(1 for row in rows if abs(row.left - left) <= 0.3 * size)
    return Frame(left, right, pitch, first >= 2 and plain >= 1)


def _right(rows: Sequence[Row]) -> float:
    """Return where full lines end: as far right as several lines agree on."""
    widest = max(row.width for row in rows)
    long = [row for row in rows if row.width >= 0.6 * widest]
    # A mark may hang out of the column: lines that end in a letter tell better.
    lettered = [row for row in long if row.text[-1:] not in _HANGING]
    if len(lettered) >= _FEW_LINES:
        long = lettered
    rights = sorted((row.right for row in long), reverse=True)
    least = max(_FEW_LINES, 0.05 * len(rights))
    for place in rights:
        if sum(1 for right in rights if place - 1.5 <= right <= place) >= least:
            return place
    return rights[int(len(rights) * 0.15)]


def _agreed(rows: Sequence[Row], right: float) -> bool:
    """Tell whether several lines end at one place, as full lines do."""
    return sum(1 for row in rows if abs(row.right - right) <= 0.6 * row.size) >= _FEW_LINES


def _pitch(stacks: Iterable[Stack], size: float) -> float:
    """Return the usual distance of two lines of the body."""
    steps: Counter[float] = Counter()
    for stack in stacks:
        for first, second in pairwise(stack.rows):
            step = second.base - first.base
            if max(abs(first.size - size), abs(second.size - size)) < 0.1 * size and step > size:
                steps[round(step * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else 1.6 * size
