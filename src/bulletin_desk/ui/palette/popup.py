"""A field over a list, in front of the window: what is typed narrows the list, Enter chooses."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.palette.spelling import Readings

_STEERING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
# What was found stands in the items under this role: its place among all.
FOUND = Qt.ItemDataRole.UserRole


class SearchPopup(QDialog):
    """Shows the items of `_items` for what is typed; `_take` is called for the one chosen."""

    def __init__(self, parent: QWidget, name: str, placeholder: str, nothing: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self._nothing = nothing
        self.spoken: Readings = {}
        self.field = LineField(name, placeholder)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        self.column.setSpacing(theme.SMALL)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list, 1)
        self.field.textChanged.connect(self.narrow)
        self.list.itemClicked.connect(self._choose)
        self._place(parent)
        theme.named(self, "palette")
        theme.named(self.list, "recent")
        # A popup has no focus of its own to hand on.
        self.setFocusProxy(self.field)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def learn(self, spoken: Readings) -> None:
        """Take over how the names are read."""
        self.spoken = spoken
        self.narrow()

    def narrow(self) -> None:
        """List what fits what is typed."""
        found = self._items(self.field.text())
        self.list.clear()
        for item in found:
            self.list.addItem(item)
        if not found:
            nothing = QListWidgetItem(self._nothing)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0 if found else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEERING:
            self.list.event(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.field.preedit:
                self._choose(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    @abstractmethod
    def _items(self, query: str) -> Sequence[QListWidgetItem]:
        """Return the items that fit, the best first."""

    @abstractmethod
    def _take(self, place: int) -> None:
        """Take over what was chosen: its place among all."""

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self._take(item.data(FOUND))
            self.accept()

    def _place(self, parent: QWidget) -> None:
        width = min(560, parent.width() - 2 * theme.LARGE)
        height = min(440, parent.height() - 4 * theme.LARGE)
        corner = parent.mapToGlobal(QPoint((parent.width() - width) // 2, 2 * theme.LARGE))
        self.setGeometry(QRect(corner.x(), corner.y(), width, height))
