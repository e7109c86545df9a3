"""搜索命令: every command of the menus, found by name or pinyin and run by Enter."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSettings, Qt
from PySide6.QtGui import QAction, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bulletin_desk.ui import theme
from bulletin_desk.ui.keys import printed
from bulletin_desk.ui.palette.popup import FOUND, SearchPopup
from bulletin_desk.ui.palette.spelling import rank

_Index = QModelIndex | QPersistentModelIndex
_KEYS = Qt.ItemDataRole.UserRole + 1
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_KEPT = 8
RECENT = "palette/recent"


class Entry(NamedTuple):
    """A command that can be found: its action and the menus that lead to it."""

    action: QAction
    path: str

    @property
    def name(self) -> str:
        """The command's name without what only menus show."""
        return plain(self.action.text())


def plain(text: str) -> str:
    """Return an action's text without mnemonic and dots."""
    return text.replace("&", "").rstrip("…")


def entries(menu: QMenu, path: str = "") -> Iterator[Entry]:
    """Yield the commands of a menu and of the menus in it."""
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from entries(below, f"{path} › {plain(action.text())}")
        elif action.text() and not action.isSeparator() and action.isVisible():
            yield Entry(action, path)


class Palette(SearchPopup):
    """Finds commands; `chosen` is the action to run, if any."""

    def __init__(self, parent: QWidget, commands: Sequence[Entry], settings: QSettings) -> None:
        super().__init__(parent, "搜索命令", "命令名称或拼音首字母，如：导出、dc", "没有这样的命令")
        self.chosen: QAction | None = None
        self._settings = settings
        self._commands = _recent_first(commands, settings)
        self.list.setAccessibleName("命令")
        self.list.setItemDelegate(_Row(self.list))
        self.narrow()

    def _items(self, query: str) -> list[QListWidgetItem]:
        found: list[tuple[tuple[int, int], bool, int]] = []
        for index, entry in enumerate(self._commands):
            place = rank(query, entry.name, self.spoken)
            if place is not None:
                found.append((place, not entry.action.isEnabled(), index))
        if query.strip():
            found.sort(key=lambda item: (item[1], item[0], item[2]))
        else:
            found.sort(key=lambda item: (item[1], item[2]))
        return [_row(self._commands[index], index, disabled) for _, disabled, index in found]

    def _take(self, place: int) -> None:
        action = self._commands[place].action
        names = [plain(action.text()), *_recent(self._settings)]
        self._settings.setValue(RECENT, list(dict.fromkeys(names))[:_KEPT])
        self.chosen = action


class _Row(QStyledItemDelegate):
    """Draws the keys of a command at the right of its name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        super().paint(painter, option, index)
        keys = index.data(_KEYS)
        if keys:
            painter.save()
            row: Any = option
            painter.setFont(row.font)
            painter.setPen(row.palette.color(QPalette.ColorRole.PlaceholderText))
            right = QRect(row.rect).adjusted(0, 0, -theme.MEDIUM, 0)
            painter.drawText(
                right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys
            )
            painter.restore()


def _row(entry: Entry, index: int, disabled: bool) -> QListWidgetItem:
    keys = printed(entry.action.shortcut())
    item = QListWidgetItem(f"{entry.path.lstrip(' ›')}　{entry.name}")
    item.setData(FOUND, index)
    item.setData(_KEYS, keys)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name} {keys}")
    if disabled:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setToolTip("现在不能用")
    return item


def _recent(settings: QSettings) -> list[str]:
    kept = settings.value(RECENT, [])
    return [str(name) for name in (kept if isinstance(kept, list) else [kept])]


def _recent_first(commands: Sequence[Entry], settings: QSettings) -> list[Entry]:
    order = {name: place for place, name in enumerate(_recent(settings))}
    return sorted(commands, key=lambda entry: order.get(entry.name, len(order)))
