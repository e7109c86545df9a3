"""One list of the distribution: its text, and below it the ways to fill and to remember it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bulletin_desk.model.recipients import units
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import TextField


class RecipientRow(QWidget):
    """A list of units; `picking` asks for the saved units, `remembering` carries new ones."""

    picking = Signal()
    remembering = Signal(object)

    def __init__(self, label: str, placeholder: str) -> None:
        super().__init__()
        self.field = TextField(label, placeholder)
        self.pick = _button("选取单位…", f"{label}：选取单位")
        self.remember = _button("记住新单位", f"{label}：记住新单位")
        self._known: frozenset[str] = frozenset()
        bar = QHBoxLayout()
        bar.setSpacing(theme.SMALL)
        bar.addWidget(self.pick)
        bar.addWidget(self.remember)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addLayout(bar)
        self.pick.clicked.connect(self.picking)
        self.remember.clicked.connect(lambda: self.remembering.emit(self.new_units()))
        self.show_known(())

    def show_known(self, names: Iterable[str]) -> None:
        """Take over which units are saved."""
        self._known = frozenset(names)
        self.follow()

    def follow(self) -> None:
        """Offer to remember the units of the text that are not saved."""
        new = self.new_units()
        self.remember.setText(f"记住新单位（{len(new)}）" if new else "记住新单位")
        self.remember.setToolTip("存入常用发送单位：" + "、".join(new) if new else "")
        self.remember.setVisible(bool(new))

    def new_units(self) -> list[str]:
        """Return the units of the text that are not saved yet."""
        names = units(self.field.toPlainText(), self._known)
        return [name for name in dict.fromkeys(names) if name not in self._known]


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setAutoDefault(False)
    theme.named(button, "small")
    return button
