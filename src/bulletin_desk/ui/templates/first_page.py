"""A small picture of an issue's first page, beside a choice of templates."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui import theme
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.templates.pages import PageMaker, page_image
from bulletin_desk.ui.templates.sample import sample_in

# An A4 page, in logical pixels.
_PAGE = QSize(240, 339)
_KEY = "first page"


class FirstPage(QLabel):
    """Shows the first page of the sample in a template, or of an issue."""

    def __init__(
        self, maker: PageMaker, painter: PagePainter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._maker, self._painter = maker, painter
        theme.named(self, "page")
        self.setAccessibleName("首页预览")
        self.setFixedSize(_PAGE + QSize(2, 2))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        maker.made.connect(self._on_made)

    def show_template(self, template: Template) -> None:
        """Show the sample in a template."""
        self._maker.wish(_KEY, sample_in(template), template)

    def show_issue(self, bulletin: Bulletin) -> None:
        """Show an issue in its own template; nothing where that is lost."""
        try:
            self._maker.wish(_KEY, bulletin, load_template(bulletin.template))
        except DeskError:
            self.clear()

    def _on_made(self, key: object, document: Document) -> None:
        if key == _KEY and document.pages:
            ratio = self.devicePixelRatioF()
            image = page_image(document.pages[0], _PAGE, ratio, self._painter.paint)
            self.setPixmap(QPixmap.fromImage(image))
