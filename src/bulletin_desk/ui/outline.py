"""The outline (本期): the parts of the open issue, to choose, move, rename and drop into."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QDrag, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.outline_model import CountRole, Node, NodeRole, OutlineModel

_ICONS = {
    "masthead": "masthead",
    "section": "column",
    "article": "article",
    "distribution": "distribution",
}
_Index = QModelIndex | QPersistentModelIndex


class OutlineView(QTreeView):
    """Shows the outline; `node_chosen` follows the current row."""

    node_chosen = Signal(object)

    def __init__(self, model: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = model
        self.setAccessibleName("本期目录")
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setItemDelegate(_RowDelegate(self))
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)
        model.rowsInserted.connect(self._on_rows_inserted)

    @property
    def current(self) -> Node | None:
        """What the current row stands for."""
        return self._outline.node(self.currentIndex())

    def choose(self, node: Node) -> None:
        """Make a row the current one and bring it into view."""
        index = self._outline.index_of(node)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def show_bulletin(self, bulletin: Bulletin | None) -> None:
        """Show another bulletin, or the same one after a change."""
        self._outline.show(bulletin)

    def rename_current(self) -> None:
        """Let the clerk type another name for the current column."""
        index = self.currentIndex()
        if self._outline.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.edit(index)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        node = self._outline.node(self.currentIndex())
        if node is not None:
            self.node_chosen.emit(node)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # Not Qt's own: that would remove the dragged rows from the model afterwards.
        drag = QDrag(self)
        drag.setMimeData(self._outline.mimeData(self.selectedIndexes()))
        drag.exec(Qt.DropAction.MoveAction)

    def _on_rows_inserted(self, parent: _Index, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self.expand(self._outline.index(row, 0, parent))
        if parent.isValid():
            self.expand(parent)


class _RowDelegate(QStyledItemDelegate):
    """Draws a row with its icon at the left and, quietly, the number of characters at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        text = _size_text(index)
        if text:
            row: Any = option
            right = QRect(row.rect).adjusted(0, 0, -theme.SMALL, 0)
            painter.setFont(row.font)
            painter.setPen(row.palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(right, _AT_RIGHT, text)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        # The stubs of PySide6 do not know the fields of a style option.
        row: Any = option
        node = index.data(NodeRole)
        scheme = theme.colours()
        row.icon = icons.icon(_ICONS[node.kind], scheme.quiet, scheme.line)
        row.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        if node.kind == "section":
            row.font.setBold(True)
        size = _size_text(index)
        if size:
            metrics = row.fontMetrics
            room = metrics.horizontalAdvance(size) + 2 * theme.SMALL + icons.SIZE.width()
            width = row.rect.width() - room - theme.MEDIUM
            row.text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, width)


def _size_text(index: _Index) -> str:
    size = index.data(CountRole)
    return f"{size}字" if size else ""


_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
