"""Tables: cells set like paragraphs, a piece for each row, heads repeated on every page."""

from collections.abc import Callable
from itertools import accumulate, pairwise

from bulletin_desk.model.flow import Grid, Text
from bulletin_desk.typeset.display import Placed, TextLine
from bulletin_desk.typeset.pieces import Piece, box

# Sets a cell's text in a measure (points).
SetCell = Callable[[Text, float], tuple[TextLine, ...]]


def grid_pieces(grid: Grid, measure: float, set_cell: SetCell) -> list[Piece]:
    """Return the rows of a table, the rule above them first."""
    top = Piece(0.0, grid.rule, 0.0, True, (box(0.0, 0.0, (measure, grid.rule), grid.source),))
    rows = [_row(grid, cells, measure, set_cell) for cells in grid.rows]
    heads = [row._replace(keep=True) for row in rows[: grid.header_rows]]
    body = [row._replace(carry=(top, *heads)) for row in rows[grid.header_rows :]]
    return [top, *heads, *body]


def _row(grid: Grid, cells: tuple[Text, ...], measure: float, set_cell: SetCell) -> Piece:
    """Set the cells of a row, with the rule below it and those between its cells."""
    edges = [0.0, *accumulate([share * measure for share in grid.columns])]
    inset = grid.padding + grid.rule / 2
    measures = [right - left - 2 * inset for left, right in pairwise(edges)]
    texts = [set_cell(cell, width) for cell, width in zip(cells, measures, strict=False)]
    heights = [len(lines) * cell.style.pitch for cell, lines in zip(cells, texts, strict=False)]
    height = max(heights, default=0.0) + 2 * grid.padding
    items: list[Placed] = []
    for cell, left, lines, own in zip(cells, edges, texts, heights, strict=False):
        y = (height - own) / 2
        for line in lines:
            baseline = y + (cell.style.pitch - line.size) / 2 + line.ascent
            items.append(Placed(left + inset, baseline, line, cell.source))
            y += cell.style.pitch
    for edge in edges:
        # The outer rules stay inside the measure.
        x = min(max(edge - grid.rule / 2, 0.0), measure - grid.rule)
        items.append(box(x, 0.0, (grid.rule, height), grid.source))
    items.append(box(0.0, height, (measure, grid.rule), grid.source))
    return Piece(0.0, height + grid.rule, 0.0, False, tuple(items))
