"""The template that a form edits: one value, its own undo, and what is wrong with it."""

from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

from bulletin_desk.model.template import Template
from bulletin_desk.model.template_keys import WrongValueError
from bulletin_desk.model.template_values import checked, template_misfits, value, with_value

# A table of the TOML and a key of it.
Place = tuple[str, str]

# The one number that a template may leave open.
_COPIES = ("distribution", "copies")
# Typing in one field that rests this long starts a new step.
_PAUSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _Step:
    before: Template
    after: Template
    place: Place
    time: float


class Draft(QObject):
    """Holds the edited template; `changed` follows each change, undo and redo.

    Values that cannot stand on the page together are taken, told by `problems`, and become
    neither the preview nor a file; a text that is no value at all stays in its field.
    """

    changed = Signal()

    def __init__(self, template: Template, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.template = template
        # The last template without a problem: what the preview shows.
        self.fitting = template
        # What the form calls a value, by its table's family and its key.
        self._labels: dict[Place, str] = {}
        self._saved = template
        self._wrong: dict[Place, str] = {}
        self._misfits: dict[Place, str] = {}
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def problems(self) -> dict[Place, str]:
        """What is wrong, by the place of the value."""
        return {**self._misfits, **self._wrong}

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._wrong) or self.template != self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done or self._wrong)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    def is_wrong(self, place: Place) -> bool:
        """Whether the place's field holds a text that is no value."""
        return place in self._wrong

    def call(self, path: str, key: str, name: str) -> None:
        """Take note of what the form calls a value; all styles call theirs the same."""
        self._labels[_family(path), key] = name

    def get(self, path: str, key: str) -> Any:
        """Return a value."""
        return value(self.template, path, key)

    def set(self, path: str, key: str, raw: Any) -> None:
        """Take a value as the TOML would have it, or tell why not."""
        try:
            new = None if raw == "" and (path, key) == _COPIES else checked(path, key, raw)
        except WrongValueError as error:
            name = f"“{raw}”" if key == "size" else self._labels.get((_family(path), key), "")
            self._wrong[path, key] = f"{name}{error}"
            self.changed.emit()
            return
        self._wrong.pop((path, key), None)
        if new == self.get(path, key):
            self.changed.emit()
        else:
            self.replace(with_value(self.template, path, key, new), (path, key))

    def replace(self, template: Template, place: Place) -> None:
        """Make a template the current one; changes of one place in a row fold into a step."""
        now = monotonic()
        last = self._done[-1] if self._done else None
        self._undone.clear()
        if last and last.place == place and now - last.time < _PAUSE_SECONDS:
            self._done[-1] = replace(last, after=template, time=now)
        else:
            self._done.append(_Step(self.template, template, place, now))
        self._show(template)

    def undo(self) -> None:
        """Take back the last change; a text that is no value goes first."""
        if self._wrong:
            self._wrong.clear()
            self._show(self.template)
        elif self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._show(step.before)

    def redo(self) -> None:
        """Do the change again that was taken back last."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(replace(step, time=0.0))
            self._wrong.clear()
            self._show(step.after)

    def forget_wrong(self, path: str) -> None:
        """Forget the texts that are no values in the fields of a table: they go out of sight."""
        kept = {place: reason for place, reason in self._wrong.items() if place[0] != path}
        if kept != self._wrong:
            self._wrong = kept
            self.changed.emit()

    def saved(self, template: Template) -> None:
        """Take note that this template is what is saved now."""
        self._saved = self.template = self.fitting = template

    def _show(self, template: Template) -> None:
        self.template = template
        self._misfits = {}
        for path, key, reason in template_misfits(template):
            self._misfits.setdefault((path, key), reason)
        if any(not section.name for section in template.sections):
            self._misfits["sections", "name"] = "每个栏目都要有名称"
        if not template.name.strip():
            self._misfits["", "name"] = "模板要有名称"
        if not self._misfits:
            self.fitting = template
        self.changed.emit()


def _family(path: str) -> str:
    return "styles" if path.startswith("styles.") else path
