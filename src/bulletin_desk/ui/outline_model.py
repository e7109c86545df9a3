"""The outline of the open issue as a Qt model: an adapter that moves rows and never resets.

Rows are known by keys (an article's or section's id), Qt by small integers that stand for them;
so selection and expansion survive every change and every undo.
"""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from bulletin_desk.model.bulletin import Bulletin, one_line

ARTICLES_MIME = "application/x-bulletin-desk-articles"
SECTION_MIME = "application/x-bulletin-desk-section"
_ROOT = 0


class Node(NamedTuple):
    """What a row stands for: masthead, section, article or distribution, and the id of it."""

    kind: str
    id: str = ""


MASTHEAD, DISTRIBUTION = Node("masthead"), Node("distribution")
NodeRole = Qt.ItemDataRole.UserRole
CountRole = Qt.ItemDataRole.UserRole + 1
_Tree = list[tuple[Node, list[Node]]]
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """Shows a bulletin's parts; changes are asked for by signals and come back by `show`."""

    article_dropped = Signal(str, str, int)
    section_dropped = Signal(str, int)
    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self._numbers = count(1)
        self._ids: dict[Node, int] = {}
        self._nodes: dict[int, Node] = {}
        self._children: dict[int, list[int]] = {_ROOT: []}
        self._parents: dict[int, int] = {}
        self._labels: dict[int, tuple[str, int]] = {}

    def show(self, bulletin: Bulletin | None) -> None:
        """Take over another bulletin by the fewest insertions, moves and removals."""
        before, self._bulletin = self._bulletin, bulletin
        known = {section.id: section for section in before.sections} if before else {}
        wanted: _Tree = []
        if bulletin is not None:
            wanted.append((MASTHEAD, []))
            for section in bulletin.sections:
                articles = [Node("article", article.id) for article in section.articles]
                wanted.append((Node("section", section.id), articles))
            wanted.append((DISTRIBUTION, []))
            for section in bulletin.sections:
                if known.get(section.id) is not section:
                    self._label_section(section.id, section.name)
                    for article in section.articles:
                        size = sum(len(block.text) for block in article.body)
                        self._set_label(Node("article", article.id), one_line(article.title), size)
        self._arrange(_ROOT, [node for node, _ in wanted])
        for node, articles in wanted:
            if node.kind == "section":
                self._arrange(self._ids[node], articles)
        for node, articles in wanted:
            self._cut(self._ids[node], len(articles))
        self._cut(_ROOT, len(wanted))

    def index_of(self, node: Node) -> QModelIndex:
        """Return the index of a row, an invalid one when there is no such row."""
        number = self._ids.get(node)
        if number is None or number not in self._parents:
            return QModelIndex()
        siblings = self._children[self._parents[number]]
        return self.createIndex(siblings.index(number), 0, number)

    def node(self, index: _Index) -> Node | None:
        """Return what an index stands for."""
        return self._nodes.get(index.internalId()) if index.isValid() else None

    def index(self, row: int, column: int, parent: _Index = _NO_INDEX) -> QModelIndex:
        children = self._children.get(self._number(parent), [])
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, child: _Index = _NO_INDEX) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        number = self._parents.get(child.internalId(), _ROOT) if child.isValid() else _ROOT
        if number == _ROOT:
            return QModelIndex()
        return self.createIndex(self._children[_ROOT].index(number), 0, number)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return len(self._children.get(self._number(parent), []))

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if node is None:
            return None
        text, size = self._labels.get(index.internalId(), ("", 0))
        if role == NodeRole:
            return node
        if role == CountRole:
            return size
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _shown(node, text)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node(index)
        if node is None or node.kind != "section" or role != Qt.ItemDataRole.EditRole:
            return False
        self.renamed.emit(node.id, str(value).strip())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        node = self.node(index)
        flag = Qt.ItemFlag
        if node is None:
            return flag.ItemIsDropEnabled
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable
        if node.kind == "section":
            return flags | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled | flag.ItemIsEditable
        if node.kind == "article":
            return flags | flag.ItemIsDragEnabled | flag.ItemNeverHasChildren
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [ARTICLES_MIME, SECTION_MIME]

    def mimeData(self, indexes: Sequence[_Index]) -> QMimeData:
        data = QMimeData()
        nodes = [node for node in map(self.node, indexes) if node]
        for kind, form in (("article", ARTICLES_MIME), ("section", SECTION_MIME)):
            ids = [node.id for node in nodes if node.kind == kind]
            if ids:
                data.setData(form, "\n".join(ids).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        target = self.node(parent)
        if data.hasFormat(ARTICLES_MIME):
            return target is not None and target.kind == "section"
        return data.hasFormat(SECTION_MIME) and target is None and 0 < row < self.rowCount()

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self.node(parent)
        if data.hasFormat(ARTICLES_MIME) and target is not None:
            at = self.rowCount(parent) if row < 0 else row
            for offset, article_id in enumerate(_ids(data, ARTICLES_MIME)):
                self.article_dropped.emit(article_id, target.id, at + offset)
        else:
            # The masthead stands above the first section.
            self.section_dropped.emit(_ids(data, SECTION_MIME)[0], row - 1)
        return True

    def _number(self, index: _Index) -> int:
        return index.internalId() if index.isValid() else _ROOT

    def _index_of_number(self, number: int) -> QModelIndex:
        return self.index_of(self._nodes[number]) if number != _ROOT else QModelIndex()

    def _arrange(self, parent: int, wanted: list[Node]) -> None:
        """Bring the wanted rows to the front of a parent, in order."""
        for row, node in enumerate(wanted):
            children = self._children[parent]
            number = self._ids.get(node)
            if number is not None and row < len(children) and children[row] == number:
                continue
            index = self._index_of_number(parent)
            if number is None or number not in self._parents:
                self.beginInsertRows(index, row, row)
                self._insert(parent, row, node)
                self.endInsertRows()
            else:
                self._move(number, parent, row)

    def _insert(self, parent: int, row: int, node: Node) -> None:
        number = self._ids.get(node) or next(self._numbers)
        self._ids[node], self._nodes[number] = number, node
        self._children[parent].insert(row, number)
        self._children[number] = []
        self._parents[number] = parent

    def _move(self, number: int, parent: int, row: int) -> None:
        source = self._parents[number]
        at = self._children[source].index(number)
        self.beginMoveRows(
            self._index_of_number(source), at, at, self._index_of_number(parent), row
        )
        self._children[source].pop(at)
        self._children[parent].insert(row, number)
        self._parents[number] = parent
        self.endMoveRows()

    def _cut(self, parent: int, length: int) -> None:
        """Remove the rows of a parent that stand behind the wanted ones."""
        children = self._children[parent]
        if len(children) > length:
            self.beginRemoveRows(self._index_of_number(parent), length, len(children) - 1)
            for number in children[length:]:
                self._forget(number)
            del children[length:]
            self.endRemoveRows()

    def _forget(self, number: int) -> None:
        for child in self._children.pop(number, []):
            self._forget(child)
        self._parents.pop(number, None)
        self._ids.pop(self._nodes.pop(number), None)
        self._labels.pop(number, None)

    def _label_section(self, section_id: str, name: str) -> None:
        self._set_label(Node("section", section_id), name, 0)

    def _set_label(self, node: Node, text: str, size: int) -> None:
        number = self._ids.get(node)
        if number is None:
            number = self._ids[node] = next(self._numbers)
        if self._labels.get(number) != (text, size):
            self._labels[number] = (text, size)
            index = self.index_of(node)
            if index.isValid():
                self.dataChanged.emit(index, index)


def _shown(node: Node, text: str) -> str:
    match node.kind:
        case "masthead":
            return "报头"
        case "distribution":
            return "报送范围"
        case "section":
            return text or "稿件"
        case _:
            return text or "（无标题）"


def _ids(data: QMimeData, form: str) -> list[str]:
    return data.data(form).toStdString().split("\n")
