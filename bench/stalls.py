"""How long the window does not answer: the gaps between the turns of its event loop.

stalls.py [--pages N...] opens issues of about N pages in the real window, types, scrolls, zooms,
changes the template and saves, and prints for each the longest gap and what ran in it.
"""

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

LIMIT = 0.050
_TICK_MS = 1
_LINES = 14


@dataclass
class Stalls:
    """The gaps of one measured stretch in seconds, and where the main thread was in long ones.

    `busy` holds, beside each gap, the processor time that the main thread used in it: a gap that
    is much longer than its processor time was another program's, or a wait.
    """

    gaps: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    where: list[str] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return max(self.gaps, default=0.0)

    @property
    def longest_busy(self) -> float:
        return max(self.busy, default=0.0)

    @property
    def over(self) -> int:
        """How many gaps are longer than the limit."""
        return sum(gap > LIMIT for gap in self.gaps)


class StallMeter(QObject):
    """Ticks on the main thread as often as it can; `measuring` collects the gaps between ticks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._stalls = Stalls()
        self._last = self._busy = 0.0
        self._main = threading.get_ident()

    @contextmanager
    def measuring(self) -> Generator[Stalls, None, None]:
        """Measure while the block runs an event loop; every gap ends with its first turn after."""
        stalls = self._stalls = Stalls()
        self._last, self._busy = time.perf_counter(), time.thread_time()
        done = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(done,), daemon=True)
        self._timer.start()
        watcher.start()
        try:
            yield stalls
            wait(3 * _TICK_MS)
        finally:
            self._timer.stop()
            done.set()
            watcher.join()

    def _tick(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self._stalls.gaps.append(now - self._last)
        self._stalls.busy.append(busy - self._busy)
        self._last, self._busy = now, busy

    def _watch(self, done: threading.Event) -> None:
        """From a thread beside it, note once a stall where the main thread is."""
        noted = 0.0
        while not done.wait(0.005):
            last = self._last
            if time.perf_counter() - last > LIMIT * 0.8 and last != noted:
                noted = last
                frame = sys._current_frames()[self._main]
                stack = traceback.format_stack(frame)[-_LINES:]
                self._stalls.where.append("".join(stack))


def wait(milliseconds: int) -> None:
    """Let the window work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(done: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until something is so."""
    end = time.perf_counter() + seconds
    while not done():
        if time.perf_counter() > end:
            raise SystemExit("the window did not get there")
        wait(5)


class Watched:
    """The real window over a library of its own, with one long issue; measures what is done."""

    def __init__(self, folder: Path, pages: int) -> None:
        from long_issue import long_issue

        from bulletin_desk.app import spare_collections
        from bulletin_desk.library.library import Library
        from bulletin_desk.ui.main_window import MainWindow

        path = folder / f"{pages}.library"
        with Library.open(path) as library:
            self.issue_id = library.add_issue(long_issue(pages, library))
        settings = QSettings(str(folder / f"{pages}.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(lambda _: Library.open(path), settings)
        self.window.show()
        wait_until(lambda: self.window.workshop is not None)
        assert self.window.workshop is not None
        spare_collections(self.window)
        self.workshop = self.window.workshop
        self.preview = self.workshop.desk.preview
        self.meter = StallMeter(self.window)
        self._documents = 0
        self.workshop.pages.typeset.connect(self._count)

    def measure(self, what: str, action: Callable[[], object], rest: int = 400) -> None:
        """Do something, let the window work till it is done, and print how it went."""
        collected = _collections()
        with self.meter.measuring() as stalls:
            action()
            wait(rest)
        print(
            f"{what:<34}{stalls.longest * 1e3:8.1f} ms{stalls.longest_busy * 1e3:8.1f} ms"
            f"{stalls.over:5}{_collections() - collected:8.1f} ms",
            flush=True,
        )
        if "STALLS_WHERE" in os.environ:
            print(*stalls.where, sep="\n---\n")

    def open(self) -> None:
        before = self._documents
        self.workshop.open_issue(self.issue_id)
        wait_until(lambda: self._documents > before)

    def choose_article(self) -> None:
        from bulletin_desk.ui.outline.model import Node

        bulletin = self.workshop.session.bulletin
        assert bulletin is not None
        articles = list(bulletin.articles())
        self.workshop.desk.outline.choose(Node("article", articles[len(articles) // 2].id))
        self.workshop.desk.article.body.setFocus()
        self.workshop.desk.article.body.put_caret(0, 3)

    def type(self) -> None:
        """Type as fast as hands do, for longer than saving waits."""
        body = self.workshop.desk.article.body
        for character in "的一是在不了有和人这中大为上个国我以要他":
            key, plain = Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(body, QKeyEvent(QEvent.Type.KeyPress, key, plain, character))
            wait(70)

    def change_template(self) -> None:
        bulletin = self.workshop.session.bulletin
        assert bulletin is not None
        before = self._documents
        self.workshop.apply("模板", replace(bulletin, template="jingshen-wenming"))
        wait_until(lambda: self._documents > before)

    def scroll(self) -> None:
        bar = self.preview.verticalScrollBar()
        for step in range(40):
            bar.setValue(bar.maximum() * step // 60 + 37 * step)
            wait(12)

    def zoom(self) -> None:
        for _ in range(6):
            self.preview.zoom_in()
            wait(30)
        for _ in range(10):
            self.preview.zoom_out()
            wait(30)
        self.workshop.commands["fit_width"].trigger()

    def undo(self) -> None:
        self.workshop.session.undo()
        wait(100)
        self.workshop.session.redo()

    def _count(self) -> None:
        self._documents += 1


def main() -> None:
    from bulletin_desk.app import make_application

    parser = argparse.ArgumentParser(description="Measure how long the window does not answer.")
    parser.add_argument("--pages", type=int, nargs="+", default=[60, 200])
    options = parser.parse_args()
    make_application()
    gc.callbacks.append(_time_collection)
    for pages in options.pages:
        with tempfile.TemporaryDirectory(prefix="stalls-") as folder:
            _measure(Watched(Path(folder), pages), pages)


def _measure(watched: Watched, pages: int) -> None:
    wait(300)
    title = f"about {pages} pages"
    print(f"{title:<34}{'longest':>11}{'busy':>11}{'>50':>5}{'collect':>11}")
    watched.measure("opening, first layout", watched.open)
    assert watched.workshop.pages.document is not None
    print(f"  ({len(watched.workshop.pages.document.pages)} pages)")
    watched.measure("choosing an article", watched.choose_article)
    watched.measure("typing 20 characters, saving", watched.type, 1200)
    watched.measure("scrolling through", watched.scroll)
    watched.measure("zooming in and out", watched.zoom)
    watched.measure("undo, redo", watched.undo, 1200)
    watched.measure("another template", watched.change_template, 1200)
    watched.measure("saving the whole issue", watched.workshop.flush)
    watched.measure("collecting garbage", gc.collect, 50)
    watched.window.close()


_collecting = [0.0, 0.0]


def _time_collection(phase: str, _: object) -> None:
    if phase == "start":
        _collecting[0] = time.perf_counter()
    else:
        _collecting[1] += time.perf_counter() - _collecting[0]


def _collections() -> float:
    """Return the milliseconds that garbage collections have taken so far."""
    return _collecting[1] * 1e3


if __name__ == "__main__":
    main()
