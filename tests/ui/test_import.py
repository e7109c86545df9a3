"""Importing in the window: progress, cancelling, one bad file among good ones."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.dialogs.base import ListDialog
from bulletin_desk.ui.files.importing import ImportResult
from ui.driver import Desk


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"稿件{n}.txt" for n in range(30)]
    for n, path in enumerate(paths):
        path.write_text(f"青石县第{n}次会议召开\n近日，青石县召开会议。", encoding="utf-8")
    return paths


def test_files_are_counted_and_the_bar_goes_away(
    desk: Desk, qtbot: QtBot, notes: list[Path]
) -> None:
    steps: list[tuple[int, int]] = []
    desk.workshop.files.importer.progressed.connect(lambda *step: steps.append(step))
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=30_000) as done:
        desk.workshop.files.import_files(notes)
    assert done.args is not None
    assert done.args[0].articles == 30
    assert steps == [(n, 30) for n in range(31)]
    assert not desk.workshop.files.progress.isVisible()


def test_cancelling_keeps_what_is_done_and_leaves_the_rest(
    desk: Desk, qtbot: QtBot, notes: list[Path]
) -> None:
    files = desk.workshop.files

    def stop_at_five(done: int, _total: int) -> None:
        if done == 5:
            files.progress.button.click()

    files.importer.progressed.connect(stop_at_five)
    with qtbot.wait_signal(files.importer.finished, timeout=30_000) as done:
        files.import_files(notes)
    assert done.args is not None
    result: ImportResult = done.args[0]
    assert result.cancelled > 0
    assert result.articles + result.cancelled == 30
    assert len(desk.library.pool()) == result.articles
    assert f"取消了 {result.cancelled} 个文件" in result.summary
    with qtbot.wait_signal(files.importer.finished, timeout=30_000) as done:
        files.import_files(notes[-2:])
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
