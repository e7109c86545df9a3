"""Importing in the window: progress, cancelling, one bad file among good ones."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.dialogs.base import ListDialog
from bulletin_desk.ui.files.importing import ImportResult
from ui.driver import Desk


def texts(folder: Path, count: int) -> list[Path]:
    """Write as many submissions."""
    paths = [folder / f"稿件{n}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_text(f"青石县第{n}次会议召开\n近日，青石县召开会议。", encoding="utf-8")
    return paths


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    return texts(tmp_path, 30)


def test_files_are_counted_and_the_bar_goes_away(
    desk: Desk, qtbot: QtBot, notes: list[Path]
) -> None:
    steps: list[tuple[int, int]] = []
    desk.workshop.files.importer.progressed.connect(lambda *step: steps.append(step))
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=30_000) as done:
        desk.workshop.files.import_files(notes)
    assert done.args is not None
    assert done.args[0].articles == 30
    assert steps[0] == (0, 30)
    assert steps[-1] == (30, 30)
    assert steps == sorted(steps)
    assert not desk.workshop.files.progress.isVisible()


def test_cancelling_keeps_what_is_done_and_leaves_the_rest(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    files = desk.workshop.files
    many = texts(tmp_path, 200)

    def stop_at_once(done: int, _total: int) -> None:
        if done:
            files.progress.button.click()

    files.importer.progressed.connect(stop_at_once)
    with qtbot.wait_signal(files.importer.finished, timeout=30_000) as done:
        files.import_files(many)
    assert done.args is not None
    result: ImportResult = done.args[0]
    # What the window has not heard of yet is never much: the import waits for it.
    assert result.cancelled > 0
    assert result.articles > 0
    assert result.articles + result.cancelled == 200
    assert len(desk.library.pool()) == result.articles
    assert f"取消了 {result.cancelled} 个文件" in result.summary
    files.importer.progressed.disconnect(stop_at_once)
    with qtbot.wait_signal(files.importer.finished, timeout=30_000) as done:
        files.import_files(many[-2:])
    assert done.args is not None
    assert done.args[0].articles == 2
    assert done.args[0].cancelled == 0


def test_a_bad_file_is_named_and_stops_no_other(
    desk: Desk, qtbot: QtBot, notes: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ListDialog, "ask", lambda *args: told.append(args[3]))
    bad = notes[0].with_name("坏.docx")
    bad.write_bytes(b"PK\x03\x04 no zip at all")
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=30_000):
        desk.workshop.files.import_files([notes[0], bad, notes[1]])
    assert len(desk.library.pool()) == 2
    assert told[0].startswith("坏.docx：")
