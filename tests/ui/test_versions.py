"""历史版本 in the real window: kept as work goes on, compared, taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.dialogs.base import Files, LineDialog, Message
from bulletin_desk.ui.versions.dialog import VersionsDialog
from bulletin_desk.ui.versions.feature import Versions
from ui.driver import Desk, key, sample


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


def versions(desk: Desk) -> list[tuple[str, bool]]:
    """The kept versions, the newest first."""
    desk.workshop.feature(Versions).wait()
    assert desk.session.issue_id is not None
    return [(v.label, v.automatic) for v in desk.library.versions(desk.session.issue_id)]


def said(desk: Desk) -> str:
    """What the status bar says."""
    return desk.window.statusBar().currentMessage()


def keep(desk: Desk, label: str) -> int:
    """Keep a named version of the issue as it is."""
    desk.workshop.flush()
    assert desk.session.issue_id is not None
    return desk.library.save_version(desk.session.issue_id, label)


def change(desk: Desk, article_id: str, **fields: object) -> None:
    article = replace(desk.article(article_id), **fields)  # type: ignore[arg-type]
    desk.workshop.apply("修改", edits.replace_article(desk.bulletin, article))


@pytest.fixture
def show(opened: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], VersionsDialog]]:
    """Opens the dialog by its keys, and leaves it open for the test."""
    shown: list[VersionsDialog] = []
    monkeypatch.setattr(
        VersionsDialog, "accepted_by_clerk", lambda dialog: shown.append(dialog) or False
    )

    def run() -> VersionsDialog:
        opened.press("Ctrl+Shift+H")
        dialog = shown[-1]
        dialog.show()
        compared(opened, dialog)
        return dialog

    yield run
    for dialog in shown:
        dialog.comparison.wait()
        dialog.deleteLater()


def compared(desk: Desk, dialog: VersionsDialog) -> None:
    """Wait until the comparison and the chosen part are on show."""
    comparison = dialog.comparison
    if dialog.row is not None:
        desk.qtbot.wait_until(lambda: comparison.compared is not None)
        desk.qtbot.wait_until(
            lambda: comparison.part is None or bool(comparison.sides.toPlainText())
        )


def choose(desk: Desk, dialog: VersionsDialog, name: str) -> None:
    """Choose a version by its name."""
    (item,) = dialog.list.findItems(name, Qt.MatchFlag.MatchExactly, 0)
    dialog.list.setCurrentItem(item)
    compared(desk, dialog)


def listed(dialog: VersionsDialog) -> list[tuple[str, str]]:
    """The parts on show, with what happened to each."""
    parts = dialog.comparison.parts
    items = [parts.topLevelItem(index) for index in range(parts.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def choose_part(desk: Desk, dialog: VersionsDialog, title: str) -> None:
    parts = dialog.comparison.parts
    dialog.comparison.sides.clear()
    parts.setCurrentItem(None)  # type: ignore[arg-type]
    (item,) = parts.findItems(title, Qt.MatchFlag.MatchExactly, 0)
    parts.setCurrentItem(item)
    compared(desk, dialog)


# Kept as work goes on


def test_what_was_opened_is_kept_before_its_first_change(opened: Desk) -> None:
    assert versions(opened) == []
    was = opened.bulletin
    key(opened.body, "x")
    assert versions(opened) == [("打开时", True)]
    assert opened.session.issue_id is not None
    (record,) = opened.library.versions(opened.session.issue_id)
    assert opened.library.load_version(record.id) == was
    key(opened.body, "y")
    assert versions(opened) == [("打开时", True)]


def test_reading_keeps_nothing(opened: Desk) -> None:
    opened.choose("a2")
    opened.workshop.flush()
    assert versions(opened) == []


def test_every_turn_of_work_keeps_a_version(opened: Desk) -> None:
    feature = opened.workshop.feature(Versions)
    key(opened.body, "x")
    feature.timer.timeout.emit()
    opened.qtbot.wait_until(lambda: ("自动保存", True) in versions(opened))
    assert opened.session.issue_id is not None
    newest = opened.library.versions(opened.session.issue_id)[0]
    assert opened.library.load_version(newest.id) == opened.bulletin
    assert feature.timer.interval() == 10 * 60 * 1000


def test_another_issue_begins_anew(opened: Desk) -> None:
    key(opened.body, "x")
    opened.workshop.open_issue(opened.library.add_issue(sample(8)))
    assert not opened.workshop.feature(Versions).timer.isActive()
    assert versions(opened) == []
    opened.choose("a1")
    key(opened.body, "x")
    assert versions(opened) == [("打开时", True)]


# Compared


def test_without_versions_the_dialog_says_how_to_keep_one(
    show: Callable[[], VersionsDialog],
) -> None:
    dialog = show()
    assert "Ctrl+S" in dialog.comparison.summary.text()
    assert not dialog.confirm.isEnabled()
    assert not dialog.restore_part.isEnabled()
    assert not dialog.delete.isEnabled()


def test_only_what_differs_is_listed_at_first(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    keep(opened, "送审稿")
    change(opened, "a1", title="青石县再次召开推进会")
    opened.workshop.apply("删除", edits.remove_article(opened.bulletin, "a2"))
    new = Article("n1", "新来的稿", body=(plain("正文。"),))
    opened.workshop.apply("新增", edits.insert_article(opened.bulletin, "s2", 1, new))
    dialog = show()
    choose(opened, dialog, "送审稿")
    assert listed(dialog) == [
        ("青石县再次召开推进会", "改动"),
        ("白杨县开展活动", "删去"),
        ("新来的稿", "新增"),
    ]
    assert dialog.comparison.summary.text() == "改动 1 处，新增 1 篇，删去 1 篇。"
    html = dialog.comparison.sides.toHtml()
    assert "再次</span>" in html
    assert "line-through" not in html  # nothing of the title went
    dialog.comparison.only_changed.click()
    assert ("报头", "") in listed(dialog)
    assert len(listed(dialog)) == 7


def test_text_of_an_article_is_never_taken_for_markup(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    keep(opened, "送审稿")
    change(opened, "a1", title="<b>甲</b>&nbsp;乙")
    dialog = show()
    choose(opened, dialog, "送审稿")
    assert "<b>甲</b>&nbsp;乙" in dialog.comparison.sides.toPlainText()


def test_two_versions_are_compared(opened: Desk, show: Callable[[], VersionsDialog]) -> None:
    keep(opened, "初稿")
    change(opened, "a1", title="第二个题目")
    keep(opened, "二稿")
    change(opened, "a2", title="第三个题目")
    dialog = show()
    choose(opened, dialog, "初稿")
    assert len(listed(dialog)) == 2
    dialog.other.setCurrentIndex(dialog.other.findText("二稿", Qt.MatchFlag.MatchStartsWith))
    compared(opened, dialog)
    assert listed(dialog) == [("第二个题目", "改动")]


def test_three_hundred_articles_are_compared_without_a_wait(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    body = tuple(plain(f"云泽市第{number}项工作稳步推进。" * 4) for number in range(20))
    many = tuple(Article(f"m{number}", f"第{number}篇", body=body) for number in range(300))
    big = replace(opened.bulletin, sections=(Section("s1", "工作动态", many),))
    opened.workshop.apply("很多", big)
    keep(opened, "很多篇")
    shorter = tuple(replace(a, body=body[1:]) for a in many)
    opened.workshop.apply("改", replace(big, sections=(Section("s1", "工作动态", shorter),)))
    dialog = show()
    choose(opened, dialog, "很多篇")
    assert len(listed(dialog)) == 300
    # Only the part on show was compared word by word.
    assert "第0项工作" in dialog.comparison.sides.toPlainText()


# Taken back


def test_a_whole_version_comes_back_as_one_step(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    was = opened.bulletin
    keep(opened, "送审稿")
    change(opened, "a1", title="改了")
    opened.workshop.apply("删除", edits.remove_article(opened.bulletin, "a2"))
    now = opened.bulletin
    dialog = show()
    choose(opened, dialog, "送审稿")
    dialog.confirm.click()
    assert opened.bulletin == was
    assert opened.workshop.commands["undo"].text() == "撤销 恢复历史版本"
    assert ("恢复前", True) in versions(opened)
    assert said(opened) == "已恢复整期，可以撤销（Ctrl+Z）。"
    opened.press("Ctrl+Z")
    assert opened.bulletin == now
    assert said(opened) == ""
    opened.press("Ctrl+Y")
    assert opened.workshop.flush()
    assert opened.saved() == was


def test_one_article_comes_back_alone(opened: Desk, show: Callable[[], VersionsDialog]) -> None:
    keep(opened, "送审稿")
    change(opened, "a1", title="改了甲")
    opened.workshop.apply("删除", edits.remove_article(opened.bulletin, "a2"))
    dialog = show()
    choose(opened, dialog, "送审稿")
    choose_part(opened, dialog, "白杨县开展活动")
    assert dialog.restore_part.text() == "只恢复这一篇"
    dialog.restore_part.click()
    assert [a.id for a in opened.bulletin.articles()] == ["a1", "a2", "a3"]
    assert opened.article("a1").title == "改了甲"
    assert said(opened) == "已恢复“白杨县开展活动”，可以撤销（Ctrl+Z）。"
    assert opened.workshop.commands["undo"].text() == "撤销 恢复历史版本"
    compared(opened, dialog)
    assert listed(dialog) == [("改了甲", "改动")]
    opened.press("Ctrl+Z")
    assert opened.bulletin.find_article("a2") is None


def test_an_article_that_is_new_cannot_be_taken_back(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    keep(opened, "送审稿")
    new = Article("n1", "新来的稿")
    opened.workshop.apply("新增", edits.insert_article(opened.bulletin, "s2", 1, new))
    dialog = show()
    choose(opened, dialog, "送审稿")
    assert not dialog.restore_part.isEnabled()
    assert dialog.confirm.isEnabled()


def test_a_number_that_another_issue_has_now_is_not_taken_back(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    keep(opened, "第七期时")
    masthead = replace(opened.bulletin.masthead, number=9)
    opened.workshop.apply("改期号", replace(opened.bulletin, masthead=masthead))
    opened.workshop.flush()
    opened.library.add_issue(sample(7))
    dialog = show()
    choose(opened, dialog, "第七期时")
    dialog.confirm.click()
    assert opened.bulletin.masthead.number == 9
    assert opened.workshop.flush()
    assert "期号" in opened.window.statusBar().currentMessage()


def test_versions_are_renamed_and_deleted(
    opened: Desk, show: Callable[[], VersionsDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(opened, "送审稿")
    keep(opened, "多余的")
    dialog = show()
    choose(opened, dialog, "送审稿")
    monkeypatch.setattr(LineDialog, "ask", lambda *_, **__: "局长审定")
    dialog.rename.click()
    assert dialog.row is not None
    assert dialog.row.name == "局长审定"
    choose(opened, dialog, "多余的")
    monkeypatch.setattr(Message, "ask", lambda *_: False)
    dialog.delete.click()
    assert len(versions(opened)) == 2
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    dialog.delete.click()
    assert versions(opened) == [("局长审定", False)]
    dialog.reject()  # its comparison ends before the window and the library close


def test_automatic_versions_can_be_left_out(
    opened: Desk, show: Callable[[], VersionsDialog]
) -> None:
    keep(opened, "送审稿")
    key(opened.body, "x")
    opened.workshop.flush()
    opened.workshop.feature(Versions).keep("手动")
    dialog = show()
    assert dialog.list.topLevelItemCount() == 2
    dialog.automatic.click()
    assert dialog.list.topLevelItemCount() == 1


# Final revisions


@pytest.fixture
def final(opened: Desk) -> Desk:
    """An issue that was final once, with files that are easy to tell."""
    issue_id = opened.session.issue_id
    assert issue_id is not None
    opened.library.finalise(issue_id, template="", pdf=b"%PDF one", docx=b"PK one")
    opened.library.save_version(issue_id, "第1次定稿")
    opened.session.lock(True)
    return opened


def test_a_final_revision_is_in_the_history_with_its_files(
    final: Desk,
    show: Callable[[], VersionsDialog],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    dialog = show()
    choose(final, dialog, "第1次定稿")
    assert not dialog.rename.isEnabled()
    assert not dialog.delete.isEnabled()
    target = tmp_path / "again.docx"
    monkeypatch.setattr(Files, "ask_save", lambda *_: target)
    dialog.save_docx.click()
    assert target.read_bytes() == b"PK one"
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    dialog.open_pdf.click()
    shown = Path(opened[0].toLocalFile())
    assert shown.read_bytes() == b"%PDF one"
    assert "第1次定稿" in shown.name


def test_nothing_is_taken_back_into_a_final_issue(
    final: Desk, show: Callable[[], VersionsDialog]
) -> None:
    before = final.bulletin
    dialog = show()
    assert not dialog.confirm.isEnabled()
    assert not dialog.restore_part.isEnabled()
    assert "已定稿" in dialog.note.text()
    assert not final.workshop.feature(Versions).restore(Bulletin())
    assert final.bulletin is before


def test_the_history_says_why_it_was_opened_again(
    final: Desk, show: Callable[[], VersionsDialog]
) -> None:
    assert final.session.issue_id is not None
    final.library.reopen(final.session.issue_id, "领导改了数字")
    final.session.lock(False)
    change(final, "a1", title="改了")
    dialog = show()
    choose(final, dialog, "第1次定稿")
    assert "领导改了数字" in dialog.note.text()
    assert dialog.save_pdf.isVisibleTo(dialog)
    dialog.confirm.click()
    assert final.article("a1").title == "青石县召开推进会"


def test_closing_the_dialog_restores_nothing(opened: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(opened, "送审稿")
    change(opened, "a1", title="改了")
    now = opened.bulletin

    def close(dialog: VersionsDialog) -> int:
        dialog.cancel.click()
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(VersionsDialog, "exec", close)
    opened.press("Ctrl+Shift+H")
    assert opened.bulletin is now
