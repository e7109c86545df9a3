"""The files that wait to be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from bulletin_desk.ui.lists.article_rows import AboutRole, ArticleRows
from bulletin_desk.ui.review.work import ReviewFile

_FILE = Qt.ItemDataRole.UserRole


class FileList(QListWidget):
    """A row for each file; `file_chosen` carries the one that the clerk turns to."""

    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("等待核对的文件")
        self.setItemDelegate(ArticleRows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current)

    def show_files(self, files: Sequence[ReviewFile], current: ReviewFile | None) -> None:
        """Show these files, one of them chosen."""
        with QSignalBlocker(self):
            self.clear()
            for file in files:
                item = QListWidgetItem()
                item.setData(_FILE, file)
                _label(item, file)
                self.addItem(item)
                if file is current:
                    self.setCurrentItem(item)

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
