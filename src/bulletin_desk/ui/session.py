"""The open issue: one bulletin, one undo stack, one signal that tells of every change."""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, replace
from time import monotonic

from PySide6.QtCore import QObject, Signal

from bulletin_desk.model.bulletin import Bulletin

MAX_STEPS = 1000
# Typing that rests this long starts a new undo step.
PAUSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable change, with the name that the menu shows."""

    label: str
    before: Bulletin
    after: Bulletin
    merge_key: Hashable | None
    time: float


class Session(QObject):
    """Holds the bulletin being edited; every change goes through `apply`.

    `changed` carries the bulletins before and after; each view compares its own part. It is sent
    for edits, undo and redo. `opened` is sent when another issue (or none) takes the place,
    `lock_changed` when the open one is locked or unlocked. A locked session (定稿) takes no
    changes: `refused` tells whoever showed one already to show the issue as it is.
    """

    changed = Signal(object, object)
    opened = Signal()
    steps_changed = Signal()
    stepped = Signal(object, object)
    lock_changed = Signal(bool)
    refused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.issue_id: int | None = None
        self.locked = False
        self.bulletin: Bulletin | None = None
        self._done: deque[Step] = deque(maxlen=MAX_STEPS)
        self._undone: list[Step] = []

    def open(self, issue_id: int, bulletin: Bulletin, *, locked: bool = False) -> None:
        """Put an issue on the desk, with an empty undo stack."""
        self.locked = locked
        self._replace(issue_id, bulletin)

    def lock(self, locked: bool) -> None:
        """Let the open issue take no changes, or take them again; what is on show stays."""
        if self.bulletin is not None and locked != self.locked:
            self.locked = locked
            self.lock_changed.emit(locked)
            self.steps_changed.emit()

    def close(self) -> None:
        """Leave the desk empty."""
        self.locked = False
        self._replace(None, None)

    def apply(self, label: str, bulletin: Bulletin, merge_key: Hashable | None = None) -> None:
        """Make an edited bulletin the current one; equal merge keys in a row fold into a step."""
        before = self.bulletin
        if before is None or bulletin is before:
            return
        if self.locked:
            self.refused.emit()
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        now = monotonic()
        if last and merge_key is not None and _continues(last, merge_key, now):
            self._done[-1] = replace(last, after=bulletin, time=now)
        else:
            self._done.append(Step(label, before, bulletin, merge_key, now))
        self.bulletin = bulletin
        self.changed.emit(before, bulletin)
        self.steps_changed.emit()

    def end_step(self) -> None:
        """Let the next change start a step of its own, whatever its merge key."""
        if self._done and self._done[-1].merge_key is not None:
            self._done[-1] = replace(self._done[-1], merge_key=None)

    def undo(self) -> None:
        """Take the last step back."""
        if self._done and not self.locked:
            step = self._done.pop()
            self._undone.append(step)
            self._show(step.after, step.before)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if self._undone and not self.locked:
            step = self._undone.pop()
            self._done.append(replace(step, merge_key=None))
            self._show(step.before, step.after)

    @property
    def undo_label(self) -> str | None:
        """The name of the step that undo takes back, or None."""
        return self._done[-1].label if self._done and not self.locked else None

    @property
    def redo_label(self) -> str | None:
        """The name of the step that redo does again, or None."""
        return self._undone[-1].label if self._undone and not self.locked else None

    def _show(self, before: Bulletin, after: Bulletin) -> None:
        self.bulletin = after
        self.changed.emit(before, after)
        self.steps_changed.emit()
        self.stepped.emit(before, after)

    def _replace(self, issue_id: int | None, bulletin: Bulletin | None) -> None:
        self.issue_id, self.bulletin = issue_id, bulletin
        self._done.clear()
        self._undone.clear()
        self.opened.emit()
        self.steps_changed.emit()


def _continues(last: Step, merge_key: Hashable, now: float) -> bool:
    return last.merge_key == merge_key and now - last.time < PAUSE_SECONDS
