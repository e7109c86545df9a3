"""The number of copies (共印N份), beside what the recipients add up to."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.history_keys import WindowHistory
from bulletin_desk.ui.pointing import WheelGuard

_SAME = "与发送单位合计一致，单位增减时随之改变"
_UNKNOWN = "有 {} 个未记份数的单位，合计不出来；份数可在“常用发送单位”里填写"


class CopiesRow(QWidget):
    """A number, 0 for none; `adopted` asks to take the sum of the recipients over."""

    adopted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.number = QSpinBox()
        self.number.setAccessibleName("共印份数")
        self.number.setRange(0, 99_999)
        self.number.setSpecialValueText("不印份数")
        self.number.setPrefix("共印 ")
        self.number.setSuffix(" 份")
        self.number.setMaximumWidth(180)
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        WheelGuard(self.number)
        WindowHistory(self.number)
        self.remark = quiet_label("")
        self.adopt = QPushButton("采用")
        self.adopt.setAccessibleName("采用按发送单位合计的份数")
        self.adopt.setAutoDefault(False)
        theme.named(self.adopt, "small")
        self._total = 0
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.number)
        row.addWidget(self.adopt)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.remark)
        self.adopt.clicked.connect(lambda: self.adopted.emit(self._total))

    def show_copies(self, copies: int | None, total: int, unknown: int) -> None:
        """Show the number, and what the recipients add up to (0 where there are none).

        The sum is not offered while there are recipients whose copies are `unknown`.
        """
        self._total = total
        if self.number.value() != (copies or 0):
            with QSignalBlocker(self.number):
                self.number.setValue(copies or 0)
        same = copies == total
        counted = _SAME if same else f"按发送单位合计 {total} 份"
        remark = _UNKNOWN.format(unknown) if unknown else counted if total else ""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self.adopt.setVisible(bool(total) and not unknown and not same)
