"""Every dialog that a command of the window opens: names, tab order, room for its texts."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from bulletin_desk.ui.dialogs.table_dialog import TableDialog
from bulletin_desk.ui.preflight.feature import Preflight
from ui.driver import TABLE, Desk, sample
from ui.walking import clipped, controls, described, name, reached_by_tab

COMMANDS = (
    "new", "open", "versions", "final", "templates", "recipients", "units", "rules", "phrases",
    "shortcuts", "about", "palette", "take_past",
)  # fmt: skip


def faults(dialog: QDialog) -> list[str]:
    """What a dialog lacks."""
    found = list(controls(dialog))
    reached = reached_by_tab(dialog)
    return [
        *("no controls" for _ in range(not found)),
        *(f"no name: {described(c)}" for c in found if not name(c).strip()),
        *(f"not reached: {described(c)}" for c in found if c not in reached),
        *clipped(dialog),
    ]


class Walk:
    """Looks at the dialog that opens, and closes it."""

    def __init__(self) -> None:
        self.faults: list[str] | None = None
        self.error: BaseException | None = None
        self._tries = 0

    def start(self) -> None:
        QTimer.singleShot(30, self._look)

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        self._tries += 1
        if not isinstance(dialog, QDialog):
            if self._tries < 100:  # fewer than the test waits for: none looks on in the next
                self.start()
            return
        try:
            QApplication.processEvents()
            self.faults = faults(dialog)
        except BaseException as error:
            self.error = error
        finally:
            dialog.reject()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_dialog_is_named_reached_and_roomy(
    desk: Desk, qtbot: QtBot, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.library.add_issue(sample(3))
    desk.open_sample()
    monkeypatch.setattr(Preflight, "confirm_before", lambda *_: True)
    walk = Walk()
    walk.start()
    desk.workshop.commands[command].trigger()
    qtbot.wait_until(lambda: walk.faults is not None or walk.error is not None)
    if walk.error:
        raise walk.error
    assert walk.faults == []


def test_the_table_dialog_is_named_reached_and_roomy(desk: Desk, qtbot: QtBot) -> None:
    walk = Walk()
    walk.start()
    TableDialog.ask(desk.window, TABLE)
    qtbot.wait_until(lambda: walk.faults is not None or walk.error is not None)
    if walk.error:
        raise walk.error
    assert walk.faults == []
