"""The page on which a found article is printed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.ui import theme
from bulletin_desk.ui.finals.writing import frozen_template
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.preview.page_view import PageView
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.pictures import PicturesLater
from bulletin_desk.ui.preview.places import Place, find
from bulletin_desk.ui.tasks import Tasks
from bulletin_desk.ui.templates.pages import PageMaker

_IN_POOL = "待用稿还没有排进哪一期，没有版面。"
_Issue = tuple[Bulletin, Template]


class HitPage(QWidget):
    """Shows the pages of an article's issue, at the article, once it is in view.

    The issue is read in a thread and laid out between events. `shown` tells that it is there.
    """

    shown = Signal()

    def __init__(self, library: Library, fonts: Callable[[], Fonts | None]) -> None:
        super().__init__()
        self._library = library
        self._tasks = Tasks(self)
        self._maker = PageMaker(fonts, self)
        self.pictures = PicturesLater(library.picture, self)
        self.view = PageView(PagePainter(self.pictures), self)
        self.message = quiet_label("")
        self.message.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        self._wanted: tuple[int | None, str] | None = None
        self._on_show: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)
        self._maker.made.connect(self._on_made)
        self._maker.failed.connect(lambda _, sentence: self._tell(sentence))
        self.pictures.arrived.connect(self.view.show_picture)
        self._tell("")
        self.redraw()

    def show_article(self, issue_id: int | None, article_id: str) -> None:
        """Show where an article is printed; nothing for no article."""
        self._wanted = (issue_id, article_id) if article_id else None
        if self.isVisible():
            self._want()

    def forget(self) -> None:
        """Read the issue anew: it may have changed."""
        self._on_show = None

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        self.view.desk_colour = QColor(theme.colours().desk)
        self.view.viewport().update()

    def stop(self) -> None:
        """Make no more pages: the window closes."""
        self._wanted = None
        self._maker.stop()
        self.pictures.stop()
        self._tasks.wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want()

    def hideEvent(self, event: QHideEvent) -> None:
        self._maker.stop()
        super().hideEvent(event)

    def _want(self) -> None:
        wanted = self._wanted
        if wanted is None or wanted[0] is None:
            self._on_show = None
            self.view.show_document(None)
            self._tell(_IN_POOL if wanted else "")
        elif wanted[0] == self._on_show:
            self._go_there()
        else:
            issue_id = wanted[0]
            self._tasks.run(
                lambda: self._read(issue_id),
                lambda issue: self._typeset(issue_id, *issue),
                lambda error: self._tell(str(error)),
            )

    def _read(self, issue_id: int) -> _Issue:
        bulletin = self._library.load_issue(issue_id)
        frozen = frozen_template(self._library, issue_id)
        return bulletin, frozen or load_template(bulletin.template)

    def _typeset(self, issue_id: int, bulletin: Bulletin, template: Template) -> None:
        # What was wanted before comes too late.
        if self._wanted is not None and self._wanted[0] == issue_id:
            self._maker.stop()
            self._maker.wish(issue_id, bulletin, template)

    def _on_made(self, key: object, document: Document) -> None:
        if self._wanted is None or key != self._wanted[0]:
            return
        if self._on_show != key:
            self.view.forget()
        self._on_show = self._wanted[0]
        self._tell("")
        self.view.show_document(document)
        self._go_there()

    def _go_there(self) -> None:
        """Scroll to the article, and mark where it begins."""
        if self._wanted is None:
            return
        article = self._wanted[1]
        places = (Place("title", article), Place("body", article, 0))
        place = next((p for p in places if find(self.view.pages, p) is not None), None)
        self.view.mark_caret(place)
        self.shown.emit()

    def _tell(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
