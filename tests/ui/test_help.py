"""The help menu, the full screen and the issues opened last."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from bulletin_desk.ui.help.about import AboutDialog
from bulletin_desk.ui.help.shortcuts import ShortcutsDialog
from ui.driver import Desk, sample


def test_every_shortcut_of_the_menus_is_listed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[str] = []
    narrowed: list[str] = []

    def look(dialog: ShortcutsDialog) -> bool:
        items = [dialog.list.topLevelItem(i) for i in range(dialog.list.topLevelItemCount())]
        rows.extend(f"{item.text(0)} {item.text(1)}" for item in items if item)
        dialog.filter.setText("撤销")
        narrowed.extend(item.text(0) for item in items if item and not item.isHidden())
        return True

    monkeypatch.setattr(ShortcutsDialog, "accepted_by_clerk", look)
    desk.press("F1")
    assert "导出 PDF Ctrl+E" in rows
    assert narrowed == ["撤销"]
    assert any("Ctrl+Y 或 Ctrl+Shift+Z" in row for row in rows)
    assert "上移 Alt+↑" in rows


def test_no_two_commands_have_the_same_keys(desk: Desk) -> None:
    desk.open_sample()
    actions = desk.window.findChildren(type(desk.workshop.commands["undo"]))
    keys = [k.toString() for action in actions for k in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_diagnostics_are_copied_and_hold_no_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_sample()
    monkeypatch.setattr(AboutDialog, "accepted_by_clerk", lambda dialog: True)
    desk.workshop.commands["about"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert str(desk.library.path) in copied
    assert "输入法" in copied
    assert "青石县" not in copied


def test_full_screen_and_back(desk: Desk) -> None:
    command = desk.workshop.commands["fullscreen"]
    command.trigger()
    assert desk.window.windowState() & Qt.WindowState.WindowFullScreen
    command.trigger()
    assert not desk.window.windowState() & Qt.WindowState.WindowFullScreen


def test_issues_opened_last_are_in_the_menu(desk: Desk) -> None:
    first, second = desk.library.add_issue(sample(7)), desk.library.add_issue(sample(8))
    for issue_id in (first, second, first):
        desk.workshop.open_issue(issue_id)
    menu = next(m for m in desk.window.findChildren(QMenu) if m.title() == "最近打开")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "文明建设简报 第7期", "文明建设简报 第8期",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    assert desk.session.issue_id == second
    desk.workshop.close_issue()
    desk.library.delete_issue(second)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["文明建设简报 第7期"]
