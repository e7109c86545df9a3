"""What joins the outline to the rest of the window: pages, problems, lock, menu."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer

from bulletin_desk.ui.lists.tab_drops import TabDrops
from bulletin_desk.ui.outline.commands import LOCKED
from bulletin_desk.ui.outline.facts import article_pages, marks_of
from bulletin_desk.ui.outline.view import articles_of, sections_of
from bulletin_desk.ui.pool.panel import NO_ISSUE
from bulletin_desk.ui.preflight.feature import Preflight

if TYPE_CHECKING:
    from bulletin_desk.model.checks import Problem
    from bulletin_desk.ui.workshop import Workshop

# On which pages the articles stand is worked out when the pages rest this long (in ms).
_REST = 150
_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class Outline(QObject):
    """Keeps what the outline's rows show besides the issue's own text up to date."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._desk = workshop.desk
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._show_pages)
        workshop.pages.typeset.connect(lambda _: self._rest.start())
        workshop.session.opened.connect(self._show_lock)
        workshop.session.lock_changed.connect(lambda _: self._show_lock())
        workshop.session.lock_changed.connect(self._show_lock)
        for name, target in (("outline", self._desk.outline), ("pool", self._desk.pool.list)):
            # After the tab has come to the front.
            workshop.commands[name].triggered.connect(partial(target.setFocus, _BY_KEY))
        self._desk.outline.opened.connect(self._desk.focus_editor)
        self._desk.outline.menu_wanted.connect(self._show_menu)
        drops = TabDrops(self._desk.left, self._desk.pool)
        drops.dropped.connect(self._desk.pool.take)
        self._desk.outline.selection_changed.connect(self._enable_commands)
        # All parts of the window have to be there first.
        QTimer.singleShot(0, self, self._listen)

    def _listen(self) -> None:
        preflight = self._workshop.feature(Preflight)
        preflight.problems_changed.connect(self._show_problems)
        self._show_problems(preflight.problems)

    def _show_problems(self, problems: "Sequence[Problem]") -> None:
        self._desk.outline_model.show_problems(marks_of(problems))

    def _show_pages(self) -> None:
        self._desk.outline_model.show_pages(article_pages(self._workshop.pages.document))

    def _enable_commands(self) -> None:
        """Let only those commands be chosen that have something to act on."""
        if self._workshop.session.bulletin is None:
            return
        nodes = self._desk.outline.selected
        articles, sections = articles_of(nodes), sections_of(nodes)
        commands = self._workshop.commands
        commands.enable(("rename", "up", "down", "delete"), bool(articles or sections))
        commands.enable(("to_pool",), bool(articles))

    def _show_lock(self) -> None:
        session = self._workshop.session
        self._enable_commands()
        self._desk.outline.finish_editing()
        self._desk.outline_model.set_locked(session.locked)
        has_issue = session.bulletin is not None
        reason = LOCKED if session.locked else NO_ISSUE
        self._desk.pool.enable_adding(has_issue and not session.locked, reason)

    def _show_menu(self, place: QPoint) -> None:
        from bulletin_desk.ui.outline.menu import outline_menu

        menu = outline_menu(self._workshop)
        if menu is not None:
            menu.exec(place)
            menu.deleteLater()
