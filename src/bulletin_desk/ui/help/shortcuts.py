"""快捷键一览: every shortcut of the window, by menu, narrowed by what is typed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.keys import printed
from bulletin_desk.ui.palette.palette import Entry

# What no command of the menus stands for.
_ELSEWHERE = (
    ("本期", "Shift+↑ / Shift+↓", "连续选中几行"),
    ("本期", "Ctrl+单击", "再选中一行"),
    ("本期", "Shift+F10", "打开右键菜单"),
    ("待用稿", "Enter", "放进本期"),
    ("待用稿", "Delete", "删除待用稿"),
    ("稿库", "Enter", "放进本期"),
    ("版面", "Ctrl+滚轮", "缩放版面"),
    ("版面", "PageUp / PageDown", "上一页、下一页"),
    ("对话框", "Esc", "取消"),
)


class ShortcutsDialog(Dialog):
    """Lists the shortcuts; nothing in it changes anything."""

    def __init__(self, parent: QWidget | None, commands: Sequence[Entry]) -> None:
        super().__init__(parent, "快捷键一览", "关闭")
        self.cancel.hide()
        screen.give_size(self, 620, 620)
        self.filter = LineField("查找", "按名称或按键查找，如：导出、F7")
        self.filter.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName("快捷键")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(["命令", "快捷键", "在哪里"])
        for row in _rows(commands):
            self.list.addTopLevelItem(QTreeWidgetItem(list(row)))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.content.addWidget(self.filter)
        self.content.addWidget(self.list, 1)
        self.filter.textChanged.connect(self._narrow)

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None:
                line = " ".join(item.text(column) for column in range(3)).lower()
                item.setHidden(not all(word in line for word in words))


def _rows(commands: Sequence[Entry]) -> list[tuple[str, str, str]]:
    rows = [
        (entry.name, " 或 ".join(printed(k) for k in entry.action.shortcuts()), entry.path)
        for entry in commands
        if entry.action.shortcuts()
    ]
    return rows + [(name, keys, place) for place, keys, name in _ELSEWHERE]
