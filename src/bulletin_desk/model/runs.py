"""Changes to the runs of a text that keep everybody's emphasis."""

from collections.abc import Iterable, Sequence
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
    result: list[Run] = []
    at = 0
    for start, end, text in edits:
        result += sliced(runs, at, start)
        if text:
            found = sliced(runs, start, start + 1) if end > start else sliced(runs, start - 1, end)
            emphasis = (found[0].bold, found[0].kai) if found else (False, False)
            result.append(Run(text, *emphasis))
        at = end
    result += sliced(runs, at)
    return joined(result)


def moved(position: int, edits: Sequence[Edit]) -> int:
    """Return where a position of the text stands after the edits."""
    shift = 0
    for start, end, text in edits:
        if end <= position:
            shift += len(text) - (end - start)
        elif start < position:
            return start + shift + min(position - start, len(text))
    return position + shift
