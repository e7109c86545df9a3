"""核对导入: files are kept, dropped or left for later; nothing that was decided is lost."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.source import Role, Source
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.review.clash_dialog import ClashBox, Way
from bulletin_desk.ui.review.dialog import ReviewDialog
from bulletin_desk.ui.review.feature import Review
from bulletin_desk.ui.review.keeping import Keeper
from ui.driver import Desk, compose, key
from ui.review_samples import (
    LINES,
    NEXT_TEXT,
    NEXT_TITLE,
    NUMBER,
    SECOND,
    issue,
    opened,
    press,
    queue,
    settled,
    titles,
)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def ended(desk: Desk, qtbot: QtBot) -> None:
    """Wait until the review has closed by itself."""
    qtbot.wait_until(lambda: desk.workshop.feature(Review).dialog is None)


def shown(dialog: ReviewDialog, qtbot: QtBot, name: str) -> None:
    """Wait until a file is on show."""
    qtbot.wait_until(lambda: dialog.file is not None and dialog.file.name == name)
    settled(dialog, qtbot)


def badge(desk: Desk) -> str:
    """What the status bar says of files that wait."""
    button = desk.workshop.feature(Review).badge
    return button.text() if button.isVisible() else ""


def test_an_issue_is_kept_as_it_was_corrected_and_the_next_file_follows(
    desk: Desk, qtbot: QtBot
) -> None:
    queue(desk, issue("一.docx", 7), issue("二.docx", 8))
    desk.workshop.feature(Review).refresh()
    assert badge(desk) == "2 个文件等待核对"
    dialog = opened(desk, qtbot)
    press(dialog, Qt.Key.Key_X, SECOND)
    compose(dialog.panes.fields.issuer, "wen")
    compose(dialog.panes.fields.issuer, "", "（编）")
    click(dialog.panes.keep_issue)
    shown(dialog, qtbot, "二.docx")
    (record,) = desk.library.issues()
    bulletin = desk.library.load_issue(record.id)
    assert (record.number, record.series) == (7, "云泽市文明建设简报")
    assert "压实责任" not in next(bulletin.articles()).text
    assert "（编）" in bulletin.masthead.issuer
    assert badge(desk) == "1 个文件等待核对"
    click(dialog.panes.keep_issue)
    ended(desk, qtbot)
    assert sorted(r.number or 0 for r in desk.library.issues()) == [7, 8]
    assert badge(desk) == ""
    assert "收入 2 期简报" in desk.window.statusBar().currentMessage()


def test_only_the_articles_come_into_the_pool(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, issue())
    dialog = opened(desk, qtbot)
    press(dialog, Qt.Key.Key_X, NEXT_TITLE, NEXT_TEXT)
    click(dialog.panes.keep_articles)
    ended(desk, qtbot)
    assert [article.title for article in desk.library.pool()] == ["青石县推进背街小巷整治"]
    assert desk.library.issues() == []
    assert desk.desk.pool.list.count() == 1


def test_later_keeps_the_file_and_all_that_was_decided(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, issue())
    dialog = opened(desk, qtbot)
    press(dialog, Qt.Key.Key_D, NEXT_TITLE)
    dialog.panes.fields.number.selectAll()
    key(dialog.panes.fields.number, "31")
    compose(dialog.panes.fields.name, "yun")
    click(dialog.panes.later)
    ended(desk, qtbot)
    assert len(desk.library.queued()) == 1
    again = opened(desk, qtbot)
    assert titles(again) == ["青石县推进背街小巷整治"]
    assert again.file is not None
    assert again.file.masthead.number == 31
    assert "yun" in again.file.masthead.name
    assert again.panes.lines.lines.roles[NEXT_TITLE] is Role.PARAGRAPH
    click(again.panes.keep_issue)
    ended(desk, qtbot)
    assert desk.library.issues()[0].number == 31
    # Nothing stays behind of a file that is done.
    assert desk.library.queued() == []
    assert desk.library.preference("review/1") is None


def test_a_file_is_dropped_once_that_is_confirmed(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(desk, issue("一.docx"), issue("二.docx"))
    dialog = opened(desk, qtbot)
    asked: list[str] = []

    def answer(*words: object) -> bool:
        asked.append(str(words[2]))
        return len(asked) > 1

    monkeypatch.setattr(Message, "ask", answer)
    click(dialog.panes.drop)
    assert "“一.docx”" in asked[0]
    assert len(desk.library.queued()) == 2
    click(dialog.panes.drop)
    shown(dialog, qtbot, "二.docx")
    assert [queued.name for queued in desk.library.queued()] == ["二.docx"]
    assert desk.library.issues() == []


def test_several_files_are_dropped_at_once(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(desk, issue("一.docx"), issue("二.docx"), issue("三.docx"))
    dialog = opened(desk, qtbot)
    asked: list[str] = []
    monkeypatch.setattr(Message, "ask", lambda *words: bool(asked.append(str(words[2])) or True))
    files = dialog.panes.file_list
    QTest.keyClick(files, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    shown(dialog, qtbot, "二.docx")
    QTest.keyClick(files, Qt.Key.Key_Delete)
    shown(dialog, qtbot, "三.docx")
    assert "选中的 2 个文件" in asked[0]
    assert [queued.name for queued in desk.library.queued()] == ["三.docx"]


@pytest.mark.parametrize("way", [Way.OTHER_NUMBER, Way.UNNUMBERED, Way.DROP, Way.BACK])
def test_a_number_that_is_taken(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    first = recognise(issue()).intake.bulletin
    assert first is not None
    known = desk.library.add_issue(first)
    queue(desk, issue("另一份.docx"))
    dialog = opened(desk, qtbot)
    fields = dialog.panes.fields
    assert fields.problem.text() == "《云泽市文明建设简报》2021年第7期已经有了，请换一个期号。"
    assert fields.problem.text() in dialog.panes.doubts.sentences
    named: list[int] = []

    def ask(_parent: object, record: object) -> Way:
        named.append(getattr(record, "id", 0))
        return way

    monkeypatch.setattr(ClashBox, "ask", ask)
    click(dialog.panes.keep_issue)
    assert named == [known]
    if way in (Way.UNNUMBERED, Way.DROP):
        ended(desk, qtbot)
        assert desk.library.queued() == []
        others = [record.number for record in desk.library.issues() if record.id != known]
        assert others == ([None] if way is Way.UNNUMBERED else [])
        return
    assert len(desk.library.queued()) == 1
    if way is Way.OTHER_NUMBER:
        assert fields.number.hasFocus()
        key(fields.number, "9")
        assert not fields.problem.isVisibleTo(dialog)
        click(dialog.panes.keep_issue)
        ended(desk, qtbot)
        assert sorted(r.number or 0 for r in desk.library.issues()) == [7, 9]


def test_the_question_about_a_number_names_the_issue_and_is_left_by_esc(
    desk: Desk, qtbot: QtBot
) -> None:
    first = recognise(issue()).intake.bulletin
    assert first is not None
    record = desk.library.record(desk.library.add_issue(first))
    box = ClashBox(desk.window, record)
    qtbot.addWidget(box)
    assert box.text() == "稿库里已经有《云泽市文明建设简报》第7期（2021年3月8日，2 篇）。"
    assert [button.text() for button in (box.other, box.unnumbered, box.drop, box.back)] == [
        "换一个期号", "不编号收入", "不收", "取消",
    ]  # fmt: skip
    assert box.escapeButton() is box.back
    assert box.defaultButton() is box.other


def test_an_article_becomes_an_issue_only_with_a_name(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, Source("docx", "来稿.docx", LINES[NEXT_TITLE : NEXT_TEXT + 1]))
    dialog = opened(desk, qtbot)
    fields = dialog.panes.fields
    click(dialog.panes.keep_issue)
    assert "先填刊名" in fields.problem.text()
    assert fields.name.hasFocus()
    compose(fields.name, "", "云泽信息")
    key(fields.number, "3")
    assert fields.problem.text() == ""
    click(dialog.panes.keep_issue)
    ended(desk, qtbot)
    (record,) = desk.library.issues()
    assert (record.series, record.number, record.titles) == ("云泽信息", 3, 1)


def test_what_cannot_be_kept_stays(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(desk, issue())
    dialog = opened(desk, qtbot)
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *words: told.append(str(words[2])))

    def fail(*_: object) -> None:
        raise DeskError("磁盘已满，请清理后再试。")

    monkeypatch.setattr(Keeper, "keep_issue", fail)
    click(dialog.panes.keep_issue)
    qtbot.wait_until(lambda: bool(told))
    assert told == ["磁盘已满，请清理后再试。"]
    assert len(desk.library.queued()) == 1
    assert dialog.panes.keep_issue.isEnabled()


def test_what_was_just_read_needs_no_queue(desk: Desk, qtbot: QtBot) -> None:
    source = issue()
    desk.workshop.feature(Review).review([(source, recognise(source))])
    dialog = desk.workshop.feature(Review).dialog
    assert dialog is not None
    settled(dialog, qtbot)
    # A single file needs no list beside it.
    assert not dialog.panes.file_list.isVisible()
    click(dialog.panes.keep_issue)
    ended(desk, qtbot)
    assert desk.library.issues()[0].number == 7


def test_files_that_arrive_meanwhile_join_the_open_review(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, issue("一.docx"))
    dialog = opened(desk, qtbot)
    press(dialog, Qt.Key.Key_X, SECOND)
    queue(desk, issue("二.docx"))
    desk.workshop.feature(Review).review_queued()
    assert [file.name for file in dialog.files] == ["一.docx", "二.docx"]
    assert dialog.file is not None
    assert dialog.file.role(SECOND) is Role.DROPPED


def test_nothing_that_waits_is_told(desk: Desk) -> None:
    desk.workshop.commands["review"].trigger()
    assert desk.window.statusBar().currentMessage() == "没有等待核对的文件。"
    assert desk.workshop.feature(Review).dialog is None


def test_closing_the_window_ends_the_review_and_loses_nothing(desk: Desk, qtbot: QtBot) -> None:
    queue(desk, issue())
    dialog = opened(desk, qtbot)
    press(dialog, Qt.Key.Key_X, NUMBER)
    remembered: list[object] = []
    library = desk.library
    dialog.finished.connect(lambda: remembered.append(library.preference("review/1")))
    desk.window.close()
    assert remembered == [{"roles": {str(NUMBER): "dropped"}, "typed": {}}]


def test_a_copied_text_goes_to_the_pool_and_a_doubtful_one_to_review(
    desk: Desk, qtbot: QtBot
) -> None:
    review = desk.workshop.feature(Review)
    clear = QMimeData()
    clear.setText("青石县春耕生产有序展开\n\n　　近日，青石县抢抓农时，春耕生产有序展开。")
    assert review.take_in(clear)
    assert [article.title for article in desk.library.pool()] == ["青石县春耕生产有序展开"]
    assert review.dialog is None
    html = QMimeData()
    html.setHtml("<h1>白杨县开展志愿服务</h1><p>白杨县组织志愿者走进社区，<b>清理</b>垃圾。</p>")
    assert review.take_in(html)
    assert [article.title for article in desk.library.pool()][-1] == "白杨县开展志愿服务"
    whole = QMimeData()
    whole.setText("\n".join(line.text for line in LINES))
    assert review.take_in(whole)
    assert review.dialog is not None
    settled(review.dialog, qtbot)
    assert review.dialog.file is not None
    assert review.dialog.file.name == "粘贴的来稿"
    # Closed without a decision it is not lost: it waits like a file of a batch.
    press(review.dialog, Qt.Key.Key_X, SECOND)
    review.dialog.close()
    assert [queued.name for queued in desk.library.queued()] == ["粘贴的来稿"]
    assert badge(desk) == "1 个文件等待核对"
    again = opened(desk, qtbot)
    assert again.file is not None
    assert again.file.decided.roles == {SECOND: Role.DROPPED}
    again.close()
    assert not review.take_in(QMimeData())


def test_the_command_pastes_what_is_on_the_clipboard(desk: Desk) -> None:
    QApplication.clipboard().setText("江口市启动宣传月\n\n　　四月一日，江口市启动宣传月活动。")
    desk.workshop.commands["paste_article"].trigger()
    assert [article.title for article in desk.library.pool()] == ["江口市启动宣传月"]
    assert desk.desk.left.currentIndex() == 1
    QApplication.clipboard().setText("白杨县植树\n\n　　三月十二日，白杨县开展植树活动。")
    desk.workshop.commands["paste_article"].trigger()
    assert [article.title for article in desk.desk.pool.selected()] == ["白杨县植树"]
    QApplication.clipboard().clear()
    desk.workshop.commands["paste_article"].trigger()
    assert "剪贴板里没有文字" in desk.window.statusBar().currentMessage()
