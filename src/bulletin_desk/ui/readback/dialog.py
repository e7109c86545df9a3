"""The changes of a marked-up Word file, part by part beside the open issue."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QWidget

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.readback import Returned
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.readback.choosing import Choices, ChoosingComparison

_MERGED, _CLASH = "已合并", "请核对"
_TOLD = {
    _MERGED: "送出以后，这一篇在本期也改过。两边改的不是同一段，右边是合并以后的内容。",
    _CLASH: "送出以后，这一处在本期也改过。采用就以右边送审稿的写法为准，本期的改动不再保留。",
}
# Of the notes at most so many lines are seen at once.
_NOTE_LINES = 4


@dataclass(frozen=True)
class Markup:
    """What a marked-up file brings: its name, the open issue, what it makes of it, and notes."""

    name: str
    current: Bulletin
    returned: Returned
    notes: tuple[str, ...] = ()


class ReadbackDialog(Dialog):
    """Shows what the readers of a copy changed; what is ticked is taken over."""

    def __init__(self, parent: QWidget | None, markup: Markup) -> None:
        super().__init__(parent, "核对送审稿的改动", "采用勾选的改动")
        screen.give_size(self, 1100, 720)
        self._markup = markup
        self._remarks: dict[str, str] = {}
        self.about = quiet_label(
            f"左边是本期现在的内容，右边是“{markup.name}”里的内容。"
            "勾选的改动会采用；采用后可以一次撤销（Ctrl+Z）。"
        )
        self.comparison = ChoosingComparison()
        self.all, self.none = _button("全部采用"), _button("全部不用")
        self.warning = quiet_label("")
        self.notes = _notes(markup.notes)
        self._build()
        self._fill()

    @classmethod
    def ask(cls, parent: QWidget | None, markup: Markup) -> Choices | None:
        """Return the changes that are to be taken over, None when the clerk cancels."""
        dialog = cls(parent, markup)
        return dialog.comparison.choices if dialog.accepted_by_clerk() else None

    def done(self, result: int) -> None:
        self.comparison.wait()
        super().done(result)

    def _fill(self) -> None:
        markup, returned = self._markup, self._markup.returned
        merged = dict.fromkeys(returned.merged, _MERGED)
        self._remarks = merged | dict.fromkeys(returned.clashes, _CLASH)
        # What the clerk changed since must not go by pressing Enter.
        self.comparison.remark(self._remarks, returned.clashes)
        self.comparison.show_versions(
            lambda: markup.current, lambda: returned.bulletin, ("本期现在", markup.name)
        )

    def _build(self) -> None:
        self.leave_enter_alone()
        choices = QHBoxLayout()
        choices.addWidget(self.all)
        choices.addWidget(self.none)
        choices.addSpacing(theme.MEDIUM)
        choices.addWidget(self.warning, 1)
        self.content.addWidget(self.about)
        self.content.addWidget(self.comparison, 1)
        self.content.addLayout(choices)
        self.content.addWidget(self.notes)
        self.all.clicked.connect(lambda: self.comparison.tick_all(True))
        self.none.clicked.connect(lambda: self.comparison.tick_all(False))
        self.comparison.ticked.connect(self._follow)
        self.comparison.part_chosen.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        part = self.comparison.part
        remark = self._remarks.get(part.id or part.part, "") if part else ""
        self.warning.setText(_TOLD.get(remark, ""))
        count = self.comparison.choices.number
        self.confirm.setEnabled(count > 0)
        self.confirm.setText(f"采用勾选的 {count} 处" if count else "采用勾选的改动")


def _notes(notes: Sequence[str]) -> QTextBrowser:
    """Return what the readers wrote beside the text: comments, and remarks on the reading."""
    shown = QTextBrowser()
    shown.setAccessibleName("批注和说明")
    shown.setTabChangesFocus(True)
    shown.setPlainText("\n".join(notes))
    shown.setVisible(bool(notes))
    lines = min(len(notes), _NOTE_LINES) + 1
    shown.setFixedHeight(shown.fontMetrics().lineSpacing() * lines)
    return shown


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
