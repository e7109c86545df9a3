"""What to do when the library cannot be opened: another one, or leave."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import quiet_label


class LibraryDialog(Dialog):
    """Shows why the library cannot be opened and offers to choose another file."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        super().__init__(parent, "打不开稿库", "选择其他稿库…")
        self.cancel.setText("退出")
        self.content.addWidget(quiet_label(sentence))

    @classmethod
    def ask(cls, parent: QWidget | None, sentence: str, path: Path) -> Path | None:
        """Return another library, or None when the clerk leaves."""
        if not cls(parent, sentence).accepted_by_clerk():
            return None
        kinds = "稿库 (*.db);;所有文件 (*)"
        folder = str(path.parent)
        name, _ = QFileDialog.getSaveFileName(
            parent, "选择稿库", folder, kinds, options=QFileDialog.Option.DontConfirmOverwrite
        )
        return Path(name) if name else None
