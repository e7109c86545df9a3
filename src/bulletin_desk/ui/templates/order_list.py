"""A list in an order of the clerk's own: moved by dragging and by Alt+↑/↓."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_DATA = Qt.ItemDataRole.UserRole


class OrderList(QListWidget):
    """Rows of (value, text, checked); `arranged` follows a move and a check of the clerk's."""

    arranged = Signal()

    def __init__(self, name: str, *, checks: bool) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._checks = checks
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemChanged.connect(lambda _: self.arranged.emit())

    def rows(self) -> list[tuple[object, bool]]:
        """Return the values in order, with their checks."""
        found: list[tuple[object, bool]] = []
        for index in range(self.count()):
            item = self.item(index)
            found.append((item.data(_DATA), item.checkState() == Qt.CheckState.Checked))
        return found

    def show_rows(self, rows: Sequence[tuple[object, str, bool]]) -> None:
        """Show other rows; the current row stays where it is."""
        current = self.currentRow()
        with QSignalBlocker(self):
            while self.count() > len(rows):
                self.takeItem(self.count() - 1)
            while self.count() < len(rows):
                self.addItem(QListWidgetItem())
            for index, (value, text, checked) in enumerate(rows):
                item = self.item(index)
                item.setText(text)
                item.setData(_DATA, value)
                flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
                item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if self._checks else flags)
                if self._checks:
                    state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
                    item.setCheckState(state)
            if self.count():
                self.setCurrentRow(min(max(current, 0), self.count() - 1))
        self._fit()

    def move_current(self, by: int) -> None:
        """Move the current row up or down."""
        row = self.currentRow()
        target = row + by
        if row < 0 or not 0 <= target < self.count():
            return
        with QSignalBlocker(self):
            self.insertItem(target, self.takeItem(row))
            self.setCurrentRow(target)
        self.arranged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(move)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        with QSignalBlocker(self):
            super().dropEvent(event)
        self.arranged.emit()

    def _fit(self) -> None:
        """Be as high as the rows: the page around it scrolls."""
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        least = self.fontMetrics().lineSpacing() * 3
        self.setFixedHeight(max(height, least) + 2 * self.frameWidth() + 4)
