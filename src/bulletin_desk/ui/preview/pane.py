"""The right pane: the pages with their bar, and the thumbnails beside them."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QActionGroup, QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.ui import theme
from bulletin_desk.ui.commands import Commands
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.preview.arrangement import FIT_PAGE, FIT_WIDTH, TWO_PAGES, Fit, Zoom
from bulletin_desk.ui.preview.page_view import PageView
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.pictures import PicturesLater
from bulletin_desk.ui.preview.thumbnails import Thumbnails

_FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
# Narrower than this a page is no longer readable, and the bar has no room.
_LEAST_WIDTH = 300
_ZOOMS = {"fit_width": FIT_WIDTH, "fit_page": FIT_PAGE, "two_pages": TWO_PAGES}


class PreviewPane(QWidget):
    """Holds the page view (`view`), its thumbnails, and a line for what went wrong (`message`)."""

    def __init__(self, commands: Commands, pictures: Callable[[str], bytes]) -> None:
        super().__init__()
        self._pictures = PicturesLater(pictures, self)
        self.view = PageView(PagePainter(self._pictures))
        self.thumbnails = Thumbnails(PagePainter(self._pictures))
        self.message = quiet_label("")
        self.message.setVisible(False)
        self.page_label = QLabel()
        theme.named(self.page_label, "quiet")
        self.zoom_button = QToolButton()
        self._commands = commands
        self._wants_thumbnails = False
        self._before_two = FIT_WIDTH
        self._build()
        self.thumbnails.setVisible(False)
        self._pictures.arrived.connect(self._on_picture)
        self.view.zoom_changed.connect(self._show_zoom)
        self.view.page_shown.connect(self._show_page)
        self.thumbnails.page_chosen.connect(self.view.go_to_page)
        for name, zoom in _ZOOMS.items():
            commands[name].triggered.connect(lambda _=False, z=zoom: self._choose(z))
        commands["zoom_in"].triggered.connect(self.view.zoom_in)
        commands["zoom_out"].triggered.connect(self.view.zoom_out)
        commands["thumbnails"].toggled.connect(self.show_thumbnails)
        self._show_zoom(100)
        self._show_page(0, 0)

    @property
    def shows_thumbnails(self) -> bool:
        """Whether the strip of thumbnails is wanted."""
        return self._wants_thumbnails

    def show_thumbnails(self, shown: bool) -> None:
        """Show the strip of thumbnails, or hide it."""
        self._wants_thumbnails = shown
        self._commands["thumbnails"].setChecked(shown)
        self.thumbnails.setVisible(shown)
        strip = self.thumbnails.sizeHint().width() if shown else 0
        self.setMinimumWidth(_LEAST_WIDTH + strip)
        if shown:
            self.thumbnails.show_pages(self.view.pages)
            self.thumbnails.follow(self.view.current_page)

    def show_pages(self) -> None:
        """Take over the pages that the view now shows."""
        if self._wants_thumbnails:
            self.thumbnails.show_pages(self.view.pages)
            self.thumbnails.follow(self.view.current_page)

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        self.view.desk_colour = QColor(theme.colours().desk)
        self.view.viewport().update()
        self.thumbnails.viewport().update()

    def stop(self) -> None:
        """Wait for what is still being read from the library."""
        self._pictures.stop()

    def _build(self) -> None:
        self.setMinimumWidth(_LEAST_WIDTH)
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.thumbnails)
        pages.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(self.message)
        column.addLayout(pages, 1)
        self.message.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)

    def _build_bar(self) -> QToolBar:
        bar = QToolBar()
        bar.setIconSize(QSize(20, 20))
        bar.addWidget(self.page_label)
        spacer = QWidget()
        spacer.setSizePolicy(theme.GROWS, theme.GROWS)
        bar.addWidget(spacer)
        self.zoom_button.setMenu(self._build_menu())
        self.zoom_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom_button.setToolTip("版面的大小")
        bar.addAction(self._commands["zoom_out"])
        bar.addWidget(self.zoom_button)
        bar.addActions([self._commands[name] for name in ("zoom_in", *_ZOOMS)])
        for name in ("zoom_out", "zoom_in", *_ZOOMS):
            button = bar.widgetForAction(self._commands[name])
            button.setAccessibleName(self._commands[name].text())
            button.setFocusPolicy(theme.TAB_FOCUS)
        self.zoom_button.setFocusPolicy(theme.TAB_FOCUS)
        return bar

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addActions([self._commands[name] for name in _ZOOMS])
        menu.addSeparator()
        self._factors = QActionGroup(menu)
        for factor in _FACTORS:
            action = QAction(f"{factor:.0%}", self._factors, checkable=True)
            action.setData(round(factor * 100))
            action.triggered.connect(lambda _=False, f=factor: self._zoom_to(f))
            menu.addAction(action)
        return menu

    def _choose(self, zoom: Zoom) -> None:
        """Take one of the fixed zooms; two pages asked for again bring back what was before."""
        now = self.view.zoom
        if zoom == TWO_PAGES:
            if now.columns == 2:
                zoom = self._before_two
            else:
                self._before_two = now
        self.view.set_zoom(zoom)
        self._show_chosen()

    def _show_chosen(self) -> None:
        for name, zoom in _ZOOMS.items():
            chosen = self.view.zoom == zoom
            self._commands[name].setChecked(chosen or zoom.columns == self.view.zoom.columns == 2)

    def _zoom_to(self, factor: float) -> None:
        self.view.set_zoom(self.view.zoom.at(factor))

    def _show_zoom(self, percent: int) -> None:
        text = f"{percent}%"
        self.zoom_button.setText(text)
        self.zoom_button.setAccessibleName(f"版面大小，{text}")
        fixed = self.view.zoom.fit is Fit.NONE
        for action in self._factors.actions():
            action.setChecked(fixed and action.data() == percent)
        self._show_chosen()

    def _show_page(self, number: int, count: int) -> None:
        self.page_label.setText(f"第 {number + 1} / {count} 页" if count else "版面")
        if not count:
            self.thumbnails.forget()
        elif self._wants_thumbnails:
            self.thumbnails.follow(number)

    def _on_picture(self, digest: str) -> None:
        self.view.show_picture(digest)
        self.thumbnails.forget_picture(digest)
