"""Joins the templates to the window: the gallery, and who must know of a changed template."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import all_templates, in_template

if TYPE_CHECKING:
    from bulletin_desk.ui.preview.painter import PagePainter
    from bulletin_desk.ui.templates.first_page import FirstPage
    from bulletin_desk.ui.templates.pages import PageMaker
    from bulletin_desk.ui.workshop import Workshop


class Templates(QObject):
    """Opens the gallery of templates, and takes up what is chosen and changed there."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._maker: PageMaker | None = None
        self._painter: PagePainter | None = None
        workshop.commands["templates"].triggered.connect(self.show)

    @property
    def maker(self) -> "PageMaker":
        """Who makes the pages of previews; they are kept from one opening to the next."""
        if self._maker is None:
            from bulletin_desk.ui.templates.pages import PageMaker

            self._maker = PageMaker(lambda: self._workshop.pages.fonts, self)
        return self._maker

    @property
    def painter(self) -> "PagePainter":
        """Who paints them."""
        if self._painter is None:
            from bulletin_desk.ui.preview.painter import PagePainter

            self._painter = PagePainter(self._workshop.library.picture)
        return self._painter

    def first_page(self) -> "FirstPage":
        """Return a new picture of a first page, for a dialog."""
        from bulletin_desk.ui.templates.first_page import FirstPage

        return FirstPage(self.maker, self.painter)

    def show(self) -> None:
        """Open the gallery."""
        from bulletin_desk.ui.templates.gallery import OpenIssue, TemplateGallery

        workshop, session = self._workshop, self._workshop.session
        workshop.flush()
        issue = OpenIssue(session.bulletin, session.locked, workshop.library.issues_in)
        gallery = TemplateGallery(workshop.window, self.maker, self.painter, issue)
        gallery.stored.connect(self.templates_changed)
        gallery.used.connect(self.use)
        gallery.exec()
        gallery.deleteLater()

    def use(self, template: Template) -> None:
        """Set the open issue in another template, as one step."""
        bulletin = self._workshop.session.bulletin
        if bulletin is None or bulletin.template == template.id:
            return
        self._workshop.apply("更换模板", in_template(bulletin, template))
        self._workshop.tell(f"本期已改用“{template.name}”，可以撤销（Ctrl+Z）。")

    def templates_changed(self) -> None:
        """Offer the templates that there are now, and set the open issue in its own again."""
        self._workshop.desk.masthead.show_templates(all_templates())
        self._workshop.pages.refresh()
