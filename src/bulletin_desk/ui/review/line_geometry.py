"""A view of lines of many heights: where each stands, which is at a place, how it scrolls."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.review.line_layout import LineLayout
from bulletin_desk.ui.review.line_model import LineModel

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction


class LineGeometry(QAbstractItemView):
    """Answers what Qt asks a view about its rows; `lines` are what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self._layout = LineLayout()

    def visualRect(self, index: _Index) -> QRect:
        row = index.row()
        if not index.isValid() or row >= len(self.lines.lines):
            return QRect()
        top = self._layout.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._layout.height_of(row))

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        bar, rect, height = self.verticalScrollBar(), self.visualRect(index), self._height
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or rect.height() > height:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > height:
            bar.setValue(bar.value() + rect.bottom() - height + 1)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._layout.row_at(point.y() + self.verticalOffset())
        return self.lines.index(row) if row >= 0 else QModelIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        count = len(self.lines.lines)
        if not count:
            return QModelIndex()
        row = max(self.currentIndex().row(), 0)
        match action:
            case _Move.MoveDown | _Move.MoveNext | _Move.MoveRight:
                row += 1
            case _Move.MoveUp | _Move.MovePrevious | _Move.MoveLeft:
                row -= 1
            case _Move.MoveHome:
                row = 0
            case _Move.MoveEnd:
                row = count - 1
            case _Move.MovePageDown | _Move.MovePageUp:
                way = self._height if action is _Move.MovePageDown else -self._height
                y = min(max(self._layout.top(row) + way, 0), self._layout.height - 1)
                row = self._layout.row_at(y)
        return self.lines.index(min(max(row, 0), count - 1))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        area, offset = rect.normalized(), self.verticalOffset()
        last = len(self.lines.lines) - 1
        first = self._layout.row_at(max(area.top() + offset, 0))
        end = self._layout.row_at(area.bottom() + offset)
        selection = QItemSelection()
        if last >= 0 and first >= 0:
            bottom = self.lines.index(end if end >= 0 else last)
            selection.select(self.lines.index(first), bottom)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        view = self.viewport().rect()
        for part in range(selection.count()):
            ranges = selection.at(part)
            box = self.visualRect(ranges.topLeft()) | self.visualRect(ranges.bottomRight())
            region += box & view
        return region

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self._height)
        bar.setSingleStep(round(self._layout.em * 2))
        bar.setRange(0, max(0, self._layout.height + theme.LARGE - self._height))
        super().updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)

    @property
    def _height(self) -> int:
        return self.viewport().height()

    def _rows_in(self, area: QRect) -> range:
        offset = self.verticalOffset()
        first = self._layout.row_at(max(area.top() + offset, 0))
        if first < 0:
            return range(0)
        last = self._layout.row_at(area.bottom() + offset)
        return range(first, (last if last >= 0 else len(self.lines.lines) - 1) + 1)
