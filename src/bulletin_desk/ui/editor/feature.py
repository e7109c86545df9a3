"""Joins the article's page to the window: its menu, printed titles, units and what it tells."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from bulletin_desk.ui.editor.composing import commit_preedits

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


class ArticleDesk(QObject):
    """Fills the menu 格式 and lets its commands be used while an article is on show."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._page = workshop.desk.article
        self.clean_issue = QAction("清理整期", workshop.window)
        self._fill_menu()
        self._page.units.known = workshop.library.known_units
        self._page.told.connect(workshop.tell)
        self.clean_issue.triggered.connect(self._clean_issue)
        workshop.pages.typeset.connect(self._page.show_document)
        workshop.desk.chosen.connect(self._show_part)
        workshop.session.opened.connect(self._show_part)
        self._show_part()

    def _fill_menu(self) -> None:
        menu = self._workshop.commands.menus["格式"]
        for action in self._page.bar.menu:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.addAction(self.clean_issue)

    def _show_part(self) -> None:
        """Let the commands be used where they mean something."""
        node = self._workshop.desk.node
        on_show = node is not None and node.kind == "article"
        for action in self._page.bar.menu:
            if action is not None:
                action.setEnabled(on_show)
        self.clean_issue.setEnabled(self._workshop.session.bulletin is not None)
        if on_show:
            self._page.show_document(self._workshop.pages.document)

    def _clean_issue(self) -> None:
        """Clean every article of the issue, as one step."""
        from bulletin_desk.intake.clipboard.tidy import tidied_article
        from bulletin_desk.model.cleaning import clean_bulletin, told

        commit_preedits(self._workshop.window)
        bulletin = self._workshop.session.bulletin
        if bulletin is not None:
            clean, counts = clean_bulletin(bulletin, tidied_article)
            self._workshop.apply("清理整期", clean)
            self._workshop.tell(told(counts))
