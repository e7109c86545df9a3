"""The window's commands as actions, in its menus and its toolbar."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.command_table import BAR, MENUS, Command


class Commands:
    """The window's actions by name."""

    def __init__(self, window: QMainWindow) -> None:
        self._actions: dict[str, QAction] = {}
        self._icons: list[tuple[QAction, str]] = []
        self.menus: dict[str, QMenu] = {}
        for title, commands in MENUS.items():
            self.menus[title] = menu = window.menuBar().addMenu(title)
            for command in commands:
                if command is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._make(window, command))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def build_bar(self) -> QToolBar:
        """Return the window's toolbar."""
        bar = QToolBar("工具栏")
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(icons.SIZE)
        for name in BAR:
            if name:
                bar.addAction(self._actions[name])
                button = bar.widgetForAction(self._actions[name])
                button.setAccessibleName(self._actions[name].text().rstrip("…"))
                button.setFocusPolicy(theme.TAB_FOCUS)
            else:
                bar.addSeparator()
        return bar

    def draw(self, action: QAction, icon: str) -> None:
        """Give an action an icon that follows the colour scheme."""
        self._icons.append((action, icon))
        scheme = theme.colours()
        action.setIcon(icons.icon(icon, scheme.text, scheme.line))

    def redraw(self) -> None:
        """Draw all icons in the colours of the scheme that is now in use."""
        scheme = theme.colours()
        for action, icon in self._icons:
            action.setIcon(icons.icon(icon, scheme.text, scheme.line))

    def enable(self, names: tuple[str, ...], enabled: bool) -> None:
        """Enable or disable commands."""
        for name in names:
            self._actions[name].setEnabled(enabled)

    def _make(self, window: QMainWindow, command: Command) -> QAction:
        action = QAction(command.text, window)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        plain = command.text.rstrip("…")
        action.setToolTip(f"{plain}（{command.keys[0]}）" if command.keys else plain)
        if command.icon:
            self.draw(action, command.icon)
        self._actions[command.name] = action
        return action
