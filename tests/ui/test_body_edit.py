import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.edits import replace_article
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, plain
from bulletin_desk.ui.editor.kinds import KIND_NAMES
from ui.driver import TABLE, Desk, key

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    desk.body.put_caret(0, 0)
    return desk


def select(desk: Desk, first: tuple[int, int], last: tuple[int, int]) -> None:
    desk.body.put_caret(*first)
    cursor = desk.body.textCursor()
    block = desk.body.document().findBlockByNumber(last[0])
    cursor.setPosition(block.position() + last[1], QTextCursor.MoveMode.KeepAnchor)
    desk.body.setTextCursor(cursor)


def shown(desk: Desk) -> list[str]:
    return desk.body.toPlainText().split("\n")


def test_typing_makes_only_its_own_paragraph_new(opened: Desk) -> None:
    before = opened.article("a1").body
    opened.body.put_caret(2, 4)
    key(opened.body, "x")
    after = opened.article("a1").body
    assert after[2].text == "会议要求x，各单位要各负其责。"
    assert after[0] is before[0]
    assert after[1] is before[1]
    assert opened.article("a2") is opened.bulletin.sections[0].articles[1]


def test_enter_splits_and_backspace_joins(opened: Desk, qtbot: QtBot) -> None:
    before = opened.article("a1").body
    opened.body.put_caret(0, 3)
    qtbot.keyClick(opened.body, Qt.Key.Key_Return)
    texts = [block.text for block in opened.article("a1").body]
    assert texts[:2] == ["近日，", "青石县召开背街小巷整治工作推进会。"]
    assert opened.article("a1").body[-1] is before[-1]
    qtbot.keyClick(opened.body, Qt.Key.Key_Backspace)
    assert opened.article("a1").body == before


def test_enter_at_the_end_leaves_the_paragraph_the_same_object(opened: Desk, qtbot: QtBot) -> None:
    before = opened.article("a1").body
    opened.body.put_caret(0, 999)
    qtbot.keyClick(opened.body, Qt.Key.Key_Return)
    after = opened.article("a1").body
    assert [block.text for block in after[:2]] == [before[0].text, ""]
    assert after[0] is before[0]


def test_enter_after_a_heading_goes_on_with_body_text(opened: Desk, qtbot: QtBot) -> None:
    opened.body.put_caret(1, 6)
    qtbot.keyClick(opened.body, Qt.Key.Key_Return)
    key(opened.body, "ab")
    assert opened.article("a1").body[1] == plain("一、提高认识", ParagraphKind.HEADING1)
    assert opened.article("a1").body[2] == plain("ab")


def test_shift_enter_is_a_line_break_inside_the_paragraph(opened: Desk, qtbot: QtBot) -> None:
    opened.body.put_caret(0, 3)
    qtbot.keyClick(opened.body, Qt.Key.Key_Return, SHIFT)
    assert opened.article("a1").body[0].text == "近日，\n青石县召开背街小巷整治工作推进会。"
    assert len(opened.article("a1").body) == 3


@pytest.mark.parametrize(
    ("digit", "kind"),
    [
        (Qt.Key.Key_1, ParagraphKind.HEADING1),
        (Qt.Key.Key_4, ParagraphKind.HEADING4),
        (Qt.Key.Key_5, ParagraphKind.NOTE),
        (Qt.Key.Key_7, ParagraphKind.SIGNATURE),
    ],
)
def test_the_kind_is_set_by_keys_and_undone(
    opened: Desk, qtbot: QtBot, digit: Qt.Key, kind: ParagraphKind
) -> None:
    before = opened.article("a1").body
    qtbot.keyClick(opened.body, digit, CONTROL)
    first = opened.article("a1").body[0]
    assert isinstance(first, Paragraph)
    assert (first.kind, first.text) == (kind, before[0].text)
    assert opened.session.undo_label == "改段落样式"
    assert opened.desk.article.kinds.currentText() == KIND_NAMES[kind]
    qtbot.keyClick(opened.body, Qt.Key.Key_Z, CONTROL)
    assert opened.article("a1").body == before
    assert opened.body.kind is ParagraphKind.BODY


