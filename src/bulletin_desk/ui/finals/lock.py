"""Keeps every control that would change a final issue from doing so, and lets it again."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from bulletin_desk.ui.command_table import CHANGES, NEED_ISSUE

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)
_CHOICES = (QAbstractButton, QComboBox, QAbstractItemView, QAbstractSpinBox)


class Lock(QObject):
    """Holds commands and editors while the session is locked.

    Text can still be read, selected and copied. A control that another part of the window turns
    on meanwhile is turned off again, and is on when the lock goes.
    """

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._locked = False
        # What was held, and whether it is to be usable again: by identity, in order.
        self._held: dict[int, tuple[QAction | QWidget, bool]] = {}
        self._texts: list[QLineEdit | QPlainTextEdit | QTextEdit] = []
        workshop.session.opened.connect(self.follow)
        workshop.session.lock_changed.connect(self.follow)
        # Other parts of the issue may bring controls of their own.
        workshop.desk.chosen.connect(self.follow)

    def follow(self) -> None:
        """Hold or let go, as the session has it."""
        locked = self._workshop.session.locked
        if locked:
            self._locked = True
            self._hold()
        elif self._locked:
            self._locked = False
            self._let_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enabled = event.type() == QEvent.Type.EnabledChange
        if enabled and self._locked and isinstance(watched, QWidget) and watched.isEnabled():
            self._keep(watched)
        return False

    def _hold(self) -> None:
        commands, desk = self._workshop.commands, self._workshop.desk
        for action in [commands[name] for name in CHANGES] + commands.menus["格式"].actions():
            self._hold_action(action)
        for widget in desk.editors.findChildren(QWidget):
            if not desk.start.isAncestorOf(widget):
                for action in widget.actions():
                    self._hold_action(action)
                self._hold_widget(widget)

    def _hold_action(self, action: QAction) -> None:
        # The widget in a bar is held itself; holding its action, too, would turn it off twice.
        if id(action) not in self._held and not isinstance(action, QWidgetAction):
            self._keep(action)
            action.enabledChanged.connect(self._on_action)

    def _hold_widget(self, widget: QWidget) -> None:
        if isinstance(widget, _TEXTS):
            if not widget.isReadOnly() and not _inside_choice(widget):
                widget.setReadOnly(True)
                self._texts.append(widget)
        elif isinstance(widget, QToolButton) and widget.defaultAction() is not None:
            self._hold_action(widget.defaultAction())
        elif isinstance(widget, _CHOICES) and id(widget) not in self._held:
            self._keep(widget)
            widget.installEventFilter(self)

    def _on_action(self, enabled: bool) -> None:
        action = self.sender()
        if enabled and self._locked and isinstance(action, QAction):
            self._keep(action)

    def _keep(self, control: QAction | QWidget) -> None:
        usable = control.isEnabled() if isinstance(control, QAction) else _is_on(control)
        self._held[id(control)] = (control, usable)
        control.setEnabled(False)

    def _let_go(self) -> None:
        held, self._held = self._held, {}
        texts, self._texts = self._texts, []
        for control, usable in held.values():
            with suppress(RuntimeError):  # deleted meanwhile
                self._free(control, usable=usable)
        for text in texts:
            with suppress(RuntimeError):
                text.setReadOnly(False)

    def _free(self, control: QAction | QWidget, *, usable: bool) -> None:
        if isinstance(control, QAction):
            control.enabledChanged.disconnect(self._on_action)
        else:
            control.removeEventFilter(self)
        control.setEnabled(usable and self._makes_sense(control))

    def _makes_sense(self, control: QAction | QWidget) -> bool:
        there = self._workshop.session.bulletin is not None
        return there or control.objectName() not in NEED_ISSUE


def _is_on(widget: QWidget) -> bool:
    """Whether a widget itself is on, whatever holds it."""
    return not widget.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)


def _inside_choice(widget: QWidget) -> bool:
    """Whether a text is the field of a date, a number or a list, which is held as a whole."""
    return isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox))
