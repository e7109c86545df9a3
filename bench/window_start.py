"""Open a window and print the clock at the end of its first paint: ours, or an empty one.

window_start.py [LIBRARY]. The clock of time.perf_counter is the same for every process.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Waits for the first paint; then tells the time and ends the process."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and not self.seen:
            self.seen = True
            # Due when the event that is being handled is done: all of the window is painted.
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        print(time.perf_counter(), flush=True)
        os._exit(0)


def empty_window() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()


def our_window(library: str) -> None:
    from bulletin_desk.cli import main

    main(["--library", library])


def watched_exec(*_: object) -> int:
    watcher = FirstPaint()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watcher)
    return _exec()


_exec = QApplication.exec
QApplication.exec = watched_exec
if len(sys.argv) > 1:
    our_window(sys.argv[1])
else:
    empty_window()
