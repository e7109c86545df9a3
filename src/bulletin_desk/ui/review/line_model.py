"""The lines of a source as rows of a list."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bulletin_desk.intake.source import Role, SourceLine
from bulletin_desk.model.richtext import Picture
from bulletin_desk.ui.review.roles import LOOKS
from bulletin_desk.ui.review.work import ReviewFile

_Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractListModel):
    """The lines of one file with what each of them is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file: ReviewFile | None = None
        self.lines: tuple[SourceLine, ...] = ()
        self.roles: list[Role] = []

    def show_file(self, file: ReviewFile | None) -> None:
        """Show another file."""
        self.beginResetModel()
        self.file = file
        self.lines = file.source.lines if file and file.source else ()
        self._take_roles()
        self.endResetModel()

    def refresh(self) -> None:
        """Take over what the lines are now."""
        self._take_roles()
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    def is_decided(self, row: int) -> bool:
        """Return whether the clerk has said what a line is."""
        return self.file is not None and row in self.file.decided.roles

    def tag(self, row: int) -> str:
        """Return what the margin says of a line."""
        if self.file is None or not self.file.recognised or not self.file.recognised.roles:
            return ""
        role, block = self.roles[row], self.lines[row].block
        if block is not None and role in (Role.PARAGRAPH, Role.CONTINUATION):
            return "图片" if isinstance(block, Picture) else "表格"
        return LOOKS[role].tag

    def head(self, row: int) -> Role:
        """Return the role of the line that a line goes on with; its own where it does not."""
        while row and self.roles[row] is Role.CONTINUATION:
            row -= 1
        return self.roles[row]

    def goes_on(self, row: int) -> bool:
        """Return whether the next line goes on with what a line is part of."""
        return row + 1 < len(self.roles) and self.roles[row + 1] is Role.CONTINUATION

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own form
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not 0 <= row < len(self.lines):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines[row].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = "，已更正" if self.is_decided(row) else ""
            return f"{LOOKS[self.roles[row]].name}{said}：{self.lines[row].text}"
        return None

    def _take_roles(self) -> None:
        self.roles = self.file.roles() if self.file is not None else []
