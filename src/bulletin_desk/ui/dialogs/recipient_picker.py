"""Picks units into one list of the distribution: search, check, in the order of the clicks."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from bulletin_desk.model.recipients import (
    USUAL_MARK,
    Recipient,
    units,
    with_unit,
    without_unit,
)
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import heading, quiet_label

_NAME = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_NONE = "还没有常用单位。在列表里填写单位后点“记住新单位”，或用“工具”里的“常用发送单位”添加。"


class RecipientPicker(Dialog):
    """Units with a check before those in the list; a check puts one at the list's end."""

    def __init__(
        self,
        parent: QWidget | None,
        label: str,
        text: str,
        offered: Sequence[Recipient],
        usual: str = USUAL_MARK,
    ) -> None:
        super().__init__(parent, f"选取单位（{label}）", "确定")
        screen.give_size(self, 520, 560)
        self.text = text
        self._usual = usual
        self._known: Collection[str] = frozenset(recipient.name for recipient in offered)
        self.search = LineField("查找单位", "输入几个字查找，回车选取")
        self.list = QListWidget()
        self.list.setAccessibleName("单位")
        theme.named(self.list, "framed")
        self.empty = quiet_label(_NONE)
        self.shown = quiet_label("")
        self._fill(offered)
        self.content.addWidget(self.search)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.empty)
        self.content.addWidget(heading(f"{label}：", 1.0))
        self.content.addWidget(self.shown)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._show_found)
        self.list.itemChanged.connect(self._on_checked)
        self.list.itemClicked.connect(_turn)
        self.list.installEventFilter(self)
        self._show_result()
        self.search.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        label: str,
        text: str,
        offered: Sequence[Recipient],
        usual: str = USUAL_MARK,
    ) -> str | None:
        """Return the list with what was picked, or None when the clerk cancels."""
        dialog = cls(parent, label, text, offered, usual)
        return dialog.text if dialog.accepted_by_clerk() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        current = self.list.currentItem()
        if watched is self.list:
            if event.key() != Qt.Key.Key_Space or current is None:
                return False
            _turn(current)
            return True
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.search.text() and not self.search.preedit:
            self._pick_found()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, offered: Sequence[Recipient]) -> None:
        inside = units(self.text, self._known)
        copies = {recipient.name: recipient.copies for recipient in offered}
        with QSignalBlocker(self.list):
            for name in dict.fromkeys([*copies, *inside]):
                number = copies.get(name, 1)
                item = QListWidgetItem(name if number == 1 else f"{name}　{number} 份")
                item.setData(_NAME, name)
                item.setSizeHint(QSize(0, self.fontMetrics().height() + 2 * theme.SMALL + 2))
                # A click anywhere in the row turns it, not one on the box alone.
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_CHECKED if name in inside else _UNCHECKED)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.empty.setVisible(not self.list.count())

    def _on_checked(self, item: QListWidgetItem) -> None:
        name = item.data(_NAME)
        if item.checkState() == _CHECKED:
            self.text = with_unit(self.text, name, self._known, self._usual)
        else:
            self.text = without_unit(self.text, name, self._known)
        self._show_result()

    def _show_found(self, words: str) -> None:
        sought = "".join(words.split())
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(sought not in item.data(_NAME))
            first = row if first is None and not item.isHidden() else first
        if first is not None:
            self.list.setCurrentRow(first)

    def _pick_found(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            _turn(item)
            self.search.clear()

    def _show_result(self) -> None:
        self.shown.setText(self.text or "（还没有单位）")


def _turn(item: QListWidgetItem) -> None:
    item.setCheckState(_UNCHECKED if item.checkState() == _CHECKED else _CHECKED)
