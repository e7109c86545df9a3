"""A marked-up Word file read back onto the open issue, in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.differences import Change
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.files.writing import pictures_of, write_issue
from bulletin_desk.ui.readback.dialog import ReadbackDialog
from bulletin_desk.ui.readback.feature import TAKEN, Readback
from ui.driver import Desk

Checked, Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> Path:
    """The sample on the desk, and the Word file of it that was sent to the leader."""
    desk.open_sample()
    target = tmp_path / "送审稿.docx"
    template = desk.workshop.pages.template_of(desk.bulletin)
    write_issue("docx", desk.bulletin, template, pictures_of(desk.bulletin, desk.library), target)
    return target


def mark_up(path: Path, old: str, new: str) -> None:
    """Change a text in Word, where it stands last (the contents repeat titles)."""
    document = Document(str(path))
    place = [p for p in document.paragraphs if old in p.text][-1]
    run = next(run for run in place.runs if old in run.text)
    run.text = run.text.replace(old, new)
    document.save(str(path))


class Answer:
    """Acts in the dialog in the clerk's place; `parts` are the rows that it showed."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.rows: list[tuple[str, str, bool]] = []
        self.notes = ""
        self.act: Callable[[ReadbackDialog], object] = lambda dialog: None
        self.told: list[str] = []
        monkeypatch.setattr(ReadbackDialog, "accepted_by_clerk", lambda d: self._answer(d))
        monkeypatch.setattr(Message, "tell", lambda *args: self.told.append(args[-1]))

    def _answer(self, dialog: ReadbackDialog) -> bool:
        comparison = dialog.comparison
        self.desk.qtbot.wait_until(lambda: comparison.compared is not None)
        self.notes = dialog.notes.toPlainText()
        self.act(dialog)
        parts = comparison.parts
        items = [parts.topLevelItem(n) for n in range(parts.topLevelItemCount())]
        self.rows = [(i.text(0), i.text(1), i.checkState(0) is Checked) for i in items if i]
        dialog.done(1)
        return True

    def read(self, path: Path) -> None:
        feature = self.desk.workshop.feature(Readback)
        with self.desk.qtbot.wait_signal(feature.ended, timeout=60_000):
            feature.read(path)


@pytest.fixture
def answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Answer:
    return Answer(desk, monkeypatch)


def test_a_change_of_the_leader_comes_over_as_one_step(
    desk: Desk, sent: Path, answer: Answer
) -> None:
    mark_up(sent, "背街小巷整治工作推进会", "背街小巷整治工作现场推进会")
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")
    before = desk.bulletin
    answer.read(sent)
    assert [row[:2] for row in answer.rows] == [
        ("青石县召开推进会", "改动"), ("白杨县开展活动", "改动")
    ]  # fmt: skip
    assert "现场推进会" in desk.article("a1").body[0].text
    assert "学雷锋" in desk.article("a2").body[0].text
    assert desk.session.undo_label == TAKEN
    desk.session.undo()
    assert desk.bulletin == before


def test_what_is_not_ticked_stays(desk: Desk, sent: Path, answer: Answer) -> None:
    mark_up(sent, "背街小巷整治工作推进会", "背街小巷整治工作现场推进会")
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")

    def refuse_first(dialog: ReadbackDialog) -> None:
        item = dialog.comparison.parts.topLevelItem(0)
        assert item is not None
        item.setCheckState(0, Unchecked)
        assert dialog.confirm.text() == "采用勾选的 1 处"

    answer.act = refuse_first
    answer.read(sent)
    assert "现场" not in desk.article("a1").body[0].text
    assert "学雷锋" in desk.article("a2").body[0].text


def test_none_ticked_takes_nothing(desk: Desk, sent: Path, answer: Answer) -> None:
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")

    def refuse(dialog: ReadbackDialog) -> None:
        dialog.none.click()
        assert not dialog.confirm.isEnabled()

    answer.act = refuse
    before = desk.bulletin
    answer.read(sent)
    assert desk.bulletin is before


def test_what_was_written_here_since_stays(desk: Desk, sent: Path, answer: Answer) -> None:
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")
    new = Article("new", "新到的稿件", body=(plain("送审以后才到。"),))
    desk.session.apply("插入", edits.insert_article(desk.bulletin, "s1", 0, new))
    desk.choose("a1")
    desk.body.put_caret(0, 0)
    desk.body.textCursor().insertText("本报讯 ")
    desk.workshop.flush()
    answer.read(sent)
    assert [row[0] for row in answer.rows] == ["白杨县开展活动"]
    assert desk.bulletin.find_article("new") == new
    assert desk.article("a1").body[0].text.startswith("本报讯")


def test_both_sides_of_one_article_are_merged_with_the_version_kept_at_export(
    desk: Desk, sent: Path, answer: Answer
) -> None:
    issue_id = desk.session.issue_id
    assert issue_id is not None
    desk.library.save_version(issue_id, "导出 Word 时", automatic=True)
    mark_up(sent, "各负其责", "齐抓共管")
    desk.choose("a1")
    desk.body.put_caret(0, 0)
    desk.body.textCursor().insertText("本报讯 ")
    desk.workshop.flush()
    answer.read(sent)
    assert answer.rows == [("青石县召开推进会", "改动，已合并", True)]
    texts = [block.text for block in desk.article("a1").body]
    assert texts[0].startswith("本报讯")
    assert "齐抓共管" in texts[2]


