"""Joins the help menu and the full screen to the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


class Help(QObject):
    """Shows the shortcuts and what there is to know about the program."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        workshop.commands["shortcuts"].triggered.connect(self.show_shortcuts)
        workshop.commands["about"].triggered.connect(self.show_about)
        workshop.commands["fullscreen"].toggled.connect(self._fill_screen)

    def show_shortcuts(self) -> None:
        """List every shortcut."""
        from bulletin_desk.ui.help.shortcuts import ShortcutsDialog
        from bulletin_desk.ui.palette.palette import entries

        menus = self._workshop.commands.menus.items()
        commands = [entry for title, menu in menus for entry in entries(menu, title)]
        ShortcutsDialog(self._workshop.window, commands).accepted_by_clerk()

    def show_about(self) -> None:
        """Tell the version, the library and the fonts; copy them when asked."""
        from bulletin_desk.ui.help.about import AboutDialog, diagnostics

        replaced, missing = self._workshop.pages.font_remarks
        fonts = "\n".join(part for part in (replaced, missing) if part)
        if self._workshop.pages.document is None:
            fonts = "字体：打开一期简报后，这里说明代用了哪些字体。"
        facts = diagnostics(self._workshop.library.path, fonts)
        if AboutDialog(self._workshop.window, facts).accepted_by_clerk():
            QGuiApplication.clipboard().setText(facts)
            self._workshop.tell("诊断信息已复制。")

    def _fill_screen(self, filled: bool) -> None:
        window, full = self._workshop.window, Qt.WindowState.WindowFullScreen
        state = window.windowState()
        window.setWindowState(state | full if filled else state & ~full)
