"""最近的简报: the issues that were opened last, a line each."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from bulletin_desk.library.records import IssueRecord
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.lists.menu_key import opens_menu
from bulletin_desk.ui.start.cards import day, status

_RECORD = Qt.ItemDataRole.UserRole


class RecentList(QListWidget):
    """Shows all its lines; `menu_wanted` carries an issue's record and the place of a menu."""

    menu_wanted = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("最近的简报")
        theme.named(self, "recent")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_records(self, records: Sequence[IssueRecord]) -> None:
        """Show these issues, in the colours that are now in use."""
        self.clear()
        scheme = theme.colours()
        for record in records:
            parts = (record.series or "（无刊名）", record.number_text, day(record), status(record))
            item = QListWidgetItem("　".join(part for part in parts if part))
            item.setIcon(icons.icon("article", scheme.quiet, scheme.line))
            item.setData(_RECORD, record)
            self.addItem(item)
        self.setVisible(bool(records))
        self.setFixedHeight(sum(self.sizeHintForRow(n) for n in range(len(records))) + 2)

    def record(self, item: QListWidgetItem) -> IssueRecord:
        """Return the issue that a line stands for."""
        return item.data(_RECORD)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item, place = self.itemAt(event.pos()), event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            item = self.currentItem()
            if item is not None:
                place = self.viewport().mapToGlobal(self.visualItemRect(item).center())
        if item is not None:
            self.menu_wanted.emit(self.record(item), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not opens_menu(self, event):
            super().keyPressEvent(event)
