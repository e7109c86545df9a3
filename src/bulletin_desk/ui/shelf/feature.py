"""What joins the library tab to the window: searching, reading, using again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.outline.commands import LOCKED
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.pool.panel import NO_ISSUE

if TYPE_CHECKING:
    from bulletin_desk.ui.lists.dragging import Hits
    from bulletin_desk.ui.shelf.list import Entry
    from bulletin_desk.ui.shelf.panel import LibraryPanel
    from bulletin_desk.ui.shelf.searching import Searching
    from bulletin_desk.ui.workshop import Workshop

_USES = 2
_QUEUED = Qt.ConnectionType.QueuedConnection
_LABEL = "取用往期稿件"


class LibraryTab(QObject):
    """Keeps the tab 稿库; its panel is made when it is shown first."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._library = workshop.library
        self._stale = True
        self._panel: LibraryPanel | None = None
        self._searching: Searching | None = None
        self.holder = QWidget()
        layout = QVBoxLayout(self.holder)
        layout.setContentsMargins(0, 0, 0, 0)
        tabs = workshop.desk.left
        scheme = theme.colours()
        tabs.addTab(self.holder, icons.icon("library", scheme.quiet, scheme.line), "稿库")
        tabs.currentChanged.connect(lambda _: self._show())
        workshop.commands["library"].triggered.connect(self.show)
        workshop.closing.connect(self.close)
        workshop.session.opened.connect(self._on_library_changed)
        workshop.session.lock_changed.connect(lambda _: self._show_lock())
        workshop.autosave.saved.connect(lambda _: self._on_saved())
        workshop.desk.section.library_wanted.connect(self.show)
        workshop.files.importer.finished.connect(lambda _: self._on_library_changed())
        workshop.files.deletion.deleted.connect(self._on_library_changed)
        workshop.desk.outline_model.hits_dropped.connect(self._drop)
        workshop.desk.pool.hits_dropped.connect(self._drop_into_pool)

    @property
    def panel(self) -> "LibraryPanel":
        """The panel of the tab."""
        if self._panel is None:
            from bulletin_desk.ui.shelf.page import HitPage
            from bulletin_desk.ui.shelf.panel import LibraryPanel
            from bulletin_desk.ui.shelf.searching import Searching

            page = HitPage(self._library, lambda: self._workshop.pages.fonts)
            panel = self._panel = LibraryPanel(page)
            layout = self.holder.layout()
            assert layout is not None
            layout.addWidget(panel)
            panel.show()  # at once: it is going to have the focus
            self._searching = Searching(self._library, panel, self._records, self._tell)
            panel.entry_chosen.connect(self._show_entry)
            panel.add_wanted.connect(self.add)
            panel.open_wanted.connect(self.open)
            panel.import_wanted.connect(self._workshop.commands["import"].trigger)
            panel.list.articles_wanted.connect(self._fill_issue)
            panel.list.menu_wanted.connect(self._show_menu)
            self._show_lock()
        return self._panel

    def close(self) -> None:
        """Wait for a search that is under way: the library is going to be closed."""
        if self._panel is not None:
            self._panel.stop()
        if self._searching is not None:
            self._searching.stop()

    def show(self) -> None:
        """Bring the tab to the front, ready to type what to look for."""
        self._workshop.desk.left.setCurrentWidget(self.holder)
        self._show()
        self.panel.focus_words()

    def add(self, entries: Sequence["Entry"]) -> None:
        """Put copies of past articles into their columns; one of the pool moves."""
        hits = [(entry.issue_id or 0, entry.article_id) for entry in entries]
        articles = self._copies(hits)
        self._workshop.issue.add(articles, _LABEL, self._columns(hits[: len(articles)], articles))

    def open(self, entry: "Entry") -> None:
        """Open the issue of an entry, at its article."""
        if entry.issue_id is None:
            return
        if entry.issue_id != self._workshop.session.issue_id:
            self._workshop.open_issue(entry.issue_id)
        if entry.article_id and entry.issue_id == self._workshop.session.issue_id:
            self._workshop.desk.outline.choose(Node("article", entry.article_id))

    def _drop(self, hits: "Hits", section_id: str, index: int) -> None:
        self._workshop.issue.drop_new(self._copies(hits), section_id, index, _LABEL)

    def _drop_into_pool(self, hits: "Hits") -> None:
        # Which series it is put into is not known yet: its origin names its own.
        articles = self._copies([hit for hit in hits if hit[0]], beside="")
        try:
            self._library.add_to_pool(articles)
        except DeskError as error:
            self._tell(error)
        self._workshop.show_pool()

    def _copies(self, hits: "Hits", beside: str | None = None) -> list[Article]:
        """Return articles as the open issue takes them over: of issues copies with their origin.

        The origin names its series where that is not the one `beside` it: the open issue's.
        """
        from bulletin_desk.ui.reuse.naming import issue_name

        if beside is None:
            opened = self._workshop.session.bulletin
            beside = opened.series if opened is not None else ""
        found: list[Article] = []
        try:
            for issue_id, article_id in hits:
                article = self._library.load_article(issue_id or None, article_id)
                if issue_id:
                    origin = issue_name(self._library.record(issue_id), beside)
                    article = replace(edits.copy_article(article), origin=origin)
                found.append(article)
        except DeskError as error:
            self._tell(error)
        return found

    def _columns(self, hits: "Hits", copies: Sequence[Article]) -> dict[str, str]:
        """Return the names of the columns that articles stood in, by the ids of their copies."""
        columns: dict[str, str] = {}
        try:
            issues = {number: self._library.load_issue(number) for number, _ in hits if number}
        except DeskError as error:
            self._tell(error)
            return {}
        for (number, article_id), copy in zip(hits, copies, strict=True):
            found = edits.find_section(issues[number], article_id) if number else None
            if found is not None:
                columns[copy.id] = found[0].name
        return columns

    def _show_entry(self, entry: "Entry | None") -> None:
        self.panel.page.show_article(*(entry or (None, "")))
        if entry is None or not entry.article_id:
            self.panel.show_text("", "")
            return
        try:
            article = self._library.load_article(entry.issue_id, entry.article_id)
            uses = self._uses(article, entry.issue_id)
        except DeskError as error:
            self.panel.show_text(str(error), "")
        else:
            origin = f"选自{article.origin}" if article.origin else ""
            used = "\n".join(part for part in (uses, origin) if part)
            self.panel.show_text(article.text, used, article)

    def _uses(self, article: Article, issue_id: int | None) -> str:
        """Return a sentence about where else an article stands, empty when nowhere."""
        from bulletin_desk.ui.reuse.naming import is_origin, issue_name

        alone = Bulletin(sections=(Section("", "", (article,)),))
        records = self._library.used_before(alone, issue_id).get(article.id, [])
        others = [record for record in records if not is_origin(article.origin, record)]
        names = [self._use(record) or issue_name(record) for record in others]
        more = f"等 {len(names)} 期" if len(names) > _USES else ""
        return f"已用于{'、'.join(names[:_USES])}{more}" if names else ""

    def _use(self, record: IssueRecord) -> str:
        return "本期" if record.id == self._workshop.session.issue_id else ""

    def _fill_issue(self, issue_id: int) -> None:
        try:
            bulletin = self._library.load_issue(issue_id)
        except DeskError as error:
            self._tell(error)
        else:
            self.panel.list.fill_issue(issue_id, bulletin)

    def _records(self) -> list[IssueRecord]:
        try:
            return self._library.issues()
        except DeskError as error:
            self._tell(error)
            return []

    def _on_saved(self) -> None:
        # Seen when the tab is shown again: listing all issues while the clerk types costs time.
        self._stale = True

    def _on_library_changed(self) -> None:
        self._stale = True
        self._show_lock()
        self._show()

    def _show(self) -> None:
        """Show the library as it is now, if the tab is in front."""
        if not self._stale or self._workshop.desk.left.currentWidget() is not self.holder:
            return
        self._stale = False
        self.panel.page.forget()
        self.panel.show_filters(self._records())
        self.panel.search_now()

    def _show_lock(self) -> None:
        session = self._workshop.session
        if self._panel is None:
            return
        if session.bulletin is None:
            self._panel.enable_adding(False, NO_ISSUE)
        else:
            self._panel.enable_adding(not session.locked, LOCKED if session.locked else "")

    def _show_menu(self, place: QPoint) -> None:
        panel = self.panel
        menu = QMenu(panel.list)
        menu.setAccessibleName("稿库")
        for button in (panel.add_button, panel.open_button):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click, _QUEUED)
        entry = panel.list.current()
        if entry is not None and entry.issue_id not in (None, self._workshop.session.issue_id):
            self._add_taking(menu, entry.issue_id)
        menu.exec(place)
        menu.deleteLater()

    def _add_taking(self, menu: QMenu, issue_id: int | None) -> None:
        """Offer to choose from all that the issue has."""
        from bulletin_desk.ui.reuse.past import PastIssues

        past = self._workshop.feature(PastIssues)
        action = menu.addAction("从这一期选用…")
        action.setEnabled(self._workshop.commands["take_past"].isEnabled())
        action.triggered.connect(lambda: past.choose(issue_id), _QUEUED)

    def _tell(self, error: DeskError) -> None:
        Message.tell(self._workshop.window, "稿库", str(error))
