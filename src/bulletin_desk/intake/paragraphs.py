"""Joins printed lines to the paragraphs they were: hard-wrapped, or cut by a page break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bulletin_desk.intake.lines import Layout, Line
from bulletin_desk.intake.marks import is_finished, join, tidy, width
from bulletin_desk.intake.roles import BODY
from bulletin_desk.intake.shapes import (
    is_caption,
    is_credit,
    is_label,
    starts_item,
    starts_listed,
)
from bulletin_desk.intake.source import Role

_DIGITS = re.compile("[0-9A-Za-z]")
_WIDEST_TITLE = 72.0
_WIDEST_LABEL = 36.0
_LONGEST_CREDIT = 60
TITLE = 3  # the rank of a line that certainly looks like a title
NEVER = -20  # the rank of a line that certainly is none


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with the evidence of its first line.

    `label` tells that it is short and no sentence: a title, a subhead or something foreign.
    `doubled` quotes a place where a page break seems to have repeated a character. `rank` says
    how much it looks like a title, `said` what the clerk decided; `lines` are its own.
    """

    text: str
    gap: int
    indent: float
    page: bool = False
    label: bool = False
    caption: bool = False
    doubled: tuple[str, ...] = field(default=())
    lines: tuple[Line, ...] = ()
    rank: int = 0
    said: Role | None = None

    @property
    def signs(self) -> bool:
        """Whether it is one line that stands at the right in brackets, and names who sent it."""
        return len(self.lines) == 1 and self.said is None and self.lines[0].signs


def unwrap(lines: Sequence[Line], layout: Layout) -> list[Block]:
    """Return the paragraphs of lines that hold no title of the contents."""
    return [_block(group) for group in grouped(lines, layout)]


def grouped(lines: Sequence[Line], layout: Layout) -> list[list[Line]]:
    """Return the lines of each paragraph."""
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        if groups and _continues(groups[-1], line, after, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _around_captions(groups) if layout.measure is None else groups


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
    evidence = (first.gap, first.indent, first.page)
    more = (tuple(doubled), tuple(group), first.rank)
    if first.said in BODY:
        return Block(text, *evidence, False, False, *more, first.said)
    short = len(group) <= 2 and is_label(text)
    if first.rank >= TITLE and not short:
        short = width(text) <= _WIDEST_TITLE and not text.endswith("。")
    short = short or (len(text) <= _LONGEST_CREDIT and is_credit(text))
    return Block(text, *evidence, short, is_caption(text), *more)


def _continues(group: list[Line], line: Line, after: Line | None, layout: Layout) -> bool:
    """Tell whether a line goes on with the paragraph of the lines before it."""
    previous = group[-1]
    if line.said is not None:
        return line.said is Role.CONTINUATION
    if line.whole:
        # A paragraph of the file goes on only where a page plainly cut it in two.
        inside = previous.width > _WIDEST_LABEL and line.indent < 1.5
        open_end = previous.text[-1] not in "；;"
        return (line.page or (inside and open_end)) and _was_cut(previous, line, layout)
    if layout.measure is None:
        return _was_cut(previous, line, layout)
    if layout.indented and line.indent >= 1.5:
        return False
    if starts_item(line.text) and is_finished(previous.text):
        return False
    if not is_finished(previous.text):
        return layout.is_full(previous, line, opens=len(group) == 1)
    if line.gap and layout.blank_breaks and not line.page:
        return False
    if layout.indented or layout.ragged:
        return layout.is_full(previous, line, opens=len(group) == 1)
    return not _ends_here(group, line, after, layout)


def _ends_here(group: list[Line], line: Line, after: Line | None, layout: Layout) -> bool:
    """Tell whether a line that ends a sentence ends its paragraph, where indents were lost.

    It does when the next characters would have fitted in. It does as well when it is about full
    but the next line is not, though it breaks inside a sentence: then that is a first line, short
    of the indent that was lost.
    """
    room = layout.room(group[-1], line, opens=len(group) == 1)
    if room >= 0.75:
        return True
    if after is None or is_finished(line.text):
        return room >= 0.25
    first = layout.room(line, after, opens=False)
    # Digits print with gaps beside them, which the extraction may have lost.
    least = 0.5 if room < -0.25 and _DIGITS.search(line.text) else 0.0
    return first >= least


def _was_cut(previous: Line, line: Line, layout: Layout) -> bool:
    """Tell whether a page or column break cut a paragraph that stands on one line otherwise."""
    if is_finished(previous.text) or is_caption(previous.text) or is_caption(line.text):
        return False
    if layout.indented and line.indent >= 1.5:
        return False
    if len(previous.text) <= _LONGEST_CREDIT and is_credit(previous.text):
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
    if caption[0].said or last[0].said or last[0].whole:
        return False
    before, after = first[-1].text, last[0].text
    open_end = not is_finished(before) and not is_label(before) and len(before) > 20
    return open_end and not is_label(after) and not starts_item(after)
