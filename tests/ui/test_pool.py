"""The pool: several at once, filtered, changed in place, deleted with a way back."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QToolButton
from pytestqt.qtbot import QtBot

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.lists.article_rows import AboutRole
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.pool.editor import PoolEditor
from ui.driver import Desk, compose, key

CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = (
    "清扫街道",
    "植树护绿",
    "全民阅读",
    "文明交通",
    "敬老爱老",
    "节水宣传",
    "邻里守望",
    "义诊进村",
    "禁毒宣传",
)


def waiting(count: int) -> list[Article]:
    return [
        Article(f"p{n}", NAMES[n], units=("青石县文明办",), body=(plain(f"第{n}篇内容。"),))
        for n in range(count)
    ]


def fill(desk: Desk, count: int) -> None:
    desk.library.add_to_pool(waiting(count))
    desk.workshop.show_pool()
    desk.press("Alt+2")


@pytest.fixture
def pooled(desk: Desk) -> Desk:
    desk.open_sample()
    fill(desk, 3)
    return desk


def shown(desk: Desk) -> list[str]:
    rows = (desk.desk.pool.list.item(row) for row in range(desk.desk.pool.list.count()))
    return [row.text() for row in rows if not row.isHidden()]


def titles(desk: Desk) -> list[list[str]]:
    return [[article.id for article in section.articles] for section in desk.bulletin.sections]


def test_a_row_says_unit_date_and_size(desk: Desk) -> None:
    date = datetime.date(2026, 3, 5)
    body = (plain("内容。"),)
    desk.library.add_to_pool([Article("p", "标题", units=("青石县文明办",), date=date, body=body)])
    desk.workshop.show_pool()
    row = desk.desk.pool.list.item(0)
    assert row.text() == "标题"
    assert row.data(AboutRole) == "青石县文明办 · 2026年3月5日 · 3字"


def test_an_empty_pool_says_what_to_do(desk: Desk) -> None:
    desk.press("Alt+2")
    asked: list[bool] = []
    command = desk.workshop.commands["import"]
    command.triggered.disconnect()
    command.triggered.connect(lambda: asked.append(True))
    assert desk.desk.pool.import_button.isVisible()
    desk.desk.pool.import_button.click()
    assert asked == [True]


def test_several_articles_are_added_in_one_step(pooled: Desk, qtbot: QtBot) -> None:
    pooled.choose("a1")
    pool = pooled.desk.pool.list
    pool.setFocus()
    qtbot.keyClick(pool, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pool, Qt.Key.Key_Return)
    assert titles(pooled) == [["a1", "p0", "p1", "a2"], ["a3"]]
    assert shown(pooled) == [NAMES[2]]
    pooled.press("Ctrl+Z")
    pooled.workshop.flush()
    assert titles(pooled) == [["a1", "a2"], ["a3"]]
    assert shown(pooled) == list(NAMES[:3])


def test_the_next_row_is_selected_after_one_was_added(pooled: Desk, qtbot: QtBot) -> None:
    pooled.choose("a1")
    panel = pooled.desk.pool
    panel.list.setCurrentRow(1)
    panel.add_button.click()
    assert shown(pooled) == [NAMES[0], NAMES[2]]
    assert [article.id for article in panel.selected()] == ["p2"]
    panel.add_button.click()
    assert [article.id for article in panel.selected()] == ["p0"]


def test_articles_that_arrive_are_selected_also_under_a_filter(desk: Desk) -> None:
    desk.open_sample()
    fill(desk, 9)
    panel = desk.desk.pool
    key(panel.filter, "全民")
    panel.choose(["p7", "p8"])
    assert [article.id for article in panel.selected()] == ["p7", "p8"]
    current = panel.current()
    assert current is not None
    assert current.id == "p7"
    assert len(shown(desk)) == 9
    panel.choose(["unknown"])
    assert [article.id for article in panel.selected()] == ["p7", "p8"]


def test_from_the_masthead_articles_go_into_the_first_column(pooled: Desk) -> None:
    pooled.desk.outline.choose(Node("masthead"))
    pooled.desk.pool.list.selectAll()
    pooled.desk.pool.add_button.click()
    assert titles(pooled) == [["a1", "a2", "p0", "p1", "p2"], ["a3"]]
    assert not pooled.article("p0").run_in


def test_without_an_issue_nothing_can_be_added(desk: Desk) -> None:
    fill(desk, 1)
    assert not desk.desk.pool.add_button.isEnabled()
    assert desk.desk.pool.add_button.toolTip() == "先打开或新建一期简报"


def test_many_articles_are_filtered_by_words(desk: Desk, qtbot: QtBot) -> None:
    fill(desk, 8)
    assert not desk.desk.pool.filter.isVisible()
    fill(desk, 9)
    field = desk.desk.pool.filter
    assert field.isVisible()
    compose(field, "xuan")
    assert len(shown(desk)) == 9, "what is being composed is not looked for"
    compose(field, "", "宣传")
    assert shown(desk) == ["节水宣传", "禁毒宣传"]
    desk.desk.pool.list.selectAll()
    assert [article.title for article in desk.desk.pool.selected()] == ["节水宣传", "禁毒宣传"]
    compose(field, "", " 第8篇")
    assert shown(desk) == ["禁毒宣传"]
    assert [article.title for article in desk.desk.pool.selected()] == ["禁毒宣传"]
    compose(field, "", "没有")
    assert shown(desk) == []
    assert desk.desk.pool.none_found.isVisible()
    clear = field.findChild(QToolButton)
    assert clear is not None
    clear.click()
    assert len(shown(desk)) == 9


def test_deleted_articles_can_be_brought_back(pooled: Desk, qtbot: QtBot) -> None:
    panel = pooled.desk.pool
    panel.list.setFocus()
    panel.list.selectAll()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert pooled.library.pool() == []
    assert panel.deleted.isVisible()
    assert panel.deleted.text.text() == "已删除 3 篇待用稿。"
    qtbot.mouseClick(panel.deleted.undo, Qt.MouseButton.LeftButton)
    assert [article.id for article in pooled.library.pool()] == ["p0", "p1", "p2"]
    assert not panel.deleted.isVisible()


def test_selection_and_order_stay_when_the_pool_is_shown_again(pooled: Desk) -> None:
    pool = pooled.desk.pool.list
    pool.setCurrentRow(1)
    pooled.library.remove_from_pool("p0")
    pooled.workshop.show_pool()
    assert shown(pooled) == [NAMES[1], NAMES[2]]
    assert [article.id for article in pooled.desk.pool.selected()] == ["p1"]
    assert pooled.desk.pool.current() == waiting(2)[1]


# Changing an article in the pool


@pytest.fixture
def editor(pooled: Desk) -> PoolEditor:
    editor = PoolEditor(pooled.window, pooled.library, waiting(1)[0])
    pooled.qtbot.addWidget(editor)
    editor.show()
    editor.page.title.setFocus()
    return editor


def test_a_change_is_saved_in_the_pool_within_a_second(
    editor: PoolEditor, pooled: Desk, qtbot: QtBot
) -> None:
    with qtbot.wait_signal(editor.autosave.saved, timeout=1000):
        key(editor.page.title, "abc")
    assert "abc" in pooled.library.pool()[0].title
    assert editor.saved.text().startswith("已保存 ")


def test_it_has_undo_steps_of_its_own(editor: PoolEditor, pooled: Desk, qtbot: QtBot) -> None:
    key(editor.page.title, "abc")
    qtbot.keyClick(editor.page.title, Qt.Key.Key_Z, CONTROL)
    assert editor.article.title == NAMES[0]
    qtbot.keyClick(editor.page.title, Qt.Key.Key_Y, CONTROL)
    assert "abc" in editor.article.title
    assert not pooled.workshop.commands["undo"].isEnabled()


def test_enter_in_a_field_does_not_close_it(editor: PoolEditor, qtbot: QtBot) -> None:
    qtbot.keyClick(editor.page.byline, Qt.Key.Key_Return)
    assert editor.isVisible()


def test_what_is_being_composed_is_kept_when_it_closes(editor: PoolEditor, pooled: Desk) -> None:
    editor.page.body.setFocus()
    compose(editor.page.body, "新写的话")
    editor.close()
    assert "新写的话" in pooled.library.pool()[0].text


def test_an_article_that_has_left_the_pool_is_not_lost_silently(
    editor: PoolEditor, pooled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Message, "ask", lambda *args: bool(asked.append(args[2])))
    key(editor.page.title, "abc")
    pooled.library.remove_from_pool("p0")
    editor.close()
    assert editor.isVisible()
    assert "没有保存" in asked[0]
    assert "已不在待用稿中" in editor.saved.text()
    pooled.library.add_to_pool(waiting(1))
    editor.close()
    assert not editor.isVisible()


def test_a_double_click_opens_the_editor_and_the_row_follows(
    pooled: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_and_close(editor: PoolEditor) -> int:
        editor.show()
        QTest.keyClicks(editor.page.title, "abc")
        editor.close()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PoolEditor, "exec", type_and_close)
    pool = pooled.desk.pool.list
    place = pool.visualItemRect(pool.item(1)).center()
    qtbot.mouseClick(pool.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(pool.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "abc" in pool.item(1).text()
    assert "abc" in pooled.desk.pool.reader.toPlainText()


def test_a_failed_deletion_is_told(pooled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *args: told.append(args[2]))

    def fail(*_: object) -> None:
        raise DeskError("磁盘空间已满。")

    monkeypatch.setattr(Library, "remove_from_pool", fail)
    pooled.desk.pool.delete_button.click()
    assert told == ["磁盘空间已满。"]
    assert len(shown(pooled)) == 3
    assert not pooled.desk.pool.deleted.isVisible()
