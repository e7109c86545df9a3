"""The program itself on a real X screen, driven by a mouse and a keyboard as a clerk's are."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui import theme
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.outline.model import Node
from ui.driver import Desk, sample

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool (make test brings them)",
)
SCREEN = (1400, 900)


@dataclass
class Screen:
    """A virtual screen with mouse and keyboard."""

    display: str

    def do(self, *arguments: object) -> str:
        command = ["xdotool", *map(str, arguments)]
        environment = os.environ | {"DISPLAY": self.display}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=30
        ).stdout

    def click(self, point: QPoint) -> None:
        self.do("mousemove", point.x(), point.y(), "click", 1)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.do("mousemove", start.x(), start.y(), "mousedown", 1)
        for step in range(1, 11):
            at = start + (end - start) * (step / 10)
            self.do("mousemove", at.x(), at.y(), "sleep", 0.03)
        self.do("sleep", 0.2, "mouseup", 1)


@pytest.fixture
def screen() -> Iterator[Screen]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24",
         "-dpi", "96", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as number:
        display = number.readline().strip()
    yield Screen(f":{display}")
    server.terminate()
    server.wait(10)


@pytest.fixture
def twin(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """The same window without a screen: it tells where things are."""
    if not qapp.styleSheet():
        theme.apply(qapp)
    path = tmp_path / "twin.db"
    settings = QSettings(str(tmp_path / "twin.ini"), QSettings.Format.IniFormat)
    with Library.open(path) as library:
        settings.setValue("library/issue", library.add_issue(sample()))
    window = MainWindow(lambda _: Library.open(path), settings)
    qtbot.addWidget(window)
    with qtbot.wait_signal(window.furnished):
        window.show()
    window.resize(1360, 860)
    yield Desk(window, qtbot)
    window.close()


def middle(desk: Desk, widget: QWidget) -> QPoint:
    return widget.mapTo(desk.window, widget.rect().center())


def row(desk: Desk, node: Node, share: float = 0.5) -> QPoint:
    """A point in a row of the outline, `share` of its height from its top."""
    view = desk.desk.outline
    rect = view.visualRect(desk.desk.outline_model.index_of(node))
    inside = QPoint(rect.left() + 40, rect.top() + round(rect.height() * share))
    return view.viewport().mapTo(desk.window, inside)


def test_a_clerk_types_drags_takes_back_and_leaves(
    screen: Screen, twin: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        issue_id = library.add_issue(sample())
    settings = tmp_path / "config" / "bulletin-desk" / "bulletin-desk.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[library]\nissue={issue_id}\n", encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "bulletin_desk", "--library", str(path)],
        env=os.environ | {
            "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1",
            "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"),
        },
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        screen.do("search", "--sync", "--onlyvisible", "--name", "文明建设简报", "sleep", 1.5)
        work(screen, twin, path, issue_id)
        screen.do("key", "ctrl+q")
        _, complaints = program.communicate(timeout=30)
    finally:
        program.kill()
    assert program.returncode == 0
    assert complaints == ""


def work(screen: Screen, twin: Desk, path: Path, issue_id: int) -> None:
    """Type into the first article, drag it to the other column, take that back."""

    def kept(expected: Callable[[Bulletin], bool]) -> bool:
        # Another program's library: looked into until it has what was done, or too late.
        for _ in range(100):
            with Library.open(path) as library:
                if expected(library.load_issue(issue_id)):
                    return True
            time.sleep(0.1)
        return False

    def place(bulletin: Bulletin) -> str:
        return next(s.id for s in bulletin.sections for a in s.articles if a.id == "a1")

    screen.click(row(twin, Node("article", "a1")))
    twin.choose("a1")
    twin.qtbot.wait(200)
    screen.click(middle(twin, twin.body))
    screen.do("key", "ctrl+Home", "type", "--delay", 30, "GB9704 ")
    assert kept(lambda b: b.sections[0].articles[0].body[0].text.startswith("GB9704 "))
    screen.drag(row(twin, Node("article", "a1")), row(twin, Node("article", "a3"), 0.85))
    assert kept(lambda b: place(b) == "s2")
    screen.do("key", "ctrl+z")
    assert kept(lambda b: place(b) == "s1")
    screen.do("key", "ctrl+shift+p", "sleep", 1, "type", "--delay", 60, "xjgj")
    screen.do("sleep", 0.3, "key", "Return")
    assert kept(lambda b: len(list(b.articles())) == 4)
