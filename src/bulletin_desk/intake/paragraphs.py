"""Joins printed lines to the paragraphs they were: hard-wrapped, or cut by a page break."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bulletin_desk.intake.lines import Layout, Line
from bulletin_desk.intake.marks import is_finished, join, tidy
from bulletin_desk.intake.shapes import (
    is_caption,
    is_label,
    starts_item,
    starts_listed,
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with the evidence of its first line.

    `label` tells that it is short and no sentence: a title, a subhead or something foreign.
    `doubled` quotes a place where a page break seems to have repeated a character.
    """

    text: str
    gap: int
    indent: float
    page: bool = False
    label: bool = False
    caption: bool = False
    doubled: tuple[str, ...] = field(default=())


def unwrap(lines: Sequence[Line], layout: Layout) -> list[Block]:
    """Return the paragraphs of lines that hold no title of the contents."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    if layout.measure is None:
        groups = _around_captions(groups)
    return [_block(group) for group in groups]


def _block(group: list[Line]) -> Block:
    pieces = [group[0].text]
    doubled: list[str] = []
    for previous, line in pairwise(group):
        pieces.append(join(previous.text[-1:], line.text)[1:])
        if (
            (line.page or line.gap)
            and previous.text[-1] == line.text[0]
            and line.text[0] > "\u3400"
        ):
            doubled.append(f"{previous.text[-8:]}{line.text[:8]}")
    text = tidy("".join(pieces))
    first = group[0]
    short = len(group) <= 2 and is_label(text)
    caption = is_caption(text)
    return Block(text, first.gap, first.indent, first.page, short, caption, tuple(doubled))


def _continues(group: list[Line], line: Line, layout: Layout) -> bool:
    """Tell whether a line goes on with the paragraph of the lines before it."""
    if layout.measure is None:
        return _was_cut(group[-1], line, layout)
    if starts_item(line.text) and (is_finished(group[-1].text) or len(group) == 1):
        full = layout.is_full(group[-1], line, opens=len(group) == 1)
        if not full or is_finished(group[-1].text):
            return False
    return _was_wrapped(group, line, layout)


def _was_wrapped(group: list[Line], line: Line, layout: Layout) -> bool:
    """Tell whether the line before was broken because it was full."""
    previous = group[-1]
    if layout.indented and line.indent >= 1.5:
        return False
    if not layout.is_full(previous, line, opens=len(group) == 1):
        return False
    if not is_finished(previous.text):
        return True
    if line.gap and layout.blank_breaks and not line.page:
        return False
    return layout.indented or not _looks_first(line, layout)


def _looks_first(line: Line, layout: Layout) -> bool:
    """Tell whether a line after a full stop is as narrow as a first line whose indent was lost."""
    assert layout.measure is not None
    narrow = line.width <= layout.measure - 1.75
    return narrow and not layout.ragged and not is_finished(line.text)


def _was_cut(previous: Line, line: Line, layout: Layout) -> bool:
    """Tell whether a page or column break cut a paragraph that stands on one line otherwise."""
    if is_finished(previous.text) or is_caption(previous.text) or is_caption(line.text):
        return False
    if layout.indented and line.indent >= 1.5:
        return False
    if previous.text[-1] in "；;":
        return not starts_listed(line.text)
    return not (is_label(previous.text) or is_label(line.text) or starts_item(line.text))


def _around_captions(groups: list[list[Line]]) -> list[list[Line]]:
    """Join a paragraph that a caption stands in the middle of."""
    joined: list[list[Line]] = []
    for group in groups:
        if len(joined) >= 2 and _parted(joined[-2], joined[-1], group):
            joined[-2] += group
        else:
            joined.append(list(group))
    return joined


def _parted(first: list[Line], caption: list[Line], last: list[Line]) -> bool:
    if not is_caption(caption[-1].text) or is_caption(first[-1].text):
        return False
    before, after = first[-1].text, last[0].text
    open_end = not is_finished(before) and not is_label(before) and len(before) > 20
    return open_end and not is_label(after) and not starts_item(after)
