"""What of a file would not come into the library, and the question about it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bulletin_desk.intake import report

_HOLE = "\0"
_SENTENCES = tuple(
    tuple(told(_HOLE).split(_HOLE)) for told in (report.unplaced, report.beside_distribution)
)
_MOST, _LONG = 6, 40


def left_out(warnings: Iterable[str]) -> list[str]:
    """Return the texts that were recognised as nothing, as the warnings quote them."""
    return [
        warning[len(before) : len(warning) - len(after)]
        for warning in dict.fromkeys(warnings)
        for before, after in _SENTENCES
        if warning.startswith(before) and warning.endswith(after)
    ]


class LeftOutBox(QMessageBox):
    """Names the texts that are left out; going back is what Enter and Esc do."""

    def __init__(self, parent: QWidget, texts: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("有文字没有收入")
        self.setIcon(QMessageBox.Icon.Question)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(f"这 {len(texts)} 处文字没有认出用途，不会收入：\n{_listed(texts)}")
        self.setInformativeText("要收入，请回去在原文里点明它是什么。")
        role = QMessageBox.ButtonRole
        self.keep = self.addButton("仍然收入", role.DestructiveRole)
        self.back = self.addButton("回去核对", role.RejectRole)
        self.setDefaultButton(self.back)
        self.setEscapeButton(self.back)

    @classmethod
    def confirmed(cls, parent: QWidget, texts: list[str]) -> bool:
        """Return whether the file is to be kept without these texts."""
        box = cls(parent, texts)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is box.keep


def _listed(texts: list[str]) -> str:
    lines = [" ".join(text.split()) for text in texts[:_MOST]]
    shown = [f"“{line[:_LONG]}{'…' if len(line) > _LONG else ''}”" for line in lines]
    return "\n".join([*shown, *(["……"] if len(texts) > _MOST else [])])
