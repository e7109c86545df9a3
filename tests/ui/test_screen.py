"""No window is larger than the screen it opens on."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import ListDialog
from bulletin_desk.ui.help.about import AboutDialog
from bulletin_desk.ui.help.shortcuts import ShortcutsDialog
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.templates.editor import TemplateEditor
from bulletin_desk.ui.templates.gallery import TemplateGallery
from bulletin_desk.ui.versions.dialog import VersionsDialog
from ui.driver import Desk

# A laptop of 1600 x 1000 at one and a half times, with a panel at the top.
_SMALL = QRect(0, 27, 1067, 640)
_TINY = QRect(0, 0, 500, 300)


def show_small(monkeypatch: pytest.MonkeyPatch, free: QRect = _SMALL) -> None:
    monkeypatch.setattr(screen, "available", lambda window: free)


def fits(widget: QWidget, free: QRect = _SMALL) -> bool:
    return widget.width() < free.width() and widget.height() <= free.height() - 40


def test_a_size_that_fits_is_kept() -> None:
    assert screen.bounded(QSize(600, 400), _SMALL) == QSize(600, 400)


def test_a_size_is_cut_to_the_screen_with_room_for_the_frame() -> None:
    assert screen.bounded(QSize(1360, 400), _SMALL) == QSize(1059, 400)
    assert screen.bounded(QSize(600, 860), _SMALL) == QSize(600, 600)


@pytest.mark.parametrize("corner", [QPoint(-300, -200), QPoint(900, 500), QPoint(5, 100)])
def test_a_window_is_moved_to_where_all_of_it_is_seen(corner: QPoint) -> None:
    box = screen.within(QRect(corner, QSize(1360, 860)), _SMALL)
    assert _SMALL.contains(box.adjusted(-4, -36, 4, 4))


def test_the_main_window_opens_within_a_small_screen(
    qtbot: QtBot, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_small(monkeypatch)
    window = MainWindow(lambda _: None, settings)
    qtbot.addWidget(window)
    assert fits(window)
    assert window.width() > 1000


def test_the_size_of_another_day_is_cut_to_the_screen_of_today(
    qtbot: QtBot, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = MainWindow(lambda _: None, settings)
    qtbot.addWidget(before)
    before.resize(780, 700)
    settings.setValue("window/geometry", before.saveGeometry())
    show_small(monkeypatch, QRect(0, 0, 700, 500))
    window = MainWindow(lambda _: None, settings)
    qtbot.addWidget(window)
    assert window.size() == QSize(692, 460)


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        (VersionsDialog, "versions"), (ShortcutsDialog, "shortcuts"), (AboutDialog, "about"),
        (TemplateGallery, "templates"),
    ],
)  # fmt: skip
def test_the_large_dialogs_open_within_a_small_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: type, command: str
) -> None:
    desk.open_sample()
    free = QRect(0, 0, 600, 460)
    show_small(monkeypatch, free)
    seen: list[bool] = []

    def look(dialog: QWidget) -> bool:
        seen.append(fits(dialog, free))
        return False

    for name in ("accepted_by_clerk", "exec"):
        monkeypatch.setattr(kind, name, look, raising=False)
    desk.workshop.commands[command].trigger()
    assert seen == [True]


def test_a_list_to_read_opens_within_a_small_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_small(monkeypatch, _TINY)
    dialog = ListDialog(None, "没有识别的内容", "有三处", "甲\n乙\n丙")
    qtbot.addWidget(dialog)
    assert fits(dialog, _TINY)


def test_the_form_of_a_template_opens_within_a_small_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_small(monkeypatch)
    seen: list[bool] = []
    monkeypatch.setattr(TemplateEditor, "exec", lambda form: seen.append(fits(form)))
    monkeypatch.setattr(TemplateGallery, "exec", lambda gallery: gallery.action("edit").trigger())
    desk.workshop.commands["templates"].trigger()
    assert seen == [True]


def test_a_dialog_as_large_as_its_content_is_cut_when_it_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_small(monkeypatch, _TINY)
    dialog = ListDialog(None, "没有识别的内容", "有三处", "甲\n乙\n丙")
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(100)
    dialog.resize(900, 900)
    dialog.show()
    assert fits(dialog, _TINY)
