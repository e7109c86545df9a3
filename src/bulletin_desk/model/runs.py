"""Changes to the runs of a text that keep everybody's emphasis."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from bulletin_desk.model.richtext import Run


class Edit(NamedTuple):
    """The characters start..end of a text, and what stands there instead."""

    start: int
    end: int
    text: str


def run_text(runs: Iterable[Run]) -> str:
    """Return the text of runs without emphasis."""
    return "".join([run.text for run in runs])


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs without empty ones, and neighbours of the same emphasis as one."""
    result: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if result and (result[-1].bold, result[-1].kai) == (run.bold, run.kai):
            run = Run(result.pop().text + run.text, run.bold, run.kai)
        result.append(run)
    return tuple(result)


def sliced(runs: Iterable[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """Return the characters start..end."""
    result: list[Run] = []
    at = 0
    for run in runs:
        first = max(start - at, 0)
        last = len(run.text) if end is None else min(end - at, len(run.text))
        if first < last:
            result.append(Run(run.text[first:last], run.bold, run.kai))
        at += len(run.text)
    return tuple(result)


def edited(runs: Sequence[Run], edits: Sequence[Edit]) -> tuple[Run, ...]:
    """Return the runs after edits that stand from left to right and do not overlap.

    A replacement takes the emphasis of the first character that it replaces, and an insertion
    that of the character before it.
    """
    ends = list(accumulate([len(run.text) for run in runs]))
    result: list[Run] = []
    at = 0
    for start, end, text in edits:
        result += _part(runs, ends, at, start)
        if text:
            first = start if end > start else start - 1
            found = _part(runs, ends, first, first + 1) if first >= 0 else ()
            emphasis = (found[0].bold, found[0].kai) if found else (False, False)
            result.append(Run(text, *emphasis))
        at = end
    result += _part(runs, ends, at, ends[-1] if ends else 0)
    return joined(result)


def _part(runs: Sequence[Run], ends: Sequence[int], start: int, end: int) -> tuple[Run, ...]:
    """Return the characters start..end without a look at the runs before them."""
    if start >= end:
        return ()
    first, last = bisect_right(ends, start), bisect_left(ends, end) + 1
    shift = ends[first - 1] if first else 0
    return sliced(runs[first:last], start - shift, end - shift)


def moved(position: int, edits: Sequence[Edit]) -> int:
    """Return where a position of the text stands after the edits."""
    shift = 0
    for start, end, text in edits:
        if end <= position:
            shift += len(text) - (end - start)
        elif start < position:
            return start + shift + min(position - start, len(text))
    return position + shift
