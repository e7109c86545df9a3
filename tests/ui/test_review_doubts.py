"""核对导入: doubts lead to their lines, and nothing is left out without a question."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bulletin_desk.intake.source import Align, Role, Source, SourceLine
from bulletin_desk.ui.review.dialog import ReviewDialog
from bulletin_desk.ui.review.feature import Review
from bulletin_desk.ui.review.left_out import LeftOutBox
from bulletin_desk.ui.review.tracing import quoted_line
from ui.driver import Desk
from ui.review_samples import NEXT_TITLE, REPORT, SECOND, heading, issue, opened, press, queue

LOST = "江口市启动宣传月活动"
TITLES = ("青石县推进背街小巷整治", "白杨县开展志愿服务")


def doubtful(name: str = "不明.docx", number: int = 7) -> Source:
    """An issue with a line that is recognised as nothing."""
    lines = issue(number=number).lines
    return Source("docx", name, (*lines[:REPORT], heading(LOST), *lines[REPORT:]))


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> ReviewDialog:
    queue(desk, doubtful())
    return opened(desk, qtbot)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was asked about, in turn; the first time the clerk goes back."""
    asked: list[list[str]] = []

    def confirmed(_parent: object, texts: list[str]) -> bool:
        asked.append(texts)
        return len(asked) > 1

    monkeypatch.setattr(LeftOutBox, "confirmed", confirmed)
    return asked


def ended(desk: Desk, qtbot: QtBot) -> None:
    qtbot.wait_until(lambda: desk.workshop.feature(Review).dialog is None)


def result_shown(dialog: ReviewDialog) -> str:
    item = dialog.panes.results.currentItem()
    return item.text() if item is not None and item.isSelected() else ""


@pytest.mark.parametrize("button", ["keep_issue", "keep_articles"])
def test_what_has_no_place_is_left_out_only_when_the_clerk_says_so(
    desk: Desk, qtbot: QtBot, dialog: ReviewDialog, asked: list[list[str]], button: str
) -> None:
    dialog.panes.lines.choose([NEXT_TITLE])
    getattr(dialog.panes, button).click()
    assert asked == [[LOST]]
    assert desk.library.issues() == []
    assert desk.library.pool() == []
    assert dialog.panes.lines.rows == [REPORT]
    assert dialog.panes.lines.hasFocus()
    getattr(dialog.panes, button).click()
    ended(desk, qtbot)
    kept = desk.library.issues()
    assert len(kept) == (button == "keep_issue")
    assert len(desk.library.pool()) == (2 if button == "keep_articles" else 0)
    if kept:
        assert any(LOST in told for told in desk.library.warnings(kept[0].id))


def test_what_the_clerk_has_dropped_is_asked_about_no_more(
    desk: Desk, qtbot: QtBot, dialog: ReviewDialog, asked: list[list[str]]
) -> None:
    press(dialog, Qt.Key.Key_X, REPORT)
    qtbot.wait_until(dialog.panes.keep_issue.isEnabled)
    dialog.panes.keep_issue.click()
    ended(desk, qtbot)
    assert asked == []
    assert len(desk.library.issues()) == 1


def test_the_question_names_the_texts_and_goes_back_by_enter_and_esc(
    desk: Desk, qtbot: QtBot
) -> None:
    box = LeftOutBox(desk.window, ["（市残联）", "甲" * 60, *"丙丁戊己庚"])
    qtbot.addWidget(box)
    assert box.text().startswith("这 7 处文字没有认出用途，不会收入：\n“（市残联）”\n")
    assert box.text().endswith("“己”\n……")
    assert "甲" * 41 not in box.text()
    assert box.defaultButton() is box.back
    assert box.escapeButton() is box.back


def test_a_file_opens_at_its_first_doubt(dialog: ReviewDialog) -> None:
    assert dialog.panes.lines.rows == [REPORT]
    assert dialog.panes.lines.currentIndex().row() == REPORT


def test_after_a_click_on_a_doubt_the_letters_say_what_its_line_is(
    dialog: ReviewDialog, qtbot: QtBot
) -> None:
    panes = dialog.panes
    (at,) = [n for n, text in enumerate(panes.doubts.sentences) if LOST in text]
    panes.lines.choose([SECOND])
    place = panes.doubts.visualItemRect(panes.doubts.item(at)).center()
    QTest.mouseClick(panes.doubts.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panes.lines.rows == [REPORT]
    assert panes.lines.hasFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_D)
    assert dialog.file is not None
    assert dialog.file.role(REPORT) is Role.PARAGRAPH


def test_the_arrows_stay_in_the_doubts(dialog: ReviewDialog) -> None:
    dialog.panes.doubts.setFocus()
    dialog.panes.doubts.setCurrentRow(-1)
    QTest.keyClick(dialog.panes.doubts, Qt.Key.Key_Down)
    assert dialog.panes.doubts.hasFocus()


def test_a_quote_is_found_in_its_own_line_first() -> None:
    lines = [
        SourceLine("市残联建立联系点", align=Align.CENTRE),
        SourceLine("据（市残联）介绍，联系点已建成。"),
        SourceLine("（市残联）"),
        SourceLine("（市妇联）供稿"),
    ]
    roles = [Role.TITLE, Role.PARAGRAPH, Role.UNKNOWN, Role.UNKNOWN]
    assert quoted_line("没有收入：“（市残联）”。", lines, roles) == 2
    assert quoted_line("没有收入：“（市妇联）…”。", lines, roles) == 3
    assert quoted_line("稿件“市残联建立联系点”没有正文。", lines, roles) == 0


def test_the_result_follows_the_line_that_was_decided(dialog: ReviewDialog, qtbot: QtBot) -> None:
    lines = dialog.panes.lines
    press(dialog, Qt.Key.Key_B, REPORT)
    qtbot.wait_until(lambda: result_shown(dialog) == LOST)
    press(dialog, Qt.Key.Key_D, NEXT_TITLE)
    qtbot.wait_until(lambda: result_shown(dialog) == TITLES[0])
    assert lines.rows == [NEXT_TITLE]
    press(dialog, Qt.Key.Key_B, NEXT_TITLE)
    qtbot.wait_until(lambda: result_shown(dialog) == TITLES[1])


def test_articles_of_an_issue_are_not_told_to_be_in_the_pool(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, issue("一.docx", 7), issue("二.docx", 8), issue("三.docx", 9))
    dialog = opened(desk, qtbot)
    dialog.panes.keep_issue.click()
    qtbot.wait_until(lambda: len(dialog.files) == 2)
    dialog.close()
    told = desk.window.statusBar().currentMessage()
    assert told == "收入 1 期简报。还有 2 个文件等待核对。"
