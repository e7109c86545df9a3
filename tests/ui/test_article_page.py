"""Title, units and cleaning of an article, in the real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Bulletin, Section
from bulletin_desk.model.edits import replace_article
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Run, plain
from bulletin_desk.typeset.pages import printed_titles
from bulletin_desk.ui.editor.title_lines import with_breaks
from bulletin_desk.ui.editor.units_field import UnitsField, units_of
from ui.driver import Desk, compose, key, sample

LONG = "云泽市召开全市深化文明城市创建暨背街小巷环境综合整治“百日攻坚”行动工作推进会议"


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


def change(desk: Desk, **values: object) -> None:
    article = replace(desk.article("a1"), **values)  # type: ignore[arg-type]
    desk.session.apply("改", replace_article(desk.bulletin, article))
    desk.workshop.pages.update_now()


# The title


def test_the_lines_under_the_title_are_those_of_the_page(opened: Desk) -> None:
    lines = opened.desk.article.title_lines
    assert not lines.isVisible()
    change(opened, title=LONG)
    assert opened.workshop.pages.document is not None
    printed = printed_titles(opened.workshop.pages.document)["a1"].split("\n")
    assert len(printed) > 1
    assert lines.isVisible()
    assert lines.label.text() == f"版面 {len(printed)} 行：" + " ↵ ".join(printed)
    assert lines.keep.isVisible()
    assert not lines.free.isVisible()


def test_breaks_are_kept_and_given_up_by_their_buttons(opened: Desk, qtbot: QtBot) -> None:
    change(opened, title=LONG)
    lines = opened.desk.article.title_lines
    qtbot.mouseClick(lines.keep, Qt.MouseButton.LeftButton)
    kept = opened.article("a1").title
    assert kept.replace("\n", "") == LONG
    assert "\n" in kept
    assert opened.desk.article.title.toPlainText() == kept
    assert opened.session.undo_label == "固定标题断行"
    opened.workshop.pages.update_now()
    assert not lines.keep.isVisible()
    assert lines.label.text().endswith("已按手动断行")
    qtbot.mouseClick(lines.free, Qt.MouseButton.LeftButton)
    assert opened.article("a1").title == LONG
    opened.press("Ctrl+Z")
    opened.press("Ctrl+Z")
    assert opened.article("a1").title == LONG


def test_a_space_at_a_break_stays_in_the_title() -> None:
    assert with_breaks("甲乙 丙丁", (0, 3)) == "甲乙 \n丙丁"
    assert with_breaks("甲乙\n丙丁戊", (0, 3, 5)) == "甲乙\n丙丁\n戊"


def test_another_article_shows_its_own_lines(opened: Desk) -> None:
    change(opened, title=LONG)
    opened.choose("a2")
    assert not opened.desk.article.title_lines.isVisible()
    opened.choose("a1")
    assert opened.desk.article.title_lines.isVisible()


def test_a_run_in_title_has_no_lines_of_its_own(opened: Desk) -> None:
    change(opened, title=LONG, run_in=True)
    assert not opened.desk.article.title_lines.isVisible()


# The units


@pytest.fixture
def known(desk: Desk) -> Desk:
    """The window over a library that knows some units."""
    other = replace(sample(8).sections[0].articles[0], id="b1", units=("市图书馆", "市残联"))
    more = replace(other, id="b2", units=("市残联", "市残联就业中心"))
    section = Section("t1", "动态", (other, more))
    desk.library.add_issue(Bulletin(sections=(section,)))
    desk.open_sample()
    return desk


def units(desk: Desk) -> UnitsField:
    return desk.desk.article.units


def offered(desk: Desk) -> list[str]:
    shown = units(desk).suggestions
    return [shown.item(row).text() for row in range(shown.count())] if shown.isVisible() else []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("市残联、市图书馆", ("市残联", "市图书馆")),
        ("市残联，市图书馆；", ("市残联", "市图书馆")),
        ("市残联、市残联", ("市残联",)),
        (" 、", ()),
    ],
)
def test_units_are_parted_by_marks(text: str, wanted: tuple[str, ...]) -> None:
    assert units_of(text) == wanted


def test_units_are_completed_by_keyboard(known: Desk, qtbot: QtBot) -> None:
    field = units(known)
    field.setFocus()
    key(field, "残")
    assert offered(known) == ["市残联", "市残联就业中心"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "市残联"
    assert offered(known) == []
    key(field, "、市")
    assert offered(known) == ["市图书馆", "市残联就业中心"]
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert known.article("a1").units == ("市残联", "市图书馆")
    assert known.session.undo_label == "修改供稿单位"
    assert field.hasFocus()


def test_the_unit_at_the_caret_is_completed(known: Desk, qtbot: QtBot) -> None:
    field = units(known)
    field.setFocus()
    key(field, "图、某局")
    field.setCursorPosition(1)
    key(field, "书")
    item = field.suggestions.item(0)
    rect = field.suggestions.visualItemRect(item)
    qtbot.mouseClick(field.suggestions.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert field.text() == "市图书馆、某局"
    assert field.cursorPosition() == 4
    assert known.article("a1").units == ("市图书馆", "某局")


def test_nothing_is_chosen_unless_asked_for(known: Desk, qtbot: QtBot) -> None:
    field = units(known)
    field.setFocus()
    key(field, "市残")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "市残"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert offered(known) == []
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert offered(known)[0] == "市残联"
    known.body.setFocus()
    assert offered(known) == []


def test_the_list_is_never_there_while_composing(known: Desk) -> None:
    field = units(known)
    field.setFocus()
    compose(field, "shi")
    assert offered(known) == []
    compose(field, "", "市")
    assert offered(known) == ["市残联", "市图书馆", "市残联就业中心"]
    compose(field, "can")
    assert offered(known) == []
    compose(field, "tu", "残")
    assert offered(known) == []
    compose(field, "")
    assert field.text() == "市残"
    assert known.article("a1").units == ("市残",)


def test_what_is_typed_stays_as_it_is_after_a_change_elsewhere(known: Desk) -> None:
    field = units(known)
    field.setFocus()
    key(field, "市残联，")
    change(known, subtitle="副题")
    assert field.text() == "市残联，"
    known.press("Ctrl+Z")
    known.press("Ctrl+Z")
    assert field.text() == ""


# Cleaning


DIRTY = (
    plain("会 议强调,要抓好 3 项工作."),
    plain(""),
    Paragraph((Run("一、"), Run("提高 认识", kai=True)), ParagraphKind.HEADING1),
    plain("干净的一段。"),
)


def test_an_article_is_cleaned_in_one_step_with_the_caret_in_its_place(opened: Desk) -> None:
    change(opened, title="云泽市 3 月", body=DIRTY)
    before = opened.article("a1")
    opened.body.put_caret(2, 5)
    opened.desk.article.clean_action.trigger()
    after = opened.article("a1")
    assert after.title == "云泽市3月"
    assert after.body == (
        plain("会议强调，要抓好3项工作。"),
        Paragraph((Run("一、"), Run("提高认识", kai=True)), ParagraphKind.HEADING1),
        DIRTY[3],
    )
    assert after.body[2] is DIRTY[3]
    assert opened.body.caret == (1, 4)
    assert opened.desk.article.title.toPlainText() == "云泽市3月"
    assert opened.window.statusBar().currentMessage() == "清理了 9 处：标点 2，空格 6，空行 1。"
    assert opened.session.undo_label == "一键清理"
    opened.press("Ctrl+Z")
    assert opened.article("a1") is before


def test_only_the_selected_paragraphs_are_cleaned(opened: Desk) -> None:
    change(opened, body=DIRTY)
    opened.body.put_caret(2, 0)
    cursor = opened.body.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    opened.body.setTextCursor(cursor)
    opened.desk.article.clean_action.trigger()
    body = opened.article("a1").body
    assert body[0] is DIRTY[0]
    assert [block.text for block in body[1:]] == ["", "一、提高认识", "干净的一段。"]
    assert opened.window.statusBar().currentMessage() == "清理了 1 处：空格 1。"


def test_a_clean_article_makes_no_step(opened: Desk) -> None:
    opened.desk.article.clean_action.trigger()
    assert opened.session.undo_label is None
    assert opened.window.statusBar().currentMessage() == "没有要清理的地方。"


def test_the_whole_issue_is_cleaned_in_one_step(opened: Desk) -> None:
    change(opened, body=DIRTY)
    other = opened.article("a2")
    actions = opened.workshop.commands.menus["格式"].actions()
    next(action for action in actions if action.text() == "清理整期").trigger()
    assert opened.article("a1").body[0] == plain("会议强调，要抓好3项工作。")
    assert opened.article("a2") is other
    assert opened.session.undo_label == "清理整期"
    assert opened.body.toPlainText().startswith("会议强调，要抓好3项工作。")


def test_the_whole_name_of_a_unit_is_seen_in_the_byline_as_in_the_units(desk: Desk) -> None:
    desk.open_sample()
    desk.choose("a1")
    page = desk.desk.article
    assert page.byline.isVisible()
    assert abs(page.byline.width() - page.units.width()) <= 1
