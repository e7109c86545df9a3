"""Files dragged over any control of the window are taken by the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.model.richtext import Picture
from bulletin_desk.ui.outline.model import MASTHEAD
from ui.driver import Desk, dragged
from ui.pictures_samples import drawing, encoded


def drag_over(widget: QWidget, path: Path) -> None:
    mime = dragged(path)  # Qt's event does not keep it
    event = QDragEnterEvent(
        QPoint(3, 3), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    # What a widget does not accept goes to the one around it, as while dragging.
    QApplication.sendEvent(widget, event)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "稿件.txt"
    path.write_text("白杨县开展活动\n近日，白杨县开展志愿服务活动。", encoding="utf-8")
    return path


def test_files_over_any_field_are_for_the_window(desk: Desk, note: Path) -> None:
    desk.open_sample()
    fields = [w for w in desk.window.findChildren(QWidget) if w.acceptDrops()]
    assert len(fields) > 5
    hint = desk.workshop.drop_hint
    for field in fields:
        hint.hide()
        drag_over(field, note)
        assert hint.isVisible(), field


def test_a_dropped_folder_brings_all_its_files(desk: Desk, qtbot: QtBot, note: Path) -> None:
    (note.parent / "六月").mkdir()
    (note.parent / "六月" / "二.txt").write_text(
        "青石县召开会议\n近日，青石县召开会议。", encoding="utf-8"
    )
    (note.parent / "六月" / "~$二.docx").write_bytes(b"lock")
    mime = dragged(note, note.parent / "六月")
    enter = QDragEnterEvent(
        QPoint(3, 3), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(desk.window, enter)
    assert desk.workshop.drop_hint.isVisible()
    drop = QDropEvent(
        QPoint(3, 3), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=20_000):
        QApplication.sendEvent(desk.window, drop)
    assert not desk.workshop.drop_hint.isVisible()
    assert len(desk.library.pool()) == 2


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "现场.PNG"
    path.write_bytes(encoded(drawing(60, 40), "png"))
    return path


def drop(desk: Desk, *paths: Path) -> None:
    drag_over(desk.window, paths[0])
    mime = dragged(*paths)
    event = QDropEvent(
        QPoint(3, 3), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(desk.window, event)


def pictures(desk: Desk) -> list[int]:
    return [n for n, block in enumerate(desk.article("a1").body) if isinstance(block, Picture)]


def test_a_picture_goes_to_the_caret_of_the_article_and_other_files_are_imported(
    desk: Desk, qtbot: QtBot, note: Path, photo: Path
) -> None:
    desk.open_sample()
    desk.body.put_caret(1, 0)
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=20_000) as result:
        drop(desk, note, photo)
    assert result.args is not None
    assert not result.args[0].remarks
    qtbot.wait_until(lambda: pictures(desk) == [1])
    assert len(desk.library.pool()) == 1


@pytest.mark.parametrize("case", ["no issue", "no article", "final"])
def test_a_picture_without_a_place_is_told_where_to_drop_it(
    desk: Desk, photo: Path, case: str
) -> None:
    if case != "no issue":
        desk.open_sample()
    if case == "no article":
        desk.desk.outline.choose(MASTHEAD)
    if case == "final":
        desk.session.lock(True)
    drop(desk, photo)
    assert desk.window.statusBar().currentMessage() == "把图片拖到稿件正文里。"
    assert not desk.workshop.insertions.reader.strip.isVisible()
    if case != "no issue":
        assert not pictures(desk)
