"""Joins the command search to the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.ui.editor.composing import commit_preedits

if TYPE_CHECKING:
    from bulletin_desk.ui.palette.palette import Palette
    from bulletin_desk.ui.palette.spelling import Readings
    from bulletin_desk.ui.workshop import Workshop


class CommandSearch(QObject):
    """Opens the palette, and runs what is chosen once it is closed."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._spoken: Readings = {}
        self._open: Palette | None = None
        workshop.commands["palette"].triggered.connect(self.show)

    def show(self) -> None:
        """Let the clerk find a command."""
        from bulletin_desk.ui.palette.palette import Palette, entries
        from bulletin_desk.ui.palette.spelling import readings

        window = self._workshop.window
        commit_preedits(window)
        own = self._workshop.commands["palette"]
        commands = [
            entry
            for title, menu in self._workshop.commands.menus.items()
            for entry in entries(menu, title)
            if entry.action is not own
        ]
        palette = self._open = Palette(window, commands, window.settings)
        palette.learn(self._spoken)
        names = [entry.name for entry in commands]
        missing = {c for name in names for c in name if "㐀" <= c <= "鿿"} - set(self._spoken)
        if missing:
            # The first time the dictionary is read; names can be typed meanwhile.
            self._workshop.files.tasks.run(lambda: readings(names), self._learn, lambda _: None)
        palette.exec()
        self._open = None
        action = palette.chosen
        palette.deleteLater()
        if action is not None:
            action.trigger()

    def _learn(self, spoken: "Readings") -> None:
        self._spoken = spoken
        if self._open is not None:
            self._open.learn(spoken)
