"""Shift+F10 opens the context menu of a list, as the menu key does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_BY_KEYBOARD = QContextMenuEvent.Reason.Keyboard


def opens_menu(view: QWidget, event: QKeyEvent) -> bool:
    """Ask a view for its context menu when the key is Shift+F10; return whether it is.

    Qt itself knows the menu key alone on X11 and Wayland.
    """
    asked = event.key() == Qt.Key.Key_F10 and event.modifiers() == _SHIFT
    if asked and QApplication.activePopupWidget() is None:
        place = view.rect().center()
        menu = QContextMenuEvent(_BY_KEYBOARD, place, view.mapToGlobal(place))
        QApplication.postEvent(view, menu)
    return asked
