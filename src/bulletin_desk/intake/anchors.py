"""The places where a column or an article certainly begins, by the contents or by the clerk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import CLOSERS, join, key, tidy
from bulletin_desk.intake.matching import Span
from bulletin_desk.intake.shapes import column_name
from bulletin_desk.intake.source import Role

_SENTENCE_END = re.compile(rf"[。！？!?][{re.escape(CLOSERS)}]*\s*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the lines where a column or an article certainly begins."""

    span: Span
    column: str | None = None  # the column that begins here
    title: str | None = None  # the title that begins here, as the contents show it
    shown: str = ""  # the whole line of the contents
    said: bool = False  # the clerk decided it


def said_anchors(lines: list[Line], start: int, hints: Sequence[Role]) -> list[Anchor]:
    """Return the titles and columns that the clerk named, from line `start` on.

    `hints` are the roles that the lines had before: lines of a title stay together.
    """
    found: list[Anchor] = []
    i = free = start
    while i < len(lines):
        if lines[i].said is Role.COLUMN:
            found.append(_column(lines, i))
        elif lines[i].said is Role.TITLE:
            found.append(_title(lines, i, free, hints))
        else:
            i += 1
            continue
        i = free = found[-1].span.end
    return found


def merged(entries: list[Anchor], said: list[Anchor]) -> tuple[list[Anchor], list[Anchor]]:
    """Return the anchors of contents and clerk, and those of the contents that had to go.

    Where both name the same lines, the contents tell how the title is written.
    """
    kept: list[Anchor] = []
    lost: list[Anchor] = []
    for anchor in entries:
        beside = [own for own in said if _overlap(own.span, anchor.span)]
        if all(_same(own, anchor) for own in beside):
            kept.append(anchor)
        elif not any(key(anchor.title or anchor.column or "") in _spelled(own) for own in beside):
            lost.append(anchor)
    more = [own for own in said if not any(_same(own, anchor) for anchor in kept)]
    return [*kept, *more], lost


def _column(lines: list[Line], i: int) -> Anchor:
    end = _end_of(lines, i)
    text = lines[i].text
    for line in lines[i + 1 : end]:
        text = join(text, line.text)
    return Anchor(Span(i, end), column=column_name(text) or tidy(text), said=True)


def _end_of(lines: list[Line], i: int) -> int:
    end = i + 1
    while end < len(lines) and lines[end].said is Role.CONTINUATION:
        end += 1
    return end


def _title(lines: list[Line], i: int, free: int, hints: Sequence[Role]) -> Anchor:
    """Return the title whose lines stand around line i, or which opens its paragraph."""
    first, end = i, i + 1
    rest = _after_title(lines[i].text)
    while not rest and end < len(lines) and _goes_on(lines[end], hints):
        said = lines[end].said is not None
        rest = _after_title(lines[end].text) if said else ""
        end += 1
    # A title that runs in stands by itself; other lines of a title stay together.
    while not rest and first > free and _is_title_above(lines[first - 1], hints):
        first -= 1
    text = "".join(line.text for line in lines[first:end])
    return Anchor(Span(first, end, rest, bool(rest)), title=text, said=True)


def _is_title_above(line: Line, hints: Sequence[Role]) -> bool:
    return line.said is None and _was_title(line, hints)


def _goes_on(line: Line, hints: Sequence[Role]) -> bool:
    if line.said is None:
        return _was_title(line, hints)
    return line.said in (Role.TITLE, Role.CONTINUATION)


def _was_title(line: Line, hints: Sequence[Role]) -> bool:
    return bool(hints) and hints[line.at] is Role.TITLE and not _after_title(line.text)


def _after_title(text: str) -> str:
    """Return the text that follows a title in its own line."""
    match = _SENTENCE_END.search(text)
    return text[match.end() :] if match else ""


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


def _same(first: Anchor, second: Anchor) -> bool:
    spans = (first.span.start, first.span.end) == (second.span.start, second.span.end)
    return spans and (first.title is None) == (second.title is None)


def _spelled(anchor: Anchor) -> str:
    return key(anchor.title or anchor.column or "")
