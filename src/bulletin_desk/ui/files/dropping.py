"""Files dropped anywhere on the window: what they are, and the hint that says what will happen."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.composing import Composing
from bulletin_desk.ui.pictures.prepare import SUFFIXES

_HINT = "松开鼠标，导入这些文件"


class DropHint(QLabel):
    """A label over the middle of the window while files are dragged across it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(_HINT, window)
        theme.named(self, "drop-hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, window: QWidget) -> None:
        """Appear in the middle of the window."""
        self.adjustSize()
        self.move(window.rect().center() - self.rect().center())
        self.show()
        self.raise_()


def carries_files(mime: QMimeData) -> bool:
    """Return whether files or folders of this computer are dragged."""
    return any(url.isLocalFile() for url in mime.urls())


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files and folders that are dragged, as they are."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def parted(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the pictures and the other files."""
    pictures, others = [], []
    for path in paths:
        (pictures if path.suffix.lower() in SUFFIXES else others).append(path)
    return pictures, others


def keep_paths_out(window: QWidget) -> None:
    """Let the inner fields of dates and numbers refuse drops: a path is no text for them."""
    for field in window.findChildren(QLineEdit):
        if not isinstance(field, Composing):
            field.setAcceptDrops(False)
