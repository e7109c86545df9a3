"""Joins printed lines to paragraphs by their place: indents, the measure, the pitch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bulletin_desk.intake.marks import first_unit_width, is_finished, join, tidy
from bulletin_desk.intake.pdf.frames import Frame
from bulletin_desk.intake.pdf.rows import Row
from bulletin_desk.intake.source import Align, SourceLine
from bulletin_desk.model.richtext import Picture, Run, Table

# In em of the line.
_INDENTED = 1.2
_SLACK = 0.4
_SENTENCE_SLACK = 2.6
_CENTRED = 0.7
_LARGER = 1.15


class Placed(NamedTuple):
    """A line, or a picture or table, in reading order, with the column it is set in.

    `page` counts from 1; `breaks` tells that a page or column begins with it.
    """

    row: Row
    frame: Frame
    page: int
    breaks: bool = False
    block: Picture | Table | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How most of the text looks."""

    size: float
    family: str
    bold: bool


def align_of(placed: Placed, style: Style) -> Align:
    """Return how a line stands between the edges of its column."""
    row, frame = placed.row, placed.frame
    before, after = (row.left - frame.left) / row.size, (frame.right - row.right) / row.size
    title = row.size >= _LARGER * style.size and abs(before - after) <= _CENTRED
    if title:
        return Align.CENTRE
    if before < _INDENTED or (after < 1 and before < 0.4 * row.width / row.size):
        return Align.LEFT
    first = abs(before - 2) <= 0.3 and abs(row.size - style.size) <= 0.1 * style.size
    if abs(before - after) <= 2 * _CENTRED and after >= 1 and not (first and frame.indented):
        return Align.CENTRE
    if after <= 4.5 and before >= 0.35 * (frame.right - frame.left) / row.size:
        return Align.RIGHT
    return Align.LEFT


def grouped(lines: Sequence[Placed], style: Style) -> list[list[Placed]]:
    """Return the lines of each paragraph; a picture or table stands by itself."""
    groups: list[list[Placed]] = []
    for placed in lines:
        if groups and _continues(groups[-1], placed, style):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return groups


def _continues(group: list[Placed], placed: Placed, style: Style) -> bool:
    """Tell whether a line goes on with the paragraph of the lines before it."""
    last = group[-1]
    if last.block or placed.block or abs(last.row.base - placed.row.base) < 0.3 * last.row.size:
        return False
    if abs(last.row.size - placed.row.size) > 0.08 * last.row.size:
        return False
    if align_of(placed, style) is not Align.LEFT and not _hangs(group, placed):
        return False
    if len(group) == 1 and align_of(last, style) is not Align.LEFT:
        return False
    if not _is_under(group, placed) or not _is_near(last, placed):
        return False
    return _is_full(last, placed, style) and not _changes_face(last, placed)


def _hangs(group: list[Placed], placed: Placed) -> bool:
    """Tell whether a line stands exactly under the one before it, which is no first line."""
    return len(group) > 1 and abs(group[-1].row.left - placed.row.left) < 0.2 * placed.row.size


def _is_under(group: list[Placed], placed: Placed) -> bool:
    """Tell whether a line starts where a further line of the paragraph would."""
    size = placed.row.size
    indent = (placed.row.left - placed.frame.left) / size
    first = (group[0].row.left - group[0].frame.left) / size
    if len(group) > 1:
        rest = (group[-1].row.left - group[-1].frame.left) / size
        return abs(indent - rest) < 0.5
    if abs(indent - first) < 0.5:
        # Both at one place: two first lines where lines are indented, a block where not.
        return not (placed.frame.indented and indent >= _INDENTED)
    if indent < first:
        return indent > -0.5
    # Hanging: the further lines stand under the text after a label or number.
    return indent - first <= 6 and first < _INDENTED + 2 and not _looks_first(placed, first)


def _looks_first(placed: Placed, before: float) -> bool:
    """Tell whether an indent is that of a first line."""
    indent = (placed.row.left - placed.frame.left) / placed.row.size
    return before < 0.5 and abs(indent - 2) < 0.4


