"""Type into the real window: for every character read, the seconds until its page is repainted.

keystroke.py LIBRARY TEXT, where TEXT is a paragraph of the library's first issue with CARET in it.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from documents import TEMPLATE
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from texts import CARET

from bulletin_desk.app import make_application, open_library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.preview.places import Place
from bulletin_desk.ui.workshop import Workshop

# No paint for so long means that the edit is not on show.
_PATIENCE_MS = 5000
_REST_MS = 20


class Paints(QObject):
    """Counts the paints of a widget."""

    count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() is QEvent.Type.Paint
        return False


def main(library: str, text: str) -> None:
    application = make_application()
    # Settings of its own: the window as it is when opened for the first time.
    settings = QSettings(f"{library}.ini", QSettings.Format.IniFormat)
    window = MainWindow(lambda parent: open_library(parent, Path(library)), settings)
    _wait(window.furnished, window.show)
    workshop = window.workshop
    assert workshop is not None
    _open(workshop, text)
    paints = Paints(application)
    workshop.desk.preview.viewport().installEventFilter(paints)
    for line in sys.stdin:
        paints.count = 0
        taken = _type(workshop, line.strip())
        assert paints.count, "the edit is not on the pages in view"
        print(taken, flush=True)
        _rest()


def _open(workshop: Workshop, text: str) -> None:
    """Open the issue and put the caret where we type, as a click on the page does."""
    workshop.open_issue(workshop.library.issues()[0].id)
    _rest()
    bulletin = workshop.session.bulletin
    assert bulletin is not None
    workshop.apply("模板", replace(bulletin, template=TEMPLATE))
    _rest()
    workshop.desk.go_to(_place(bulletin, text))
    workshop.desk.article.body.setFocus()
    _rest()


def _place(bulletin: Bulletin, text: str) -> Place:
    plain = text.replace(CARET, "")
    for article in bulletin.articles():
        for index, block in enumerate(article.body):
            if block.text == plain:
                return Place("body", article.id, index, text.index(CARET))
    raise SystemExit("the paragraph to type in is not in the library")


def _type(workshop: Workshop, character: str) -> float:
    body, painted = workshop.desk.article.body, workshop.desk.preview.page_painted
    key, plain = Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
    press = QKeyEvent(QEvent.Type.KeyPress, key, plain, character)
    begun = time.perf_counter()
    _wait(painted, lambda: QApplication.sendEvent(body, press))
    return time.perf_counter() - begun


def _wait(signal: SignalInstance, action: Callable[[], object]) -> None:
    """Do something and return when the signal it leads to, and the event that sent it, are over."""
    loop = QEventLoop()
    connection = signal.connect(lambda: QTimer.singleShot(0, loop.quit))
    QTimer.singleShot(_PATIENCE_MS, loop, lambda: loop.exit(1))
    action()
    failed = loop.exec()
    signal.disconnect(connection)
    if failed:
        raise SystemExit("the window did not answer")


def _rest() -> None:
    """Let the window finish whatever is left to do, as between two keystrokes of a person."""
    loop = QEventLoop()
    QTimer.singleShot(_REST_MS, loop.quit)
    loop.exec()


main(*sys.argv[1:])
