"""A list in the clerk's order: rows are added, deleted and moved, by drag or by buttons."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.ui import theme


class OrderedList(QWidget):
    """The list over its buttons. Rows keep plain values: those that are dragged are written down.

    `chosen` tells that another row is current, or none; `add_wanted` asks for a new row.
    """

    chosen = Signal()
    add_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        theme.named(self.list, "framed")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.add, self.delete = small_button("添加"), small_button("删除")
        self.up, self.down = small_button("上移"), small_button("下移")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for button in (self.add, self.delete, self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.list.currentRowChanged.connect(lambda _: self._on_chosen())
        self.add.clicked.connect(self.add_wanted)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))

    @property
    def current(self) -> QListWidgetItem | None:
        """The current row."""
        return self.list.currentItem()

    def items(self) -> list[QListWidgetItem]:
        """Return the rows in order."""
        return [self.list.item(row) for row in range(self.list.count())]

    def append(self, item: QListWidgetItem, *, choose: bool = False) -> None:
        """Put a row at the end."""
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        self.list.addItem(item)
        if choose:
            self.list.setCurrentItem(item)

    def choose_first(self) -> None:
        """Make the first row current."""
        self.list.setCurrentRow(0)
        self._on_chosen()

    def take_current(self) -> None:
        """Take the current row out."""
        self.list.takeItem(self.list.currentRow())
        self._on_chosen()

    def _on_chosen(self) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        self.delete.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < last)
        self.chosen.emit()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
        self._on_chosen()


def small_button(text: str) -> QPushButton:
    """Return a small button that Enter never presses by itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    theme.named(button, "small")
    return button