def test_the_same_paragraph_on_both_sides_is_not_ticked(
    desk: Desk, sent: Path, answer: Answer
) -> None:
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")
    desk.choose("a2")
    desk.body.put_caret(0, 0)
    desk.body.textCursor().insertText("日前，")
    desk.workshop.flush()
    before = desk.bulletin
    answer.read(sent)
    assert answer.rows == [("白杨县开展活动", "改动，请核对", False)]
    assert desk.bulletin is before


def test_a_file_without_changes_is_told_so(desk: Desk, sent: Path, answer: Answer) -> None:
    answer.read(sent)
    assert answer.rows == []
    assert "内容相同" in desk.window.statusBar().currentMessage()


def test_a_file_of_another_issue_is_refused_with_its_name(
    desk: Desk, sent: Path, answer: Answer
) -> None:
    template = desk.workshop.pages.template_of(desk.bulletin)
    desk.workshop.open_issue(desk.library.add_issue(edits.new_bulletin(template)))
    answer.read(sent)
    assert len(answer.told) == 1
    assert "文明建设简报 第7期" in answer.told[0]


def test_a_broken_file_is_told_and_a_final_issue_left_alone(
    desk: Desk, sent: Path, answer: Answer
) -> None:
    sent.write_bytes(sent.read_bytes()[:900])
    answer.read(sent)
    assert len(answer.told) == 1
    desk.session.lock(True)
    assert not desk.workshop.commands["readback"].isEnabled()
    desk.workshop.feature(Readback).choose()
    assert len(answer.told) == 1


def test_the_command_asks_for_the_file(
    desk: Desk, sent: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")
    monkeypatch.setattr(Files, "ask_open", lambda *args: [sent])
    desk.workshop.commands["readback"].trigger()
    desk.qtbot.wait_until(lambda: bool(answer.rows), timeout=30_000)
    assert answer.rows[0][1] == "改动"


def test_a_copy_that_lost_its_record_is_matched_by_titles(
    desk: Desk, sent: Path, answer: Answer, tmp_path: Path
) -> None:
    lines = [
        "文明建设简报", "第7期", "市文明办　　2026年3月18日", "",
        "【工作动态】", "青石县召开推进会",
        "　　近日，青石县召开背街小巷整治工作现场推进会。", "　　一、提高认识",
        "　　会议要求，各单位要各负其责。",
        "白杨县开展活动", "　　白杨县开展志愿服务活动。",
    ]  # fmt: skip
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    plainer = tmp_path / "plain.docx"
    document.save(str(plainer))
    answer.read(plainer)
    shown = {row[0]: row[1] for row in answer.rows}
    assert Change.SAME not in shown
    assert shown["青石县召开推进会"].startswith("改动")
    assert "现场推进会" in desk.article("a1").body[0].text


def test_of_one_article_a_paragraph_is_taken_and_the_title_refused(
    desk: Desk, sent: Path, answer: Answer
) -> None:
    mark_up(sent, "青石县召开推进会", "青石县召开现场推进会")
    mark_up(sent, "各负其责", "齐抓共管")
    mark_up(sent, "志愿服务活动", "学雷锋志愿服务活动")
    title = desk.article("a1").title
    before = desk.bulletin
    states: list[Qt.CheckState] = []

    def refuse_title(dialog: ReadbackDialog) -> None:
        assert dialog.confirm.text() == "采用勾选的 3 处"
        row = dialog.comparison.parts.topLevelItem(0)
        assert row is not None
        children = [row.child(n) for n in range(row.childCount())]
        assert [(c.text(0), c.text(1)) for c in children] == [("标题", "改动"), ("第 3 段", "改动")]
        sides = dialog.comparison.sides
        desk.qtbot.wait_until(lambda: "第 3 段" in sides.toPlainText(), timeout=20_000)
        children[0].setCheckState(0, Unchecked)
        states.append(row.checkState(0))
        assert dialog.confirm.text() == "采用勾选的 2 处"

    answer.act = refuse_title
    answer.read(sent)
    assert states == [Qt.CheckState.PartiallyChecked]
    assert desk.article("a1").title == title
    assert "齐抓共管" in desk.article("a1").body[2].text
    assert "学雷锋" in desk.article("a2").body[0].text
    desk.session.undo()
    assert desk.bulletin == before


def test_of_a_clash_one_paragraph_can_be_taken(desk: Desk, sent: Path, answer: Answer) -> None:
    mark_up(sent, "背街小巷整治工作推进会", "背街小巷整治工作现场推进会")
    mark_up(sent, "各负其责", "齐抓共管")
    desk.choose("a1")
    desk.body.put_caret(0, 0)
    desk.body.textCursor().insertText("本报讯 ")
    desk.workshop.flush()

    def take_last(dialog: ReadbackDialog) -> None:
        row = dialog.comparison.parts.topLevelItem(0)
        assert row is not None
        assert row.checkState(0) is Unchecked
        row.child(1).setCheckState(0, Checked)

    answer.act = take_last
    answer.read(sent)
    texts = [block.text for block in desk.article("a1").body]
    assert texts[0].startswith("本报讯")
    assert "齐抓共管" in texts[2]
