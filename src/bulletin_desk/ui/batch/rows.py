"""The rows of the list of an import: a file each, with what became of it."""

from collections import Counter
from functools import cache
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from bulletin_desk.importing.outcomes import FileOutcome
from bulletin_desk.library.records import ImportKind
from bulletin_desk.ui import icons, theme

NAMES = {
    ImportKind.ISSUE: "简报",
    ImportKind.POOL: "待用稿",
    ImportKind.QUEUED: "待核对",
    ImportKind.DUPLICATE: "已有",
    ImportKind.FAILED: "没有导入",
}
OutcomeRole = Qt.ItemDataRole.UserRole
_HEADS = ("文件", "所在文件夹", "结果")
_RESULT = 2
_NONE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class OutcomeRows(QAbstractTableModel):
    """The files in the order they were imported in; one that is imported again keeps its row."""

    def __init__(self) -> None:
        super().__init__()
        self._outcomes: list[FileOutcome] = []
        self._places: dict[PurePath, int] = {}
        self.counts: Counter[ImportKind] = Counter()

    @property
    def outcomes(self) -> list[FileOutcome]:
        """What became of all files."""
        return list(self._outcomes)

    def clear(self) -> None:
        """Begin an empty list."""
        self.beginResetModel()
        self._outcomes.clear()
        self._places.clear()
        self.counts.clear()
        self.endResetModel()

    def put(self, outcome: FileOutcome) -> None:
        """Show what became of a file; that it is there already is no news after its import."""
        place = self._places.get(outcome.file.origin)
        if place is None:
            place = self._places[outcome.file.origin] = len(self._outcomes)
            self.beginInsertRows(_NONE, place, place)
            self._outcomes.append(outcome)
            self.counts[outcome.kind] += 1
            self.endInsertRows()
            return
        before = self._outcomes[place]
        if outcome.kind is ImportKind.DUPLICATE and before.kind is not ImportKind.FAILED:
            return
        self.counts[before.kind] -= 1
        self.counts[outcome.kind] += 1
        self._outcomes[place] = outcome
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(_HEADS) - 1))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._outcomes)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        outcome = self._outcomes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (outcome.file.name, outcome.file.folder, outcome.sentence)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{outcome.file.shown}\n{outcome.sentence}"
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _RESULT:
            return _icon(outcome.kind, theme.colours())
        if role == OutcomeRole:
            return outcome
        return None


def as_text(outcomes: list[FileOutcome]) -> str:
    """Return the list for the clipboard: a line for each file, for a table or a letter."""
    return "\n".join(
        "\t".join((outcome.file.shown, NAMES[outcome.kind], outcome.sentence))
        for outcome in outcomes
    )


@cache
def _icon(kind: ImportKind, scheme: theme.Colours) -> QIcon:
    """Return the sign of a kind; what asks for the clerk has a colour."""
    name, colour = {
        ImportKind.ISSUE: ("library", scheme.quiet),
        ImportKind.POOL: ("pool", scheme.quiet),
        ImportKind.QUEUED: ("preflight", scheme.warning),
        ImportKind.DUPLICATE: ("library", scheme.line),
        ImportKind.FAILED: ("close", scheme.error),
    }[kind]
    return icons.icon(name, colour, scheme.line)
