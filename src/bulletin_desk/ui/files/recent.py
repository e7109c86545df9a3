"""最近打开: the issues that were on the desk last, in the menu and on the start page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QMenu

from bulletin_desk.library.records import IssueRecord

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_KEPT = 10
_KEY = "library/recent"


def recent_ids(settings: QSettings) -> list[int]:
    """Return the issues opened last, the latest first; some may have been deleted."""
    kept = settings.value(_KEY, [])
    values = kept if isinstance(kept, list) else [kept]
    return [int(str(value)) for value in values if str(value).isdigit()]


def remember(settings: QSettings, issue_id: int) -> None:
    """Put an issue at the head of the list."""
    ids = [issue_id, *recent_ids(settings)]
    settings.setValue(_KEY, list(dict.fromkeys(ids))[:_KEPT])


def recently_opened(settings: QSettings, records: Sequence[IssueRecord]) -> list[IssueRecord]:
    """Return the records of the issues opened last that are still there."""
    known = {record.id: record for record in records}
    return [known[issue_id] for issue_id in recent_ids(settings) if issue_id in known]


class RecentIssues(QObject):
    """Keeps the list, and fills the submenu when it is opened."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._menu = QMenu("最近打开", workshop.window)
        self._menu.aboutToShow.connect(self._fill)
        workshop.commands.menus["文件"].insertMenu(workshop.commands["import"], self._menu)
        workshop.session.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        issue_id = self._workshop.session.issue_id
        if issue_id is not None:
            remember(self._workshop.window.settings, issue_id)

    def _fill(self) -> None:
        self._menu.clear()
        workshop = self._workshop
        for record in recently_opened(workshop.window.settings, workshop.library.issues()):
            # An ampersand in a name is no mnemonic.
            name = f"{record.series or '（无刊名）'} {record.number_text}".replace("&", "&&")
            action = self._menu.addAction(name.strip())
            action.triggered.connect(lambda _=False, i=record.id: workshop.open_issue(i))
        if self._menu.isEmpty():
            self._menu.addAction("还没有打开过简报").setEnabled(False)
