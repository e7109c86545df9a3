"""A past issue as the base of a new one: the open one, or one of the start page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QListWidgetItem, QMenu

from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.dialogs.new_issue import NewIssueDialog
from ui.driver import Desk, sample
from ui.test_deleting import cards, choose_in_menu


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str]]:
    """What the dialog offered and had chosen; the clerk agrees."""
    seen: list[tuple[list[str], str]] = []

    def agree(dialog: NewIssueDialog) -> bool:
        box = dialog.base
        seen.append(([box.itemText(n) for n in range(box.count())], box.currentText()))
        return True

    monkeypatch.setattr(NewIssueDialog, "accepted_by_clerk", agree)
    return seen


def test_the_open_past_issue_is_offered(desk: Desk, offered: list[tuple[list[str], str]]) -> None:
    past = desk.library.add_issue(sample(6))
    desk.library.add_issue(sample(7))
    desk.workshop.open_issue(past)
    desk.workshop.commands["new"].trigger()
    assert "沿用打开的这一期：第6期" in offered[0][0]
    assert offered[0][1].startswith("接着上一期")


def test_a_card_is_the_base_of_a_new_issue(
    desk: Desk, offered: list[tuple[list[str], str]]
) -> None:
    for number in (6, 7):
        desk.library.add_issue(sample(number))
    card = next(card for card in cards(desk) if card.record.number == 6)
    choose_in_menu(desk, card, "以这一期为底新建…", QContextMenuEvent.Reason.Mouse)
    assert offered[0][1].endswith("第6期")
    assert desk.bulletin.masthead.number == 8


def test_articles_copied_with_the_issue_name_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.library.add_issue(sample(7))

    def agree(dialog: NewIssueDialog) -> bool:
        dialog.keep_articles.setChecked(True)
        return True

    monkeypatch.setattr(NewIssueDialog, "accepted_by_clerk", agree)
    desk.workshop.commands["new"].trigger()
    copies = list(desk.bulletin.articles())
    assert [a.title for a in copies] == [a.title for a in sample(7).articles()]
    assert {a.id for a in copies}.isdisjoint({"a1", "a2", "a3"})
    assert {a.origin for a in copies} == {"2026年第7期"}
    assert desk.bulletin.distribution == sample(7).distribution
    assert [s.name for s in desk.bulletin.sections] == [s.name for s in sample(7).sections]


def recent_line(desk: Desk, number: int) -> QListWidgetItem:
    """The line of an issue in the list of recent ones."""
    start = desk.desk.start
    start.show_recent(desk.library.issues())
    (line,) = start.recent.findItems(f"第{number}期", Qt.MatchFlag.MatchContains)
    return line


def ask_for_menu(desk: Desk, line: QListWidgetItem) -> QMenu:
    """The menu of a line, as the right button opens it."""
    recent = desk.desk.start.recent
    place = recent.visualItemRect(line).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, recent.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(recent.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    menu.close()
    action.trigger()


def test_a_recent_issue_is_the_base_of_a_new_one(
    desk: Desk, offered: list[tuple[list[str], str]]
) -> None:
    for number in (6, 7):
        desk.library.add_issue(sample(number))
    choose(ask_for_menu(desk, recent_line(desk, 6)), "以这一期为底新建…")
    assert offered[0][1].endswith("第6期")
    assert desk.bulletin.masthead.number == 8


def test_a_recent_issue_is_opened_or_deleted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (desk.library.add_issue(sample(number)) for number in (6, 7))
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    choose(ask_for_menu(desk, recent_line(desk, 6)), "删除这一期…")
    assert [record.id for record in desk.library.issues()] == [second]
    assert not desk.desk.start.recent.findItems("第6期", Qt.MatchFlag.MatchContains)
    choose(ask_for_menu(desk, recent_line(desk, 7)), "打开")
    assert desk.session.issue_id == second != first


def test_the_menu_key_is_for_the_current_line(desk: Desk) -> None:
    for number in (6, 7):
        desk.library.add_issue(sample(number))
    recent = desk.desk.start.recent
    recent.setCurrentItem(recent_line(desk, 6))
    with desk.qtbot.wait_signal(recent.menu_wanted) as asked:
        desk.qtbot.keyClick(recent, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert asked.args is not None
    assert asked.args[0].number == 6
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
