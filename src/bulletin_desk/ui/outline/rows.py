"""A tree of rows known by what they stand for: it moves rows and never resets."""

from bisect import bisect_left
from itertools import count
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

_ROOT = 0
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class Node(NamedTuple):
    """What a row stands for: masthead, contents, section, article or distribution, and its id."""

    kind: str
    id: str = ""


Tree = list[tuple[Node, list[Node]]]


class RowTree(QAbstractItemModel):
    """The rows of two levels; each node stands in it once.

    Qt knows a row by a small integer that stands for its node for as long as the row is there; so
    selection and expansion survive every rearrangement.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._ids: dict[Node, int] = {}
        self._nodes: dict[int, Node] = {}
        self._children: dict[int, list[int]] = {_ROOT: []}
        self._parents: dict[int, int] = {}

    def arrange(self, wanted: Tree) -> None:
        """Bring the rows into this form by the fewest insertions, moves and removals."""
        self._arrange(_ROOT, [node for node, _ in wanted])
        for node, children in wanted:
            self._arrange(self._ids[node], children)
        # A row that goes elsewhere has gone by now: what is left over is gone for good.
        for node, children in wanted:
            self._cut(self._ids[node], len(children))
        self._cut(_ROOT, len(wanted))

    def forget(self, node: Node) -> None:
        """Called when the row of a node is gone."""

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

    def _number(self, index: _Index) -> int:
        return index.internalId() if index.isValid() else _ROOT

    def _index_of_number(self, number: int) -> QModelIndex:
        return self.index_of(self._nodes[number]) if number != _ROOT else QModelIndex()

    def _arrange(self, parent: int, wanted: list[Node]) -> None:
        """Bring the wanted rows to the front of a parent, in order."""
        children = self._children[parent]
        staying = self._staying(children, wanted)
        for row, node in enumerate(wanted):
            number = self._ids.get(node)
            if number in staying:
                # A row in the way of many that stay goes by itself, not they one by one.
                while children[row] != number:
                    self._move(children[row], parent, self._place_of(children[row], parent, wanted))
            elif number is None or number not in self._parents:
                self.beginInsertRows(self._index_of_number(parent), row, row)
                self._insert(parent, row, node)
                self.endInsertRows()
            elif children[row : row + 1] != [number]:
                self._move(number, parent, row)

    def _staying(self, children: list[int], wanted: list[Node]) -> set[int]:
        """Return the rows that need not move: the most that stand in the wanted order."""
        place = {number: at for at, number in enumerate(children)}
        tails: list[int] = []  # the row that ends the best run of each length
        before: dict[int, int | None] = {}
        for node in wanted:
            number = self._ids.get(node)
            if number is None or number not in place:
                continue
            at = bisect_left(tails, place[number], key=place.__getitem__)
            before[number] = tails[at - 1] if at else None
            tails[at : at + 1] = [number]
        staying: set[int] = set()
        last = tails[-1] if tails else None
        while last is not None:
            staying.add(last)
            last = before[last]
        return staying

    def _place_of(self, number: int, parent: int, wanted: list[Node]) -> int:
        """Return where a row goes that is in the way: behind the one that is wanted before it."""
        children, node = self._children[parent], self._nodes[number]
        at = wanted.index(node) if node in wanted else 0
        leader = self._ids.get(wanted[at - 1]) if at else None
        there = children.index(leader) + 1 if leader in children else 0
        return there if there > children.index(number) + 1 else len(children)

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
        self._children[parent].insert(row - (source == parent and at < row), number)
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
        node = self._nodes.pop(number)
        self._ids.pop(node, None)
        self.forget(node)
