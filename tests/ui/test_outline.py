"""The outline in the window: several rows at once, renaming, menus, pages, problems, 定稿."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution
from bulletin_desk.model.checks.problem import Problem, Severity
from bulletin_desk.model.flow import Source
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.outline.changes import rows_to_show
from bulletin_desk.ui.outline.delegate import RowEditor
from bulletin_desk.ui.outline.facts import article_pages, marks_of
from bulletin_desk.ui.outline.menu import outline_menu
from bulletin_desk.ui.outline.model import (
    CONTENTS,
    DISTRIBUTION,
    MASTHEAD,
    FactsRole,
    InfoRole,
    Node,
)
from ui.driver import Desk, compose, sample

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def article(id: str) -> Node:
    return Node("article", id)


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    desk.desk.outline.setFocus()
    return desk


def titles(desk: Desk) -> list[list[str]]:
    return [[article.id for article in section.articles] for section in desk.bulletin.sections]


def select(desk: Desk, *nodes: Node) -> None:
    desk.desk.outline.choose_all(nodes)


def menu_action(menu: QMenu, text: str) -> Any:
    return next(action for action in menu.actions() if action.text() == text)


def test_rows_are_selected_by_shift_and_control(opened: Desk, qtbot: QtBot) -> None:
    outline = opened.desk.outline
    qtbot.keyClick(outline, Qt.Key.Key_Down, SHIFT)
    assert outline.selected == [article("a1"), article("a2")]
    assert opened.desk.node == article("a2"), "the editor shows the current row"
    box = outline.visualRect(opened.desk.outline_model.index_of(article("a3")))
    qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, CONTROL, box.center())
    assert outline.selected == [article("a1"), article("a2"), article("a3")]


def test_selected_articles_move_together_in_one_step(opened: Desk) -> None:
    select(opened, article("a1"), article("a2"))
    opened.press("Alt+Down")
    assert titles(opened) == [[], ["a1", "a2", "a3"]]
    assert opened.desk.outline.selected == [article("a1"), article("a2")]
    assert opened.article("a1").run_in, "titles stand as their new column has them"
    assert opened.workshop.commands["undo"].text() == "撤销 移动2篇稿件"
    opened.press("Alt+Down")
    assert titles(opened) == [[], ["a3", "a1", "a2"]]
    opened.press("Ctrl+Z")
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]]
    assert opened.desk.outline.selected == [article("a1"), article("a2")]


def test_columns_move_together(opened: Desk) -> None:
    select(opened, Node("section", "s2"))
    opened.press("Alt+Up")
    assert titles(opened) == [["a3"], ["a1", "a2"]]
    assert opened.desk.outline.selected == [Node("section", "s2")]
    opened.press("Alt+Up")
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]], "a move that is none is no step"


def test_selected_articles_are_deleted_and_come_back_selected(opened: Desk, qtbot: QtBot) -> None:
    select(opened, article("a1"), article("a3"))
    qtbot.keyClick(opened.desk.outline, Qt.Key.Key_Delete)
    assert titles(opened) == [["a2"], []]
    opened.choose("a2")
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]]
    assert opened.desk.outline.selected == [article("a1"), article("a3")]


def test_columns_and_articles_are_deleted_in_one_step(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Message, "ask", lambda *args: asked.append(args[2]) or True)
    select(opened, Node("section", "s2"), article("a3"), article("a1"))
    opened.press("Ctrl+Del")
    assert titles(opened) == [["a2"]]
    assert asked[0].startswith("这个栏目里有 1 篇稿件")
    opened.press("Ctrl+Z")
    assert titles(opened) == [["a1", "a2"], ["a3"]]


def test_selected_articles_go_to_the_pool_in_one_step(opened: Desk) -> None:
    select(opened, article("a1"), article("a3"))
    opened.workshop.commands["to_pool"].trigger()
    assert titles(opened) == [["a2"], []]
    assert [a.id for a in opened.library.pool()] == ["a1", "a3"]
    opened.press("Ctrl+Z")
    opened.workshop.flush()
    assert titles(opened) == [["a1", "a2"], ["a3"]]
    assert opened.library.pool() == []


def test_undo_elsewhere_leaves_a_selection_that_it_concerns(opened: Desk) -> None:
    select(opened, article("a1"), article("a2"), article("a3"))
    opened.press("Alt+Up")
    assert titles(opened) == [["a1", "a2", "a3"], []]
    opened.press("Ctrl+Z")
    assert opened.desk.outline.selected == [article("a1"), article("a2"), article("a3")]


def test_undo_stays_at_a_row_that_it_concerns_and_goes_to_one_elsewhere(opened: Desk) -> None:
    opened.choose("a2")
    opened.press("Alt+Up")
    opened.press("Ctrl+Z")
    assert opened.desk.node == article("a2")
    opened.choose("a3")
    opened.press("Ctrl+Y")
    assert opened.desk.node in (article("a1"), article("a2"))


@pytest.mark.parametrize(
    ("changed", "current", "expected"),
    [
        (lambda b: replace(b, contents=False), article("a1"), [CONTENTS]),
        (lambda b: replace(b, contents=False), MASTHEAD, []),
        (lambda b: replace(b, template="gongzuo"), article("a1"), [MASTHEAD]),
        (lambda b: replace(b, distribution=Distribution("x")), article("a1"), [DISTRIBUTION]),
        (lambda b: edits.rename_section(b, "s2", "x"), article("a1"), [Node("section", "s2")]),
        (lambda b: edits.move_section(b, "s2", 0), article("a1"), [Node("section", "s2")]),
        (lambda b: edits.move_article(b, "a1", "s2", 0), article("a2"), []),
        (lambda b: edits.move_article(b, "a1", "s2", 0), MASTHEAD, [article("a1")]),
        (lambda b: edits.insert_article(b, "s2", 0, Article("n")), MASTHEAD, [article("n")]),
        (lambda b: edits.remove_article(b, "a3"), MASTHEAD, []),
        (lambda b: b, MASTHEAD, []),
    ],
)
def test_rows_that_a_step_concerns(
    changed: Callable[[Bulletin], Bulletin], current: Node, expected: list[Node]
) -> None:
    before = sample()
    assert rows_to_show(before, changed(before), current) == expected


# Renaming


def edit(desk: Desk, node: Node) -> RowEditor:
    desk.desk.outline.choose(node)
    desk.press("F2")
    editor = desk.desk.outline._delegate.editor
    assert editor is not None
    return editor


def enter(editor: RowEditor) -> None:
    """Press Enter; the row closes once the key has been dealt with."""
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


@pytest.mark.parametrize("node", [Node("section", "s1"), article("a1")])
def test_a_row_is_renamed_in_its_place(opened: Desk, qtbot: QtBot, node: Node) -> None:
    editor = edit(opened, node)
    qtbot.keyClicks(editor, "abc")
    enter(editor)
    assert opened.desk.outline._delegate.editor is None
    assert opened.desk.outline_model.index_of(node).data() == "abc"
    named = opened.bulletin.sections[0].name if node.kind == "section" else None
    assert (named or opened.article("a1").title) == "abc"
    opened.press("Ctrl+Z")
    assert opened.desk.outline_model.index_of(node).data() in ("工作动态", "青石县召开推进会")


def test_renaming_is_given_up_by_escape(opened: Desk, qtbot: QtBot) -> None:
    editor = edit(opened, article("a1"))
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert opened.article("a1").title == "青石县召开推进会"
    assert not opened.workshop.commands["undo"].isEnabled()


def test_a_renamed_title_keeps_its_manual_breaks(opened: Desk, qtbot: QtBot) -> None:
    title = opened.desk.article.title
    title.setFocus()
    title.put_caret(3)
    qtbot.keyClick(title, Qt.Key.Key_Return)
    editor = edit(opened, article("a1"))
    assert editor.text() == "青石县召开推进会"
    editor.setCursorPosition(len(editor.text()))
    qtbot.keyClicks(editor, "2")
    enter(editor)
    assert opened.article("a1").title == "青石县\n召开推进会2"


def test_enter_while_composing_commits_and_goes_on(opened: Desk, qtbot: QtBot) -> None:
    editor = edit(opened, article("a1"))
    editor.clear()
    compose(editor, "xin biao ti")
    enter(editor)
    assert opened.desk.outline._delegate.editor is editor, "Enter is the input method's"
    compose(editor, "", "新标题")
    assert "新标题" in editor.text()
    enter(editor)
    assert "新标题" in opened.article("a1").title


def test_escape_while_composing_is_the_input_method_s(opened: Desk, qtbot: QtBot) -> None:
    editor = edit(opened, article("a1"))
    compose(editor, "xin")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert opened.desk.outline._delegate.editor is editor


@pytest.mark.parametrize("leave", ["focus", "flush", "close"])
def test_what_is_composed_in_a_row_is_not_lost(opened: Desk, leave: str) -> None:
    editor = edit(opened, article("a1"))
    editor.clear()
    compose(editor, "新标题")
    if leave == "focus":
        opened.body.setFocus()
    elif leave == "flush":
        opened.workshop.flush()
    else:
        opened.choose("a3")
    assert opened.article("a1").title == "新标题"


def test_pages_that_come_while_a_row_is_renamed_change_nothing(opened: Desk, qtbot: QtBot) -> None:
    editor = edit(opened, article("a1"))
    qtbot.keyClicks(editor, "abc")
    opened.desk.outline_model.show_pages({"a1": "9"})
    opened.desk.outline_model.show_problems({"a1": ("error", 1, "x")})
    assert editor.text() == "abc"


def test_undo_in_a_row_is_the_row_s_own(opened: Desk, qtbot: QtBot) -> None:
    opened.press("Alt+Down")
    editor = edit(opened, article("a1"))
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert editor.text() == "青石县召开推进会"
    assert titles(opened) == [["a2", "a1"], ["a3"]]


def test_a_double_click_renames_a_column_and_opens_an_article(opened: Desk, qtbot: QtBot) -> None:
    outline, model = opened.desk.outline, opened.desk.outline_model
    for node in (Node("section", "s1"), article("a2")):
        place = outline.visualRect(model.index_of(node)).center()
        qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
        renaming = outline._delegate.editor is not None
        assert renaming == (node.kind == "section")
    assert opened.desk.node == article("a2")
    assert opened.desk.article.isAncestorOf(opened.window.focusWidget())


def test_the_commands_of_the_tabs_put_the_focus_there(opened: Desk) -> None:
    opened.library.add_to_pool([Article("p1", "待用的稿件")])
    opened.workshop.show_pool()
    opened.body.setFocus()
    opened.press("Alt+2")
    assert opened.desk.pool.list.hasFocus()
    opened.press("Alt+1")
    assert opened.desk.outline.hasFocus()


def test_enter_goes_on_in_the_editor(opened: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(opened.desk.outline, Qt.Key.Key_Return)
    assert opened.desk.article.isAncestorOf(opened.window.focusWidget())


# Menus


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_menu_of_articles(opened: Desk) -> None:
    select(opened, article("a1"), article("a2"))
    menu = outline_menu(opened.workshop)
    assert menu is not None
    wanted = ["上移", "下移", "移到栏目", "改名", "复制一份", "移回待用稿", "标题接排", "删除"]
    assert texts(menu) == wanted
    columns = menu_action(menu, "移到栏目").menu()
    assert [(a.text(), a.isEnabled()) for a in columns.actions()] == [
        ("工作动态", False),
        ("文明时讯", True),
    ]
    columns.actions()[1].trigger()
    assert titles(opened) == [[], ["a3", "a1", "a2"]]
    assert opened.desk.outline.selected == [article("a1"), article("a2")]
    opened.press("Ctrl+Z")
    menu_action(menu, "标题接排").trigger()
    assert opened.article("a1").run_in
    assert opened.article("a2").run_in
    assert opened.workshop.commands["undo"].text() == "撤销 标题接排"
    menu_action(menu, "复制一份").trigger()
    assert len(opened.bulletin.sections[0].articles) == 4
    copy = opened.bulletin.sections[0].articles[1]
    assert (copy.title, copy.id != "a1") == ("青石县召开推进会", True)


def test_the_menus_of_columns_and_other_rows(opened: Desk) -> None:
    select(opened, Node("section", "s1"))
    menu = outline_menu(opened.workshop)
    assert menu is not None
    assert texts(menu) == ["改名", "新建稿件", "上移", "下移", "删除"]
    select(opened, CONTENTS)
    menu = outline_menu(opened.workshop)
    assert menu is not None
    assert texts(menu) == ["显示"]


def test_the_menu_opens_by_the_keyboard_at_the_current_row(opened: Desk, qtbot: QtBot) -> None:
    outline = opened.desk.outline
    places: list[QPoint] = []
    outline.menu_wanted.disconnect()
    outline.menu_wanted.connect(places.append)
    keyboard = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(outline.viewport(), QContextMenuEvent(keyboard, QPoint(1, 1), QPoint()))
    row = outline.visualRect(opened.desk.outline_model.index_of(article("a1")))
    place = outline.viewport().mapToGlobal(row.center())
    assert places == [place]
    qtbot.keyClick(outline, Qt.Key.Key_F10, SHIFT)
    QApplication.processEvents()
    assert places == [place, place]


# Pages, problems, lock


def test_rows_show_the_pages_after_layout(opened: Desk, qtbot: QtBot) -> None:
    row = opened.desk.outline_model.index_of(article("a1"))
    qtbot.wait_until(lambda: row.data(FactsRole).pages != "")
    assert row.data(FactsRole).pages == article_pages(opened.workshop.pages.document)["a1"]
    assert row.data(InfoRole).startswith("40字 · 第")
    first = row.data(FactsRole).pages
    opened.body.put_caret(0, 0)
    opened.body.textCursor().insertText("很长的一段文字。" * 200)
    qtbot.wait_until(lambda: row.data(FactsRole).pages != first)
    assert "–" in row.data(FactsRole).pages
    assert opened.desk.outline.selected == [article("a1")]


def test_problems_are_marked_after_a_change(opened: Desk, qtbot: QtBot) -> None:
    row = opened.desk.outline_model.index_of(article("a1"))
    opened.body.put_caret(0, 0)
    opened.body.textCursor().insertText("，，“")
    qtbot.wait_until(lambda: row.data(FactsRole).mark is not None, timeout=5000)
    assert row.data(FactsRole).mark.number >= 1


def test_a_final_issue_is_read_only_in_the_outline(opened: Desk, qtbot: QtBot) -> None:
    opened.library.add_to_pool([Article("p1", "待用的稿件")])
    opened.workshop.show_pool()
    opened.session.lock(True)
    before = opened.bulletin
    opened.press("F2")
    assert opened.desk.outline._delegate.editor is None
    qtbot.keyClick(opened.desk.outline, Qt.Key.Key_Delete)
    menu = outline_menu(opened.workshop)
    assert menu is not None
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    assert not opened.desk.pool.add_button.isEnabled()
    opened.workshop.issue.move_to_pool()
    opened.workshop.issue.duplicate()
    assert opened.bulletin is before
    assert [a.id for a in opened.library.pool()] == ["p1"]
    assert "已定稿" in opened.window.statusBar().currentMessage()
    opened.session.lock(False)
    assert opened.desk.pool.add_button.isEnabled()
    opened.press("Alt+Down")
    assert titles(opened) == [["a2", "a1"], ["a3"]]


def test_the_contents_have_a_row_and_a_page(opened: Desk, qtbot: QtBot) -> None:
    opened.desk.outline.choose(CONTENTS)
    page = opened.desk.contents
    assert opened.desk.editors.currentWidget() is page
    QTest.mouseClick(page.printed, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not opened.bulletin.contents
    assert opened.desk.outline_model.index_of(CONTENTS).data(InfoRole) == "不印"
    opened.choose("a3")
    opened.press("Ctrl+Z")
    assert opened.bulletin.contents
    assert opened.desk.node == CONTENTS
    assert page.printed.isChecked()


def test_commands_have_something_to_act_on(opened: Desk) -> None:
    def enabled() -> list[str]:
        names = ("rename", "up", "down", "delete", "to_pool")
        return [name for name in names if opened.workshop.commands[name].isEnabled()]

    assert enabled() == ["rename", "up", "down", "delete", "to_pool"]
    opened.desk.outline.choose(Node("section", "s1"))
    assert enabled() == ["rename", "up", "down", "delete"]
    opened.desk.outline.choose(CONTENTS)
    assert enabled() == []
    opened.choose("a1")
    opened.session.lock(True)
    assert enabled() == []
    opened.choose("a2")
    assert enabled() == []
    opened.session.lock(False)
    assert enabled() == ["rename", "up", "down", "delete", "to_pool"]


def test_notices_are_no_mark() -> None:
    def problem(severity: Severity, source: Source) -> Problem:
        return Problem("rule", severity, "", "一句话。", source)

    found = [
        problem(Severity.NOTICE, Source("body", "a1")),
        problem(Severity.WARNING, Source("body", "a2")),
        problem(Severity.ERROR, Source("title", "a2")),
        problem(Severity.ERROR, Source("masthead")),
    ]
    assert marks_of(found) == {
        "a2": ("error", 2, "一句话。\n一句话。"),
        "masthead": ("error", 1, "一句话。"),
    }
