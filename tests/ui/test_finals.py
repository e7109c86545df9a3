"""定稿 in the real window: files written, issue locked, pages frozen, opened again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from bulletin_desk import paths
from bulletin_desk.cli import main
from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.template_writer import write_template
from bulletin_desk.model.templates import load_template
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.finals import writing
from bulletin_desk.ui.finals.dialog import FinalDialog
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.finals.reopening import ReopenDialog
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.preflight.feature import Preflight
from ui.driver import Desk, sample

STEM = "文明建设简报/2026/文明建设简报 2026年第7期"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window said went wrong."""
    said: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda *words: said.append(words[-1]))
    return said


@pytest.fixture
def ready(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """An open issue without problems, whose files go to a folder of the test's own."""
    desk.open_sample()
    monkeypatch.setattr(Preflight, "confirm_before", lambda *_: True)
    desk.window.settings.setValue("archive/folder", str(tmp_path / "存档"))
    return desk


def finalise(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    touch: Callable[[FinalDialog], object] = lambda dialog: None,
) -> None:
    """Confirm the dialog, and wait until the files are written or cannot be."""

    def confirm(dialog: FinalDialog) -> int:
        touch(dialog)
        return QDialog.DialogCode.Accepted if dialog.targets else QDialog.DialogCode.Rejected

    monkeypatch.setattr(FinalDialog, "exec", confirm)
    desk.press("Ctrl+Shift+D")
    settle(desk)


def settle(desk: Desk) -> None:
    finals = desk.workshop.feature(Finals)
    desk.qtbot.wait_until(lambda: not finals.is_writing, timeout=30_000)


def reopen(desk: Desk, monkeypatch: pytest.MonkeyPatch, reason: str = "领导改了数字") -> None:
    def confirm(dialog: ReopenDialog) -> int:
        assert not dialog.confirm.isEnabled()
        dialog.reason.setText(reason)
        assert dialog.confirm.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReopenDialog, "exec", confirm)
    desk.workshop.feature(Finals).banner.button.click()


def archived(tmp_path: Path, suffix: str) -> Path:
    return tmp_path / "存档" / f"{STEM}.{suffix}"


