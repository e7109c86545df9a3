"""常用语: the phrases of the office with their names, in the clerk's order."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from bulletin_desk.library.records import Phrase
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.dialogs.ordered_list import OrderedList
from bulletin_desk.ui.editor.composing import commit_preedits
from bulletin_desk.ui.editor.fields import LineField, TextField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label

_NAME, _TEXT, _KIND = (Qt.ItemDataRole.UserRole + n for n in range(3))
_REMARK = "光标停在要插入的地方，用“插入常用语”（Ctrl+Shift+Y）就能放进去。拖动可以调整先后。"
_LINES = 12


class PhrasesDialog(Dialog):
    """A list of phrases, and beside it the name and the text of the chosen one."""

    def __init__(self, parent: QWidget | None, saved: Sequence[Phrase]) -> None:
        super().__init__(parent, "常用语", "保存")
        screen.give_size(self, 720, 500)
        self.rows = OrderedList("常用语")
        self.name = LineField("名称", "如：编者按开头")
        self.text = TextField("内容", "可以分几段")
        self.text.show_at_most(_LINES)
        self._build()
        self.rows.chosen.connect(self._show_current)
        self.rows.add_wanted.connect(self._on_add)
        self.rows.delete.clicked.connect(self._on_delete)
        self.name.edited.connect(lambda text: self._change(name=text.strip()))
        self.text.edited.connect(lambda text: self._change(text=text))
        for phrase in saved:
            self.rows.append(_item(phrase))
        self.rows.choose_first()

    @classmethod
    def ask(cls, parent: QWidget | None, saved: Sequence[Phrase]) -> list[Phrase] | None:
        """Return the phrases as they were left, or None when the clerk cancels."""
        dialog = cls(parent, saved)
        return dialog.phrases() if dialog.accepted_by_clerk() else None

    def phrases(self) -> list[Phrase]:
        """Return the phrases that say something; one without a name has its beginning."""
        found = map(_phrase, self.rows.items())
        return [replace(p, name=p.name or named_after(p.text)) for p in found if p.text.strip()]

    def _build(self) -> None:
        self.leave_enter_alone()
        form = form_layout()
        add_row(form, "名称", self.name, self.name)
        add_row(form, "内容", self.text, self.text)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addStretch()
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addWidget(self.rows, 2)
        row.addLayout(right, 3)
        self.content.addLayout(row, 1)
        self.content.addWidget(quiet_label(_REMARK))

    def _change(self, **values: str) -> None:
        item = self.rows.current
        if item is not None:
            _show(item, replace(_phrase(item), **values))

    def _show_current(self) -> None:
        item = self.rows.current
        chosen = Phrase("", "") if item is None else _phrase(item)
        self.name.show_text(chosen.name)
        self.text.show_text(chosen.text)
        for control in (self.name, self.text):
            control.setEnabled(item is not None)

    def _on_add(self) -> None:
        commit_preedits(self)
        self.rows.append(_item(Phrase("", "")), choose=True)
        self.name.setFocus()

    def _on_delete(self) -> None:
        commit_preedits(self)
        self.rows.take_current()


def named_after(text: str) -> str:
    """Return a name for a text: its beginning."""
    line = "".join(text.split())
    return line[:12] + ("…" if len(line) > 12 else "")


def _item(phrase: Phrase) -> QListWidgetItem:
    item = QListWidgetItem()
    _show(item, phrase)
    return item


def _show(item: QListWidgetItem, phrase: Phrase) -> None:
    for role, value in ((_NAME, phrase.name), (_TEXT, phrase.text), (_KIND, phrase.kind)):
        item.setData(role, value)
    item.setText(phrase.name or named_after(phrase.text) or "（新常用语）")


def _phrase(item: QListWidgetItem) -> Phrase:
    return Phrase(item.data(_NAME), item.data(_TEXT), item.data(_KIND))
