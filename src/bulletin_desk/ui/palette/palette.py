"""搜索命令: every command of the menus, found by name or pinyin and run by Enter."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.palette.spelling import Readings, rank

_Index = QModelIndex | QPersistentModelIndex
_INDEX = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEERING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
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


class Palette(QDialog):
    """A field over a list; `chosen` is the action to run, if any."""

    def __init__(self, parent: QWidget, commands: Sequence[Entry], settings: QSettings) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("搜索命令")
        self.setAccessibleName("搜索命令")
        self.chosen: QAction | None = None
        self._settings = settings
        self._commands = _recent_first(commands, settings)
        self._spoken: Readings = {}
        self.field = LineField("搜索命令", "命令名称或拼音首字母，如：导出、dc")
        self.list = QListWidget()
        self.list.setAccessibleName("命令")
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self.list.itemClicked.connect(self._run)
        self._filter()
        self._place(parent)
        theme.named(self, "palette")
        theme.named(self.list, "recent")
        # A popup has no focus of its own to hand on.
        self.setFocusProxy(self.field)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def learn(self, spoken: Readings) -> None:
        """Take over how the names are read."""
        self._spoken = spoken
        self._filter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEERING:
            self.list.event(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.field.preedit:
                self._run(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _filter(self) -> None:
        query = self.field.text()
        found: list[tuple[tuple[int, int], bool, int]] = []
        for index, entry in enumerate(self._commands):
            place = rank(query, entry.name, self._spoken)
            if place is not None:
                found.append((place, not entry.action.isEnabled(), index))
        if query.strip():
            found.sort(key=lambda item: (item[1], item[0], item[2]))
        else:
            found.sort(key=lambda item: (item[1], item[2]))
        self.list.clear()
        for _, disabled, index in found:
            self.list.addItem(_row(self._commands[index], index, disabled))
        if not found:
            nothing = QListWidgetItem("没有这样的命令")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0 if found else -1)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        action = self._commands[item.data(_INDEX)].action
        names = [plain(action.text()), *_recent(self._settings)]
        self._settings.setValue(RECENT, list(dict.fromkeys(names))[:_KEPT])
        self.chosen = action
        self.accept()

    def _place(self, parent: QWidget) -> None:
        width = min(560, parent.width() - 2 * theme.LARGE)
        height = min(440, parent.height() - 4 * theme.LARGE)
        corner = parent.mapToGlobal(QPoint((parent.width() - width) // 2, 2 * theme.LARGE))
        self.setGeometry(QRect(corner.x(), corner.y(), width, height))


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
    keys = entry.action.shortcut().toString()
    item = QListWidgetItem(f"{entry.path.lstrip(' ›')}　{entry.name}")
    item.setData(_INDEX, index)
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
