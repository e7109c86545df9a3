"""Every command of the window: its name, keys, icon, and its place in menu and toolbar."""

from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from bulletin_desk.ui import icons, theme


class Command(NamedTuple):
    """A command as the clerk sees it."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""


_MENUS: dict[str, tuple[Command | None, ...]] = {
    "文件": (
        Command("new", "新建一期…", ("Ctrl+N",), "new"),
        Command("open", "打开…", ("Ctrl+O",), "open"),
        Command("import", "导入文件…", ("Ctrl+I",), "import"),
        None,
        Command("version", "保存为历史版本…", ("Ctrl+S",)),
        None,
        Command("pdf", "导出 PDF…", ("Ctrl+E",), "pdf"),
        Command("docx", "导出 Word…", ("Ctrl+Shift+E",), "docx"),
        None,
        Command("close", "关闭本期", ("Ctrl+W",)),
        Command("quit", "退出", ("Ctrl+Q",)),
    ),
    "编辑": (
        Command("undo", "撤销", ("Ctrl+Z",), "undo"),
        Command("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
        None,
        Command("article", "新建稿件", ("Ctrl+Shift+N",), "article-add"),
        Command("column", "新建栏目…", ("Ctrl+Shift+L",), "column-add"),
        Command("rename", "栏目改名", ("F2",)),
        None,
        Command("up", "上移", ("Alt+Up",), "up"),
        Command("down", "下移", ("Alt+Down",), "down"),
        Command("to_pool", "移回待用稿", (), "pool"),
        Command("delete", "删除", ("Ctrl+Delete",), "delete"),
    ),
    "查看": (
        Command("outline", "本期", ("Alt+1",)),
        Command("pool", "待用稿", ("Alt+2",)),
        Command("next_pane", "下一个窗格", ("F6",)),
        None,
        Command("zoom_in", "放大版面", ("Ctrl++", "Ctrl+="), "zoom-in"),
        Command("zoom_out", "缩小版面", ("Ctrl+-",), "zoom-out"),
        Command("fit_width", "适合宽度", ("Ctrl+9",), "fit-width"),
    ),
}
_BAR = (
    "new", "open", "import", "", "undo", "redo", "", "article", "column", "up", "down", "delete",
    "", "pdf", "docx",
)  # fmt: skip
# These make sense only while an issue is open.
NEED_ISSUE = (
    "version", "pdf", "docx", "close", "article", "column", "rename", "up", "down", "to_pool",
    "delete", "zoom_in", "zoom_out", "fit_width",
)  # fmt: skip


class Commands:
    """The window's actions by name."""

    def __init__(self, window: QMainWindow) -> None:
        self._actions: dict[str, QAction] = {}
        self._icons: list[tuple[QAction, str]] = []
        self.menus: dict[str, QMenu] = {}
        for title, commands in _MENUS.items():
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
        for name in _BAR:
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
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        plain = command.text.rstrip("…")
        action.setToolTip(f"{plain}（{command.keys[0]}）" if command.keys else plain)
        if command.icon:
            self.draw(action, command.icon)
        self._actions[command.name] = action
        return action
