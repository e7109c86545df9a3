"""Saving without being asked: every change reaches the library within a second."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.ui.session import Session

DELAY_MS = 700
RETRY_MS = 5000


class Autosave(QObject):
    """Saves the session's bulletin after each change, tries again when that fails, never raises.

    `saved` carries the time of day; `failed` a sentence, once until saving works again.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        save: Callable[[int, Bulletin], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._save = save
        self._saved: Bulletin | None = None
        self._complaint = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.flush)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)

    @property
    def is_saved(self) -> bool:
        """Whether the library holds what is on the desk."""
        return self._session.bulletin is self._saved

    def flush(self) -> bool:
        """Save now what is not saved; return whether the library holds everything."""
        self._timer.stop()
        bulletin, issue_id = self._session.bulletin, self._session.issue_id
        if bulletin is None or issue_id is None or bulletin is self._saved:
            return True
        try:
            self._save(issue_id, bulletin)
        except DeskError as error:
            self._timer.start(RETRY_MS)
            if str(error) != self._complaint:
                self._complaint = str(error)
                self.failed.emit(self._complaint)
            return False
        self._saved, self._complaint = bulletin, ""
        self.saved.emit(f"{datetime.now():%H:%M}")
        return True

    def stop(self) -> None:
        """Save no more: the library is going to be closed."""
        self._timer.stop()

    def _on_changed(self) -> None:
        # Not restarted by further typing: a second is a second.
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)

    def _on_opened(self) -> None:
        self._timer.stop()
        self._saved, self._complaint = self._session.bulletin, ""
