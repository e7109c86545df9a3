"""The panes: hidden and shown by command, key and mouse; as they were at the next start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bulletin_desk.library.library import Library
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.panes import Pane
from ui.driver import Desk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    return desk


class Starts:
    """Starts the program again with the same settings and library."""

    def __init__(self, qtbot: QtBot, path: Path, settings: QSettings) -> None:
        self._qtbot, self._path, self._settings = qtbot, path, settings
        self._window: MainWindow | None = None

    def again(self) -> Desk:
        window = self._window = MainWindow(lambda _: Library.open(self._path), self._settings)
        self._qtbot.addWidget(window, before_close_func=lambda _: None)
        with self._qtbot.wait_signal(window.furnished):
            window.show()
        QApplication.processEvents()
        return Desk(window, self._qtbot)

    def end(self) -> None:
        if self._window is not None:
            self._window.close()


@pytest.fixture
def starts(qtbot: QtBot, library_path: Path, settings: QSettings) -> Iterator[Starts]:
    made = Starts(qtbot, library_path, settings)
    yield made
    made.end()


def visible(desk: Desk) -> list[bool]:
    return [pane.isVisible() for pane in (desk.desk.left, desk.desk.middle, desk.desk.right)]


def drag(desk: Desk, handle: int, by: int) -> None:
    edge = desk.desk.handle(handle)
    start = edge.rect().center()
    QTest.mousePress(edge, LEFT, pos=start)
    QTest.mouseMove(edge, start + QPoint(by // 2, 0))
    QTest.mouseMove(edge, start + QPoint(by - by // 2, 0))
    QTest.mouseRelease(edge, LEFT, pos=start + QPoint(by - by // 2, 0))


def test_commands_hide_and_show_panes_at_their_width(opened: Desk) -> None:
    widths = opened.desk.sizes()
    for keys, expected in (
        ("Ctrl+Alt+1", [False, True, True]),
        ("Ctrl+Alt+2", [False, True, False]),
        ("Ctrl+Alt+1", [True, True, False]),
        ("Ctrl+Alt+2", [True, True, True]),
    ):
        opened.press(keys)
        assert visible(opened) == expected
    assert opened.desk.sizes() == widths


def test_what_a_hidden_pane_leaves_goes_to_the_editor(opened: Desk) -> None:
    left, middle, right = opened.desk.sizes()
    opened.press("Ctrl+Alt+1")
    assert opened.desk.sizes()[2] == pytest.approx(right, abs=2)
    assert opened.desk.sizes()[1] == pytest.approx(middle + left, abs=3)


@pytest.mark.parametrize(("handle", "pane"), [(1, Pane.LEFT), (2, Pane.RIGHT)])
def test_a_double_click_on_an_edge_hides_the_pane(opened: Desk, handle: int, pane: Pane) -> None:
    command = opened.workshop.commands["show_left" if pane is Pane.LEFT else "show_right"]
    edge = opened.desk.handle(handle)
    opened.qtbot.mouseDClick(edge, LEFT)
    assert not opened.desk.wants(pane)
    assert not command.isChecked()
    command.trigger()
    assert visible(opened) == [True, True, True]


def test_dragging_an_edge_all_the_way_hides_the_pane(opened: Desk) -> None:
    before = opened.desk.sizes()[0]
    drag(opened, 1, -2 * before)
    assert visible(opened) == [False, True, True]
    assert not opened.workshop.commands["show_left"].isChecked()
    opened.press("Ctrl+Alt+1")
    assert opened.desk.sizes()[0] >= opened.desk.left.minimumWidth()


def test_the_page_is_never_too_narrow_to_be_of_use(opened: Desk) -> None:
    opened.press("Ctrl+Alt+3")
    opened.desk.setSizes([400, 2000, 10])
    assert opened.desk.right.width() >= 300
    assert opened.desk.preview.viewport().width() >= 250
    assert opened.desk.preview.factor >= 0.2


def test_keys_for_a_tab_show_the_hidden_pane_and_go_there(opened: Desk) -> None:
    for keys, index in (("Alt+2", 1), ("Alt+3", 2), ("Alt+1", 0)):
        opened.workshop.commands["show_left"].setChecked(False)
        opened.body.setFocus()
        opened.press(keys)
        assert opened.desk.left.isVisible()
        assert opened.desk.left.currentIndex() == index
        focus = opened.window.focusWidget()
        assert focus is not None
        assert opened.desk.left.isAncestorOf(focus)


def pane_of_focus(desk: Desk) -> str:
    focus = desk.window.focusWidget()
    panes = {"left": desk.desk.left, "middle": desk.desk.middle, "right": desk.desk.right}
    return next((n for n, p in panes.items() if focus is not None and p.isAncestorOf(focus)), "")


def test_next_and_previous_pane_skip_what_is_hidden(opened: Desk) -> None:
    opened.body.setFocus()
    order: list[str] = []
    for keys in ("F6", "F6", "F6", "Shift+F6", "Shift+F6"):
        opened.press(keys)
        order.append(pane_of_focus(opened))
    assert order == ["right", "left", "middle", "left", "right"]
    opened.press("Ctrl+Alt+2")
    opened.body.setFocus()
    order = []
    for keys in ("F6", "F6", "Shift+F6"):
        opened.press(keys)
        order.append(pane_of_focus(opened))
    assert order == ["left", "middle", "left"]


def test_the_arrangement_comes_back(opened: Desk, starts: Starts) -> None:
    opened.press("Ctrl+Alt+1")
    opened.press("Ctrl+Shift+9")
    opened.press("Ctrl+Alt+3")
    opened.desk.left.setCurrentIndex(1)
    issue_id, zoom = opened.session.issue_id, opened.desk.preview.zoom
    opened.window.close()
    again = starts.again()
    assert again.session.issue_id == issue_id
    assert visible(again) == [False, True, True]
    assert again.desk.left.currentIndex() == 1
    assert again.desk.preview.zoom == zoom
    assert again.desk.right.thumbnails.isVisible()
    assert again.workshop.commands["thumbnails"].isChecked()
    assert not again.workshop.commands["show_left"].isChecked()


def test_a_pane_that_was_hidden_comes_back_as_wide_as_it_was(
    opened: Desk, starts: Starts, settings: QSettings
) -> None:
    opened.desk.setSizes([330, 470, 500])
    left = opened.desk.sizes()[0]
    opened.press("Ctrl+Alt+1")
    opened.window.close()
    # The offscreen screen is narrower than the window, to which Qt would cut the geometry.
    settings.remove("window/geometry")
    again = starts.again()
    again.press("Ctrl+Alt+1")
    assert again.desk.sizes()[0] == left


def test_the_page_is_hidden_while_there_is_none_and_comes_back(opened: Desk) -> None:
    widths = opened.desk.sizes()
    opened.workshop.close_issue()
    assert visible(opened) == [True, True, False]
    assert opened.workshop.commands["show_right"].isChecked()
    opened.workshop.open_issue(opened.library.issues()[0].id)
    assert opened.desk.sizes() == widths


def test_settings_that_make_no_sense_are_left_aside(starts: Starts, settings: QSettings) -> None:
    for name, value in (
        ("window/panes", ["a", "-3", ""]), ("window/hidden", "middle"), ("window/tab", "x"),
        ("preview/zoom", "77"), ("preview/thumbnails", "maybe"),
    ):  # fmt: skip
        settings.setValue(name, value)
    again = starts.again()
    assert visible(again) == [True, True, False]
    assert again.desk.left.currentIndex() == 0


def test_a_maximised_window_comes_back_maximised(opened: Desk, starts: Starts) -> None:
    opened.window.showMaximized()
    opened.window.close()
    assert starts.again().window.isMaximized()


def test_a_window_on_a_screen_that_is_gone_comes_back_within_reach(
    opened: Desk, starts: Starts
) -> None:
    opened.window.resize(640, 500)
    opened.window.move(6000, 4000)
    opened.window.close()
    again = starts.again()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(again.window.frameGeometry())
    assert screen.contains(again.window.geometry().topLeft() + QPoint(40, 5))
