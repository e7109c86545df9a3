"""Tables of HTML as the model's simple tables: no merged cells, no empty edges."""

from collections.abc import Callable, Iterator

from bulletin_desk.intake.clipboard.tree import Element
from bulletin_desk.model.richtext import Run, Table

_MAX_CELLS = 20_000
_MAX_SPAN = 100
# A cell with more text is a part of a page that was arranged by a table.
_MAX_TEXT = 400


def read_table(element: Element, text_of: Callable[[Element], str]) -> Table | None:
    """Return the table, or None where a table only arranges text on a page."""
    if next(element.all("table"), None) is not None:
        return None
    rows = list(_rows(element))
    texts = _filled(rows, text_of)
    if (
        not texts
        or max(map(len, texts)) < 2
        or any(len(t) > _MAX_TEXT for row in texts for t in row)
    ):
        return None
    headers = _header_rows(rows)
    count = headers if headers else int(len(texts) > 1)
    cells = tuple([tuple([(Run(text),) if text else () for text in row]) for row in texts])
    return Table(cells, min(count, len(texts)))


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _rows(child)


def _cells(row: Element) -> list[Element]:
    return [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]


def _filled(rows: list[Element], text_of: Callable[[Element], str]) -> list[list[str]]:
    """Return the cells' texts; what a merged cell covers is empty, and so are no edges."""
    if sum(len(_cells(row)) for row in rows) > _MAX_CELLS:
        return []
    texts: list[list[str]] = []
    covered: dict[tuple[int, int], bool] = {}
    count = 0
    for number, row in enumerate(rows):
        line: list[str] = []
        for cell in _cells(row):
            while covered.pop((number, len(line)), False):
                line.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(1, min(high, len(rows) - number)):
                for beside in range(wide):
                    covered[number + below, len(line) + beside] = True
            line += [text_of(cell), *[""] * (wide - 1)]
        while covered.pop((number, len(line)), False):
            line.append("")
        texts.append(line)
        count += len(line)
        if count > _MAX_CELLS:
            return []
    return _trimmed(texts)


def _trimmed(texts: list[list[str]]) -> list[list[str]]:
    texts = [row for row in texts if any(row)]
    width = max((max(i + 1 for i, text in enumerate(row) if text) for row in texts), default=0)
    return [[*row[:width], *[""] * (width - len(row))] for row in texts]


def _header_rows(rows: list[Element]) -> int:
    count = 0
    for row in rows:
        cells = _cells(row)
        if not cells or any(cell.tag != "th" for cell in cells):
            break
        count += 1
    return count


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1
