"""Tables that are ruled: rows and columns from the lines, each cell with its text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bulletin_desk.intake.marks import first_unit_width, join, tidy
from bulletin_desk.intake.pdf.atoms import Box, atoms_of
from bulletin_desk.intake.pdf.drawn import Rule
from bulletin_desk.intake.pdf.glyphs import Glyph
from bulletin_desk.intake.pdf.rows import Row, rows_of
from bulletin_desk.model.richtext import Run, Table

_NEAR = 3.0
_MOST_RULES = 1_500
_MOST_CELLS = 4_000
# So much text in one cell is a page that is laid out in a frame, no table.
_LONGEST_CELL = 500
_PADDING = 5.0


@dataclass(slots=True)
class Grid(Box):
    """A ruled table on a page: the places of its lines, and what it says."""

    xs: list[float]
    ys: list[float]
    rules: list[Rule]
    glyphs: list[Glyph] = field(default_factory=lambda: list[Glyph]())
    table: Table | None = None


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids that lines make: two columns and two rows at least."""
    level = _merged([r for r in rules if r.level], lambda r: r.y0, lambda r: (r.x0, r.x1))
    upright = _merged([r for r in rules if not r.level], lambda r: r.x0, lambda r: (r.y0, r.y1))
    if not level or not upright or len(level) + len(upright) > _MOST_RULES:
        return []
    flat = [Rule(start, at, end, at) for at, start, end in level]
    tall = [Rule(at, start, at, end) for at, start, end in upright]
    grids = [_grid(group) for group in _connected(flat, tall)]
    return [part for grid in grids if grid is not None for part in _parted(grid)]


def _merged(
    rules: Iterable[Rule],
    place: Callable[[Rule], float],
    extent: Callable[[Rule], tuple[float, float]],
) -> list[tuple[float, float, float]]:
    """Join the pieces of lines that lie on one another or follow one another."""
    result: list[tuple[float, float, float]] = []
    for rule in sorted(rules, key=lambda rule: (round(place(rule) / 2), extent(rule))):
        at, (start, end) = place(rule), extent(rule)
        if result:
            last_at, last_start, last_end = result[-1]
            if abs(last_at - at) <= 2 and start <= last_end + _NEAR:
                result[-1] = last_at, last_start, max(last_end, end)
                continue
        result.append((at, start, end))
    return result


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[Rule]]:
    """Return the lines that cross or touch one another, together."""
    rules = [*level, *upright]
    parent = list(range(len(rules)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright, len(level)):
            across = flat.x0 - _NEAR <= tall.x0 <= flat.x1 + _NEAR
            if across and tall.y0 - _NEAR <= flat.y0 <= tall.y1 + _NEAR:
                parent[root(j)] = root(i)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate(rules):
        groups[root(n)].append(rule)
    return list(groups.values())


def _grid(rules: list[Rule]) -> Grid | None:
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    if not level or not upright:
        return None
    left, right = min(rule.x0 for rule in level), max(rule.x1 for rule in level)
    # A table may be open at its sides.
    xs = _distinct([*(rule.x0 for rule in upright), left, right])
    ys = _distinct([rule.y0 for rule in level])
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 3 or len(ys) < 3 or cells > _MOST_CELLS:
        return None
    return Grid(xs[0], ys[0], xs[-1], ys[-1], xs, ys, rules)


def _parted(grid: Grid) -> list[Grid]:
    """Part tables that lie right under one another: no column of the one goes on in the other."""
    upright = [rule for rule in grid.rules if not rule.level]
    inner: list[set[float]] = []
    for top, bottom in pairwise(grid.ys):
        y = (top + bottom) / 2
        inner.append({x for x in grid.xs[1:-1] if any(_is_at(r, x, y) for r in upright)})
    starts = [0]
    starts += [n for n in range(1, len(inner)) if inner[n] and inner[n - 1] and
               not inner[n] & inner[n - 1]]  # fmt: skip
    parts: list[Grid] = []
    for start, end in pairwise([*starts, len(inner)]):
        own = set[float]().union(*inner[start:end])
        xs = [grid.left, *sorted(own), grid.right]
        ys = grid.ys[start : end + 1]
        parts.append(Grid(grid.left, ys[0], grid.right, ys[-1], xs, ys, grid.rules))
    return parts


def _is_at(rule: Rule, x: float, y: float) -> bool:
    """Tell whether an upright line runs through a point."""
    return abs(rule.x0 - x) <= _NEAR + 1 and rule.y0 <= y <= rule.y1


def _is_over(rule: Rule, x: float, y: float) -> bool:
    """Tell whether a level line runs through a point."""
    return abs(rule.y0 - y) <= _NEAR + 1 and rule.x0 <= x <= rule.x1


def _distinct(places: Iterable[float]) -> list[float]:
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] > _NEAR + 1:
            result.append(place)
    return result


