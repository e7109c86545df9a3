"""The grid of a table: typed into with an input method, moved about by keys, pasted into."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bulletin_desk.model.richtext import Run, Table
from bulletin_desk.ui.dialogs.table_dialog import TableDialog
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.tables.grid import Grid
from ui.driver import TABLE, compose

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[TableDialog]:
    dialog = TableDialog(None, TABLE)
    dialog.show()
    qtbot.wait_exposed(dialog)
    dialog.activateWindow()
    dialog.grid.setFocus()
    yield dialog
    dialog.close()
    dialog.deleteLater()


def texts(grid: Grid) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in grid.rows()]


def field(grid: Grid) -> LineField:
    found = grid.viewport().findChild(LineField)
    assert found is not None
    return found


def test_a_cell_is_typed_into_with_an_input_method(dialog: TableDialog) -> None:
    grid = dialog.grid
    grid.setCurrentCell(1, 0)
    compose(grid, "jiangkou")  # composing begins the edit
    compose(field(grid), "jiangkoushi")
    compose(field(grid), "", "江口")
    compose(field(grid), "shi")
    dialog.accept()  # while the last character is still being composed
    assert texts(grid) == [["单位", "篇数"], ["江口shi", "3"]]


def test_a_table_that_is_only_looked_at_stays_the_same(qtbot: QtBot) -> None:
    table = Table((((Run("甲", bold=True), Run("乙")), ()), ((Run("两\n行"),), ())), 2)
    dialog = TableDialog(None, table)
    assert dialog.table() == table
    dialog.grid.insert_rows(0)
    assert dialog.table().rows[1][0] == (Run("甲", bold=True), Run("乙"))
    dialog.grid.item(1, 0).setText("丙")  # pyright: ignore[reportOptionalMemberAccess]
    assert dialog.table().rows[1][0] == (Run("丙"),)
    dialog.deleteLater()


def test_tab_and_enter_go_on_and_tab_behind_the_last_cell_adds_a_row(
    dialog: TableDialog, qtbot: QtBot
) -> None:
    grid = dialog.grid
    grid.setCurrentCell(0, 0)
    qtbot.keyClick(grid, TAB)
    assert (grid.currentRow(), grid.currentColumn()) == (0, 1)
    qtbot.keyClick(grid, ENTER)
    assert dialog.isVisible()
    assert (grid.currentRow(), grid.currentColumn()) == (1, 1)
    qtbot.keyClick(grid, TAB)
    assert (grid.rowCount(), grid.currentRow(), grid.currentColumn()) == (3, 2, 0)
    assert dialog.rows.value() == 3
    qtbot.keyClicks(grid, "x")
    qtbot.keyClick(field(grid), ENTER)
    QApplication.processEvents()  # the delegate commits a moment later
    assert dialog.isVisible()
    assert texts(grid)[2] == ["x", ""]
    qtbot.keyClick(grid, ENTER, CONTROL)
    assert not dialog.isVisible()


def test_a_sheet_is_pasted_from_the_current_cell_and_copied_again(
    dialog: TableDialog, qtbot: QtBot
) -> None:
    grid = dialog.grid
    mime = QMimeData()
    mime.setText("江口市\t12\t含转载\n白杨县\t7\t\n")
    QGuiApplication.clipboard().setMimeData(mime)
    grid.setCurrentCell(1, 0)
    qtbot.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert texts(grid) == [["单位", "篇数", ""], ["江口市", "12", "含转载"], ["白杨县", "7", ""]]
    assert (dialog.rows.value(), dialog.columns.value()) == (3, 3)
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "江口市\t12\t含转载"
    grid.clearSelection()
    grid.setCurrentCell(2, 1)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert texts(grid)[2] == ["白杨县", "", ""]


def test_rows_and_columns_come_and_go(dialog: TableDialog) -> None:
    grid = dialog.grid
    grid.setCurrentCell(0, 0)
    entries = dict(dialog.grid.menu_entries())
    entries["在下方插入行"]()
    entries["在左侧插入列"]()
    assert texts(grid) == [["", "单位", "篇数"], ["", "", ""], ["", "青石县", "3"]]
    grid.setCurrentCell(1, 0)
    entries["删除所选行"]()
    grid.setCurrentCell(0, 0)
    entries["删除所选列"]()
    assert texts(grid) == [["单位", "篇数"], ["青石县", "3"]]
    grid.selectAll()
    entries["删除所选行"]()
    assert texts(grid) == [["", ""]]
    dialog.columns.setValue(1)
    assert texts(grid) == [[""]]


def test_the_heading_has_none_one_or_two_rows(dialog: TableDialog) -> None:
    assert dialog.header.currentIndex() == 1
    dialog.header.activated.emit(2)
    assert dialog.table().header_rows == 2
    dialog.header.activated.emit(0)
    assert dialog.table().header_rows == 0
