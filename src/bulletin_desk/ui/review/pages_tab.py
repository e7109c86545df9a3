"""The result as printed pages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.preview.page_view import PageView
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.pictures import PicturesLater
from bulletin_desk.ui.preview.places import Place
from bulletin_desk.ui.review.tracing import Trace

if TYPE_CHECKING:
    from bulletin_desk.ui.templates.pages import PageMaker

_KEY = "review"


class PagesTab(QWidget):
    """Shows a bulletin once the tab is in view; `trace_chosen` carries what was clicked on."""

    trace_chosen = Signal(object)

    def __init__(self, maker: "PageMaker", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._files: Mapping[str, bytes] = {}
        self.pictures = PicturesLater(self._picture, self)
        self.view = PageView(PagePainter(self.pictures), self)
        self.message = quiet_label("")
        self._wanted: Bulletin | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)
        self.message.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        self.message.hide()
        maker.made.connect(self._on_made)
        maker.failed.connect(self._on_failed)
        self.pictures.arrived.connect(self.view.show_picture)
        self.view.place_clicked.connect(lambda place: self.trace_chosen.emit(_trace(place)))
        self.redraw()

    def show_bulletin(self, bulletin: Bulletin | None, files: Mapping[str, bytes]) -> None:
        """Show a bulletin with the pictures that it came with."""
        self._files, self._wanted = files, bulletin
        if bulletin is None:
            self.view.show_document(None)
        elif self.isVisible():
            self._wish()

    def show_trace(self, trace: Trace | None) -> None:
        """Mark the place that a line of the source has gone to."""
        self.view.mark_caret(_place(trace) if trace is not None else None)

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        self.view.desk_colour = QColor(theme.colours().desk)
        self.view.viewport().update()

    def stop(self) -> None:
        """Make no more pages: the window closes."""
        self._wanted = None
        self._maker.stop()
        self.pictures.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wish()

    def _wish(self) -> None:
        if self._wanted is None:
            return
        try:
            self._maker.wish(_KEY, self._wanted, load_template(self._wanted.template))
        except DeskError as error:
            self._on_failed(_KEY, str(error))

    def _on_made(self, key: object, document: Document) -> None:
        if key == _KEY and self._wanted is not None:
            self.message.hide()
            self.view.show_document(document)

    def _on_failed(self, key: object, sentence: str) -> None:
        if key == _KEY:
            self.message.setText(sentence)
            self.message.show()

    def _picture(self, digest: str) -> bytes:
        try:
            return self._files[digest]
        except KeyError as error:
            raise IntakeError("来稿里缺少一张图片的文件。") from error


def _trace(place: Place) -> Trace:
    match place.part:
        case "section":
            return Trace("column", place.owner)
        case "masthead" | "distribution":
            return Trace(place.part)
        case "contents":
            return Trace("article", place.owner) if place.owner else Trace("contents")
        case _:
            return Trace("article", place.owner, place.block)


def _place(trace: Trace) -> Place:
    match trace.part:
        case "column":
            return Place("section", trace.owner)
        case "article" if trace.block >= 0:
            return Place("body", trace.owner, trace.block)
        case "article":
            return Place("title", trace.owner)
        case _:
            return Place(trace.part, trace.owner)
