"""An issue is deleted from the start page, the 打开 dialog and the menu, but only when agreed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.edits import insert_article
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.dialogs.open_issue import OpenIssueDialog
from bulletin_desk.ui.shelf.feature import LibraryTab
from bulletin_desk.ui.start.cards import IssueCard
from ui.driver import Desk, sample


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the clerk was asked, and agreed to."""
    questions: list[str] = []

    def agree(*words: object) -> bool:
        questions.append(str(words[2]))
        return True

    monkeypatch.setattr(Message, "ask", agree)
    return questions


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *words: sentences.append(str(words[2])))
    return sentences


def numbers(library: Library) -> list[int | None]:
    return [record.number for record in library.issues()]


def cards(desk: Desk) -> list[IssueCard]:
    start = desk.desk.start
    start.show_recent(desk.library.issues())
    desk.qtbot.wait_until(lambda: len(start.rows) == 1)
    return start.rows[0].cards


def choose_in_menu(
    desk: Desk, card: IssueCard, text: str, reason: QContextMenuEvent.Reason
) -> None:
    QApplication.sendEvent(
        card, QContextMenuEvent(reason, QPoint(9, 9), card.mapToGlobal(QPoint(9, 9)))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text() == text)
    menu.close()
    action.trigger()


def test_the_open_issue_is_closed_and_deleted(desk: Desk, asked: list[str]) -> None:
    pooled = Article("p1", "待用的稿件", body=(plain("正文。"),))
    desk.library.add_to_pool([pooled])
    desk.open_sample()
    desk.workshop.apply("加入", insert_article(desk.bulletin, "s1", 0, pooled))
    desk.workshop.flush()
    assert not desk.library.pool()
    desk.workshop.commands["delete_issue"].trigger()
    assert all(words in asked[0] for words in ("第7期", "待用稿", "不能恢复"))
    assert desk.session.bulletin is None
    assert desk.desk.start.isVisible()
    assert desk.library.issues() == []
    assert [article.id for article in desk.library.pool()] == ["p1"]
    assert desk.desk.pool.list.count() == 1
    assert not desk.workshop.commands["delete_issue"].isEnabled()


def test_not_agreed_nothing_is_deleted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    issue_id = desk.open_sample()
    monkeypatch.setattr(Message, "ask", lambda *_: False)
    desk.workshop.commands["delete_issue"].trigger()
    assert desk.session.issue_id == issue_id
    assert numbers(desk.library) == [7]


@pytest.mark.parametrize(
    "reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard]
)
def test_a_card_has_a_menu_to_delete_its_issue(
    desk: Desk, asked: list[str], reason: QContextMenuEvent.Reason
) -> None:
    for number in (7, 8):
        desk.library.add_issue(sample(number))
    card = next(card for card in cards(desk) if card.record.number == 7)
    choose_in_menu(desk, card, "删除这一期…", reason)
    assert len(asked) == 1
    assert numbers(desk.library) == [8]
    start = desk.desk.start
    desk.qtbot.wait_until(lambda: [c.record.number for r in start.rows for c in r.cards] == [8])


def test_shift_f10_opens_the_menu_of_a_card(desk: Desk) -> None:
    desk.library.add_issue(sample(7))
    (card,) = cards(desk)
    desk.qtbot.keyClick(card, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.wait_until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_a_final_issue_stays(desk: Desk, asked: list[str], told: list[str]) -> None:
    issue_id = desk.library.add_issue(sample(7), final=True)
    (card,) = cards(desk)
    choose_in_menu(desk, card, "删除这一期…", QContextMenuEvent.Reason.Mouse)
    assert "取消定稿" in told[0]
    assert not asked
    desk.workshop.open_issue(issue_id)
    assert not desk.workshop.commands["delete_issue"].isEnabled()
    assert numbers(desk.library) == [7]


@pytest.mark.parametrize("by_key", [True, False])
def test_issues_are_deleted_where_one_is_opened(
    desk: Desk, asked: list[str], monkeypatch: pytest.MonkeyPatch, by_key: bool
) -> None:
    for number in (5, 6, 7):
        desk.library.add_issue(sample(number))

    def work(dialog: OpenIssueDialog) -> bool:
        dialog.show()
        dialog.list.setFocus()
        dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
        if by_key:
            desk.qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
        else:
            desk.qtbot.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
        assert dialog.list.topLevelItemCount() == 2
        assert dialog.chosen() in [record.id for record in desk.library.issues()]
        return False

    monkeypatch.setattr(OpenIssueDialog, "accepted_by_clerk", work)
    desk.workshop.commands["open"].trigger()
    assert len(asked) == 1
    assert numbers(desk.library) == [7, 5]


def test_the_library_tab_forgets_a_deleted_issue(desk: Desk, asked: list[str]) -> None:
    desk.library.add_issue(sample(6))
    other = replace(sample(7), sections=())
    desk.workshop.open_issue(desk.library.add_issue(other))
    tab = desk.workshop.feature(LibraryTab)
    tab.show()
    flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive

    def listed() -> bool:
        return bool(tab.panel.list.findItems("第6期", flags))

    desk.qtbot.wait_until(listed)
    first = next(record.id for record in desk.library.issues() if record.number == 6)
    assert desk.workshop.files.deletion.delete(first)
    desk.qtbot.wait_until(lambda: not listed())
