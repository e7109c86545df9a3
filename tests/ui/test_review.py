"""核对导入: what lines are is corrected by click and by key, and the rest follows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidgetItem, QMenu
from pytestqt.qtbot import QtBot

from bulletin_desk.intake.source import Role, Source, SourceLine
from bulletin_desk.ui.editor.composing import composing_widgets
from bulletin_desk.ui.review.dialog import ReviewDialog
from bulletin_desk.ui.review.roles import BY_KEY, CHOICES, LOOKS
from ui.driver import Desk, compose, key
from ui.review_samples import (
    BYLINE,
    COLUMN,
    FIRST,
    NAME,
    NEXT_TEXT,
    NEXT_TITLE,
    NUMBER,
    REPORT,
    SECOND,
    TITLE,
    heading,
    issue,
    opened,
    paragraph,
    press,
    queue,
    settled,
    titles,
)
from ui.test_dialog_walk import faults

_FIRST, _NEXT = "青石县推进背街小巷整治", "白杨县开展志愿服务"


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> ReviewDialog:
    """The review of one file; the window closes it."""
    queue(desk, issue())
    return opened(desk, qtbot)


def row(dialog: ReviewDialog, text: str) -> QListWidgetItem:
    """The row of the result that begins with a text."""
    return dialog.panes.results.findItems(text, Qt.MatchFlag.MatchStartsWith)[0]


def test_what_was_recognised_stands_beside_the_source(dialog: ReviewDialog) -> None:
    file, panes = dialog.file, dialog.panes
    assert file is not None
    roles = [file.role(row) for row in (NAME, NUMBER, COLUMN, TITLE, BYLINE, FIRST, REPORT)]
    assert roles == [
        Role.NAME, Role.NUMBER, Role.COLUMN, Role.TITLE, Role.BYLINE, Role.PARAGRAPH,
        Role.DISTRIBUTION,
    ]  # fmt: skip
    assert titles(dialog) == [_FIRST, _NEXT]
    assert panes.fields.name.toPlainText() == "云泽市文明建设简报"
    assert panes.fields.number.text() == "7"
    assert row(dialog, "【工作动态】").text()
    assert "省文明办" in row(dialog, "版记").toolTip()


@pytest.mark.parametrize(
    ("pressed", "role"),
    [
        (Qt.Key.Key_B, Role.TITLE), (Qt.Key.Key_L, Role.COLUMN), (Qt.Key.Key_X, Role.DROPPED),
        (Qt.Key.Key_J, Role.CONTINUATION), (Qt.Key.Key_W, Role.SIGNATURE),
        (Qt.Key.Key_A, Role.NOTE), (Qt.Key.Key_Delete, Role.DROPPED),
    ],
)  # fmt: skip
def test_a_letter_says_what_a_line_is(dialog: ReviewDialog, pressed: Qt.Key, role: Role) -> None:
    press(dialog, pressed, SECOND)
    assert dialog.file is not None
    assert dialog.file.role(SECOND) is role
    assert dialog.panes.lines.lines.roles[SECOND] is role
    assert dialog.panes.lines.rows == [SECOND]


def test_every_role_has_a_letter_of_its_own() -> None:
    assert len(BY_KEY) == len(CHOICES)
    assert all(LOOKS[role].key for role in CHOICES)


def test_a_title_that_was_missed_begins_an_article(desk: Desk, qtbot: QtBot) -> None:
    lines = issue().lines
    missed = (paragraph("江口市启动宣传月。"), paragraph("四月一日，江口市启动宣传月活动。"))
    queue(
        desk, Source("docx", "漏了标题.docx", (*lines[:NEXT_TITLE], *missed, *lines[NEXT_TITLE:]))
    )
    dialog = opened(desk, qtbot)
    assert titles(dialog) == [_FIRST, _NEXT]
    press(dialog, Qt.Key.Key_B, NEXT_TITLE)
    assert len(titles(dialog)) == 3
    assert row(dialog, "江口市启动宣传月").text()
    assert dialog.file is not None
    assert [block.text for block in dialog.file.articles[1].body] == [missed[1].text]


def test_a_title_that_is_none_goes_on_with_the_article_before(dialog: ReviewDialog) -> None:
    press(dialog, Qt.Key.Key_D, NEXT_TITLE)
    assert titles(dialog) == [_FIRST]
    assert dialog.file is not None
    assert [b.text for b in dialog.file.articles[0].body][-2:] == [
        _NEXT, "白杨县组织志愿者走进社区，清理垃圾，宣传文明礼仪。",
    ]  # fmt: skip


def test_a_click_joins_a_line_to_the_one_before(dialog: ReviewDialog) -> None:
    lines, button = dialog.panes.lines, dialog.panes.bar.buttons[Role.CONTINUATION]
    place = lines.visualRect(lines.lines.index(SECOND)).center()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.file is not None
    (block,) = dialog.file.articles[0].body
    assert block.text.endswith("部署下一阶段任务。会议要求，各乡镇要压实责任，确保年底前完成改造。")


def test_several_lines_are_dropped_at_once(dialog: ReviewDialog) -> None:
    press(dialog, Qt.Key.Key_X, NEXT_TITLE, NEXT_TEXT)
    assert titles(dialog) == [_FIRST]
    assert dialog.file is not None
    assert "白杨县" not in dialog.file.articles[0].text


def test_a_new_column_takes_what_follows(dialog: ReviewDialog) -> None:
    press(dialog, Qt.Key.Key_L, NEXT_TITLE)
    assert dialog.file is not None
    assert dialog.file.result is not None
    bulletin = dialog.file.result.bulletin
    assert bulletin is not None
    assert [section.name for section in bulletin.sections] == ["工作动态", _NEXT]


def test_the_name_in_the_margin_opens_the_menu_of_all(dialog: ReviewDialog, qtbot: QtBot) -> None:
    lines = dialog.panes.lines
    at = lines.visualRect(lines.lines.index(SECOND))
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, at.center().y()))
    qtbot.wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(a for a in menu.actions() if a.text().startswith("按语"))
    action.trigger()
    menu.close()
    assert dialog.file is not None
    assert dialog.file.role(SECOND) is Role.NOTE


def test_steps_are_taken_back_and_done_again(dialog: ReviewDialog) -> None:
    press(dialog, Qt.Key.Key_D, NEXT_TITLE)
    press(dialog, Qt.Key.Key_X, SECOND)
    lines = dialog.panes.lines
    QTest.keyClick(lines, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(lines, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(dialog) == [_FIRST, _NEXT]
    assert not dialog.panes.undo.isEnabled()
    QTest.keyClick(lines, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert titles(dialog) == [_FIRST]
    QTest.mouseClick(dialog.panes.redo, Qt.MouseButton.LeftButton)
    assert dialog.file is not None
    assert dialog.file.role(SECOND) is Role.DROPPED


def test_backspace_leaves_a_line_to_recognition_again(dialog: ReviewDialog) -> None:
    press(dialog, Qt.Key.Key_X, TITLE)
    assert titles(dialog) != [_FIRST, _NEXT]
    press(dialog, Qt.Key.Key_Backspace, TITLE)
    assert titles(dialog) == [_FIRST, _NEXT]


def test_arrows_move_and_shift_takes_more_lines(dialog: ReviewDialog) -> None:
    lines = dialog.panes.lines
    lines.choose([FIRST])
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert lines.rows == [SECOND]
    QTest.keyClick(lines, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert lines.rows == [FIRST, SECOND]
    QTest.keyClick(lines, Qt.Key.Key_End)
    assert lines.rows == [len(lines.lines.lines) - 1]


def test_the_result_leads_to_its_lines_and_the_lines_to_it(
    dialog: ReviewDialog, qtbot: QtBot
) -> None:
    results, lines = dialog.panes.results, dialog.panes.lines
    results.setCurrentItem(row(dialog, _FIRST))
    assert lines.rows == [TITLE, BYLINE, FIRST, SECOND]
    results.setCurrentItem(row(dialog, "版记"))
    assert lines.rows == list(range(REPORT, REPORT + 3))
    place = lines.visualRect(lines.lines.index(NEXT_TEXT)).center()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.wait_until(lambda: results.currentItem() is row(dialog, _NEXT))


def test_the_printed_page_leads_to_its_lines(dialog: ReviewDialog, qtbot: QtBot) -> None:
    pages, lines = dialog.panes.pages, dialog.panes.lines
    dialog.panes.tabs.setCurrentWidget(pages)
    qtbot.wait_until(lambda: bool(pages.view.pages))
    lines.choose([SECOND])
    assert dialog.file is not None
    trace = dialog.file.traces[SECOND]
    assert trace is not None
    assert trace.block == 1
    pages.trace_chosen.emit(trace._replace(block=0))
    assert lines.rows == [FIRST]


def test_a_doubt_leads_to_its_line_and_goes_when_it_is_settled(desk: Desk, qtbot: QtBot) -> None:
    lines = (*issue().lines[:REPORT], heading("江口市启动宣传月活动"))
    queue(desk, Source("docx", "不明.docx", (*lines, *issue().lines[REPORT:])))
    dialog = opened(desk, qtbot)
    doubts = dialog.panes.doubts
    about = [n for n, text in enumerate(doubts.sentences) if "江口市启动宣传月活动" in text]
    assert about, doubts.sentences
    doubts.setCurrentRow(-1)
    doubts.setCurrentRow(about[0])
    assert dialog.panes.lines.rows == [REPORT]
    press(dialog, Qt.Key.Key_X, REPORT)
    assert not [text for text in doubts.sentences if "江口市启动宣传月活动" in text]
    dialog.close()


def test_what_is_typed_wins_over_what_is_recognised(dialog: ReviewDialog) -> None:
    fields = dialog.panes.fields
    fields.number.selectAll()
    key(fields.number, "12")
    compose(fields.issuer, "wen ming")
    press(dialog, Qt.Key.Key_X, NUMBER)
    compose(fields.issuer, "", "市文明办")
    assert dialog.file is not None
    assert dialog.file.masthead.number == 12
    assert fields.number.text() == "12"
    assert "市文明办" in dialog.file.masthead.issuer


def test_composed_text_is_no_letter_of_the_list(dialog: ReviewDialog) -> None:
    fields = dialog.panes.fields
    fields.name.selectAll()
    compose(fields.name, "jian bao")
    # Undo never acts under text that is being composed.
    press(dialog, Qt.Key.Key_D, NEXT_TITLE)
    dialog.undo()
    assert titles(dialog) == [_FIRST]
    compose(fields.name, "", "云泽信息")
    assert not composing_widgets(dialog)
    assert dialog.file is not None
    assert dialog.file.masthead.name == "云泽信息"
    assert not dialog.panes.lines.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_number_is_taken_from_the_name_where_the_text_has_none(
    desk: Desk, qtbot: QtBot
) -> None:
    lines = list(issue().lines)
    del lines[NUMBER]
    queue(desk, Source("docx", "云泽市文明建设简报第9期.docx", tuple(lines)))
    dialog = opened(desk, qtbot)
    assert dialog.file is not None
    assert dialog.file.masthead.number == 9
    assert dialog.panes.fields.note.text() == "期号取自文件名，请核对。"
    dialog.close()


def test_a_long_text_is_recognised_beside_the_window(desk: Desk, qtbot: QtBot) -> None:
    more = [paragraph(f"会议第{n}项，各单位要压实责任，细化措施。") for n in range(900)]
    queue(desk, Source("docx", "长.docx", (*issue().lines[:SECOND], *more)))
    dialog = opened(desk, qtbot)
    press(dialog, Qt.Key.Key_B, 500)
    assert dialog.recognition.is_working
    # What is kept must be what was decided.
    assert not dialog.panes.keep_issue.isEnabled()
    dialog.keep_issue()
    dialog.keep_articles()
    # Two more before the first is done: only the last state counts.
    press(dialog, Qt.Key.Key_X, 501)
    press(dialog, Qt.Key.Key_X, 502)
    qtbot.wait_until(lambda: not dialog.recognition.is_working, timeout=60_000)
    assert dialog.file is not None
    assert len(titles(dialog)) == 2
    assert "会议第494项" not in dialog.file.articles[-1].text
    assert dialog.panes.working.text() == ""
    assert dialog.panes.keep_issue.isEnabled()
    assert len(desk.library.queued()) == 1
    dialog.close()


def test_the_review_is_named_reached_and_roomy(dialog: ReviewDialog) -> None:
    assert faults(dialog) == []
    settled_rows = [dialog.panes.lines.lines.index(n) for n in (TITLE, FIRST)]
    spoken = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in settled_rows]
    assert spoken[0] == f"标题：{_FIRST}"
    assert spoken[1].startswith("正文：近日")


def test_the_review_is_roomy_with_doubts_and_several_files(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, issue("一.docx"), Source("text", "二.txt", (SourceLine("简短的一行"),)))
    dialog = opened(desk, qtbot)
    dialog.turn_to(dialog.files[1])
    settled_or_empty(dialog, qtbot)
    dialog.panes.fields.tell("《云泽市文明建设简报》2021年第7期已经有了，请换一个期号。")
    QApplication.processEvents()
    assert faults(dialog) == []
    dialog.close()


def settled_or_empty(dialog: ReviewDialog, qtbot: QtBot) -> None:
    """Wait until the file on show is recognised, though it may hold no article."""
    qtbot.wait_until(lambda: dialog.file is not None and dialog.file.result is not None)
    if titles(dialog):
        settled(dialog, qtbot)
