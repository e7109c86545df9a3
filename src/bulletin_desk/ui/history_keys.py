"""Undo and redo in fields of dates and numbers are the window's."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class WindowHistory(QObject):
    """Keeps a field of Qt's from claiming the keys of undo and redo.

    Its inner line would take back its own text alone, of which it has nothing after a step by an
    arrow key. Where the window has no undo, as in a dialog, the key still comes to the line.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _KEYS)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
