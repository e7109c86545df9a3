"""The files that wait to be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from bulletin_desk.ui.lists.article_rows import AboutRole, ArticleRows
from bulletin_desk.ui.review.work import ReviewFile

_FILE = Qt.ItemDataRole.UserRole


class FileList(QListWidget):
    """A row for each file; `file_chosen` carries the one that the clerk turns to."""

    file_chosen = Signal(object)
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("等待核对的文件")
        self.setItemDelegate(ArticleRows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.currentItemChanged.connect(self._on_current)

    def show_files(self, files: Sequence[ReviewFile], current: ReviewFile | None) -> None:
        """Show these files, one of them chosen; where it is already, others may be, too."""
        shown = [self.item(row).data(_FILE) for row in range(self.count())]
        now = self.currentItem()
        if shown == list(files) and now is not None and now.data(_FILE) is current:
            return
        with QSignalBlocker(self):
            self.clear()
            for file in files:
                item = QListWidgetItem()
                item.setData(_FILE, file)
                _label(item, file)
                self.addItem(item)
                if file is current:
                    self.setCurrentItem(item)

    @property
    def chosen(self) -> list[ReviewFile]:
        """The files that are selected, from top to bottom."""
        rows = (self.item(row) for row in range(self.count()))
        return [item.data(_FILE) for item in rows if item.isSelected()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.drop_wanted.emit()
        else:
            super().keyPressEvent(event)

    def refresh(self, file: ReviewFile) -> None:
        """Say what is now to be said of a file."""
        for row in range(self.count()):
            if self.item(row).data(_FILE) is file:
                _label(self.item(row), file)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.file_chosen.emit(item.data(_FILE))


def _label(item: QListWidgetItem, file: ReviewFile) -> None:
    doubts = file.doubts
    about = f"{len(doubts)} 处需要核对" if doubts else "没有疑问"
    where = f"位置：{file.folder}" if file.folder else ""
    item.setText(file.name)
    item.setData(AboutRole, about)
    item.setToolTip("\n".join(part for part in (file.name, where, *doubts) if part))
