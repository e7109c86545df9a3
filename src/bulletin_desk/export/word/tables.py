"""Tables: ruled ones of the articles, and the floating one that holds the foot of an issue."""

import itertools
from collections.abc import Sequence

from bulletin_desk.export.word.xml import twips
from bulletin_desk.model.flow import Grid, PageSetup

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(grid: Grid, cells: Sequence[Sequence[str]], measure: float) -> str:
    """Return a table over the whole measure; `cells` are the paragraphs of each row's cells.

    WPS lays a table out by w:gridCol and ignores the cells' own widths, so both are written.
    """
    columns = _column_widths(grid.columns, twips(measure))
    size = max(round(grid.rule * 8), 2)
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for edge in _EDGES
    )
    rows: list[str] = []
    for number, row in enumerate(cells):
        header = "<w:tblHeader/>" if number < grid.header_rows else ""
        content = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
            for width, paragraph in zip(columns, row, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{content}</w:tr>")
    return _table(
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>',
        columns,
        twips(grid.padding),
        "".join(rows),
    )


def closing_xml(content: str, page: PageSetup) -> str:
    """Return a table of one cell that floats at the foot of the text area of its page.

    Its place across is told from the sheet's edge: LibreOffice does not let a table float that is
    as wide as the text area and placed from there.
    """
    width = twips(page.measure)
    return _table(
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
        f'w:horzAnchor="page" w:tblpX="{twips(page.left)}" w:tblpYSpec="bottom"/>'
        f'<w:tblOverlap w:val="never"/><w:tblW w:w="{width}" w:type="dxa"/>',
        [width],
        0,
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc></w:tr>',
    )


def _table(properties: str, columns: Sequence[int], padding: int, rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    margins = "".join(
        f'<w:{edge} w:w="{padding}" w:type="dxa"/>' for edge in ("top", "left", "bottom", "right")
    )
    return (
        f'<w:tbl><w:tblPr>{properties}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _column_widths(fractions: Sequence[float], total: int) -> list[int]:
    """Return whole twips that add up to the total."""
    edges = [round(sum(fractions[:index]) * total) for index in range(len(fractions) + 1)]
    edges[-1] = total
    return [right - left for left, right in itertools.pairwise(edges)]
