"""When the part on show goes from the issue, another takes its place: nothing is typed in vain."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.outline.model import MASTHEAD, Node
from ui.driver import Desk, key


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


def on_show(desk: Desk, node: Node) -> bool:
    """Whether a part is on show, as the current row and the selected one."""
    page = desk.desk.editors.currentWidget()
    kinds = {"section": desk.desk.section, "article": desk.desk.article}
    chosen = [desk.desk.outline.current, *desk.desk.outline.selected]
    return page is kinds.get(node.kind, desk.desk.masthead) and chosen == [node, node]


def test_the_column_is_shown_when_its_only_article_is_deleted(opened: Desk) -> None:
    opened.choose("a3")
    opened.press("Ctrl+Del")
    assert opened.desk.node == Node("section", "s2")
    assert on_show(opened, Node("section", "s2"))
    opened.press("Ctrl+Z")
    assert on_show(opened, Node("article", "a3"))
    opened.press("Ctrl+Y")
    assert on_show(opened, Node("section", "s2")), "redo takes it away again"


def test_the_article_beside_is_shown_when_others_are_left(opened: Desk) -> None:
    opened.choose("a1")
    opened.press("Ctrl+Del")
    assert on_show(opened, Node("article", "a2"))
    opened.press("Ctrl+Z")
    opened.choose("a2")
    opened.press("Ctrl+Del")
    assert on_show(opened, Node("article", "a1"))


def test_the_masthead_is_shown_when_the_column_goes_too(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Message, "ask", lambda *args: True)
    opened.desk.outline.choose_all([Node("article", "a3"), Node("section", "s2")])
    opened.press("Ctrl+Del")
    assert on_show(opened, MASTHEAD)


def test_undo_of_the_only_article_of_a_column_shows_the_column(opened: Desk) -> None:
    opened.choose("a3")
    opened.press("Ctrl+Del")
    opened.press("Ctrl+Shift+N")
    assert opened.desk.node is not None
    made = opened.desk.node.id
    opened.press("Ctrl+Z")
    assert opened.bulletin.find_article(made) is None
    assert on_show(opened, Node("section", "s2"))


def test_undo_of_a_new_article_goes_back_to_where_the_clerk_was(opened: Desk, qtbot: QtBot) -> None:
    opened.body.put_caret(2, 5)
    opened.press("Ctrl+Shift+N")
    key(opened.desk.article.title, "新稿")
    opened.press("Ctrl+Z")
    opened.press("Ctrl+Z")
    assert on_show(opened, Node("article", "a1"))
    assert opened.body.hasFocus()
    assert opened.body.caret == (2, 5)
    key(opened.body, "市")
    assert opened.article("a1").body[2].text == "会议要求，市各单位要各负其责。"


def test_undo_in_the_outline_leaves_the_focus_there(opened: Desk, qtbot: QtBot) -> None:
    opened.press("Ctrl+Shift+N")
    opened.desk.outline.setFocus(Qt.FocusReason.TabFocusReason)
    opened.press("Ctrl+Z")
    assert on_show(opened, Node("article", "a1"))
    assert opened.desk.outline.hasFocus()
