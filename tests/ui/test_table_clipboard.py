"""Tables from the clipboard: cells as Excel, WPS and Word hand them over."""

import pytest
from PySide6.QtCore import QMimeData

from bulletin_desk.model.richtext import Run
from bulletin_desk.ui.tables.clipboard import as_text, cells_from, table_from

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<style><!-- .xl65 {mso-number-format:"@"} --></style></head>
<body link="#0563C1"><!--StartFragment-->
<table border=0 cellpadding=0 cellspacing=0 width=192><col width=64 span=3>
 <tr height=19><td colspan=3 class=xl65>各县（市、区）采用
  情况</td></tr>
 <tr height=19><td rowspan=2>青石县</td><td align=right x:num="3.0">3</td><td>第一季度<br>
  已报</td></tr>
 <tr height=19><td align=right>007</td><td>&nbsp;</td></tr>
 <tr height=19><td></td><td></td><td>&nbsp;</td></tr>
</table><!--EndFragment--></body></html>"""


def html(text: str, plain: str = "") -> QMimeData:
    mime = QMimeData()
    mime.setHtml(text)
    if plain:
        mime.setText(plain)
    return mime


def text(value: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(value)
    return mime


def test_a_sheet_keeps_its_cells_and_merged_ones_hold_their_text_once() -> None:
    table = table_from(html(EXCEL, "不看这里\t1"))
    assert table is not None
    assert [["".join(run.text for run in cell) for cell in row] for row in table.rows] == [
        ["各县（市、区）采用 情况", "", ""],
        ["青石县", "3", "第一季度\n已报"],
        ["", "007", ""],
    ]
    assert table.rows[1][0] == (Run("青石县"),)
    assert table.rows[0][1] == ()
    assert table.header_rows == 1


@pytest.mark.parametrize(
    ("source", "cells"),
    [
        ("单位\t篇数\r\n青石县\t3\r\n\t\r\n", [["单位", "篇数"], ["青石县", "3"]]),
        ('单位\t"备\n注"\n江口市\t"他说""好"""\n', [["单位", "备\n注"], ["江口市", '他说"好"']]),
        ("\t\t\n甲\t\t\n\t\t\n乙\t3\t\n\t\t\n", [["甲", ""], ["", ""], ["乙", "3"]]),
    ],
)
def test_text_with_tabs_is_a_table_where_every_row_has_as_many(
    source: str, cells: list[list[str]]
) -> None:
    assert cells_from(text(source)) == cells
    table = table_from(text(source))
    assert table is not None
    assert len(table.rows) == len(cells)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "一段文字",
        "\t缩进的一段\n\t又一段",
        "甲\t乙",
        "甲\t乙\n一段正文没有制表符",
        "甲\n乙\n丙",
    ],
)
def test_other_text_is_no_table(source: str) -> None:
    assert table_from(text(source)) is None


def test_a_table_among_text_one_cell_and_one_column_stay_text() -> None:
    table = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    assert table_from(html(f"<p>近日</p>{table}")) is None
    assert table_from(html(table + table)) is None
    assert table_from(html("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>")) is None
    assert table_from(html("<p>一段</p>", "甲\t乙\n丙\t丁")) is not None
    one = table_from(html(table))
    assert one is not None
    assert one.header_rows == 0


def test_damaged_and_huge_html_is_read_within_limits() -> None:
    assert table_from(html("<table><tr><td>甲<td>乙<tr><td colspan=99999>丙</table")) is not None
    rows = "<tr><td>甲</td><td rowspan=999999 colspan=88888888>乙</td></tr>" * 3000
    table = table_from(html(f"<table>{rows}</table>"))
    assert table is not None
    assert len(table.rows) <= 500
    assert max(len(row) for row in table.rows) <= 30


def test_cells_go_out_as_they_come_in() -> None:
    cells = [["单位", "备\n注"], ["江口市", '他说"好"'], ["", "3"]]
    assert cells_from(text(as_text(cells))) == cells
