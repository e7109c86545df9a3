"""From files on the disk through the review into the library, in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bulletin_desk.intake.source import Align
from bulletin_desk.ui.dialogs.base import ListDialog
from bulletin_desk.ui.review.feature import Review
from ui.driver import Desk
from ui.review_samples import LINES, opened


def printed(dropped: tuple[str, ...] = ()) -> list[str]:
    """The sample issue as a text file has it: titles in the middle, paragraphs indented."""
    indents = {Align.CENTRE: "　" * 8, Align.RIGHT: "　" * 20}
    return [
        (indents.get(line.align, "　" * 2 if line.indent else "")) + line.text
        for line in LINES
        if not line.text.startswith(dropped)
    ]


def test_what_was_not_certain_is_corrected_and_kept(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ListDialog, "ask", lambda *args: told.append(args[2]))
    # The number is in the file's name alone, and a title has no text.
    lines = printed(("第7期",))
    lines.insert(len(lines) - 3, "　　　　　　　　江口市启动宣传月活动")
    path = tmp_path / "云泽市文明建设简报2021年第5期.txt"
    path.write_text("\n\n".join(lines), encoding="gb18030")
    importer = desk.workshop.files.importer
    with qtbot.wait_signal(importer.finished, timeout=60_000):
        desk.workshop.files.import_files([path])
    review = desk.workshop.feature(Review)
    qtbot.wait_until(review.badge.isVisible, timeout=20_000)
    assert desk.library.issues() == []
    dialog = opened(desk, qtbot)
    assert dialog.file is not None
    assert dialog.file.masthead.number == 5
    assert dialog.file.source is not None
    row = next(n for n, line in enumerate(dialog.file.source.lines) if "宣传月活动" in line.text)
    dialog.panes.lines.choose([row])
    QTest.keyClick(dialog.panes.lines, Qt.Key.Key_X)
    QTest.mouseClick(dialog.panes.keep_issue, Qt.MouseButton.LeftButton)
    qtbot.wait_until(lambda: review.dialog is None, timeout=20_000)
    (record,) = desk.library.issues()
    assert (record.series, record.number, record.titles) == ("云泽市文明建设简报", 5, 2)
    qtbot.wait_until(lambda: not review.badge.isVisible())
    # The same file again is known.
    with qtbot.wait_signal(importer.finished, timeout=60_000):
        desk.workshop.files.import_files([path])
    assert len(desk.library.issues()) == 1
