"""Kinds of paragraphs by typing, by keys and by the menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, plain
from ui.driver import TABLE, Desk, compose, key

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def writing(desk: Desk, qtbot: QtBot) -> Desk:
    """The window with the caret in an empty paragraph at the end of the first article."""
    desk.open_sample()
    desk.body.put_caret(2, 99)
    qtbot.keyClick(desk.body, Qt.Key.Key_Return)
    return desk


def last(desk: Desk) -> Paragraph:
    block = desk.article("a1").body[-1]
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("一、", ParagraphKind.HEADING1),
        ("（一）", ParagraphKind.HEADING2),
        ("(二)", ParagraphKind.HEADING2),
        ("1.a", ParagraphKind.HEADING3),
        ("1. ", ParagraphKind.HEADING3),
        ("1．a", ParagraphKind.HEADING3),
        ("2、", ParagraphKind.HEADING3),
        ("（1）", ParagraphKind.HEADING4),
        ("(1)", ParagraphKind.HEADING4),
    ],
)
def test_a_typed_number_makes_a_heading_and_undo_takes_it_back(
    writing: Desk, typed: str, kind: ParagraphKind
) -> None:
    key(writing.body, typed[:-1])
    assert last(writing) == plain(typed[:-1])
    key(writing.body, typed[-1])
    assert last(writing) == plain(typed, kind)
    assert (writing.session.undo_label or "").startswith("识别为")
    writing.press("Ctrl+Z")
    assert last(writing) == plain(typed)
    assert writing.body.kind is ParagraphKind.BODY
    key(writing.body, "甲乙")
    assert last(writing) == plain(typed + "甲乙")


@pytest.mark.parametrize(
    "typed", ["1.5亿元", "3.15晚会", "2026.3.1", "2026年", "一是要", "一，", "第一、", "12月"]
)
def test_what_only_looks_like_a_number_stays_text(writing: Desk, typed: str) -> None:
    key(writing.body, typed)
    assert last(writing) == plain(typed)


@pytest.mark.parametrize(
    ("commits", "kind"),
    [
        (["一", "、"], ParagraphKind.HEADING1),
        (["一、"], ParagraphKind.HEADING1),
        (["一、提高认识"], ParagraphKind.HEADING1),
        (["（", "一", "）"], ParagraphKind.HEADING2),
        (["1.", "加强"], ParagraphKind.HEADING3),
        (["一、要各负其责。会议指出，要落实到位。"], ParagraphKind.BODY),
    ],
)
def test_what_an_input_method_commits_counts(
    writing: Desk, commits: list[str], kind: ParagraphKind
) -> None:
    for text in commits:
        compose(writing.body, "pin")
        assert last(writing).kind is ParagraphKind.BODY
        compose(writing.body, "", text)
    assert last(writing) == plain("".join(commits), kind)


def test_nothing_is_recognised_while_composing(writing: Desk) -> None:
    compose(writing.body, "一、")
    assert last(writing) == plain("")
    compose(writing.body, "ti", "一、")  # a commit, and the next word has begun
    assert writing.body.kind is ParagraphKind.BODY
    compose(writing.body, "", "提高")
    assert last(writing) == plain("一、提高", ParagraphKind.HEADING1)
    assert writing.body.caret == (3, 4)


def test_typing_after_recognition_looks_like_the_heading(writing: Desk) -> None:
    key(writing.body, "一、甲")
    heading = writing.body.styles.char_format(ParagraphKind.HEADING1)
    assert writing.body.textCursor().charFormat().font() == heading.font()


def test_a_paragraph_that_was_there_is_no_heading_for_a_number_in_front(writing: Desk) -> None:
    writing.body.put_caret(2, 0)
    key(writing.body, "一、")
    block = writing.article("a1").body[2]
    assert isinstance(block, Paragraph)
    assert block.kind is ParagraphKind.HEADING1  # short: 会议要求，各单位要各负其责。
    writing.press("Ctrl+Z")
    writing.press("Ctrl+Z")
    writing.body.put_caret(2, 99)
    key(writing.body, "要抓好落实。")
    writing.body.put_caret(2, 0)
    key(writing.body, "一、")
    block = writing.article("a1").body[2]
    assert isinstance(block, Paragraph)
    assert block.kind is ParagraphKind.BODY


def test_backspace_makes_a_heading_text_before_it_joins(writing: Desk, qtbot: QtBot) -> None:
    writing.body.put_caret(1, 0)
    qtbot.keyClick(writing.body, Qt.Key.Key_Backspace)
    assert writing.article("a1").body[1] == plain("一、提高认识")
    qtbot.keyClick(writing.body, Qt.Key.Key_Backspace)
    assert writing.article("a1").body[0].text.endswith("推进会。一、提高认识")


def test_enter_in_an_empty_heading_leaves_it(writing: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(writing.body, Qt.Key.Key_5, CONTROL)
    assert last(writing).kind is ParagraphKind.NOTE
    qtbot.keyClick(writing.body, Qt.Key.Key_Return)
    assert last(writing) == plain("")
    assert len(writing.article("a1").body) == 4


def test_text_that_joins_another_kind_looks_like_it(writing: Desk, qtbot: QtBot) -> None:
    writing.body.put_caret(1, 99)
    qtbot.keyClick(writing.body, Qt.Key.Key_Delete)
    block = writing.article("a1").body[1]
    assert block == plain("一、提高认识会议要求，各单位要各负其责。", ParagraphKind.HEADING1)
    heading = writing.body.styles.char_format(ParagraphKind.HEADING1)
    cursor = QTextCursor(writing.body.document().findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    assert cursor.charFormat().font() == heading.font()


def test_all_with_a_picture_first_is_replaced_by_plain_text(
    desk: Desk, qtbot: QtBot, picture: Picture
) -> None:
    desk.open_sample()
    body = (picture, Paragraph((Run("甲"), Run("乙", kai=True))), TABLE)
    desk.desk.article.replace_body("换正文", body)
    qtbot.keyClick(desk.body, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(desk.body, Qt.Key.Key_B, CONTROL)
    qtbot.keyClick(desk.body, Qt.Key.Key_2, CONTROL)
    changed = desk.article("a1").body
    bold = (Run("甲", bold=True), Run("乙", bold=True, kai=True))
    assert changed == (picture, Paragraph(bold, ParagraphKind.HEADING2), TABLE)
    desk.body.selectAll()
    key(desk.body, "x")
    (only,) = desk.article("a1").body
    assert isinstance(only, Paragraph)
    assert only.text == "x"
    desk.press("Ctrl+Z")
    assert desk.article("a1").body == changed
    assert desk.body.toPlainText().count("\ufffc") == 2


def test_the_menu_changes_what_the_page_changes(desk: Desk) -> None:
    menu = desk.workshop.commands.menus["格式"]
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert names[:2] == ["正文", "一级标题　一、"]
    for name in (
        "加粗",
        "楷体",
        "加按语",
        "插入图片…",
        "插入表格…",
        "粘贴原文",
        "一键清理",
        "清理整期",
    ):
        assert name in names
    assert not any(action.isEnabled() for action in menu.actions() if action.text())
    desk.open_sample()
    assert all(action.isEnabled() for action in menu.actions() if action.text())
    desk.body.put_caret(0, 0)
    menu.actions()[2].trigger()
    assert desk.article("a1").body[0] == plain(
        "近日，青石县召开背街小巷整治工作推进会。", ParagraphKind.HEADING2
    )
    assert menu.actions()[2].isChecked()
    desk.body.put_caret(2, 0)
    assert menu.actions()[0].isChecked()


def test_no_keys_are_taken_twice(desk: Desk) -> None:
    desk.open_sample()
    taken: list[str] = []
    for menu in desk.workshop.commands.menus.values():
        for action in menu.actions():
            taken += [keys.toString() for keys in action.shortcuts()]
    assert sorted(taken) == sorted(set(taken))


def test_a_note_is_added_above_the_text_and_found_again(desk: Desk) -> None:
    desk.open_sample()
    desk.body.put_caret(2, 3)
    page = desk.desk.article
    page.note_action.trigger()
    assert desk.article("a1").body[0] == plain("编者按：", ParagraphKind.NOTE)
    assert desk.body.caret == (0, 4)
    assert desk.session.undo_label == "加按语"
    key(desk.body, "甲")
    desk.body.put_caret(3, 0)
    page.note_action.trigger()
    assert desk.body.caret == (0, 5)
    assert len(desk.article("a1").body) == 4


def test_a_note_that_is_there_as_text_becomes_one(desk: Desk) -> None:
    desk.open_sample()
    desk.desk.article.replace_body("换", (plain("按语：甲。"), plain("乙。")))
    desk.body.put_caret(0, 2)
    desk.desk.article.note_action.trigger()
    assert desk.article("a1").body[0] == plain("按语：甲。", ParagraphKind.NOTE)


def test_a_run_in_article_has_no_place_for_a_note(desk: Desk) -> None:
    desk.open_sample()
    desk.choose("a3")
    before: Article = desk.article("a3")
    desk.desk.article.note_action.trigger()
    assert desk.article("a3") is before
    assert "标题接排" in desk.window.statusBar().currentMessage()


def test_enter_in_an_empty_paragraph_makes_another_like_it(writing: Desk, qtbot: QtBot) -> None:
    before = writing.body.textCursor().blockFormat()
    count = len(writing.article("a1").body)
    for _ in range(3):
        qtbot.keyClick(writing.body, Qt.Key.Key_Return)
    assert writing.body.textCursor().blockFormat() == before
    assert len(writing.article("a1").body) == count + 3
    assert writing.body.caret == (count + 2, 0)
