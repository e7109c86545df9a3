"""Tables: which hold data, which only hold text in its place; and their cells as plain rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin_desk.intake.dates import DATE
from bulletin_desk.intake.marks import squash
from bulletin_desk.intake.source import SourceLine
from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.names import W, toggle, value
from bulletin_desk.model.numbering import parse_number_line
from bulletin_desk.model.richtext import Run, Table

# What Word itself allows in a row; more in a file are an attack.
_MOST_COLUMNS = 63
_MOST_CELLS = 20_000
_LONG = 150  # characters of a cell that is text and not data
_IMPRINT = re.compile(r"(?:主?抄?[报送发]|抄\s*[报送]|分\s*送)\s*[：:]|共\s*印\s*\d+\s*份|印\s*发")
_NAME = re.compile(r"(?:简报|快报|专报|动态|要情|参阅|简讯|通讯)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read: its lines, how many columns it spans, and whether it goes on from above."""

    lines: tuple[SourceLine, ...]
    span: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """What can be read of it."""
        return "\n".join(line.text for line in self.lines if line.text)

    @property
    def pictured(self) -> bool:
        """Whether a picture stands in it."""
        return any(
            line.block is not None and not isinstance(line.block, Table) for line in self.lines
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, after some columns that it leaves empty."""

    cells: tuple[Cell, ...]
    before: int = 0


def span_of(cell: Element) -> int:
    """Return how many columns a cell spans."""
    return _count(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1)


def columns_before(row: Element) -> int:
    """Return how many columns a row leaves empty at its beginning."""
    return _count(value(row.find(f"{W}trPr/{W}gridBefore")), 0)


def is_continued(cell: Element) -> bool:
    """Tell whether a cell is part of the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and (value(merge) or "continue") == "continue"


def header_rows(rows: Sequence[Element]) -> int:
    """Return how many rows are repeated on every page."""
    count = 0
    while count < len(rows) and toggle(rows[count].find(W + "trPr"), "tblHeader"):
        count += 1
    return count


def holds_text(rows: Sequence[Row], *, head: bool, floating: bool) -> bool:
    """Tell whether a table only puts text in its place: no rows of data.

    `head` tells that no text stands before it, where a masthead does.
    """
    cells = [cell for row in rows for cell in row.cells if not cell.continued]
    filled = [cell for cell in cells if cell.lines]
    if len(filled) <= 1 or (floating and len(rows) == 1) or len(cells) > _MOST_CELLS:
        return True
    if all(len(row.cells) == 1 for row in rows) or any(cell.pictured for cell in filled):
        return True
    texts = [squash(cell.text) for cell in filled]
    if any(_IMPRINT.match(text) for text in texts):
        return True
    if head and any(_is_head(text) for text in texts):
        return True
    # Articles side by side in cells; a table of data has one long remark at most here and there.
    long = sum(len(text) for text in texts if len(text) > _LONG)
    return long * 2 > sum(map(len, texts)) and len(filled) <= 12


def _is_head(text: str) -> bool:
    if len(text) > 60:
        return False
    return bool(parse_number_line(text) or DATE.fullmatch(text) or _NAME.search(text))


def text_lines(rows: Sequence[Row]) -> list[SourceLine]:
    """Return the lines of a table that holds text; short cells of a row stand on one line."""
    lines: list[SourceLine] = []
    for place, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell.lines]
        above = rows[place - 1] if place else None
        if above and _captions(above, row):
            continue  # stand with their pictures
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below and _captions(row, below):
            for picture, caption in zip(row.cells, below.cells, strict=True):
                lines += (*picture.lines, *caption.lines)
        elif len(filled) > 1 and all(_is_short(cell) for cell in filled):
            lines.append(_joined([cell.lines[0] for cell in filled]))
        else:
            lines += (line for cell in filled for line in cell.lines)
    return lines


def _captions(pictures: Row, texts: Row) -> bool:
    """Tell whether a row of texts explains the row of pictures above it."""
    if len(pictures.cells) != len(texts.cells) or len(texts.cells) < 2:
        return False
    if any(cell.pictured for cell in texts.cells):
        return False
    return all(cell.pictured or not cell.lines for cell in pictures.cells) and any(
        cell.pictured for cell in pictures.cells
    )


def _is_short(cell: Cell) -> bool:
    (first, *rest) = cell.lines
    return not rest and first.block is None and len(first.text) <= 40 and first.text[-1] not in "。"


def _joined(lines: Sequence[SourceLine]) -> SourceLine:
    """Return the texts of a row as one line: 第7期 at the left, the date at the right."""
    first = lines[0]
    return SourceLine(
        "\t".join(line.text for line in lines),
        whole=True,
        gap=first.gap,
        page=first.page,
        size=first.size,
        bold=all(line.bold for line in lines),
        red=all(line.red for line in lines),
        heading=first.heading,
    )


def data_table(rows: Sequence[Row], headers: int) -> Table | None:
    """Return a table of data; a merged cell has its text in its first place, the rest is empty."""
    flat = [_flat(row) for row in rows]
    width = min(max(map(len, flat), default=0), _MOST_COLUMNS)
    padded = [tuple((row + [()] * width)[:width]) for row in flat]
    kept = [row for row in padded if any(row)]
    if not kept:
        return None
    return Table(tuple(kept), min(headers or _first_is_header(kept), len(kept)))


def _flat(row: Row) -> list[tuple[Run, ...]]:
    cells: list[tuple[Run, ...]] = [()] * row.before
    for cell in row.cells[:_MOST_COLUMNS]:
        cells.append(() if cell.continued else _runs(cell))
        cells += [()] * (cell.span - 1)
    return cells


def _runs(cell: Cell) -> tuple[Run, ...]:
    runs: list[Run] = []
    for line in cell.lines:
        if runs and line.text:
            runs.append(Run("\n"))
        if line.text:
            runs += line.runs or (Run(line.text),)
    return _merged(runs)


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and ((last.bold, last.kai) == (run.bold, run.kai) or not run.text.strip()):
            found[-1] = Run(last.text + run.text, last.bold, last.kai)
        else:
            found.append(run)
    return tuple(found)


def _first_is_header(rows: Sequence[tuple[tuple[Run, ...], ...]]) -> int:
    """Tell whether the first row names the columns: all filled, none a number."""
    first = ["".join(run.text for run in cell).strip() for cell in rows[0]]
    named = all(first) and not any(re.fullmatch(r"[\d.,%％]+", text) for text in first)
    return int(named and len(rows) > 1)


def _count(text: str, default: int) -> int:
    return min(int(text), _MOST_COLUMNS) if re.fullmatch(r"\d{1,6}", text) else default
