"""The page of the contents (目录): whether the issue prints them."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import heading, quiet_label, scrolling

_REMARK = "目录由栏目和稿件标题自动排出，标题和页码改了，目录会跟着改。"


class ContentsPage(QWidget):
    """Switches the contents on and off; `edited` carries step name, new bulletin, merge key."""

    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self.printed = QCheckBox("印目录")
        self.printed.setAccessibleName("印目录")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE - 4)
        column.addWidget(heading("目录"))
        column.addWidget(self.printed)
        column.addWidget(quiet_label(_REMARK))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(content))
        self.printed.clicked.connect(self._on_printed)

    def show_bulletin(self, bulletin: Bulletin) -> None:
        """Show how an issue prints its contents."""
        self._bulletin = bulletin
        self.printed.setChecked(bulletin.contents)

    def _on_printed(self, printed: bool) -> None:
        if self._bulletin is not None:
            changed = replace(self._bulletin, contents=printed)
            self.edited.emit("印目录" if printed else "不印目录", changed, None)
