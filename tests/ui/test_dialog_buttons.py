"""Which button Enter presses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.dialogs.base import Dialog


@pytest.mark.parametrize("alone", [True, False])
def test_enter_confirms_but_in_a_dialog_to_look_things_up_in(qtbot: QtBot, alone: bool) -> None:
    dialog = Dialog(None, "历史版本", "恢复整期")
    qtbot.addWidget(dialog)
    if alone:
        dialog.leave_enter_alone()
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (dialog.result() == QDialog.DialogCode.Accepted) is not alone
    assert dialog.isVisible() is alone
