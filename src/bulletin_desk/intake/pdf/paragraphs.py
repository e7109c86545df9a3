"""Joins printed lines to paragraphs by their place: indents, the measure, the pitch."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bulletin_desk.intake.marks import first_unit_width, is_finished, width
from bulletin_desk.intake.pdf.entries import ends_entry
from bulletin_desk.intake.pdf.frames import Frame
from bulletin_desk.intake.pdf.rows import Row
from bulletin_desk.intake.shapes import column_name, starts_item
from bulletin_desk.intake.source import Align
from bulletin_desk.model.richtext import Picture, Table

# In em of the line.
_INDENTED = 1.2
_SLACK = 0.4
_SENTENCE_SLACK = 2.6
_CENTRED = 0.7
_LARGER = 1.15
_MOST_BETWEEN = 5
_LIST = re.compile("(?:[抄主呈]?[报送]|[抄印分下]?发)[：:]")
_ADDRESS = re.compile(r"[!-~]*[A-Za-z0-9][./@:][!-~]*")
_BULLET = re.compile("[◆◇●○■□▲△★☆▪•►➤√※❖✦]")


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
    for n, placed in enumerate(lines):
        edge = _edge(placed, lines[n + 1 : n + 2])
        if groups and _continues(groups[-1], placed, style, edge):
            groups[-1].append(placed)
        elif len(groups) > 1 and _goes_on_at_left(groups[-2], groups[-1], placed):
            groups[-2].append(placed)
        elif (cut := _cut_by_block(groups, style)) and _goes_on(cut, placed, style, edge):
            cut.append(placed)
        else:
            groups.append([placed])
    return groups


def _cut_by_block(groups: Sequence[list[Placed]], style: Style) -> list[Placed] | None:
    """Return the paragraph before the pictures and tables, with captions, that stand at the end."""
    met = False
    for group in reversed(groups[-_MOST_BETWEEN:]):
        first = group[0]
        small = first.row.size < 0.95 * style.size or align_of(first, style) is Align.CENTRE
        if first.block is not None:
            met = True
        elif not (small and len(group) <= 2):
            return group if met else None
    return None


def _goes_on(group: list[Placed], placed: Placed, style: Style, edge: float) -> bool:
    """Tell whether a line goes on with an unfinished paragraph that a picture was put into."""
    if is_finished(group[-1].row.text) or placed.row.left - placed.frame.left > placed.row.size:
        return False
    return _continues(group, placed._replace(breaks=True), style, edge)


def _edge(placed: Placed, following: Sequence[Placed]) -> float:
    """Return where the lines of a paragraph end: before a date that stands at the right."""
    right = placed.frame.right
    if following and abs(following[0].row.base - placed.row.base) < 0.3 * placed.row.size:
        return min(right, following[0].row.left - placed.row.size)
    return right


def with_whole_tables(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines with tables that go on over a page joined; repeated heads are left out."""
    result: list[Placed] = []
    for placed in lines:
        last = result[-1] if result else None
        if last and isinstance(last.block, Table) and isinstance(placed.block, Table):
            joined = _joined_tables(last, placed, last.block, placed.block)
            if joined is not None:
                result[-1] = last._replace(block=joined)
                continue
        result.append(placed)
    return result


def _joined_tables(last: Placed, placed: Placed, first: Table, second: Table) -> Table | None:
    """Return two tables as one where the second goes on with the first on another page."""
    edges = abs(last.row.left - placed.row.left), abs(last.row.right - placed.row.right)
    columns = len(first.rows[0]) == len(second.rows[0])
    if last.page == placed.page or not placed.breaks or not columns or max(edges) > 3:
        return None
    head = first.rows[: first.header_rows]
    repeated = bool(head) and second.rows[: len(head)] == head
    if not repeated and second.header_rows:
        return None  # another table, with a head of its own
    return Table((*first.rows, *second.rows[len(head) if repeated else 0 :]), first.header_rows)


