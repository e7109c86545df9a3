"""The window's arrangement, kept from day to day: panes and their widths, the zoom of the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from bulletin_desk.ui.panes import Pane, first_field
from bulletin_desk.ui.preview.arrangement import Zoom

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_COMMANDS = {Pane.LEFT: "show_left", Pane.RIGHT: "show_right"}
_TABS = ("outline", "pool", "library")


class WindowArrangement(QObject):
    """Joins the commands that show, hide and change panes; saves and restores the arrangement."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._desk, self._commands = workshop.desk, workshop.commands
        self._settings = workshop.window.settings
        workshop.closing.connect(self.save)
        for pane, name in _COMMANDS.items():
            self._commands[name].setChecked(True)
            self._commands[name].toggled.connect(
                lambda shown, pane=pane: self._desk.want(pane, shown)
            )
        self._desk.pane_wanted.connect(
            lambda pane, shown: self._commands[_COMMANDS[Pane(pane)]].setChecked(shown)
        )
        for name in _TABS:
            self._commands[name].triggered.connect(self._show_left)
        self._commands["next_pane"].triggered.connect(lambda: self._desk.go_to_pane(1))
        self._commands["previous_pane"].triggered.connect(lambda: self._desk.go_to_pane(-1))

    def save(self) -> None:
        """Keep the arrangement for the next start."""
        desk, preview = self._desk, self._desk.right
        self._settings.setValue("window/panes", [str(width) for width in desk.widths])
        self._settings.setValue("window/hidden", [p.value for p in Pane if not desk.wants(p)])
        self._settings.setValue("window/tab", desk.left.currentIndex())
        self._settings.setValue("preview/zoom", preview.view.zoom.text())
        self._settings.setValue("preview/thumbnails", int(preview.shows_thumbnails))

    def restore(self) -> None:
        """Bring back the arrangement of the last time."""
        desk, preview = self._desk, self._desk.right
        widths = self._list("window/panes")
        if all(width.isdigit() for width in widths):
            desk.set_widths([int(width) for width in widths])
        for name in self._list("window/hidden"):
            if name in _COMMANDS:
                desk.want(Pane(name), False)
        tab = str(self._settings.value("window/tab", 0))
        desk.left.setCurrentIndex(int(tab) if tab.isdigit() else 0)
        preview.view.set_zoom(Zoom.parse(str(self._settings.value("preview/zoom", ""))))
        preview.show_thumbnails(str(self._settings.value("preview/thumbnails", 0)) == "1")

    def _list(self, key: str) -> list[str]:
        value = self._settings.value(key, [])
        return [str(part) for part in value] if isinstance(value, list) else [str(value)]

    def _show_left(self) -> None:
        self._desk.want(Pane.LEFT, True)
        page = self._desk.left.currentWidget()
        if page is not None:
            target = first_field(page)
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
