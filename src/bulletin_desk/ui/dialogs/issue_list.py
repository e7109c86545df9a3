"""The issues of the library as a list that what is typed above it narrows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField

_ID = Qt.ItemDataRole.UserRole
_HEADS = ("刊名", "期号", "日期", "稿件", "状态")


class IssueList(QWidget):
    """A field over a list of issues; `current_changed` follows the chosen one.

    `narrow` leaves out how many articles an issue has and whether it is final.
    """

    current_changed = Signal()

    def __init__(self, records: Sequence[IssueRecord], *, narrow: bool = False) -> None:
        super().__init__()
        self.filter = LineField("查找", "按刊名、期号或日期查找，如：2026 第3期")
        self.filter.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName("简报列表")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(list(_HEADS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.addTopLevelItems([_row(record) for record in records])
        for column in (3, 4):
            self.list.setColumnHidden(column, narrow)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        self.filter.textChanged.connect(self._narrow)
        self.list.currentItemChanged.connect(lambda *_: self.current_changed.emit())
        self._narrow("")

    def chosen(self) -> int | None:
        """Return the current row's issue; none where what is typed leaves none."""
        item = self.list.currentItem()
        return item.data(0, _ID) if item and not item.isHidden() else None

    def choose(self, issue_id: int) -> None:
        """Make an issue the current one, if it is listed."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, _ID) == issue_id:
                self.list.setCurrentItem(item)

    def remove_chosen(self) -> None:
        """Take the current row out of the list, after which the next one is chosen."""
        self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(self.list.currentItem()))
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self._narrow(self.filter.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.filter.hasFocus():
            self.list.setFocus()
        super().keyPressEvent(event)

    def _narrow(self, text: str) -> None:
        words = text.split()
        first = None
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            assert item is not None
            line = " ".join(item.text(column) for column in range(len(_HEADS)))
            item.setHidden(not all(word in line for word in words))
            if first is None and not item.isHidden():
                first = item
        if first is not None:
            self.list.setCurrentItem(first)
        self.current_changed.emit()


def _row(record: IssueRecord) -> QTreeWidgetItem:
    date = f"{record.date.year}年{record.date.month}月{record.date.day}日" if record.date else ""
    status = "已定稿" if record.status is IssueStatus.FINAL else "在编"
    name = record.series or "（无刊名）"
    item = QTreeWidgetItem([name, record.number_text, date, f"{record.titles}篇", status])
    item.setToolTip(0, name)
    item.setData(0, _ID, record.id)
    return item