def _continues(group: list[Placed], placed: Placed, style: Style, edge: float) -> bool:
    """Tell whether a line goes on with the paragraph of the lines before it."""
    last = group[-1]
    if last.block or placed.block or _stands_alone(last.row.text, placed.row.text):
        return False
    if abs(last.row.base - placed.row.base) < 0.3 * last.row.size:
        return False
    if abs(last.row.size - placed.row.size) > 0.08 * last.row.size:
        return False
    aligns = align_of(last, style), align_of(placed, style)
    if aligns == (Align.CENTRE, Align.CENTRE):
        return _runs_over(last, placed, style) and _is_near(last, placed)
    if aligns[1] is Align.CENTRE and _is_centred_whole(last):
        full = not is_finished(last.row.text) and _runs_over(last, placed, style)
        return full and _is_near(last, placed)
    if aligns[1] is not Align.LEFT and not _hangs(group, placed):
        return False
    if len(group) == 1 and aligns[0] is not Align.LEFT:
        return False
    if is_finished(last.row.text) and _changes_width(last, placed):
        return False
    if not _is_under(group, placed) or not _is_near(last, placed):
        return False
    return _is_full(last, placed, style, edge) and not _changes_face(group, placed)


def _is_centred_whole(placed: Placed) -> bool:
    """Tell whether a line that fills its column is about as far from both edges."""
    row, frame = placed.row, placed.frame
    return abs((row.left - frame.left) - (frame.right - row.right)) <= _CENTRED * row.size


def _goes_on_at_left(left: list[Placed], right: list[Placed], placed: Placed) -> bool:
    """Tell whether a line goes on with the left one of two that share a baseline (an issuer)."""
    first, second = left[-1], right[-1]
    size = first.row.size
    if len(right) > 1 or placed.block or second.block or first.block or placed.breaks:
        return False
    if abs(first.row.base - second.row.base) > 0.3 * size or abs(placed.row.size - size) > 1:
        return False
    under = abs(placed.row.left - left[0].row.left) < 0.5 * size
    near = 0 < placed.row.base - first.row.base < 2.5 * size
    tight = second.row.left - first.row.right < 3 * size and placed.row.width < first.row.width / 2
    return under and near and tight and not is_finished(first.row.text)


def _stands_alone(last: str, text: str) -> bool:
    """Tell whether two lines are two by what they say: entries, columns, recipients."""
    if ends_entry(last) or _BULLET.match(text) or _LIST.match(text):
        return True
    if column_name(last) is not None or column_name(text) is not None:
        return True
    return is_finished(last) and starts_item(text)


def _runs_over(last: Placed, placed: Placed, style: Style) -> bool:
    """Tell whether a centred line was broken by the measure: one broken by meaning stands alone."""
    size, frame = last.row.size, last.frame
    room = (frame.right - frame.left - last.row.width) / size
    name = last.row.look.red or size > 2 * style.size
    return not name and room < first_unit_width(placed.row.text) + 0.3


def _changes_width(last: Placed, placed: Placed) -> bool:
    """Tell whether a line stands in a wider or narrower column than the one before."""
    first, second = last.frame, placed.frame
    return abs((first.right - first.left) - (second.right - second.left)) > 2 * last.row.size


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
        # Where hardly a paragraph has two lines, first lines seem to stand at the edge.
        return indent > -2.6
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
    return 0 < step <= 1.3 * max(placed.frame.pitch, 1.45 * last.row.size)


def _is_full(last: Placed, placed: Placed, style: Style, edge: float) -> bool:
    """Tell whether a line ended because the next characters did not fit in."""
    size = last.row.size
    right = last.frame.right if edge == placed.frame.right else edge
    room = (right - last.row.right) / size
    unit = _unit_width(placed.row.text)
    large = size >= _LARGER * style.size
    finished = is_finished(last.row.text)
    slack = _SLACK if finished or large else _SENTENCE_SLACK - 1
    return room < unit + slack


def _unit_width(text: str) -> float:
    """Return the width of what a line break does not divide; an address may be a whole line."""
    match = _ADDRESS.match(text)
    return max(first_unit_width(text), width(match[0]) if match else 0.0)


def _changes_face(group: list[Placed], placed: Placed) -> bool:
    """Tell whether a line in another face follows the end of a sentence, at the same indent.

    A title that is run in may fill the first line, but then the next one is not indented.
    """
    last = group[-1]
    first, second = last.row.look, placed.row.look
    if first.family == second.family or not is_finished(last.row.text):
        return False
    return len(group) > 1 or last.row.left - placed.row.left < placed.row.size
