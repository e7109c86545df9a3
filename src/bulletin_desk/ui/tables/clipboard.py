"""Tables on the clipboard: what Excel, WPS and Word put there as HTML, or as text with tabs."""

import csv
import io

from PySide6.QtCore import QMimeData

from bulletin_desk.intake.clipboard.markup import Markup
from bulletin_desk.model.richtext import Run, Table

Cells = list[list[str]]

MAX_ROWS, MAX_COLUMNS = 500, 30
_SILENT = ("style", "script", "head", "title")
_ODD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65532, 65533, 65279))


def table_from(mime: QMimeData) -> Table | None:
    """Return the table on the clipboard; None where there is text beside it, or no table.

    One cell, and cells below one another in one column, are text.
    """
    cells = cells_from(mime)
    if cells is None or max(len(row) for row in cells) < 2:
        return None
    return table_of(cells, 1 if len(cells) > 1 else 0)


def table_of(cells: Cells, header_rows: int) -> Table:
    """Return a table of plain texts."""
    rows = [tuple([(Run(text),) if text else () for text in row]) for row in cells]
    return Table(tuple(rows), header_rows)


def cells_from(mime: QMimeData) -> Cells | None:
    """Return the cells on the clipboard, one at least, or None."""
    cells = _cells_of_html(mime.html()) if mime.hasHtml() else None
    if cells is None and mime.hasText():
        cells = _cells_of_text(mime.text())
    return cells


def as_text(cells: Cells) -> str:
    """Return cells in the form that Excel and WPS take over: tabs and lines, quoted if need be."""
    target = io.StringIO()
    csv.writer(target, delimiter="\t", lineterminator="\n").writerows(cells)
    return target.getvalue()


def _cells_of_html(html: str) -> Cells | None:
    reader = _Reader()
    reader.feed(html)
    return None if reader.beside or reader.tables != 1 else _trimmed(reader.rows)


def _cells_of_text(text: str) -> Cells | None:
    if "\t" not in text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD)
    rows = [list(row) for row in csv.reader(io.StringIO(text), delimiter="\t")]
    rows = [[" ".join(cell.split(" ")) for cell in row] for row in rows if row]
    # A sheet has as many tabs in each row; indents and aligned text have not.
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or not any(row[0] for row in rows):
        return None
    return _trimmed(rows)


def _trimmed(rows: Cells) -> Cells | None:
    """Return the rows filled up to one length, without empty ones at both ends of the sheet."""
    rows = [[cell.strip() for cell in row] for row in rows]
    filled = [number for number, row in enumerate(rows) if any(row)]
    rows = rows[filled[0] : filled[-1] + 1][:MAX_ROWS] if filled else []
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    width = min(width, MAX_COLUMNS)
    return [(row + [""] * width)[:width] for row in rows] or None


class _Reader(Markup):
    """Takes the rows of a table out of HTML; `beside` says whether there is other text."""

    def __init__(self) -> None:
        self.rows: Cells = []
        self.tables = 0
        self.beside = False
        self._depth = 0
        self._silent = 0
        self._cell: list[str] | None = None
        # Columns that cells of the rows above still cover, with the number of rows left.
        self._covered: dict[int, int] = {}
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self.tables += not self._depth
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._cover()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            self._cell = []
            values = dict(attrs)
            self._span = _number(values.get("colspan")), _number(values.get("rowspan"))
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(" ".join(data.translate(_ODD).split("\n")))
        elif data.strip():
            self.beside = True

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = "".join(self._cell).replace("\xa0", " ").split("\n")
        text = "\n".join([" ".join(line.split()) for line in lines if line.strip()])
        self._cell = None
        across, down = self._span
        row = self.rows[-1]
        for offset in range(min(across, MAX_COLUMNS - len(row))):
            if down > 1:
                self._covered[len(row)] = down - 1
            row.append("" if offset else text)
        self._cover()

    def _cover(self) -> None:
        """Leave the columns empty that cells from above reach into."""
        row = self.rows[-1]
        while self._covered.get(len(row), 0) > 0:
            self._covered[len(row)] -= 1
            row.append("")


def _number(text: str | None) -> int:
    return min(int(text), MAX_ROWS) if text and text.isdecimal() and int(text) > 0 else 1
