"""剪切, 复制, 粘贴, 全选 in the menu: what their keys do where the caret is or last was."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_KEYS = {
    "cut": Qt.Key.Key_X,
    "copy": Qt.Key.Key_C,
    "paste": Qt.Key.Key_V,
    "select_all": Qt.Key.Key_A,
}
_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)


class EditingKeys(QObject):
    """Sends the key that a command stands for to the text that has, or last had, the focus."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._window = workshop.window
        self._last: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        for name, key in _KEYS.items():
            action = workshop.commands[name]
            # The menu shows the keys; pressed, they are the focused widget's own.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, k=key: self._send(k))

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, _TEXTS):
            self._last = new

    def _send(self, key: Qt.Key) -> None:
        # The menu bar has the focus when it is opened by keys.
        text = self._last
        if text is None or not isValid(text) or not text.isVisible():
            return
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(text, event)
