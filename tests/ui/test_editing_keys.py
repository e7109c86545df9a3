"""剪切, 复制, 粘贴 and 全选 from the menu act on the text that has the caret."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.driver import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_menu_cuts_and_pastes_in_the_body(desk: Desk) -> None:
    desk.open_sample()
    commands = desk.workshop.commands
    before = desk.body.toPlainText()
    commands["select_all"].trigger()
    commands["cut"].trigger()
    assert desk.body.toPlainText() == ""
    assert QGuiApplication.clipboard().text().startswith(before[:8])
    commands["paste"].trigger()
    assert desk.body.toPlainText() == before


def test_the_menu_copies_from_the_field_with_the_caret(desk: Desk) -> None:
    desk.open_sample()
    byline = desk.desk.article.byline
    byline.setFocus()
    byline.setText("市文明办")
    desk.workshop.commands["select_all"].trigger()
    desk.workshop.commands["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "市文明办"


def test_the_keys_themselves_reach_the_text_once(desk: Desk, qtbot: QtBot) -> None:
    desk.open_sample()
    QGuiApplication.clipboard().setText("甲")
    desk.body.put_caret(0, 0)
    qtbot.keyClick(desk.body, Qt.Key.Key_V, CONTROL)
    assert desk.body.toPlainText().startswith("甲近日")


def test_nothing_happens_while_no_text_was_in_use(desk: Desk) -> None:
    for name in ("cut", "copy", "paste", "select_all"):
        desk.workshop.commands[name].trigger()
