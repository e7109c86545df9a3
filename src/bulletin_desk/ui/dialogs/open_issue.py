"""打开: the issues of the library, the newest first, narrowed by what is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField

_ID = Qt.ItemDataRole.UserRole


class OpenIssueDialog(Dialog):
    """Lists issues; typing filters, Enter or a double click opens."""

    def __init__(self, parent: QWidget | None, records: Sequence[IssueRecord]) -> None:
        super().__init__(parent, "打开简报", "打开")
        self.resize(660, 480)
        self.filter = LineField("查找", "按刊名、期号或日期查找，如：2026 第3期")
        self.filter.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName("简报列表")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setHeaderLabels(["刊名", "期号", "日期", "稿件", "状态"])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for record in records:
            self.list.addTopLevelItem(_row(record))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.content.addWidget(self.filter)
        self.content.addWidget(self.list, 1)
        self.filter.textChanged.connect(self._on_filter)
        self.list.itemDoubleClicked.connect(lambda *_: self.accept())
        self._on_filter("")

    @classmethod
    def ask(cls, parent: QWidget | None, records: Sequence[IssueRecord]) -> int | None:
        """Return the chosen issue's id, or None when the clerk cancels."""
        dialog = cls(parent, records)
        return dialog.chosen() if dialog.accepted_by_clerk() else None

    def chosen(self) -> int | None:
        """Return the current row's issue."""
        item = self.list.currentItem()
        return item.data(0, _ID) if item and not item.isHidden() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
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


def _row(record: IssueRecord) -> QTreeWidgetItem:
    date = f"{record.date.year}年{record.date.month}月{record.date.day}日" if record.date else ""
    status = "已定稿" if record.status is IssueStatus.FINAL else "在编"
    name = record.series or "（无刊名）"
    item = QTreeWidgetItem([name, record.number_text, date, f"{record.titles}篇", status])
    item.setData(0, _ID, record.id)
    return item
