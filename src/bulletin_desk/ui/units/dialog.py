"""供稿单位名录: the units that contribute, with their other names; renaming and merging them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.credit import Unit
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.dialogs.ordered_list import small_button
from bulletin_desk.ui.editor.composing import commit_preedits
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.editor.units_field import units_of
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label
from bulletin_desk.ui.units.changes import Changes, Entry, changes, entries, merged, twice

_ENTRY = Qt.ItemDataRole.UserRole
_REMARK = (
    "稿件里写简称、旧名，都记到左边的单位名下。印出来的文字不变。\n"
    "选中两个以上的单位可以合并：留稿件最多的名称，其他名称成为别名。"
)


class UnitsDialog(Dialog):
    """A list of the units that are known, and beside it what the chosen one is called."""

    def __init__(
        self, parent: QWidget | None, units: Sequence[Unit], counts: dict[str, int]
    ) -> None:
        super().__init__(parent, "供稿单位名录", "保存")
        screen.give_size(self, 760, 540)
        self._kept = tuple(units)
        self.filter = LineField("查找", "按名称、别名或曾用名查找")
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("供稿单位")
        theme.named(self.list, "framed")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.name = LineField("单位名称", "如：云泽市税务局")
        self.aliases = LineField("别名和简称", "如：市税务局、税务局")
        self.former = LineField("曾用名", "如：云泽市国家税务局")
        self.corrected = QCheckBox("原名是写错的，不留作曾用名")
        self.add, self.delete = small_button("添加"), small_button("从名录删除")
        self.merge = small_button("合并为一个单位")
        self.problem = quiet_label("")
        theme.named(self.problem, "error")
        self._build()
        self._connect()
        for entry in entries(units, counts):
            self._append(entry)
        self.list.setCurrentRow(0)
        self._show_current()

    @classmethod
    def ask(
        cls, parent: QWidget | None, units: Sequence[Unit], counts: dict[str, int]
    ) -> Changes | None:
        """Return what the clerk changed, None when the clerk cancels."""
        dialog = cls(parent, units, counts)
        return changes(dialog.entries(), dialog._kept) if dialog.accepted_by_clerk() else None

    def entries(self) -> list[Entry]:
        """Return the units as they stand in the dialog."""
        found = [self.list.item(row).data(_ENTRY) for row in range(self.list.count())]
        return [entry for entry in found if entry.unit.name]

    def accept(self) -> None:
        commit_preedits(self)
        # A name that only articles have may become another's alias.
        sentence = twice(changes(self.entries(), self._kept).units)
        self._tell(sentence)
        if not sentence:
            super().accept()

    def _append(self, entry: Entry) -> QListWidgetItem:
        item = QListWidgetItem()
        _show(item, entry)
        self.list.addItem(item)
        return item

    def _change(self, **values: object) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        entry: Entry = item.data(_ENTRY)
        unit = replace(entry.unit, **values)  # pyright: ignore[reportArgumentType]
        _show(item, replace(entry, unit=unit))
        self._show_renaming()
        self._tell("")

    def _on_corrected(self, corrected: bool) -> None:
        item = self.list.currentItem()
        if item is not None:
            _show(item, replace(item.data(_ENTRY), corrected=corrected))

    def _show_current(self) -> None:
        item = self.list.currentItem()
        unit = Unit("") if item is None else item.data(_ENTRY).unit
        self.name.show_text(unit.name)
        self.aliases.show_text("、".join(unit.aliases))
        self.former.show_text("、".join(unit.former))
        for control in (self.name, self.aliases, self.former):
            control.setEnabled(item is not None)
        self._show_renaming()
        self._show_selection()

    def _show_renaming(self) -> None:
        """Offer the choice that a new name asks for."""
        item = self.list.currentItem()
        entry: Entry | None = None if item is None else item.data(_ENTRY)
        renamed = entry is not None and entry.is_renamed
        self.corrected.setVisible(renamed)
        self.corrected.setChecked(entry is not None and entry.corrected)

    def _show_selection(self) -> None:
        chosen = self.list.selectedItems()
        self.merge.setEnabled(len(chosen) > 1)
        self.delete.setEnabled(bool(chosen))

    def _on_add(self) -> None:
        commit_preedits(self)
        self.filter.clear()
        self.list.setCurrentItem(self._append(Entry("", Unit(""))))
        self.name.setFocus()

    def _on_delete(self) -> None:
        commit_preedits(self)
        for item in self.list.selectedItems():
            entry: Entry = item.data(_ENTRY)
            if entry.articles:
                # Articles are credited to it: it stays known, by its name alone.
                _show(item, Entry(entry.before, Unit(entry.before), entry.articles))
            else:
                self.list.takeItem(self.list.row(item))
        self._show_current()

    def _on_merge(self) -> None:
        commit_preedits(self)
        chosen = self.list.selectedItems()
        if len(chosen) < 2:
            return
        chosen.sort(key=self.list.row)
        _show(chosen[0], merged([item.data(_ENTRY) for item in chosen]))
        for item in chosen[1:]:
            self.list.takeItem(self.list.row(item))
        self.list.setCurrentItem(chosen[0])
        self._show_current()

    def _narrow(self, text: str) -> None:
        words = text.split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            unit: Unit = item.data(_ENTRY).unit
            names = " ".join((unit.name, *unit.aliases, *unit.former))
            item.setHidden(not all(word in names for word in words))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.list.itemSelectionChanged.connect(self._show_selection)
        self.name.edited.connect(lambda text: self._change(name=text.strip()))
        self.aliases.edited.connect(lambda text: self._change(aliases=units_of(text)))
        self.former.edited.connect(lambda text: self._change(former=units_of(text)))
        self.corrected.clicked.connect(self._on_corrected)
        self.add.clicked.connect(self._on_add)
        self.delete.clicked.connect(self._on_delete)
        self.merge.clicked.connect(self._on_merge)

    def _build(self) -> None:
        self.leave_enter_alone()
        form = form_layout()
        add_row(form, "名称", self.name, self.name)
        form.addRow("", self.corrected)
        add_row(form, "别名", self.aliases, self.aliases)
        add_row(form, "曾用名", self.former, self.former)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self.problem)
        right.addStretch()
        right.addWidget(quiet_label(_REMARK))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for button in (self.add, self.delete, self.merge):
            buttons.addWidget(button)
        buttons.addStretch()
        left = QVBoxLayout()
        left.setSpacing(theme.SMALL)
        left.addWidget(self.filter)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.content.addLayout(row, 1)
        self._tell("")


def _show(item: QListWidgetItem, entry: Entry) -> None:
    item.setData(_ENTRY, entry)
    count = f"　{entry.articles} 篇" if entry.articles else ""
    item.setText(f"{entry.unit.name or '（新单位）'}{count}")
    names = "、".join((*entry.unit.aliases, *entry.unit.former))
    item.setToolTip(f"也叫：{names}" if names else "")
