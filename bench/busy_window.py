"""Type in the real window while it works: the longest gaps between turns of its event loop.

busy_window.py JOB [--where], with JOB one of import, export, type. Prints a line: the longest gap
in seconds, the most processor time that the main thread used in one, how many gaps were over the
limit, and how many seconds were measured. With --where also what ran in the long ones.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import stalls
from peers import BENCH
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from stalls import StallMeter, wait, wait_until

from bulletin_desk.app import make_application, spare_collections
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui.dialogs.base import Files, ListDialog
from bulletin_desk.ui.find.feature import Find
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.workshop import Workshop

FILES, SHORT, LONG = 100, 60, 200
_KEY_MS = 70
_TYPED = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"


class BusyWindow:
    """The window over a library of its own, with one long issue and the caret in its middle."""

    def __init__(self, folder: Path, pages: int) -> None:
        from long_issue import long_issue

        path = folder / "library"
        with Library.open(path) as library:
            issue_id = library.add_issue(long_issue(pages, library))
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(lambda _: Library.open(path), settings)
        window.show()
        wait_until(lambda: window.workshop is not None)
        assert window.workshop is not None
        spare_collections(window)
        self.workshop: Workshop = window.workshop
        self.meter = StallMeter(window)
        self._typed = 0
        self.workshop.open_issue(issue_id)
        wait_until(lambda: self.workshop.pages.document is not None)
        articles = list(self.bulletin.articles())
        self.workshop.desk.outline.choose(Node("article", articles[len(articles) // 2].id))
        self.workshop.desk.article.body.setFocus()
        self.workshop.desk.article.body.put_caret(0, 3)
        wait(1500)

    @property
    def bulletin(self) -> Bulletin:
        assert self.workshop.session.bulletin is not None
        return self.workshop.session.bulletin

    def type_until(self, done: Callable[[], bool], seconds: float = 120.0) -> None:
        """Type as fast as hands do; now and then rest long enough for all that waits for it."""
        end = time.perf_counter() + seconds
        while not done() and time.perf_counter() < end:
            self._type(_TYPED[self._typed % len(_TYPED)])
            self._typed += 1
            wait(1200 if self._typed % 25 == 0 else _KEY_MS)

    def _type(self, character: str) -> None:
        key, plain = Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
        press = QKeyEvent(QEvent.Type.KeyPress, key, plain, character)
        QApplication.sendEvent(self.workshop.desk.article.body, press)


def import_files(folder: Path) -> stalls.Stalls:
    """Import bulletins and articles, as texts and as Word files."""
    paths = _files(folder)
    busy = BusyWindow(folder, SHORT)
    ListDialog.ask = classmethod(lambda *_: None)  # pyright: ignore[reportAttributeAccessIssue]
    results: list[Any] = []
    busy.workshop.files.importer.finished.connect(results.append)
    with busy.meter.measuring() as found:
        busy.workshop.files.import_files(paths)
        busy.type_until(lambda: bool(results))
        wait(1200)
    assert len(results[0].issues) == FILES, results[0].summary
    return found


def export(folder: Path) -> stalls.Stalls:
    """Export the issue on the desk as PDF, and then as Word, past what the check found."""
    busy = BusyWindow(folder, LONG)
    workshop = busy.workshop
    preflight = workshop.feature(Preflight)
    with busy.meter.measuring() as found:
        for suffix in ("pdf", "docx"):
            target = folder / f"made.{suffix}"
            chosen = staticmethod(lambda *_, at=target: at)
            Files.ask_save = chosen  # pyright: ignore[reportAttributeAccessIssue]
            workshop.commands[suffix].trigger()
            wait(600)
            if preflight.is_open:
                preflight.panel.go_on.click()
            busy.type_until(target.exists)
        wait(1200)
    assert target.exists()
    return found


def type_text(folder: Path) -> stalls.Stalls:
    """Type, with the find bar closed and then open, with rests in which all is saved and checked.

    A paragraph is begun and taken back, too.
    """
    busy = BusyWindow(folder, SHORT)
    workshop = busy.workshop
    with busy.meter.measuring() as found:
        for _ in range(2):
            end = time.perf_counter() + 5
            busy.type_until(lambda end=end: time.perf_counter() > end)
            workshop.session.undo()
            wait(300)
            workshop.session.redo()
            wait(1200)
            workshop.commands["find"].trigger()
            bar = workshop.feature(Find).bar
            assert bar is not None
            bar.words.setText("青石县")
            workshop.desk.article.body.setFocus()
            wait(600)
    return found


def _files(folder: Path) -> list[Path]:
    """Write bulletins with pictures and tables as Word files, and shorter ones as texts."""
    from long_issue import long_issue
    from texts import as_text, numbered, read_issue

    from bulletin_desk.model.templates import load_template
    from bulletin_desk.ui.files.writing import pictures_of, write_issue

    short = read_issue(BENCH.parent / "resources" / "sample" / "jianbao.txt")
    with Library.open(folder / "source.library") as library:
        issue = long_issue(8, library)
        pictures = pictures_of(issue, library)
    paths: list[Path] = []
    for number in range(1, FILES // 2 + 1):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(as_text(numbered(short, number)), encoding="utf-8")
        paths.append(folder / f"{number}.docx")
        own = replace(issue, masthead=replace(issue.masthead, number=number))
        write_issue("docx", own, load_template(own.template), pictures, paths[-1])
    return paths


JOBS = {"import": import_files, "export": export, "type": type_text}


def main(job: str, *options: str) -> None:
    make_application()
    with tempfile.TemporaryDirectory(prefix="busy-") as folder:
        found = JOBS[job](Path(folder))
    print(found.longest, found.longest_busy, found.over, sum(found.gaps), flush=True)
    if "--where" in options:
        print(*found.where, sep="\n---\n")
    os._exit(0)


# Processes that the window starts import this module, too.
if __name__ == "__main__":
    main(*sys.argv[1:])
