"""The list of problems as rows: headings by severity, and what changes moved, never reset."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bulletin_desk.model.checks import Problem, Severity

AnyIndex = QModelIndex | QPersistentModelIndex
HEADINGS = {
    Severity.ERROR: "必须改",
    Severity.WARNING: "请核对",
    Severity.NOTICE: "提示",
}
IGNORED = "本期已忽略"


class Row(NamedTuple):
    """A problem, or a heading where it has none."""

    heading: str
    problem: Problem | None = None
    ignored: bool = False


def rows(problems: Sequence[Problem], ignored: Sequence[Problem] = ()) -> list[Row]:
    """Return the rows of the list: each severity under its heading, ignored ones at the end."""
    found: list[Row] = []
    for severity, heading in HEADINGS.items():
        group = [problem for problem in problems if problem.severity is severity]
        if group:
            found += [Row(f"{heading}（{len(group)}）"), *(Row(heading, p) for p in group)]
    if ignored:
        found += [Row(f"{IGNORED}（{len(ignored)}）")]
        found += [Row(IGNORED, problem, ignored=True) for problem in ignored]
    return found


class ProblemModel(QAbstractListModel):
    """The rows; a problem that stays keeps its row, its selection and its place on the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, wanted: Sequence[Row]) -> None:
        """Take over other rows: inserts and removes only what differs."""
        old, new = [_name(row) for row in self._rows], [_name(row) for row in wanted]
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        # From the end, so that the places before a step stay as they are.
        for step, first, last, start, end in reversed(steps):
            if step == "equal":
                self._rows[first:last] = wanted[start:end]
                self.dataChanged.emit(self.index(first), self.index(last - 1))
                continue
            if last > first:
                self.beginRemoveRows(QModelIndex(), first, last - 1)
                del self._rows[first:last]
                self.endRemoveRows()
            if end > start:
                self.beginInsertRows(QModelIndex(), first, first + end - start - 1)
                self._rows[first:first] = wanted[start:end]
                self.endInsertRows()

    def row(self, index: AnyIndex) -> Row | None:
        """Return the row at an index."""
        return self._rows[index.row()] if index.isValid() else None

    def problem(self, index: AnyIndex) -> Problem | None:
        """Return the problem at an index; headings have none."""
        row = self.row(index)
        return row.problem if row else None

    def after(self, number: int, step: int) -> QModelIndex:
        """Return the next problem that is not ignored after a row, going round at the end."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            at = (number + step * distance) % count
            if self._rows[at].problem is not None and not self._rows[at].ignored:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.problem.message if row.problem else row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole and row.problem:
            return f"{row.heading}：{row.problem.message}（{row.problem.place}）"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.problem(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _name(row: Row) -> tuple[str, str, str]:
    """Return what tells rows apart; a heading stays the same one when its number changes."""
    if row.problem is None:
        return "heading", row.heading.partition("（")[0], ""
    return row.heading, row.problem.key, row.problem.message
