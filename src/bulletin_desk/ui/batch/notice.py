"""A line over the editor about imports: one that was left, files that wait to be looked at."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label


class ImportNotice(QFrame):
    """A sentence with a button that does what it offers, and one that lets it be."""

    def __init__(self, go_on: str, let_be: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "notice")
        self.setAccessibleName("导入提示")
        self.sentence = quiet_label("")
        self.go_on, self.let_be = QPushButton(go_on), QPushButton(let_be)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM + 4, theme.SMALL, theme.MEDIUM, theme.SMALL)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(self.sentence, 1)
        for button in (self.go_on, self.let_be):
            button.setFocusPolicy(theme.TAB_FOCUS)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Appear with a sentence."""
        self.sentence.setText(sentence)
        self.show()