def take_tables(grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Give each grid its text as a table; return the characters that stand in none."""
    rest: list[Glyph] = []
    for glyph in glyphs:
        x, y = _centre(glyph)
        grid = next((grid for grid in grids if grid.holds(x, y)), None)
        (rest if grid is None else grid.glyphs).append(glyph)
    for grid in grids:
        grid.table = _table(grid)
        if grid.table is None:
            rest += grid.glyphs
    return rest


def _centre(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.base - 0.35 * glyph.look.size


def _table(grid: Grid) -> Table | None:
    """Return the table of a grid; None where its cells are no cells."""
    roots = _roots(grid)
    cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in grid.glyphs:
        x, y = _centre(glyph)
        cells[roots[_place(grid.ys, y), _place(grid.xs, x)]].append(glyph)
    texts = {place: _cell_text(grid, place, roots, found) for place, found in cells.items()}
    texts = {place: text for place, text in texts.items() if text}
    if len(texts) < 2 or max(len(text) for text in texts.values()) > _LONGEST_CELL:
        return None
    rows = [
        tuple(_runs(texts.get((row, column), "")) for column in range(len(grid.xs) - 1))
        for row in range(len(grid.ys) - 1)
    ]
    return Table(tuple(rows), _header_rows(cells, len(rows)))


def _runs(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _place(edges: list[float], at: float) -> int:
    return max(0, min(len(edges) - 2, sum(1 for edge in edges if edge <= at) - 1))


def _roots(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell the first one of those that no line parts it from."""
    level = [rule for rule in grid.rules if rule.level]
    upright = [rule for rule in grid.rules if not rule.level]
    roots: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(grid.ys)):
        y = (top + bottom) / 2
        for column, (left, right) in enumerate(pairwise(grid.xs)):
            x = (left + right) / 2
            place = row, column
            walled = any(_is_at(r, left, y) for r in upright)
            roofed = any(_is_over(r, x, top) for r in level)
            if column and not walled:
                roots[place] = roots[row, column - 1]
            elif row and not roofed:
                roots[place] = roots[row - 1, column]
            else:
                roots[place] = place
    return roots


def _cell_text(
    grid: Grid,
    place: tuple[int, int],
    roots: dict[tuple[int, int], tuple[int, int]],
    glyphs: list[Glyph],
) -> str:
    """Return the text of a cell; lines that are not full end where they end."""
    last = max(column for (_, column), root in roots.items() if root == place)
    right = grid.xs[last + 1] - _PADDING
    text = ""
    before: Row | None = None
    for row in rows_of(atoms_of(glyphs)):
        full = before and (right - before.right) / row.size < first_unit_width(row.text) + 0.4
        if before and abs(before.base - row.base) < 0.3 * row.size:
            text += " " + row.text
        else:
            text = join(text, row.text) if full else f"{text}\n{row.text}"
        before = row
    return "\n".join(tidy(line) for line in text.strip().split("\n"))


def _header_rows(cells: dict[tuple[int, int], list[Glyph]], rows: int) -> int:
    """Return how many first rows are set in bold or heiti, where not all are."""

    def is_head(row: int) -> bool:
        looks = [g.look for (r, _), glyphs in cells.items() if r == row for g in glyphs]
        return bool(looks) and all(look.bold or look.family == "hei" for look in looks)

    heads = next((row for row in range(rows) if not is_head(row)), rows)
    return heads if heads < rows else 0
