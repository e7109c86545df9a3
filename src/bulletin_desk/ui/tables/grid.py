"""A grid of cells to type into: moved about by keys, copied and pasted as in a sheet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from bulletin_desk.model.richtext import Run, Table
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.composing import Composing
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.tables.clipboard import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cells,
    as_text,
    cells_from,
)

_RUNS = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_Index = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Edits a cell in a field that is safe for input methods."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> LineField:
        field = LineField(f"第 {index.row() + 1} 行第 {index.column() + 1} 列", parent=parent)
        theme.named(field, "cell")
        return field

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        if isinstance(editor, Composing):
            editor.commit_preedit()
        super().setModelData(editor, model, index)  # pyright: ignore[reportArgumentType]


class Grid(QTableWidget):
    """The cells of a table; one that keeps its text keeps its emphasis. `resized` tells of size."""

    resized = Signal()

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.setAccessibleName("表格内容")
        self.setItemDelegate(_Cells(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 12)
        self.setWordWrap(False)
        self._header_rows = table.header_rows
        self._fill(table)

    @property
    def header_rows(self) -> int:
        """How many rows are shown as heading."""
        return min(self._header_rows, self.rowCount())

    @header_rows.setter
    def header_rows(self, count: int) -> None:
        self._header_rows = count
        self.shade()

    def rows(self) -> tuple[tuple[tuple[Run, ...], ...], ...]:
        """Return the cells as they stand."""
        columns = range(self.columnCount())
        return tuple(
            [
                tuple([self._runs(row, column) for column in columns])
                for row in range(self.rowCount())
            ]
        )

    def finish_editing(self) -> None:
        """Take over what is being typed into a cell."""
        field = self.viewport().findChild(LineField)
        if field is not None and self.state() is QTableWidget.State.EditingState:
            field.commit_preedit()
            self.commitData(field)
            self.closeEditor(field, QStyledItemDelegate.EndEditHint.NoHint)

    def resize_to(self, rows: int, columns: int) -> None:
        """Have so many rows and columns."""
        self.finish_editing()
        self.setRowCount(min(rows, max(MAX_ROWS, self.rowCount())))
        self.setColumnCount(min(columns, max(MAX_COLUMNS, self.columnCount())))
        self.shade()
        self.resized.emit()

    def insert_rows(self, offset: int) -> None:
        """Insert a row above the current one, or below for an offset of 1."""
        if self.rowCount() < MAX_ROWS:
            at = max(self.currentRow(), 0) + offset
            self._structure(lambda: self.insertRow(at), (at, max(self.currentColumn(), 0)))

    def insert_columns(self, offset: int) -> None:
        """Insert a column left of the current one, or right for an offset of 1."""
        if self.columnCount() < MAX_COLUMNS:
            at = max(self.currentColumn(), 0) + offset
            self._structure(lambda: self.insertColumn(at), (max(self.currentRow(), 0), at))

    def delete_rows(self) -> None:
        """Delete the rows of the selection; one always stays."""
        self._delete(self._selected_rows(), self.rowCount(), self.removeRow)

    def delete_columns(self) -> None:
        """Delete the columns of the selection; one always stays."""
        self._delete(self._selected_columns(), self.columnCount(), self.removeColumn)

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        rows, columns = self._selected_rows(), self._selected_columns()
        if rows and columns:
            cells = [[self._text(row, column) for column in columns] for row in rows]
            QGuiApplication.clipboard().setText(as_text(cells))

    def erase(self) -> None:
        """Empty the selected cells."""
        for index in self.selectedIndexes():
            self._put(index.row(), index.column(), "")

    def paste(self) -> None:
        """Put the clipboard's cells from the current one on; the grid grows as far as it must."""
        mime = QGuiApplication.clipboard().mimeData()
        cells = cells_from(mime) or ([[mime.text().strip()]] if mime.hasText() else None)
        if cells:
            self.put(cells)

    def put(self, cells: Cells) -> None:
        """Put cells from the current one on."""
        self.finish_editing()
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        width = max(len(row) for row in cells)
        self.resize_to(
            max(self.rowCount(), top + len(cells)), max(self.columnCount(), left + width)
        )
        for row, texts in enumerate(cells[: self.rowCount() - top]):
            for column, text in enumerate(texts[: self.columnCount() - left]):
                self._put(top + row, left + column, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QTableWidget.State.EditingState
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.erase()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in _ERASE and not editing:
            self.erase()
        elif event.key() in _ENTER and not event.modifiers():
            # In a sheet Enter goes down; it must not close the dialog.
            self._go(self.currentRow() + 1, self.currentColumn())
        elif event.key() == Qt.Key.Key_Tab and self._is_last():
            self.insert_rows(1)
            self._go(self.rowCount() - 1, 0)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        row, column, last = self.currentRow(), self.currentColumn(), self._is_last()
        super().closeEditor(editor, hint)
        hints = QStyledItemDelegate.EndEditHint
        if hint is hints.SubmitModelCache:
            self._go(row + 1, column)
        elif hint is hints.EditNextItem and last:
            self.insert_rows(1)
            self._go(self.rowCount() - 1, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.finish_editing()
        menu = QMenu(self)
        for text, do in self.menu_entries():
            if text:
                menu.addAction(text).triggered.connect(lambda _=False, do=do: do())
            else:
                menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu_entries(self) -> Sequence[tuple[str, Callable[[], None]]]:
        """Return what the context menu offers; a line for an empty text."""
        return (
            ("在上方插入行", lambda: self.insert_rows(0)),
            ("在下方插入行", lambda: self.insert_rows(1)),
            ("在左侧插入列", lambda: self.insert_columns(0)),
            ("在右侧插入列", lambda: self.insert_columns(1)),
            ("", lambda: None),
            ("删除所选行", self.delete_rows),
            ("删除所选列", self.delete_columns),
            ("", lambda: None),
            ("复制", self.copy),
            ("粘贴", self.paste),
            ("清空所选单元格", self.erase),
        )

    def shade(self) -> None:
        """Show the rows of the heading as such."""
        colour = self.palette().alternateBase()
        font = theme.heading_font(self.font(), 1.0)
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                item = self._item(row, column)
                header = row < self._header_rows
                item.setData(Qt.ItemDataRole.BackgroundRole, colour if header else None)
                item.setData(Qt.ItemDataRole.FontRole, font if header else None)

    def _fill(self, table: Table) -> None:
        columns = max((len(row) for row in table.rows), default=0) or 3
        self.setRowCount(len(table.rows))
        self.setColumnCount(columns)
        for number, row in enumerate(table.rows):
            for column, runs in enumerate(row):
                item = self._item(number, column)
                item.setText(_plain(runs))
                item.setData(_RUNS, runs)
        self.shade()
        self.setCurrentCell(0, 0)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        return item

    def _text(self, row: int, column: int) -> str:
        return self._item(row, column).text()

    def _runs(self, row: int, column: int) -> tuple[Run, ...]:
        item = self._item(row, column)
        known = item.data(_RUNS) or ()
        text = item.text()
        return known if _plain(known) == text else (Run(text),)[: bool(text)]

    def _put(self, row: int, column: int, text: str) -> None:
        self._item(row, column).setText(text)

    def _structure(self, change: Callable[[], None], current: tuple[int, int]) -> None:
        self.finish_editing()
        change()
        self.shade()
        self.setCurrentCell(*current)
        self.resized.emit()

    def _delete(self, numbers: list[int], count: int, remove: Callable[[int], None]) -> None:
        if not numbers:
            return
        current = self.currentRow(), self.currentColumn()

        def change() -> None:
            for number in reversed(numbers if len(numbers) < count else numbers[1:]):
                remove(number)
            if len(numbers) == count:
                self.selectAll()
                self.erase()

        row, column = current
        self._structure(change, current)
        self._go(min(row, self.rowCount() - 1), min(column, self.columnCount() - 1))

    def _selected_rows(self) -> list[int]:
        return sorted({index.row() for index in self.selectedIndexes()})

    def _selected_columns(self) -> list[int]:
        return sorted({index.column() for index in self.selectedIndexes()})

    def _is_last(self) -> bool:
        last = self.rowCount() - 1, self.columnCount() - 1
        return (self.currentRow(), self.currentColumn()) == last

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < self.rowCount() and 0 <= column < self.columnCount():
            self.setCurrentCell(row, column)


def _plain(runs: tuple[Run, ...]) -> str:
    return "".join([run.text for run in runs])
