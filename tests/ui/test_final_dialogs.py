"""The dialogs of 定稿 and 历史版本, and the locked window: names, reach by keyboard, room."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from bulletin_desk.ui.finals.dialog import FinalDialog
from bulletin_desk.ui.finals.reopening import ReopenDialog
from bulletin_desk.ui.outline.model import MASTHEAD
from bulletin_desk.ui.versions.dialog import VersionsDialog
from bulletin_desk.ui.versions.feature import Versions
from ui.driver import Desk
from ui.walking import clipped, controls, described, name, reached_by_tab


def versions_dialog(desk: Desk) -> VersionsDialog:
    issue_id = desk.open_sample()
    desk.library.save_version(issue_id, "送审稿")
    desk.workshop.apply("改", replace(desk.bulletin, contents=False))
    return VersionsDialog(desk.window, desk.workshop.feature(Versions).history(issue_id))


def final_dialog(desk: Desk) -> FinalDialog:
    desk.open_sample()
    return FinalDialog(desk.window, desk.bulletin, Path.home(), "{刊名}/{年}/{刊名} {年}年{期号}")


def locked_window(desk: Desk) -> QWidget:
    issue_id = desk.open_sample()
    desk.library.finalise(issue_id, template="", pdf=b"%PDF", docx=b"PK")
    desk.session.lock(True)
    desk.desk.outline.choose(MASTHEAD)
    return desk.window


MAKERS: dict[str, Callable[[Desk], QWidget]] = {
    "versions": versions_dialog,
    "final": final_dialog,
    "reopen": lambda desk: ReopenDialog(desk.window, "第1次定稿的文件仍在“历史版本”里。" * 3),
    "locked": locked_window,
}


@pytest.fixture(params=MAKERS)
def shown(request: pytest.FixtureRequest, desk: Desk) -> QWidget:
    widget = MAKERS[request.param](desk)
    widget.show()
    if isinstance(widget, VersionsDialog):
        desk.qtbot.wait_until(lambda: bool(widget.comparison.sides.toPlainText()))
    return widget


def test_controls_have_names_and_are_reached(shown: QWidget) -> None:
    found = list(controls(shown))
    assert len(found) > 1
    assert [described(control) for control in found if not name(control).strip()] == []
    shown.activateWindow()
    reached = reached_by_tab(shown)
    assert [described(c) for c in found if c not in reached] == []


def test_no_text_is_clipped(shown: QWidget) -> None:
    assert clipped(shown) == []
