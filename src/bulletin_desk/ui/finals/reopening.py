"""取消定稿: why a final issue is opened again."""

from PySide6.QtWidgets import QWidget

from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label


class ReopenDialog(Dialog):
    """Asks for the reason; without one, the issue stays final."""

    def __init__(self, parent: QWidget | None, kept: str) -> None:
        super().__init__(parent, "取消定稿", "取消定稿")
        self.cancel.setText("保持定稿")
        self.reason = LineField("原因", "如：领导修改了第二篇的数字")
        self.content.addWidget(quiet_label(kept))
        form = form_layout()
        add_row(form, "原因", self.reason, self.reason)
        self.content.addLayout(form)
        self.reason.textChanged.connect(self._check)
        self._check("")

    @classmethod
    def ask(cls, parent: QWidget | None, kept: str) -> str | None:
        """Return the reason, or None when the issue stays final; `kept` says what is kept."""
        dialog = cls(parent, kept)
        return dialog.reason.text().strip() if dialog.accepted_by_clerk() else None

    def _check(self, text: str) -> None:
        self.confirm.setEnabled(bool(text.strip()))
