"""Imports of many files in the window: the list, stopping and going on, working meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportKind
from bulletin_desk.ui.batch.feature import Batches
from bulletin_desk.ui.dialogs.base import ListDialog
from bulletin_desk.ui.files.importing import ImportResult
from bulletin_desk.ui.main_window import MainWindow
from importing.past_issues import issue, nameless, note
from ui.conftest import free
from ui.driver import Desk, key
from ui.walking import clipped, controls, described, name, reached_by_tab

PATIENCE = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "往期简报"
    made.mkdir()
    return made


@pytest.fixture
def years(folder: Path) -> Path:
    """A folder with forty issues of two years."""
    for year in (2025, 2026):
        for number in range(1, 21):
            issue(folder / f"{year}年" / f"第{number}期.txt", number, year)
    return folder


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What dialogs would tell at the end of a small import."""
    told: list[str] = []
    monkeypatch.setattr(ListDialog, "ask", lambda *args: told.append(args[3]))
    return told


def batches(desk: Desk) -> Batches:
    return desk.workshop.feature(Batches)


def finish(desk: Desk, qtbot: QtBot, begin: Callable[[], object]) -> ImportResult:
    """Begin an import, and return its result."""
    importer = desk.workshop.files.importer
    with qtbot.wait_signal(importer.finished, timeout=PATIENCE) as done:
        begin()
    assert done.args is not None
    return done.args[0]


def stop_early(desk: Desk) -> Callable[[int, int], None]:
    """Let the next import be stopped when its first files are kept."""

    def stop(done: int, _total: int) -> None:
        if done:
            desk.workshop.files.importer.progressed.disconnect(stop)
            batches(desk).panel.stop_button.click()

    desk.workshop.files.importer.progressed.connect(stop)
    return stop


def test_many_files_are_listed(
    desk: Desk, qtbot: QtBot, years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(years / "来稿.txt")
    (years / "坏.docx").write_bytes(b"PK\x03\x04 no zip at all")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(years))
    result = finish(desk, qtbot, desk.workshop.commands["import_folder"].trigger)
    panel = batches(desk).panel
    assert panel.isVisible()
    assert not panel.isModal()
    assert panel.rows.rowCount() == 42
    assert panel.title.text() == "导入结束"
    assert panel.remark.text() == result.summary
    assert "导入 40 期简报，1 篇稿件放进待用稿，1 个文件没有导入" in result.summary
    assert not panel.bar.isVisible()
    assert [panel.tabs.tabText(n) for n in range(6)] == [
        "全部 42", "简报 40", "待用稿 1", "待核对 0", "已有 0", "没有导入 1",
    ]  # fmt: skip


def test_the_list_shows_one_kind_and_is_copied(desk: Desk, qtbot: QtBot, years: Path) -> None:
    (years / "坏.docx").write_bytes(b"PK\x03\x04 no zip at all")
    finish(desk, qtbot, lambda: desk.workshop.files.import_files([years]))
    panel = batches(desk).panel
    panel.tabs.setCurrentIndex(5)
    assert panel.list.model().rowCount() == 1
    panel.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("坏.docx\t没有导入\t")
    assert "\n" not in copied


def test_an_issue_is_opened_from_its_row(desk: Desk, qtbot: QtBot, years: Path) -> None:
    finish(desk, qtbot, lambda: desk.workshop.files.import_files([years]))
    panel = batches(desk).panel
    panel.list.setCurrentIndex(panel.list.model().index(2, 0))
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.bulletin.masthead.number == 3
    assert desk.bulletin.masthead.date is not None
    assert desk.bulletin.masthead.date.year == 2025


