"""A simple table: its cells in a grid, its first rows as heading."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from bulletin_desk.model.richtext import Table
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.tables.clipboard import MAX_COLUMNS, MAX_ROWS
from bulletin_desk.ui.tables.grid import Grid

_HEADERS = ("没有表头", "首行为表头", "前两行为表头")
_HINT = (
    "从 Excel 或 WPS 表格复制后，可以直接粘贴到这里。Tab 到下一格，回车到下一行，Ctrl+回车完成。"
)


class TableDialog(Dialog):
    """Makes a table or changes one; cells that keep their text keep their emphasis."""

    def __init__(self, parent: QWidget | None, table: Table | None) -> None:
        super().__init__(parent, "表格", "确定")
        screen.give_size(self, 700, 460)
        self.grid = Grid(table or Table(((), (), ())))
        self.rows = self._size_field("行数", MAX_ROWS, self.grid.rowCount())
        self.columns = self._size_field("列数", MAX_COLUMNS, self.grid.columnCount())
        self.header = QComboBox()
        self.header.setAccessibleName("表头")
        self.header.addItems(_HEADERS)
        self._header_rows = 1 if table is None else table.header_rows
        self.header.setCurrentIndex(min(max(self._header_rows, 0), 2))
        self.content.addLayout(self._build_bar())
        self.content.addWidget(self.grid, 1)
        self.content.addWidget(quiet_label(_HINT))
        self._connect()
        self.grid.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, table: Table | None = None) -> Table | None:
        """Return the table, or None when the clerk cancels."""
        dialog = cls(parent, table)
        return dialog.table() if dialog.accepted_by_clerk() else None

    def table(self) -> Table:
        """Return the table that the grid shows."""
        self.grid.finish_editing()
        return Table(self.grid.rows(), self._header_rows)

    def accept(self) -> None:
        self.grid.finish_editing()
        super().accept()

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.SMALL)
        for label, field in (("行数", self.rows), ("列数", self.columns)):
            name = QLabel(label)
            name.setBuddy(field)
            bar.addWidget(name)
            bar.addWidget(field)
        bar.addSpacing(theme.SMALL)
        for text, do in (
            ("插入行", lambda: self.grid.insert_rows(1)),
            ("插入列", lambda: self.grid.insert_columns(1)),
            ("删除行", self.grid.delete_rows),
            ("删除列", self.grid.delete_columns),
        ):
            bar.addWidget(self._button(text, do))
        bar.addStretch()
        bar.addWidget(self.header)
        return bar

    def _button(self, text: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        theme.named(button, "small")
        button.clicked.connect(lambda: do())
        return button

    def _connect(self) -> None:
        self.rows.valueChanged.connect(lambda n: self.grid.resize_to(n, self.grid.columnCount()))
        self.columns.valueChanged.connect(lambda n: self.grid.resize_to(self.grid.rowCount(), n))
        self.grid.resized.connect(self._show_size)
        self.header.activated.connect(self._on_header)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def _on_header(self, rows: int) -> None:
        self._header_rows = self.grid.header_rows = rows

    def _show_size(self) -> None:
        for field, count in (
            (self.rows, self.grid.rowCount()),
            (self.columns, self.grid.columnCount()),
        ):
            field.blockSignals(True)
            field.setValue(count)
            field.blockSignals(False)

    def _size_field(self, name: str, most: int, count: int) -> QSpinBox:
        field = QSpinBox()
        field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        field.setRange(1, max(most, count))
        field.setValue(count)
        field.setAccessibleName(name)
        return field
