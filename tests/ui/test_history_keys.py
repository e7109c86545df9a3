"""Ctrl+Z in a field of a date or a number takes back the last step of the issue."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox

from bulletin_desk.ui.outline.model import DISTRIBUTION, MASTHEAD
from ui.driver import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(("name", "typed"), [("date", False), ("copies", False), ("copies", True)])
def test_a_changed_field_is_undone_and_redone(desk: Desk, name: str, typed: bool) -> None:
    desk.open_sample()
    desk.desk.outline.choose(MASTHEAD if name == "date" else DISTRIBUTION)
    field: QAbstractSpinBox = (
        desk.desk.masthead.date if name == "date" else desk.desk.distribution.copies
    )
    desk.window.activateWindow()
    desk.qtbot.wait_until(desk.window.isActiveWindow)
    field.setFocus()
    before, text = desk.bulletin, field.text()
    if typed:
        field.selectAll()
        desk.qtbot.keyClicks(field, "2")
        desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    else:
        desk.qtbot.keyClick(field, Qt.Key.Key_Up)
    changed = desk.bulletin
    assert changed != before
    desk.qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert desk.bulletin == before
    assert field.text() == text
    desk.qtbot.keyClick(field, Qt.Key.Key_Y, CONTROL)
    assert desk.bulletin == changed
