"""The outline (本期): the parts of the open issue, to choose, move, rename and drop into."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTreeView, QWidget

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui import theme
from bulletin_desk.ui.lists.dragging import SECTION_MIME, drag
from bulletin_desk.ui.lists.menu_key import opens_menu
from bulletin_desk.ui.outline import drop as outline_drop
from bulletin_desk.ui.outline.branches import draw_arrow
from bulletin_desk.ui.outline.delegate import RowDelegate
from bulletin_desk.ui.outline.model import DISTRIBUTION, MASTHEAD, Node, OutlineModel

NO_ARTICLES = "还没有稿件。\n\n按 Ctrl+Shift+N 新建，\n或从“待用稿”“稿库”里\n把稿件拖到栏目上。"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Select = QItemSelectionModel.SelectionFlag
_State = QAbstractItemView.State
_Index = QModelIndex | QPersistentModelIndex


class OutlineView(QTreeView):
    """Shows the outline; `node_chosen` follows the current row.

    `selection_changed` tells that other rows are selected, or that the current row is another;
    `opened` is sent when the clerk wants to go on in the editor, `delete_wanted` for the selected
    rows, `menu_wanted` with the place of a context menu.
    """

    node_chosen = Signal(object)
    selection_changed = Signal()
    opened = Signal()
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = model
        self._delegate = RowDelegate(self)
        self._collapsed: set[Node] = set()
        self._target: outline_drop.Target | None = None
        self.setAccessibleName("本期目录")
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setItemDelegate(self._delegate)
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # drawn here: Qt's own does not know where rows go
        self.setAutoExpandDelay(600)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)
        model.rowsInserted.connect(self._on_rows_inserted)
        self.expanded.connect(lambda index: self._collapsed.discard(self._node(index)))
        self.collapsed.connect(lambda index: self._collapsed.add(self._node(index)))

    @property
    def current(self) -> Node | None:
        """What the current row stands for."""
        return self._outline.node(self.currentIndex())

    @property
    def selected(self) -> list[Node]:
        """What the selected rows stand for, from top to bottom; the current row where none is."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        found = [(self._order(index), self._outline.node(index)) for index in indexes]
        return [node for _, node in sorted(found) if node is not None]

    def choose(self, node: Node) -> None:
        """Make a row the current one and bring it into view; a selection that holds it stays."""
        self.choose_all([node])

    def choose_all(self, nodes: Sequence[Node]) -> None:
        """Select rows, and make the first the current one; a selection that holds them stays."""
        indexes = [self._outline.index_of(node) for node in nodes]
        indexes = [index for index in indexes if index.isValid()]
        if not indexes:
            return
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        known = {self._outline.node(index) for index in self.selectedIndexes()}
        self.selectionModel().setCurrentIndex(indexes[0], _Select.NoUpdate)
        if not known.issuperset(nodes):
            self.selectionModel().select(selection, _Select.ClearAndSelect)
        self.scrollTo(indexes[0])

    def show_bulletin(self, bulletin: Bulletin | None) -> None:
        """Show another bulletin, or the same one after a change."""
        self._outline.show(bulletin)

    def rename_current(self) -> None:
        """Let the clerk type another name for the current column or article."""
        index = self.currentIndex()
        if self._outline.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.scrollTo(index)
            self.edit(index)

    def finish_editing(self) -> None:
        """Take over the name that is being typed."""
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        node = self._outline.node(self.currentIndex())
        if node is not None:
            self.node_chosen.emit(node)
        self.selection_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Below the rows there is nothing to choose: what is being edited stays the selected row.
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)
        else:
            self.finish_editing()

    def mouseDoubleClickEvent(self, event: object) -> None:
        # A column is renamed; an article is for writing in.
        node = self.current
        if node is not None and node.kind != "section":
            self.opened.emit()
        else:
            super().mouseDoubleClickEvent(event)  # pyright: ignore[reportArgumentType]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is _State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.delete_wanted.emit()
        elif not opens_menu(self.viewport(), event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(row.center())
        elif not self.indexAt(event.pos()).isValid():
            return
        self.menu_wanted.emit(place)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        nodes = [node for node in self.selected if self._may_be_dragged(node)]
        sections = [node for node in nodes if node.kind == "section"]
        dragged = sections or nodes
        indexes = [self._outline.index_of(node) for node in dragged]
        names = [str(index.data()) for index in indexes]
        if indexes:
            data = self._outline.mimeData(indexes)
            drag(self, data, names, "个栏目" if sections else "篇稿件")
        self._end_drag()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        known = any(event.mimeData().hasFormat(form) for form in self._outline.mimeTypes())
        if known and self._outline.flags(QModelIndex()):
            self.setState(_State.DraggingState)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges and expands what is waited over
        self._show_target(self._target_at(event))
        event.setAccepted(self._target is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        target = self._target_at(event)
        self._end_drag()
        data, action = event.mimeData(), event.dropAction()
        if target and self._outline.dropMimeData(data, action, target.row, 0, target.parent):
            event.acceptProposedAction()
        else:
            event.ignore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        draw_arrow(self, painter, rect, index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._target is not None:
            outline_drop.draw(painter, self._target)
        if self._outline.rowCount() and not self._has_articles():
            painter.setPen(QColor(theme.colours().quiet))
            last = self.visualRect(self._outline.index_of(DISTRIBUTION))
            room = self.viewport().rect().adjusted(0, last.bottom() + theme.LARGE, 0, 0)
            where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, where, NO_ARTICLES)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _has_articles(self) -> bool:
        rows = (self._outline.index(row, 0) for row in range(self._outline.rowCount()))
        return any(self._outline.rowCount(row) for row in rows)

    def _target_at(self, event: QDropEvent) -> outline_drop.Target | None:
        pos = event.position().toPoint()
        sections = event.mimeData().hasFormat(SECTION_MIME)
        find = outline_drop.section_target if sections else outline_drop.article_target
        target = find(self, self._outline, pos)
        if target is None:
            return None
        may = self._outline.canDropMimeData(
            event.mimeData(), event.dropAction(), target.row, 0, target.parent
        )
        return target if may else None

    def _show_target(self, target: outline_drop.Target | None) -> None:
        if target != self._target:
            self._target = target
            self.viewport().update()

    def _end_drag(self) -> None:
        self._show_target(None)
        self.stopAutoScroll()
        self.setState(_State.NoState)

    def _may_be_dragged(self, node: Node) -> bool:
        index = self._outline.index_of(node)
        return bool(self._outline.flags(index) & Qt.ItemFlag.ItemIsDragEnabled)

    def _node(self, index: _Index) -> Node:
        return self._outline.node(index) or MASTHEAD

    def _order(self, index: _Index) -> tuple[int, int]:
        parent = index.parent()
        return (parent.row(), index.row()) if parent.isValid() else (index.row(), -1)

    def _on_rows_inserted(self, parent: _Index, first: int, last: int) -> None:
        # What is new, or back by undo, opens as it was; a column that was closed stays closed.
        for row in range(first, last + 1):
            index = self._outline.index(row, 0, parent)
            if self._node(index) not in self._collapsed:
                self.expand(index)


def articles_of(nodes: Iterable[Node]) -> list[str]:
    """Return the ids of the articles among rows."""
    return [node.id for node in nodes if node.kind == "article"]


def sections_of(nodes: Iterable[Node]) -> list[str]:
    """Return the ids of the columns among rows."""
    return [node.id for node in nodes if node.kind == "section"]