def test_a_few_files_need_no_list(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    notes = [note(folder / f"稿件{n}.txt") for n in range(5)]
    finish(desk, qtbot, lambda: desk.workshop.files.import_files(notes))
    assert batches(desk)._panel is None
    assert desk.desk.left.currentIndex() == 1


def test_a_stopped_import_goes_on_in_its_rows(desk: Desk, qtbot: QtBot, years: Path) -> None:
    for number in range(21, 81):
        issue(years / "2026年" / f"第{number}期.txt", number)
    stop_early(desk)
    result = finish(desk, qtbot, lambda: desk.workshop.files.import_files([years]))
    panel = batches(desk).panel
    kept = len(desk.library.issues())
    assert 0 < kept == len(result.issues) < 100
    assert panel.title.text() == "导入停在这里"
    assert panel.resume_button.isVisible()
    finish(desk, qtbot, panel.resume_button.click)
    assert len(desk.library.issues()) == 100
    assert panel.rows.rowCount() == 100
    assert panel.rows.counts[ImportKind.ISSUE] == 100
    assert not panel.resume_button.isVisible()


def test_what_was_left_is_offered_at_the_next_start(
    desk: Desk, window: MainWindow, qtbot: QtBot, years: Path, library_path: Path,
    settings: QSettings,
) -> None:  # fmt: skip
    for number in range(21, 81):
        issue(years / "2026年" / f"第{number}期.txt", number)
    importer = desk.workshop.files.importer
    with qtbot.wait_signal(importer.progressed, timeout=PATIENCE, check_params_cb=lambda n, _: n):
        desk.workshop.files.import_files([years])
    assert window.close()
    with Library.open(library_path) as library:
        kept = len(library.issues())
    assert 0 < kept < 100
    again = MainWindow(lambda parent: Library.open(library_path), settings)
    with qtbot.wait_signal(again.furnished):
        again.show()
    other = Desk(again, qtbot)
    try:
        notice = batches(other).left_notice
        qtbot.wait_until(notice.isVisible)
        assert "往期简报" in notice.sentence.text()
        assert "共 100 个" in notice.sentence.text()
        finish(other, qtbot, notice.go_on.click)
        assert len(other.library.issues()) == 100
        assert not notice.isVisible()
        assert settings.value("import/unfinished") is None
    finally:
        again.close()
        free(again)


def test_what_was_left_may_be_let_be(
    desk: Desk, window: MainWindow, qtbot: QtBot, years: Path, settings: QSettings
) -> None:
    stop_early(desk)
    finish(desk, qtbot, lambda: desk.workshop.files.import_files([years, years / "没有"]))
    feature = batches(desk)
    assert settings.value("import/unfinished") is not None
    feature._offer_to_go_on()
    assert feature.left_notice.isVisibleTo(window)
    feature.left_notice.let_be.click()
    assert not feature.left_notice.isVisible()
    assert settings.value("import/unfinished") is None


def test_a_library_that_takes_no_more_ends_the_import_with_a_sentence(
    desk: Desk, qtbot: QtBot, years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LibraryError("磁盘满了。")

    monkeypatch.setattr(desk.library, "import_batch", full)
    result = finish(desk, qtbot, lambda: desk.workshop.files.import_files([years]))
    panel = batches(desk).panel
    assert result.cancelled == 40
    assert panel.remark.text().startswith("磁盘满了。")
    monkeypatch.undo()
    finish(desk, qtbot, panel.resume_button.click)
    assert len(desk.library.issues()) == 40


def test_what_failed_is_tried_again_in_its_row(
    desk: Desk, qtbot: QtBot, years: Path, told: list[str]
) -> None:
    bad = years / "2026年" / "第9期.txt"
    good = bad.read_bytes()
    bad.write_bytes(b"")
    finish(desk, qtbot, lambda: desk.workshop.files.import_files([years]))
    panel = batches(desk).panel
    assert panel.rows.counts[ImportKind.FAILED] == 1
    finish(desk, qtbot, panel.retry_button.click)
    assert panel.rows.counts[ImportKind.FAILED] == 1
    assert told == []  # the list tells it
    bad.write_bytes(good)
    finish(desk, qtbot, panel.retry_button.click)
    assert panel.rows.rowCount() == 40
    assert panel.rows.counts[ImportKind.FAILED] == 0
    assert len(desk.library.issues()) == 40


def test_typing_while_files_are_imported_loses_nothing(
    desk: Desk, qtbot: QtBot, years: Path
) -> None:
    desk.open_sample()
    desk.body.put_caret(0, 0)
    importer = desk.workshop.files.importer
    results: list[ImportResult] = []
    importer.finished.connect(results.append)
    desk.workshop.files.import_files([years])
    typed = ""
    while not results:
        key(desk.body, "文")
        typed += "文"
        qtbot.wait(20)
        assert len(typed) < PATIENCE / 20
    assert desk.article("a1").text.startswith(f"青石县召开推进会\n{typed}近日")
    assert desk.workshop.flush()
    saved = desk.saved().find_article("a1")
    assert saved is not None
    assert saved.text.startswith(f"青石县召开推进会\n{typed}近日")
    assert len(results[0].issues) == 40


def test_what_waits_for_a_look_is_announced(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    path = nameless(folder / "简报.txt")
    finish(desk, qtbot, lambda: desk.workshop.files.import_files([path]))
    notice = batches(desk).queue_notice
    assert notice.isVisible()
    assert notice.sentence.text().startswith("1 个文件")
    assert desk.library.issues() == []
    notice.let_be.click()
    assert not notice.isVisible()


def test_the_list_is_named_reached_and_roomy(desk: Desk, qtbot: QtBot, years: Path) -> None:
    finish(desk, qtbot, lambda: desk.workshop.files.import_files([years]))
    panel = batches(desk).panel
    found = list(controls(panel))
    assert len(found) > 2
    assert [described(control) for control in found if not name(control).strip()] == []
    reached = reached_by_tab(panel)
    assert [described(control) for control in found if control not in reached] == []
    assert clipped(panel) == []