def test_the_files_are_written_and_the_issue_is_locked(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    node = ready.desk.node
    finalise(ready, monkeypatch)
    issue_id = ready.session.issue_id
    assert issue_id is not None
    assert archived(tmp_path, "pdf").read_bytes() == ready.library.final_file(issue_id, "pdf")
    assert archived(tmp_path, "docx").read_bytes() == ready.library.final_file(issue_id, "docx")
    assert archived(tmp_path, "pdf").read_bytes().startswith(b"%PDF")
    assert ready.library.record(issue_id).status is IssueStatus.FINAL
    assert ready.session.locked
    assert ready.desk.node == node == Node("article", "a1")
    assert "已定稿（第1次）" in ready.window.windowTitle()
    assert ready.workshop.saved_label.text() == "已定稿（第1次）"
    banner = ready.workshop.feature(Finals).banner
    assert banner.isVisibleTo(ready.window)
    assert "定稿。需要改动，请先取消定稿。" in banner.text.text()
    assert not ready.workshop.commands["final"].isEnabled()
    assert ready.workshop.commands["reopen"].isEnabled()


def test_what_is_being_composed_belongs_to_the_final_issue(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.driver import compose

    ready.body.put_caret(0, 0)
    compose(ready.body, "jinri")
    finalise(ready, monkeypatch)
    assert ready.article("a1").body[0].text.startswith("jinri近日")
    assert ready.saved() == ready.bulletin


def test_it_is_final_again_when_it_is_opened_again(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finalise(ready, monkeypatch)
    issue_id = ready.session.issue_id
    assert issue_id is not None
    ready.workshop.close_issue()
    assert ready.window.windowTitle() == "简报台"
    assert not ready.workshop.feature(Finals).banner.isVisibleTo(ready.window)
    assert not ready.workshop.commands["article"].isEnabled()
    ready.workshop.open_issue(issue_id)
    assert ready.session.locked
    assert "已定稿（第1次）" in ready.window.windowTitle()


def test_another_issue_can_be_edited_beside_a_final_one(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finalise(ready, monkeypatch)
    ready.workshop.open_issue(ready.library.add_issue(sample(8)))
    assert not ready.session.locked
    assert ready.workshop.commands["article"].isEnabled()
    assert not ready.workshop.commands["reopen"].isEnabled()
    ready.choose("a1")
    assert not ready.body.isReadOnly()
    assert ready.desk.article.kinds.isEnabled()


def test_opening_it_again_asks_why_and_keeps_the_revision(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finalise(ready, monkeypatch)
    issue_id = ready.session.issue_id
    assert issue_id is not None
    first = ready.library.final_file(issue_id, "pdf")
    reopen(ready, monkeypatch)
    assert not ready.session.locked
    assert ready.library.record(issue_id).status is IssueStatus.DRAFT
    assert ready.desk.node == Node("article", "a1")
    assert "已定稿" not in ready.window.windowTitle()
    title = replace(ready.article("a1"), title="青石县再次召开推进会")
    ready.workshop.issue.replace_article("修改标题", title, None)
    monkeypatch.setattr(Message, "ask", lambda *words: True)
    finalise(ready, monkeypatch)
    assert "已定稿（第2次）" in ready.window.windowTitle()
    records = ready.library.final_records(issue_id)
    assert [(r.revision, r.note) for r in records] == [(2, ""), (1, "领导改了数字")]
    assert ready.library.final_file(issue_id, "pdf", 1) == first
    assert archived(tmp_path, "pdf").read_bytes() == ready.library.final_file(issue_id, "pdf", 2)
    labels = [v.label for v in ready.library.versions(issue_id) if not v.automatic]
    assert labels == ["第2次定稿", "第1次定稿"]


def test_without_a_reason_it_stays_final(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    finalise(ready, monkeypatch)
    monkeypatch.setattr(ReopenDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    ready.workshop.commands["reopen"].trigger()
    assert ready.session.locked


def test_the_version_of_before_is_kept(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    finalise(ready, monkeypatch)
    assert ready.session.issue_id is not None
    versions = ready.library.versions(ready.session.issue_id)
    assert [(v.label, v.automatic) for v in versions] == [("第1次定稿", False), ("定稿前", True)]


def test_files_that_are_there_are_replaced_only_when_confirmed(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = archived(tmp_path, "pdf")
    there.parent.mkdir(parents=True)
    there.write_text("别的文件", encoding="utf-8")
    asked: list[str] = []

    def refuse(parent: object, title: str, question: str, confirm: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(Message, "ask", refuse)
    finalise(ready, monkeypatch)
    assert "文明建设简报 2026年第7期.pdf" in asked[0]
    assert "docx" not in asked[0]
    assert not ready.session.locked
    assert there.read_text(encoding="utf-8") == "别的文件"
    monkeypatch.setattr(Message, "ask", lambda *words: True)
    finalise(ready, monkeypatch)
    assert there.read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_made_locks_nothing(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: list[str]
) -> None:
    (tmp_path / "存档").write_text("不是文件夹", encoding="utf-8")
    finalise(ready, monkeypatch)
    assert_nothing_is_locked(ready, told, "文件夹")


def test_a_full_disk_locks_nothing(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    def full(*_: object) -> None:
        raise DeskError("磁盘空间不足，请清理磁盘再试。")

    monkeypatch.setattr(writing, "write_bytes", full)
    finalise(ready, monkeypatch)
    assert_nothing_is_locked(ready, told, "磁盘空间不足")


def test_a_library_that_refuses_locks_nothing(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise DeskError("稿库正被另一个程序占用。")

    monkeypatch.setattr(Library, "finalise", refuse)
    finalise(ready, monkeypatch)
    assert_nothing_is_locked(ready, told, "稿库正被另一个程序占用")


def assert_nothing_is_locked(desk: Desk, told: list[str], words: str) -> None:
    assert desk.session.issue_id is not None
    assert len(told) == 1
    assert "没有定稿" in told[0]
    assert words in told[0]
    assert not desk.session.locked
    assert desk.library.record(desk.session.issue_id).status is IssueStatus.DRAFT
    assert not desk.body.isReadOnly()
    assert desk.workshop.commands["final"].isEnabled()
    assert not desk.workshop.feature(Finals).banner.isVisibleTo(desk.window)


def test_while_files_are_written_nothing_changes(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def confirm(dialog: FinalDialog) -> int:
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(FinalDialog, "exec", confirm)
    ready.press("Ctrl+Shift+D")
    finals = ready.workshop.feature(Finals)
    assert finals.is_writing
    assert ready.session.locked
    assert ready.body.isReadOnly()
    assert not ready.workshop.commands["reopen"].isEnabled()
    before = ready.bulletin
    ready.workshop.apply("改", replace(before, contents=False))
    assert ready.bulletin is before
    settle(ready)
    assert ready.session.locked


def test_it_can_be_stopped(ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(FinalDialog, "exec", lambda dialog: QDialog.DialogCode.Accepted)
    ready.press("Ctrl+Shift+D")
    finals = ready.workshop.feature(Finals)
    finals.progress.button.click()
    settle(ready)
    assert not ready.session.locked
    assert not (tmp_path / "存档").exists()
    assert "没有定稿" in ready.window.statusBar().currentMessage()


def test_problems_come_first(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def hold(preflight: Preflight, what: str, again: Callable[[], object]) -> bool:
        asked.append(what)
        return False

    monkeypatch.setattr(Preflight, "confirm_before", hold)
    monkeypatch.setattr(FinalDialog, "exec", lambda dialog: asked.append("dialog"))
    ready.press("Ctrl+Shift+D")
    assert asked == ["定稿"]


def test_the_dialog_shows_what_is_locked_and_where_it_goes(desk: Desk, tmp_path: Path) -> None:
    dialog = FinalDialog(desk.window, sample(), tmp_path, "{年}/第{期}期")
    assert dialog.files.text() == "2026/第7期.pdf\n2026/第7期.docx"
    dialog.pattern.setText("{刊号}")
    assert not dialog.confirm.isEnabled()
    assert "{刊号}" in dialog.problem.text()
    dialog.pattern.setText("../../{期号}")
    assert dialog.targets["pdf"] == tmp_path / "第7期.pdf"
    (tmp_path / "第7期.pdf").touch()
    dialog.pattern.setText("{期号}")
    assert "第7期.pdf（已有" in dialog.files.text()
    dialog.folder.setText("相对的文件夹")
    assert not dialog.confirm.isEnabled()
    dialog.deleteLater()


def test_the_pattern_is_folded_away_until_asked_for(desk: Desk, tmp_path: Path) -> None:
    dialog = FinalDialog(desk.window, sample(), tmp_path, "{年}/第{期}期")
    dialog.show()
    seen = (dialog.pattern, dialog.explanation)
    assert not any(widget.isVisible() for widget in seen)
    assert dialog.files.isVisible()
    dialog.rules.click()
    assert all(widget.isVisible() for widget in seen)
    assert dialog.focusWidget() is dialog.pattern
    dialog.close()
    # A pattern that names no file is shown at once.
    broken = FinalDialog(desk.window, sample(), tmp_path, "{刊号}")
    broken.show()
    assert broken.pattern.isVisible()
    broken.close()


def test_the_folder_is_opened_from_the_banner(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, told: list[str], tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    finalise(ready, monkeypatch)
    banner = ready.workshop.feature(Finals).banner
    assert banner.open_folder.isVisible()
    banner.open_folder.click()
    file = tmp_path / "存档" / f"{STEM}.pdf"
    assert opened == [str(file.parent)]
    file.unlink()
    banner.open_folder.click()
    assert len(opened) == 1
    assert "历史版本" in told[0]
    # Filed elsewhere, or not any more: there is nothing to open.
    issue_id = ready.session.issue_id
    assert issue_id is not None
    ready.workshop.open_issue(ready.library.add_issue(sample(8)))
    ready.workshop.open_issue(issue_id)
    assert banner.button.isVisible()
    assert not banner.open_folder.isVisible()


def test_pattern_and_folder_are_remembered(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "别处"

    def change(dialog: FinalDialog) -> None:
        dialog.folder.setText(str(other))
        dialog.pattern.setText("{年}-{期}")

    finalise(ready, monkeypatch, change)
    assert (other / "2026-7.pdf").is_file()
    ready.workshop.open_issue(ready.library.add_issue(sample(8)))
    seen: list[Path] = []
    finalise(ready, monkeypatch, lambda dialog: seen.extend(dialog.targets.values()))
    assert seen == [other / "2026-8.pdf", other / "2026-8.docx"]


# Frozen pages


def own_template(size: str) -> Path:
    """A template of the clerk's own whose text is this large."""
    folder = paths.user_data() / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ziji.toml"
    text = (paths.TEMPLATES / "gongzuo.toml").read_text(encoding="utf-8")
    text = text.replace('id = "gongzuo"', 'id = "ziji"', 1)
    body = f'[styles.body]\nsize = "{size}"\n'
    path.write_text(f"{text}\n{body}", encoding="utf-8")
    return path


def typeset(desk: Desk) -> object:
    desk.workshop.pages.update_now()
    assert desk.workshop.pages.document is not None
    return [page.items for page in desk.workshop.pages.document.pages]


def test_a_template_that_changes_or_goes_changes_no_final_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = own_template("四号")
    bulletin = replace(sample(), template="ziji")
    desk.workshop.open_issue(desk.library.add_issue(bulletin))
    monkeypatch.setattr(Preflight, "confirm_before", lambda *_: True)
    desk.window.settings.setValue("archive/folder", str(tmp_path / "存档"))
    finalise(desk, monkeypatch)
    pages = typeset(desk)
    issue_id = desk.session.issue_id
    assert issue_id is not None
    own_template("小二")
    desk.workshop.close_issue()
    desk.workshop.open_issue(issue_id)
    assert typeset(desk) == pages
    path.unlink()
    desk.workshop.close_issue()
    desk.workshop.open_issue(issue_id)
    assert typeset(desk) == pages
    own_template("小二")
    reopen(desk, monkeypatch)
    assert typeset(desk) != pages


@pytest.mark.parametrize(("keys", "suffix"), [("Ctrl+E", "pdf"), ("Ctrl+Shift+E", "docx")])
def test_exports_give_the_published_bytes(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, keys: str, suffix: str
) -> None:
    finalise(ready, monkeypatch)
    target = tmp_path / f"out.{suffix}"
    monkeypatch.setattr(Files, "ask_save", lambda *words: target)
    # Even where the program would write something else now.
    monkeypatch.setattr("bulletin_desk.ui.files.writing.write_issue", None)
    ready.press(keys)
    ready.qtbot.wait_until(target.is_file)
    assert target.read_bytes() == archived(tmp_path, suffix).read_bytes()


def test_pages_that_differ_from_the_published_ones_are_told_quietly(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finalise(ready, monkeypatch)
    finals = ready.workshop.feature(Finals)
    settle_comparison(ready)
    assert not finals.differs
    issue_id = ready.session.issue_id
    assert issue_id is not None
    monkeypatch.setattr(writing, "is_as_published", lambda *_: False)
    ready.workshop.close_issue()
    ready.workshop.open_issue(issue_id)
    ready.qtbot.wait_until(lambda: finals.differs)
    assert "有差异" in ready.workshop.saved_label.text()
    assert "字体" in ready.workshop.saved_label.toolTip()


def settle_comparison(desk: Desk) -> None:
    desk.workshop.pages.update_now()
    desk.workshop.feature(Finals).wait()
    desk.qtbot.wait(20)


def test_the_command_line_gives_the_published_bytes(tmp_path: Path) -> None:
    library_path = tmp_path / "library.db"
    template = write_template(load_template(sample().template))
    with Library.open(library_path) as library:
        issue_id = library.add_issue(sample())
        other_id = library.add_issue(sample(8))
        # Not what the program would write: given out all the same.
        library.finalise(issue_id, template=template, pdf=b"%PDF kept", docx=b"PK kept")
    name = ["--library", str(library_path), "export", str(issue_id)]
    pdf, docx, folder = tmp_path / "a.pdf", tmp_path / "a.docx", tmp_path / "folder"
    folder.mkdir()
    assert main([*name, "--pdf", str(pdf)]) == 0
    assert pdf.read_bytes() == b"%PDF kept"
    assert main([*name, str(other_id), "--pdf", str(folder), "--docx", str(folder)]) == 0
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found["文明建设简报 2026年第7期.pdf"] == b"%PDF kept"
    assert found["文明建设简报 2026年第7期.docx"] == b"PK kept"
    assert len(found["文明建设简报 2026年第8期.pdf"]) > 1000
    assert len(found["文明建设简报 2026年第8期.docx"]) > 1000
    # In another template it is another document, and so it is in a volume of several issues.
    assert main([*name, "--docx", str(docx), "--template", "kuaibao"]) == 0
    assert len(docx.read_bytes()) > 1000
    assert main([*name, str(other_id), "--pdf", str(pdf)]) == 0
    assert len(pdf.read_bytes()) > 1000


def test_a_file_that_cannot_be_written_is_told_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library_path = tmp_path / "library.db"
    template = write_template(load_template(sample().template))
    with Library.open(library_path) as library:
        issue_id = library.add_issue(sample())
        library.finalise(issue_id, template=template, pdf=b"%PDF kept", docx=b"PK kept")
    target = tmp_path / "missing" / "a.pdf"
    done = main(["--library", str(library_path), "export", str(issue_id), "--pdf", str(target)])
    assert done == 1
    assert "文件夹" in capsys.readouterr().err
