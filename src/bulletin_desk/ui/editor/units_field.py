"""The contributing units (供稿单位) of an article on one line, completed from those known."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
)

from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.editor.positions import from_utf16, to_utf16
from bulletin_desk.ui.editor.suggestions import Suggestions

_SEPARATOR = re.compile("[、，,；;]")


def units_of(text: str) -> tuple[str, ...]:
    """Return the units that a text names, each once, in order."""
    parts = [" ".join(part.split()) for part in _SEPARATOR.split(text)]
    return tuple(dict.fromkeys([part for part in parts if part]))


class UnitsField(LineField):
    """Several units, separated by 、; `units_edited` carries them as a tuple.

    `left` tells that the clerk is done with a change, and carries the units before it.
    `known` returns the units to complete from, the most usual ones first.
    """

    units_edited = Signal(object)
    left = Signal(object)

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name, placeholder)
        self.known: Callable[[], Sequence[str]] = tuple
        self._suggestions: Suggestions | None = None
        self._entered: tuple[str, ...] = ()
        self.edited.connect(self._on_typed)

    @property
    def suggestions(self) -> Suggestions:
        """The list under the field."""
        if self._suggestions is None:
            self._suggestions = Suggestions(self)
            self._suggestions.chosen.connect(self._put)
        return self._suggestions

    def show_units(self, units: Sequence[str]) -> None:
        """Show other units; what is typed stays as it is where it means the same."""
        if units_of(self.text()) != tuple(units):
            self._hide()
            self.show_text("、".join(units))
            self._entered = tuple(units)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.preedit and self.suggestions.steer(event.key()):
            event.accept()
        elif event.key() == Qt.Key.Key_Down and not self.preedit:
            self._offer(everything=True)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString():
            self._hide()
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hide()
        super().mousePressEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        self._hide()
        super().moveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._entered = units_of(self.text())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hide()
        super().focusOutEvent(event)
        before, self._entered = self._entered, units_of(self.text())
        if self._entered != before:
            self.left.emit(before)

    def _hide(self) -> None:
        if self._suggestions is not None:
            self._suggestions.hide()

    def _on_typed(self, text: str) -> None:
        self.units_edited.emit(units_of(text))
        if not self.preedit:
            self._offer()

    def _offer(self, *, everything: bool = False) -> None:
        """Suggest units for what is typed at the caret; all of them where nothing is."""
        start, end = self._part()
        typed = self.text()[start:end].strip()
        if self.isReadOnly() or not (typed or everything):
            self._hide()
            return
        others = units_of(self.text()[:start] + "、" + self.text()[end:])
        fitting = [u for u in self.known() if typed in u and u != typed and u not in others]
        fitting.sort(key=lambda unit: not unit.startswith(typed))
        self.suggestions.offer(fitting)

    def _part(self) -> tuple[int, int]:
        """Return where the unit at the caret begins and ends."""
        text = self.text()
        caret = from_utf16(text, self.cursorPosition())
        start = max([m.end() for m in _SEPARATOR.finditer(text) if m.end() <= caret], default=0)
        after = (m.start() for m in _SEPARATOR.finditer(text) if m.start() >= caret)
        return start, next(after, len(text))

    def _put(self, unit: str) -> None:
        start, end = self._part()
        text = self.text()
        whole = text[:start] + unit + text[end:]
        self.setText(whole)
        self.setCursorPosition(to_utf16(whole, start + len(unit)))
        self.edited.emit(whole)
        self._hide()