def test_bold_and_kai_are_put_on_a_selection(opened: Desk, qtbot: QtBot) -> None:
    select(opened, (0, 3), (0, 6))
    qtbot.keyClick(opened.body, Qt.Key.Key_B, CONTROL)
    qtbot.keyClick(opened.body, Qt.Key.Key_K, CONTROL)
    first = opened.article("a1").body[0]
    assert isinstance(first, Paragraph)
    assert first.runs == (
        Run("近日，"),
        Run("青石县", bold=True, kai=True),
        Run("召开背街小巷整治工作推进会。"),
    )
    qtbot.keyClick(opened.body, Qt.Key.Key_B, CONTROL)
    first = opened.article("a1").body[0]
    assert isinstance(first, Paragraph)
    assert first.runs[1] == Run("青石县", kai=True)


def test_what_is_typed_after_bold_was_turned_on_is_bold(opened: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(opened.body, Qt.Key.Key_B, CONTROL)
    key(opened.body, "ab")
    first = opened.article("a1").body[0]
    assert isinstance(first, Paragraph)
    assert first.runs[0] == Run("ab", bold=True)


def test_undo_and_redo_go_by_keys_in_the_editor(opened: Desk, qtbot: QtBot) -> None:
    before = opened.article("a1")
    key(opened.body, "abc")
    typed = opened.article("a1")
    assert opened.session.undo_label == "输入文字"
    qtbot.keyClick(opened.body, Qt.Key.Key_Z, CONTROL)
    assert opened.article("a1") is before
    assert shown(opened)[0] == before.body[0].text
    for keys, modifiers in ((Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Z, CONTROL | SHIFT)):
        qtbot.keyClick(opened.body, keys, modifiers)
        assert opened.article("a1") is typed
        assert shown(opened)[0] == "abc" + before.body[0].text
        qtbot.keyClick(opened.body, Qt.Key.Key_Z, CONTROL)


def test_a_change_from_elsewhere_leaves_caret_and_selection(opened: Desk) -> None:
    select(opened, (2, 0), (2, 4))
    article = opened.article("a1")
    body = (plain("新的第一段，长一些。"), plain("又加一段。"), *article.body[1:])
    changed = Article("a1", article.title, body=body)
    opened.session.apply("别处的修改", replace_article(opened.bulletin, changed))
    assert shown(opened) == [block.text for block in body]
    assert opened.body.textCursor().selectedText() == "会议要求"
    opened.press("Ctrl+Z")
    assert shown(opened) == [block.text for block in article.body]
    assert opened.body.textCursor().selectedText() == "会议要求"


def test_a_table_survives_editing_around_it(opened: Desk, qtbot: QtBot) -> None:
    opened.choose("a2")
    table = opened.article("a2").body[1]
    opened.body.put_caret(0, 0)
    key(opened.body, "ab")
    assert opened.article("a2").body[1] is table
    opened.body.put_caret(1, 1)
    key(opened.body, "c")
    body = opened.article("a2").body
    assert [block.text for block in body] == ["ab白杨县开展志愿服务活动。", TABLE.text, "c"]
    opened.body.put_caret(1, 0)
    key(opened.body, "d")
    body = opened.article("a2").body
    assert [block.text for block in body[1:]] == ["d", TABLE.text, "c"]
    opened.body.put_caret(1, 1)
    qtbot.keyClick(opened.body, Qt.Key.Key_Delete)
    assert TABLE in opened.article("a2").body


def test_a_deleted_table_comes_back_by_undo(opened: Desk, qtbot: QtBot) -> None:
    opened.choose("a2")
    opened.body.put_caret(1, 1)
    qtbot.keyClick(opened.body, Qt.Key.Key_Backspace)
    assert TABLE not in opened.article("a2").body
    opened.press("Ctrl+Z")
    assert opened.article("a2").body[1] == TABLE


def test_a_picture_is_put_behind_the_carets_paragraph(opened: Desk, picture: Picture) -> None:
    opened.body.put_caret(0, 5)
    opened.desk.article.insert_block(picture, "插入图片")
    assert opened.article("a1").body[1] is picture
    assert len(opened.article("a1").body) == 4
    assert opened.session.undo_label == "插入图片"
    opened.press("Ctrl+Z")
    assert len(opened.article("a1").body) == 3


def test_the_editor_loads_no_resource_and_takes_no_file(opened: Desk) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("x.docx")])
    assert not opened.body.canInsertFromMimeData(files)
    assert opened.body.loadResource(2, QUrl.fromLocalFile("x.png")) is None


def test_an_emptied_body_has_no_blocks(opened: Desk, qtbot: QtBot) -> None:
    opened.body.selectAll()
    qtbot.keyClick(opened.body, Qt.Key.Key_Delete)
    opened.body.set_kind(ParagraphKind.BODY)
    assert opened.article("a1").body == ()
