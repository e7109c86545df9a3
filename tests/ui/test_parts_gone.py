"""When the part on show goes from the issue, another takes its place: nothing is typed in vain."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import ParagraphKind, plain
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.editor.kinds import KIND_NAMES
from bulletin_desk.ui.live_pages import LivePages
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
    outline = desk.desk.outline
    chosen = [desk.desk.outline_model.node(index) for index in outline.selectedIndexes()]
    shown = page is kinds.get(node.kind, desk.desk.masthead)
    return shown and outline.current == node and chosen == [node]


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


def test_a_click_below_the_rows_leaves_the_row_selected(opened: Desk, qtbot: QtBot) -> None:
    outline = opened.desk.outline
    below = outline.viewport().rect().bottomLeft() + QPoint(20, -5)
    assert not outline.indexAt(below).isValid()
    qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert on_show(opened, Node("article", "a1"))


def test_the_kind_of_paragraph_is_that_of_the_article_on_show(opened: Desk) -> None:
    opened.body.put_caret(1, 0)
    kinds = opened.desk.article.kinds
    assert kinds.currentText() != KIND_NAMES[ParagraphKind.BODY]
    opened.press("Ctrl+Shift+N")
    assert kinds.currentText() == KIND_NAMES[ParagraphKind.BODY]


def test_nothing_is_said_of_fonts_where_no_issue_is_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LivePages, "font_remarks", ("换了字体", ""))
    desk.open_sample()
    assert desk.workshop.fonts_label.text() == "有代用字体"
    desk.press("Ctrl+W")
    assert desk.workshop.fonts_label.text() == ""


def test_the_title_is_set_off_where_an_article_is_read(desk: Desk) -> None:
    desk.library.add_to_pool([Article("p", "标题", body=(plain("内容。"),))])
    desk.workshop.show_pool()
    document = desk.desk.pool.reader.document()
    weights = [
        document.findBlockByNumber(n).begin().fragment().charFormat().fontWeight() for n in (0, 1)
    ]
    assert weights[0] > weights[1]


def test_after_a_restart_the_focus_is_in_the_outline(opened: Desk) -> None:
    opened.window.settings.setValue("library/issue", opened.session.issue_id)
    opened.workshop.restore()
    assert opened.window.focusWidget() is opened.desk.outline
