"""A list of suggestions under a field: never in the way of typing, composing or the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from bulletin_desk.ui import theme

_MOST = 8


class Suggestions(QListWidget):
    """Shows texts under a field that keeps the focus; `chosen` carries the one that was taken.

    It is a part of the window and no window of its own, so that no input method loses its place.
    """

    chosen = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        theme.named(self, "suggestions")
        self.setAccessibleName(f"{field.accessibleName()}，可选")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.take(item.text()))
        self.hide()

    def offer(self, texts: Sequence[str]) -> None:
        """Show these texts, none of them chosen; hide when there are none."""
        if not texts:
            self.hide()
            return
        self.clear()
        self.addItems(list(texts[:_MOST]))
        self.setCurrentRow(-1)
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        width = max(self._field.width(), self.sizeHintForColumn(0) + 2 * theme.MEDIUM)
        self.resize(min(width, self._field.window().width()), rows + 2 * self.frameWidth() + 2)
        below = self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 2))
        room = self._field.window().width() - self.width() - theme.SMALL
        self.move(min(below.x(), max(room, 0)), below.y())
        self.show()
        self.raise_()

    def take(self, text: str) -> None:
        """Choose a text and hide."""
        self.hide()
        self.chosen.emit(text)

    def steer(self, key: int) -> bool:
        """Do what a key means to the list that is shown; return whether it meant anything."""
        if not self.isVisible():
            return False
        row = self.currentRow()
        if key == Qt.Key.Key_Down:
            self.setCurrentRow((row + 1) % self.count())
        elif key == Qt.Key.Key_Up:
            self.setCurrentRow(row - 1 if row > 0 else self.count() - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            item = self.currentItem()
            assert item is not None
            self.take(item.text())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True
