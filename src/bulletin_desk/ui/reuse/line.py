"""The line over an article that says where it came from, stood before, and what is like it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.dialogs.ordered_list import small_button
from bulletin_desk.ui.forms import quiet_label


class UsesLine(QWidget):
    """A quiet sentence; `compare_wanted` asks to see both texts, `open_wanted` for the issue."""

    compare_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = quiet_label("")
        self.compare = small_button("对照")
        self.compare.setToolTip("左右对照两篇稿件，看哪里不同")
        self.open = small_button("打开那一期")
        row = QHBoxLayout(self)
        row.setContentsMargins(36, theme.SMALL, 24, theme.SMALL)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.label, 1)
        row.addWidget(self.compare)
        row.addWidget(self.open)
        self.compare.clicked.connect(self.compare_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.show_sentence("", can_compare=False, can_open=False)

    def show_sentence(self, sentence: str, *, can_compare: bool, can_open: bool) -> None:
        """Show what is to be told; nothing is shown of nothing."""
        self.label.setText(sentence)
        self.compare.setVisible(can_compare)
        self.open.setVisible(can_open)
        self.setVisible(bool(sentence))
