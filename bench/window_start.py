"""Open a window and print two readings of the clock: the end of its first paint, and of the first
paint with everything in it (the same for the empty window). Then the process ends.

window_start.py [LIBRARY]. The clock of time.perf_counter is the same for every process.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Painted(QObject):
    """Waits for the first paint, then for the one that follows `furnished` where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.readings: list[float] = []
        self.furnished = False
        self.waiting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        paint = event.type() is QEvent.Type.Paint and isinstance(watched, QWidget)
        if paint and not self.waiting and (self.furnished or not self.readings):
            self.waiting = True
            # Due when the event that is being handled is done: all of the window is painted.
            QTimer.singleShot(0, self.read)
        return False

    def read(self) -> None:
        self.readings.append(time.perf_counter())
        self.waiting = False
        signal = next(filter(None, map(_furnished, QApplication.topLevelWidgets())), None)
        if signal is not None and len(self.readings) == 1:
            signal.connect(self.on_furnished)
        else:
            print(self.readings[0], self.readings[-1], flush=True)
            os._exit(0)

    def on_furnished(self) -> None:
        self.furnished = True


def _furnished(window: QWidget):
    return getattr(window, "furnished", None)


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
    watcher = Painted()
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
