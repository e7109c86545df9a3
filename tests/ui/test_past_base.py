"""A past issue as the base of a new one: the open one, or one of the start page."""

import pytest
from PySide6.QtGui import QContextMenuEvent

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