def _is_near(last: Placed, placed: Placed) -> bool:
    """Tell whether no more than the usual pitch parts two lines; a new page parts nothing."""
    if placed.breaks:
        return True
    step = placed.row.base - last.row.base
    pitch = max(placed.frame.pitch * placed.row.size / max(last.row.size, 1), 1.2 * last.row.size)
    return 0 < step <= 1.3 * max(pitch, 1.0)


def _is_full(last: Placed, placed: Placed, style: Style) -> bool:
    """Tell whether a line ended because the next characters did not fit in."""
    size = last.row.size
    room = (last.frame.right - last.row.right) / size
    unit = first_unit_width(placed.row.text)
    large = size >= _LARGER * style.size
    finished = is_finished(last.row.text)
    slack = _SLACK if finished or large else _SENTENCE_SLACK - 1
    return room < unit + slack


def _changes_face(last: Placed, placed: Placed) -> bool:
    """Tell whether two lines are set in different faces and the first ends its sentence."""
    first, second = last.row.look, placed.row.look
    return first.family != second.family and is_finished(last.row.text)


def source_line(group: Sequence[Placed], gap: int, page: bool, style: Style) -> SourceLine:
    """Return a paragraph as a line of the source."""
    first = group[0]
    row, frame = first.row, first.frame
    if first.block is not None:
        text = first.block.text
        return SourceLine(text, whole=True, gap=gap, page=page, block=first.block,
                          page_number=first.page)  # fmt: skip
    chars = _chars(group)
    text = tidy("".join(char for char, _, _ in chars))
    runs = _runs(text, chars, style)
    look = row.look
    emphatic = look.bold or (look.family == "hei" and style.family != "hei")
    return SourceLine(
        text=text,
        whole=True,
        indent=round(max((row.left - frame.left) / row.size, 0.0), 2),
        gap=gap,
        page=page,
        size=round(row.size, 1),
        bold=emphatic if not runs else False,
        red=look.red,
        align=align_of(first, style),
        runs=runs,
        page_number=first.page,
    )


_Char = tuple[str, bool, bool]


def _chars(group: Sequence[Placed]) -> list[_Char]:
    """Return the characters of a paragraph, each with whether it is bold or heiti, and kaiti."""
    chars: list[_Char] = []
    for placed in group:
        kai = False
        new: list[_Char] = []
        for text, look in placed.row.pieces:
            for char in text:
                if char > "\u2e7f" or look.family == "kai":
                    kai = look.family == "kai"
                new.append((char, look.bold or look.family == "hei", kai))
        if chars and join(chars[-1][0], new[0][0])[1:2] == " ":
            chars.append((" ", *chars[-1][1:]))
        chars += new
    return chars


def _runs(text: str, chars: list[_Char], style: Style) -> tuple[Run, ...]:
    """Return the emphasis of a paragraph of which only a part is emphasised."""
    bold_body, kai_body = style.bold or style.family == "hei", style.family == "kai"
    looks = {(bold, kai) for char, bold, kai in chars if char > "\u2e7f"}
    if len(looks) < 2:
        return ()
    dark = [item for item in chars if not item[0].isspace()]
    runs: list[Run] = []
    at = 0
    for char in text:
        if not char.isspace():
            _, bold, kai = dark[at]
            at += 1
            new = Run(char, bold and not bold_body, kai and not kai_body)
        else:
            new = Run(char, runs[-1].bold, runs[-1].kai) if runs else Run(char)
        if runs and (runs[-1].bold, runs[-1].kai) == (new.bold, new.kai):
            new = Run(runs.pop().text + char, new.bold, new.kai)
        runs.append(new)
    return tuple(runs) if any(run.bold or run.kai for run in runs) else ()


def gaps_of(groups: Sequence[Sequence[Placed]], style: Style) -> list[int]:
    """Return how many blank lines stand before each paragraph."""
    gaps = [0]
    for before, group in pairwise(groups):
        last, first = before[-1], group[0]
        if first.breaks or last.page != first.page:
            gaps.append(0)
            continue
        usual = max(first.frame.pitch, 1.3 * max(first.row.size, last.row.size))
        space = first.row.top - last.row.bottom + style.size
        gaps.append(max(0, min(6, round(space / usual - 1 - 0.15))))
    return gaps
