"""A simple table: its cells typed into a grid, its first row as heading."""

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from bulletin_desk.model.richtext import Run, Table
from bulletin_desk.ui.dialogs.base import Dialog


class TableDialog(Dialog):
    """Makes a table or changes one; cells that keep their text keep their emphasis."""

    def __init__(self, parent: QWidget | None, table: Table | None) -> None:
        super().__init__(parent, "表格", "确定")
        self.resize(620, 420)
        self._old = table
        self.grid = QTableWidget()
        self.grid.setAccessibleName("表格内容")
        self.grid.horizontalHeader().hide()
        self.grid.verticalHeader().hide()
        self.rows, self.columns = self._size_field("行数", 200), self._size_field("列数", 20)
        self.header = QCheckBox("首行为表头")
        self.header.setChecked(table is None or table.header_rows > 0)
        bar = QHBoxLayout()
        for label, field in (("行数", self.rows), ("列数", self.columns)):
            name = QLabel(label)
            name.setBuddy(field)
            bar.addWidget(name)
            bar.addWidget(field)
        bar.addStretch()
        bar.addWidget(self.header)
        self.content.addLayout(bar)
        self.content.addWidget(self.grid, 1)
        self._fill(table or Table(((), (), ())))
        self.rows.valueChanged.connect(self.grid.setRowCount)
        self.columns.valueChanged.connect(self.grid.setColumnCount)

    @classmethod
    def ask(cls, parent: QWidget | None, table: Table | None = None) -> Table | None:
        """Return the table, or None when the clerk cancels."""
        dialog = cls(parent, table)
        return dialog.table() if dialog.accepted_by_clerk() else None

    def table(self) -> Table:
        """Return the table that the grid shows."""
        rows = range(self.grid.rowCount())
        columns = range(self.grid.columnCount())
        cells = tuple(tuple(self._cell(row, column) for column in columns) for row in rows)
        return Table(cells, 1 if self.header.isChecked() else 0)

    def _cell(self, row: int, column: int) -> tuple[Run, ...]:
        item = self.grid.item(row, column)
        text = item.text() if item else ""
        if self._old and row < len(self._old.rows) and column < len(self._old.rows[row]):
            known = self._old.rows[row][column]
            if "".join(run.text for run in known) == text:
                return known
        return (Run(text),) if text else ()

    def _fill(self, table: Table) -> None:
        columns = max((len(row) for row in table.rows), default=0) or 3
        self.rows.setValue(len(table.rows))
        self.columns.setValue(columns)
        self.grid.setRowCount(len(table.rows))
        self.grid.setColumnCount(columns)
        for number, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                item = QTableWidgetItem("".join(run.text for run in cell))
                self.grid.setItem(number, column, item)

    def _size_field(self, name: str, most: int) -> QSpinBox:
        field = QSpinBox()
        field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        field.setRange(1, most)
        field.setAccessibleName(name)
        return field
