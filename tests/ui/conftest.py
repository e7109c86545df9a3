"""The real main window over a library of the test's own."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bulletin_desk.library.library import Library
from bulletin_desk.model.richtext import Picture, Run
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.main_window import MainWindow
from ui.driver import Desk


def free(window: MainWindow) -> None:
    """Let go of a window and all it held: hundreds of them would fill the memory."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture(autouse=True)
def screen_of_an_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """The offscreen screen is smaller than any that a clerk has."""
    monkeypatch.setattr(screen, "available", lambda window: QRect(0, 0, 1920, 1080))


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, library_path: Path, settings: QSettings
) -> Iterator[MainWindow]:
    if not qapp.styleSheet():
        theme.apply(qapp)
    window = MainWindow(lambda parent: Library.open(library_path), settings)
    qtbot.addWidget(window, before_close_func=lambda w: None)
    with qtbot.wait_signal(window.furnished):
        window.show()
    window.activateWindow()
    yield window
    window.close()
    free(window)


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> Desk:
    return Desk(window, qtbot)


@pytest.fixture
def picture() -> Picture:
    return Picture("0" * 64, "image/png", 4, 3, (Run("会场"),))
