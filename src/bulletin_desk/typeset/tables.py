"""Tables: cells set like paragraphs, a piece for each row, heads repeated on every page."""

from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise

from bulletin_desk.model.flow import Grid, Text
from bulletin_desk.typeset.display import Placed, TextLine
from bulletin_desk.typeset.pieces import Piece, box

# Sets a cell's text in a measure (points).
SetCell = Callable[[Text, float], tuple[TextLine, ...]]
_Cells = list[tuple[Text, tuple[TextLine, ...]]]


def grid_pieces(grid: Grid, measure: float, depth: float, set_cell: SetCell) -> list[Piece]:
    """Return the rows of a table, the rule above them first; a row higher than a page in parts."""
    top = Piece(0.0, grid.rule, 0.0, True, (box(0.0, 0.0, (measure, grid.rule), grid.source),))
    edges = _edges(grid, measure)
    rows = [*grid_lines(grid, measure, set_cell)]
    heads = [_row(grid, cells, edges) for cells in rows[: grid.header_rows]]
    height = grid.rule + sum(head.height for head in heads)
    if height > depth / 2:
        # Such heads would leave no room: they stand once, like any other row.
        heads, body, height = [], rows, grid.rule
    else:
        body = rows[grid.header_rows :]
    carry = (top, *heads)
    pieces = [top, *(head._replace(keep=True) for head in heads)]
    for cells in body:
        parts = _parts(grid, cells, depth - height)
        pieces += [_row(grid, part, edges)._replace(carry=carry) for part in parts]
    return pieces


def grid_lines(grid: Grid, measure: float, set_cell: SetCell) -> Iterator[_Cells]:
    """Yield the cells of each row with their lines."""
    edges = _edges(grid, measure)
    for cells in grid.rows:
        yield _set(grid, cells, edges, set_cell)


def _edges(grid: Grid, measure: float) -> list[float]:
    return [0.0, *accumulate([share * measure for share in grid.columns])]


def _set(grid: Grid, cells: tuple[Text, ...], edges: list[float], set_cell: SetCell) -> _Cells:
    """Set the texts of a row's cells in their columns."""
    inset = grid.padding + grid.rule / 2
    measures = [right - left - 2 * inset for left, right in pairwise(edges)]
    return [(cell, set_cell(cell, width)) for cell, width in zip(cells, measures, strict=False)]


def _parts(grid: Grid, cells: _Cells, room: float) -> Iterator[_Cells]:
    """Yield a row, or the parts of one that is higher than a page, as many lines as go into it."""
    room -= 2 * grid.padding + grid.rule
    most = min((max(int(room / cell.style.pitch), 1) for cell, _ in cells), default=1)
    longest = max((len(lines) for _, lines in cells), default=0)
    if all(len(lines) * cell.style.pitch <= room for cell, lines in cells):
        most = max(longest, 1)
    for first in range(0, max(longest, 1), most):
        yield [(cell, lines[first : first + most]) for cell, lines in cells]


def _row(grid: Grid, cells: _Cells, edges: list[float]) -> Piece:
    """Return a row with the rule below it and those between its cells."""
    inset = grid.padding + grid.rule / 2
    heights = [len(lines) * cell.style.pitch for cell, lines in cells]
    height = max(heights, default=0.0) + 2 * grid.padding
    items: list[Placed] = []
    for (cell, lines), left, own in zip(cells, edges, heights, strict=False):
        y = (height - own) / 2
        for line in lines:
            baseline = y + (cell.style.pitch - line.size) / 2 + line.ascent
            items.append(Placed(left + inset, baseline, line, cell.source))
            y += cell.style.pitch
    for edge in edges:
        # The outer rules stay inside the measure.
        x = min(max(edge - grid.rule / 2, 0.0), edges[-1] - grid.rule)
        items.append(box(x, 0.0, (grid.rule, height), grid.source))
    items.append(box(0.0, height, (edges[-1], grid.rule), grid.source))
    return Piece(0.0, height + grid.rule, 0.0, False, tuple(items))
