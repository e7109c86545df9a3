"""打开: the issues of the library, the newest first, narrowed by what is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bulletin_desk.library.records import IssueRecord
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.dialogs.issue_list import IssueList


class OpenIssueDialog(Dialog):
    """Lists issues; typing filters, Enter or a double click opens.

    `delete` is asked to delete an issue, and returns whether it is gone.
    """

    def __init__(
        self,
        parent: QWidget | None,
        records: Sequence[IssueRecord],
        delete: Callable[[int], bool] = lambda _: False,
    ) -> None:
        super().__init__(parent, "打开简报", "打开")
        screen.give_size(self, 660, 480)
        self.issues = IssueList(records)
        self.filter, self.list = self.issues.filter, self.issues.list
        self._remove = delete
        self.content.addWidget(self.issues, 1)
        self.delete = QPushButton("删除这一期…")
        self.delete.setAutoDefault(False)
        self.delete.setToolTip("删除选中的一期（Delete）")
        self.delete.clicked.connect(self.delete_chosen)
        self.content.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.issues.current_changed.connect(self._on_current)
        self.list.itemDoubleClicked.connect(lambda *_: self.accept())
        self._on_current()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        records: Sequence[IssueRecord],
        delete: Callable[[int], bool] = lambda _: False,
    ) -> int | None:
        """Return the chosen issue's id, or None when the clerk cancels."""
        dialog = cls(parent, records, delete)
        return dialog.chosen() if dialog.accepted_by_clerk() else None

    def chosen(self) -> int | None:
        """Return the current row's issue."""
        return self.issues.chosen()

    def delete_chosen(self) -> None:
        """Delete the current row's issue, after which the next one is chosen."""
        chosen = self.chosen()
        if chosen is not None and self._remove(chosen):
            self.issues.remove_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.list:
            self.delete_chosen()
            return
        super().keyPressEvent(event)

    def _on_current(self) -> None:
        found = self.chosen() is not None
        self.confirm.setEnabled(found)
        self.delete.setEnabled(found)
