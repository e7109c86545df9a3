"""Walks over the controls of a window: their names, their reach by keyboard, their texts' room."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QWidget,
)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Every visible, enabled control of a window that takes the focus, itself no part of one."""
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisibleTo(window):
            continue
        if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if not _is_inner(widget):
            yield widget


def name(control: QWidget) -> str:
    """What an assistive tool calls a control: its own name, its text or its label's."""
    if control.accessibleName():
        return control.accessibleName()
    if isinstance(control, QAbstractButton):
        return control.text()
    for label in control.window().findChildren(QLabel):
        if label.buddy() is control:
            return label.text()
    return ""


def described(control: QWidget) -> str:
    """A control for a failing test's message."""
    return f"{type(control).__name__} {control.objectName()!r} in {type(control.parent()).__name__}"


def reached_by_tab(window: QWidget) -> set[QWidget]:
    """The controls that the Tab key comes to, from the first one round to it again."""
    reached: list[QWidget] = []
    focus = next(iter(controls(window)))
    focus.setFocus(Qt.FocusReason.TabFocusReason)
    while True:
        current = QApplication.focusWidget()
        if current is None or current in reached:
            return set(reached)
        reached.append(current)
        # What the Tab key does; some editors keep the key itself.
        step = current.nextInFocusChain()
        while step is not current and (step is None or not _takes_tab(step, window)):
            assert step is not None
            step = step.nextInFocusChain()
        assert step is not None
        step.setFocus(Qt.FocusReason.TabFocusReason)


def clipped(window: QWidget) -> list[str]:
    """Texts of labels and buttons that have less room than they need."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisibleTo(window):
            continue
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            if widget.contentsRect().width() + 1 < needed:
                found.append(f"{widget.text()}: {widget.contentsRect().width()} < {needed}")
        elif isinstance(widget, QLabel) and widget.text():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(f"{widget.text()}: lines are cut")
        elif isinstance(widget, QAbstractButton) and widget.text():
            needed = widget.minimumSizeHint()
            if widget.width() < needed.width() or widget.height() < needed.height():
                found.append(f"{widget.text()}: {widget.size()} < {needed}")
    return found


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    return (
        widget.window() is window
        and widget.isVisibleTo(window)
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )


def _is_inner(widget: QWidget) -> bool:
    """Whether a control belongs to a larger one that has the name."""
    parent = widget.parentWidget()
    if widget.focusProxy() is not None or isinstance(widget, QScrollBar | QTabWidget):
        return True
    if isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox):
        return True
    while parent is not None:
        if isinstance(parent, QAbstractItemView | QTabBar):
            return True
        parent = parent.parentWidget()
    return False
