"""The line over the editor that says that the issue is final, and what to do to change it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bulletin_desk.ui import theme


class Banner(QFrame):
    """Says that nothing can be changed; its button opens the issue again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "notice")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.button = QPushButton("取消定稿…")
        self.button.setFocusPolicy(theme.TAB_FOCUS)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM + 4, theme.SMALL, theme.MEDIUM, theme.SMALL)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_sentence(self, sentence: str, *, can_reopen: bool) -> None:
        """Show a sentence, with the button or without."""
        self.text.setText(sentence)
        self.button.setVisible(can_reopen)
        self.show()
