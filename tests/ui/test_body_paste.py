"""Pasting, copying, dragging: text comes in clean, and one undo shows it as it was."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Run, Table, plain
from ui.driver import TABLE, Desk, compose

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEEP = QTextCursor.MoveMode.KeepAnchor
RAW = "会议强调,要抓好 3 项工作."
CLEAN = "会议强调，要抓好3项工作。"


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    desk.body.put_caret(0, 0)
    return desk


def mime(text: str = "", html: str = "") -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    return data


def texts(desk: Desk, article_id: str = "a1") -> list[str]:
    return [block.text for block in desk.article(article_id).body]


def shown(desk: Desk) -> list[str]:
    return desk.body.toPlainText().split("\n")


def select(desk: Desk, first: tuple[int, int], last: tuple[int, int]) -> None:
    desk.body.put_caret(*first)
    cursor = desk.body.textCursor()
    block = desk.body.document().findBlockByNumber(last[0])
    cursor.setPosition(block.position() + last[1], KEEP)
    desk.body.setTextCursor(cursor)


def test_one_undo_shows_the_text_as_it_was_and_the_next_takes_it_away(opened: Desk) -> None:
    before = opened.article("a1")
    opened.body.put_caret(0, 3)
    opened.body.insertFromMimeData(mime(f"{RAW}\r\n\r\n　　第二段."))
    assert texts(opened)[:2] == ["近日，" + CLEAN, "第二段。青石县召开背街小巷整治工作推进会。"]
    assert opened.body.caret == (1, 4)
    assert opened.session.undo_label == "清理粘贴"
    opened.press("Ctrl+Z")
    raw = ["近日，" + RAW, "", "　　第二段.青石县召开背街小巷整治工作推进会。"]
    assert texts(opened)[:3] == raw
    assert shown(opened)[:3] == raw
    assert opened.session.undo_label == "粘贴"
    opened.press("Ctrl+Z")
    assert opened.article("a1") is before
    opened.press("Ctrl+Y")
    opened.press("Ctrl+Y")
    assert texts(opened)[0] == "近日，" + CLEAN


def test_what_was_cleaned_is_told(opened: Desk) -> None:
    opened.body.insertFromMimeData(mime(html=f"<p>{RAW}</p><img src='file:///x.png'>"))
    message = opened.window.statusBar().currentMessage()
    assert "标点 2，空格 2" in message
    assert "图片没有带过来" in message


def test_clean_text_is_one_step(opened: Desk) -> None:
    opened.body.insertFromMimeData(mime(CLEAN))
    assert opened.session.undo_label == "粘贴"
    opened.press("Ctrl+Z")
    assert opened.session.undo_label is None


def test_the_original_is_pasted_by_its_own_keys(opened: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(mime(RAW))
    qtbot.keyClick(opened.body, Qt.Key.Key_V, CONTROL | SHIFT)
    assert texts(opened)[0].startswith(RAW)
    assert opened.session.undo_label == "粘贴"


def test_html_brings_bold_headings_and_tables_but_no_fonts(opened: Desk, qtbot: QtBot) -> None:
    html = (
        "<p style='font:30pt Arial'><b>一、提高认识</b></p><p>要<b>高度</b>重视。</p>"
        "<table><tr><td>单位</td><td>篇数</td></tr><tr><td>青石县</td><td>3</td></tr></table><p>完</p>"
    )
    opened.body.put_caret(2, 99)
    qtbot.keyClick(opened.body, Qt.Key.Key_Return)
    opened.body.insertFromMimeData(mime(html=html))
    body = opened.article("a1").body[3:]
    assert body == (
        plain("一、提高认识", ParagraphKind.HEADING1),
        Paragraph((Run("要"), Run("高度", bold=True), Run("重视。"))),
        TABLE,
        plain("完"),
    )


def test_a_selection_over_a_table_is_cut_and_pasted_whole(opened: Desk, qtbot: QtBot) -> None:
    opened.choose("a2")
    before = opened.article("a2").body
    qtbot.keyClick(opened.body, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(opened.body, Qt.Key.Key_X, CONTROL)
    assert opened.article("a2").body == ()
    opened.choose("a1")
    opened.body.put_caret(1, 0)
    opened.body.paste()
    body = opened.article("a1").body
    assert [b.text for b in body] == [
        "近日，青石县召开背街小巷整治工作推进会。",
        before[0].text,
        TABLE.text,
        "一、提高认识",
        "会议要求，各单位要各负其责。",
    ]
    assert isinstance(body[2], Table)
    assert opened.session.undo_label == "粘贴"


def test_kinds_and_emphasis_survive_copying(opened: Desk, qtbot: QtBot) -> None:
    select(opened, (0, 3), (0, 6))
    qtbot.keyClick(opened.body, Qt.Key.Key_B, CONTROL)
    select(opened, (0, 0), (1, 6))
    qtbot.keyClick(opened.body, Qt.Key.Key_C, CONTROL)
    opened.choose("a3")
    opened.body.put_caret(0, 999)
    qtbot.keyClick(opened.body, Qt.Key.Key_Return)
    opened.body.paste()
    copied = opened.article("a3").body[1:]
    assert copied == opened.article("a1").body[:2]


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ((0, 0), ["青石县近日，召开背街小巷整治工作推进会。", "一、提高认识"]),
        ((0, 8), ["近日，召开青石县背街小巷整治工作推进会。", "一、提高认识"]),
        ((1, 2), ["近日，召开背街小巷整治工作推进会。", "一、青石县提高认识"]),
        ((0, 4), ["近日，青石县召开背街小巷整治工作推进会。", "一、提高认识"]),
    ],
)
def test_a_selection_is_dragged_elsewhere(
    opened: Desk, target: tuple[int, int], wanted: list[str]
) -> None:
    select(opened, (0, 3), (0, 6))
    data = opened.body.createMimeDataFromSelection()
    block = opened.body.document().findBlockByNumber(target[0])
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + target[1])
    point = opened.body.cursorRect(cursor).center()
    drop(opened, data, point)
    assert texts(opened)[:2] == wanted
    assert shown(opened)[:2] == wanted
    if wanted[0] != "近日，青石县召开背街小巷整治工作推进会。":
        assert opened.session.undo_label == "移动文字"
        opened.press("Ctrl+Z")
        assert texts(opened)[0] == "近日，青石县召开背街小巷整治工作推进会。"


def test_a_table_is_dragged_elsewhere(opened: Desk) -> None:
    opened.choose("a2")
    before = opened.article("a2").body
    select(opened, (1, 0), (1, 1))
    data = opened.body.createMimeDataFromSelection()
    cursor = QTextCursor(opened.body.document().findBlockByNumber(0))
    cursor.setPosition(3)
    drop(opened, data, opened.body.cursorRect(cursor).center())
    assert [b.text for b in opened.article("a2").body] == [
        "白杨县",
        TABLE.text,
        "开展志愿服务活动。",
    ]
    assert opened.body.toPlainText().count("\ufffc") == 1
    opened.press("Ctrl+Z")
    assert opened.article("a2").body == before


def drop(desk: Desk, data: QMimeData, point: QPoint) -> None:
    event = QDropEvent(
        QPointF(point),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.body.dropEvent(event)


def test_text_from_another_window_is_dropped_where_it_is_let_go(opened: Desk) -> None:
    cursor = QTextCursor(opened.body.document().findBlockByNumber(2))
    point = opened.body.cursorRect(cursor).center()
    drop(opened, mime(RAW), point)
    assert texts(opened)[2] == CLEAN + "会议要求，各单位要各负其责。"


def test_pasting_while_composing_keeps_both(opened: Desk) -> None:
    opened.body.put_caret(0, 3)
    compose(opened.body, "nihao")
    opened.body.insertFromMimeData(mime(RAW))
    assert texts(opened)[0].startswith("近日，nihao" + CLEAN)


def test_a_title_is_cleaned_in_two_steps_too(opened: Desk) -> None:
    title = opened.desk.article.title
    title.setFocus()
    title.selectAll()
    title.insertFromMimeData(mime("云泽市 3 月\u200b“春风行动” 启动\n志愿服务,有序开展"))
    assert opened.article("a1").title == "云泽市3月“春风行动” 启动\n志愿服务，有序开展"
    opened.press("Ctrl+Z")
    assert opened.article("a1").title == "云泽市 3 月\u200b“春风行动” 启动\n志愿服务,有序开展"
    opened.press("Ctrl+Z")
    assert opened.article("a1").title == "青石县召开推进会"


def test_a_locked_issue_takes_no_paste_and_no_drop(opened: Desk) -> None:
    before = opened.article("a1")
    opened.session.lock(True)
    opened.body.insertFromMimeData(mime(RAW))
    select(opened, (0, 3), (0, 6))
    drop(opened, opened.body.createMimeDataFromSelection(), QPoint(1, 1))
    compose(opened.body, "ni")
    compose(opened.body, "", "你")
    assert opened.article("a1") is before
    assert shown(opened)[0] == before.body[0].text
