"""Dialogs: who opens one can type at once, and Tab ends at its buttons."""

from PySide6.QtCore import Qt

from bulletin_desk.model.templates import load_template
from bulletin_desk.ui.dialogs.base import LineDialog
from bulletin_desk.ui.dialogs.new_issue import Base, NewIssueDialog
from ui.driver import Desk


def test_a_line_dialog_takes_what_is_typed_at_once(desk: Desk) -> None:
    dialog = LineDialog(desk.window, "新建栏目", "栏目名称", "旧", "新建")
    dialog.show()
    dialog.activateWindow()
    desk.qtbot.wait_until(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.field
    desk.qtbot.keyClicks(dialog.field, "x")
    assert dialog.field.text() == "x"
    dialog.field.focusNextChild()
    assert dialog.focusWidget() is dialog.confirm
    dialog.hide()
    dialog.deleteLater()


def test_a_new_issue_begins_with_its_base(desk: Desk) -> None:
    dialog = NewIssueDialog(
        desk.window, desk.library, [Base("x", template=load_template("gongzuo"))]
    )
    dialog.show()
    dialog.activateWindow()
    desk.qtbot.wait_until(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.base
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.deleteLater()
