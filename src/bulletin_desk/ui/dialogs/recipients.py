"""常用发送单位: the saved units with their copies, their usual list and their order."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.recipients import Recipient
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.dialogs.ordered_list import OrderedList
from bulletin_desk.ui.editor.composing import commit_preedits
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label
from bulletin_desk.ui.pointing import WheelGuard

GROUPS = {"report": "报", "send": "送", "issue": "发", "": "不定"}
_NAME, _COPIES, _GROUP = (Qt.ItemDataRole.UserRole + n for n in range(3))
_REMARK = "拖动可以调整先后，选取单位时按这里的顺序列出。份数用来合计“共印N份”。"


class RecipientsDialog(Dialog):
    """A list of units in the clerk's order, and beside it the fields of the chosen one."""

    def __init__(self, parent: QWidget | None, saved: Sequence[Recipient]) -> None:
        super().__init__(parent, "常用发送单位", "保存")
        screen.give_size(self, 640, 480)
        self.rows = OrderedList("常用发送单位")
        self.name = LineField("单位名称", "如：各县（市、区）文明办")
        self.copies = QSpinBox()
        self.copies.setRange(0, 9999)
        self.copies.setSuffix(" 份")
        self.copies.setMaximumWidth(140)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.group = QComboBox()
        for value, text in GROUPS.items():
            self.group.addItem(text, value)
        WheelGuard(self.copies, self.group)
        self.problem = quiet_label("")
        theme.named(self.problem, "error")
        self._build()
        self._connect()
        for recipient in saved:
            self.rows.append(_item(recipient))
        self.rows.choose_first()

    @classmethod
    def ask(cls, parent: QWidget | None, saved: Sequence[Recipient]) -> list[Recipient] | None:
        """Return the units as they were left, or None when the clerk cancels."""
        dialog = cls(parent, saved)
        return dialog.recipients() if dialog.accepted_by_clerk() else None

    def recipients(self) -> list[Recipient]:
        """Return the units that have a name, in order."""
        found = map(_recipient, self.rows.items())
        return [recipient for recipient in found if recipient.name]

    def accept(self) -> None:
        commit_preedits(self)
        names = [recipient.name for recipient in self.recipients()]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            self.problem.setText(f"“{twice}”有两个，请改名或删去一个。")
            self.problem.show()
            return
        super().accept()

    def _build(self) -> None:
        form = form_layout()
        add_row(form, "名称", self.name, self.name)
        add_row(form, "份数", self.copies, self.copies)
        add_row(form, "通常列入", self.group, self.group)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self.problem)
        right.addStretch()
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addWidget(self.rows, 1)
        row.addLayout(right, 1)
        self.content.addLayout(row, 1)
        self.content.addWidget(quiet_label(_REMARK))

    def _connect(self) -> None:
        self.rows.chosen.connect(self._show_current)
        self.name.textEdited.connect(lambda text: self._change(name=text.strip()))
        self.copies.valueChanged.connect(lambda copies: self._change(copies=copies))
        self.group.activated.connect(lambda _: self._change(group=self.group.currentData()))
        self.rows.add_wanted.connect(self._on_add)
        self.rows.delete.clicked.connect(self._on_delete)

    def _change(self, **values: object) -> None:
        item = self.rows.current
        if item is not None:
            _show(item, replace(_recipient(item), **values))  # pyright: ignore[reportArgumentType]
            self.problem.hide()

    def _show_current(self) -> None:
        item = self.rows.current
        chosen: Recipient = Recipient("") if item is None else _recipient(item)
        self.name.show_text(chosen.name)
        with QSignalBlocker(self.copies):
            self.copies.setValue(chosen.copies)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen.group)))
        for control in (self.name, self.copies, self.group):
            control.setEnabled(item is not None)

    def _on_add(self) -> None:
        commit_preedits(self)
        self.rows.append(_item(Recipient("")), choose=True)
        self.name.setFocus()

    def _on_delete(self) -> None:
        commit_preedits(self)
        self.rows.take_current()
        self.problem.hide()


def _item(recipient: Recipient) -> QListWidgetItem:
    item = QListWidgetItem()
    _show(item, recipient)
    return item


def _show(item: QListWidgetItem, recipient: Recipient) -> None:
    values = {_NAME: recipient.name, _COPIES: recipient.copies, _GROUP: recipient.group}
    for role, value in values.items():
        item.setData(role, value)
    usual = (
        f"　{GROUPS[recipient.group]}" if GROUPS.get(recipient.group) and recipient.group else ""
    )
    item.setText(f"{recipient.name or '（新单位）'}　{recipient.copies} 份{usual}")


def _recipient(item: QListWidgetItem) -> Recipient:
    return Recipient(item.data(_NAME), item.data(_COPIES), item.data(_GROUP))
