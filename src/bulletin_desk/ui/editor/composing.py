"""Input methods: text that is still being composed is neither lost nor read too early.

Qt keeps the text that an input method composes (the preedit) apart from the document, announces
it as a change all the same, and drops it when something else happens first. So every text widget
of the window records its preedit, tells when composing ends, and can be asked to commit.
"""

from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object

_OWN_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_POPUP = Qt.FocusReason.PopupFocusReason
_Y, _CONTROL = Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier

# Where something is being composed: mostly one widget or none. Looking for them among all the
# window's children would take milliseconds at every save.
_composing: "WeakSet[Composing]" = WeakSet()


class Composing(_Base):
    """What every text widget shares: the recorded preedit, and no undo history of its own."""

    preedit = ""

    def commit_preedit(self) -> None:
        """Turn what is being composed into text, in its place."""
        text = self.preedit
        if not text:
            return
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        if self.preedit:
            # The platform delivered nothing (or the focus is gone): insert it ourselves.
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self, event)

    def composed(self) -> None:
        """Called when composing has ended and the text is whole again."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():  # pyright: ignore[reportAttributeAccessIssue]
            event.ignore()  # a QLineEdit would take it
            return
        was_composing = bool(self.preedit)
        self.preedit = event.preeditString()
        if self.preedit:
            _composing.add(self)
        else:
            _composing.discard(self)
        super().inputMethodEvent(event)
        if was_composing and not self.preedit:
            self.composed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not _POPUP:
            self.commit_preedit()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        # Left unaccepted, the window's undo and redo get the keys (QTextEdit would take them).
        if event.type() is QEvent.Type.ShortcutOverride and _is_history(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_history(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()  # pyright: ignore[reportAttributeAccessIssue]
        for action in menu.actions():
            if action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()


def composing_widgets(window: QWidget) -> list[Composing]:
    """Return the text widgets of a window and of its dialogs in which something is composed."""
    return [w for w in _composing if isValid(w) and w.preedit and _is_within(w, window)]


def commit_preedits(window: QWidget) -> None:
    """Commit whatever is being composed anywhere in a window."""
    for widget in composing_widgets(window):
        widget.commit_preedit()


def _is_within(widget: QWidget, window: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window


def _is_history(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    redo = event.key() == _Y and event.modifiers() == _CONTROL
    return redo or any(event.matches(key) for key in _OWN_HISTORY)
