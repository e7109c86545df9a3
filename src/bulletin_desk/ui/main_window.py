"""The main window: a frame that shows at once, and is furnished after its first paint."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from bulletin_desk.ui import screen

if TYPE_CHECKING:
    from bulletin_desk.library.library import Library
    from bulletin_desk.ui.workshop import Workshop

TITLE = "简报台"


class MainWindow(QMainWindow):
    """The frame. `furnished` follows when library and panes are there; `workshop` runs them.

    `open_library` returns None when the clerk gives up choosing a library: then the window closes.
    """

    furnished = Signal()

    def __init__(
        self, open_library: "Callable[[MainWindow], Library | None]", settings: QSettings
    ) -> None:
        super().__init__()
        self.settings = settings
        self.workshop: Workshop | None = None
        self._open_library = open_library
        self._painted = False
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        geometry = settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            screen.give_size(self, 1360, 860)
        screen.keep_inside(self)

    def furnish(self) -> None:
        """Open the library and build the panes."""
        if self.workshop is not None:
            return
        library = self._open_library(self)
        if library is None:
            self.close()
            return
        from bulletin_desk.ui.workshop import Workshop

        self.workshop = Workshop(self, library)
        self.workshop.restore()
        self.furnished.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.furnish)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from bulletin_desk.ui.files.dropping import carries_files

        if self.workshop is not None and carries_files(event.mimeData()):
            event.acceptProposedAction()
            self.workshop.drop_hint.show_over(self)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.workshop is not None:
            self.workshop.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.workshop is not None:
            self.workshop.drop_hint.hide()
            self.workshop.import_dropped(event.mimeData())
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workshop is None or self.workshop.close():
            self.settings.setValue("window/geometry", self.saveGeometry())
            event.accept()
        else:
            event.ignore()
