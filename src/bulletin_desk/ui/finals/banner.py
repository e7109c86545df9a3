"""The line over the editor that says that the issue is final, and what to do to change it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bulletin_desk.ui import theme


class Banner(QFrame):
    """Says that nothing can be changed; opens the folder of its files, and the issue again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "notice")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.open_folder = QPushButton("打开文件夹")
        self.button = QPushButton("取消定稿…")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM + 4, theme.SMALL, theme.MEDIUM, theme.SMALL)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(self.text, 1)
        for button in (self.open_folder, self.button):
            button.setFocusPolicy(theme.TAB_FOCUS)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_sentence(self, sentence: str, *, can_reopen: bool, has_folder: bool) -> None:
        """Show a sentence, with the buttons that make sense."""
        self.text.setText(sentence)
        self.button.setVisible(can_reopen)
        self.open_folder.setVisible(has_folder)
        self.show()
