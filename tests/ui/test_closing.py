"""What still waits for its time when the window closes: nothing of it asks the closed library."""

import pytest
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.autosave import DELAY_MS
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.preflight.feature import PAUSE, Preflight
from ui.driver import Desk, key


def test_a_check_that_waits_is_given_up(
    desk: Desk, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_sample()
    preflight = desk.workshop.feature(Preflight)
    told: list[object] = []
    preflight.problems_changed.connect(told.append)
    key(desk.body, "新")
    assert window.close()
    # Somebody shows the window again, for its own last words, as a failed close does.
    window.show()
    qtbot.wait(PAUSE + 300)
    assert told == []


def test_a_check_in_the_middle_is_given_up(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    desk.open_sample()
    preflight = desk.workshop.feature(Preflight)
    told: list[object] = []
    preflight._on_rest()
    preflight.problems_changed.connect(told.append)
    assert window.close()
    qtbot.wait(100)
    assert told == []


def test_saving_that_failed_is_not_tried_again_without_a_library(
    desk: Desk, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_sample()
    tried: list[object] = []
    key(desk.body, "新")
    monkeypatch.setattr(desk.workshop, "_save_or_ask", lambda: True)
    monkeypatch.setattr(desk.workshop.autosave, "_save", lambda *saved: tried.append(saved))
    assert window.close()
    qtbot.wait(DELAY_MS + 200)
    assert tried == []


def test_work_that_ends_after_the_window_tells_nobody(
    desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    told: list[object] = []
    tasks = desk.workshop.files.tasks
    tasks.run(lambda: 1, told.append, told.append)
    assert window.close()
    qtbot.wait(100)
    assert told == []


def test_the_issue_stays_while_it_is_locked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    issue_id = desk.open_sample()
    finals = desk.workshop.feature(Finals)
    monkeypatch.setattr(finals, "is_writing", True)
    desk.workshop.close_issue()
    assert desk.session.issue_id == issue_id
    assert "正在定稿" in desk.window.statusBar().currentMessage()
    monkeypatch.setattr(finals, "is_writing", False)
    desk.workshop.close_issue()
    assert desk.session.issue_id is None
