"""打开: the issues of the library, the newest first, narrowed by what is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField

_ID = Qt.ItemDataRole.UserRole


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
        self.filter = LineField("查找", "按刊名、期号或日期查找，如：2026 第3期")
        self.filter.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName("简报列表")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(["刊名", "期号", "日期", "稿件", "状态"])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._remove = delete
        for record in records:
            self.list.addTopLevelItem(_row(record))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.content.addWidget(self.filter)
        self.content.addWidget(self.list, 1)
        self.delete = QPushButton("删除这一期…")
        self.delete.setAutoDefault(False)
        self.delete.setToolTip("删除选中的一期（Delete）")
        self.delete.clicked.connect(self.delete_chosen)
        self.content.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.filter.textChanged.connect(self._on_filter)
        self.list.itemDoubleClicked.connect(lambda *_: self.accept())
        self._on_filter("")

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
        item = self.list.currentItem()
        return item.data(0, _ID) if item and not item.isHidden() else None

    def delete_chosen(self) -> None:
        """Delete the current row's issue, after which the next one is chosen."""
        chosen = self.chosen()
        if chosen is None or not self._remove(chosen):
            return
        self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(self.list.currentItem()))
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self._on_filter(self.filter.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.list:
            self.delete_chosen()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.filter.hasFocus():
            self.list.setFocus()
        super().keyPressEvent(event)

    def _on_filter(self, text: str) -> None:
        words = text.split()
        first = None
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            assert item is not None
            line = " ".join(item.text(column) for column in range(5))
            item.setHidden(not all(word in line for word in words))
            if first is None and not item.isHidden():
                first = item
        if first is not None:
            self.list.setCurrentItem(first)
        self.confirm.setEnabled(first is not None)
        self.delete.setEnabled(first is not None)


def _row(record: IssueRecord) -> QTreeWidgetItem:
    date = f"{record.date.year}年{record.date.month}月{record.date.day}日" if record.date else ""
    status = "已定稿" if record.status is IssueStatus.FINAL else "在编"
    name = record.series or "（无刊名）"
    item = QTreeWidgetItem([name, record.number_text, date, f"{record.titles}篇", status])
    item.setData(0, _ID, record.id)
    return item
