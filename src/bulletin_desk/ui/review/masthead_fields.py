"""The masthead of the file under review, to be put right by typing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDate, QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from bulletin_desk.model.bulletin import Masthead
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField, TextField
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.parts.masthead import NO_DATE, date_field, from_qdate, to_qdate
from bulletin_desk.ui.review.work import ReviewFile

_NAMES = {
    "name": "刊名", "number": "期号", "serial_number": "总期号", "supplement": "增刊",
    "date": "日期", "issuer": "编发单位",
}  # fmt: skip


class MastheadFields(QWidget):
    """Fields for name, numbers, date and issuer. `typed` carries a field's name and value.

    `clash` returns a sentence where another issue has the masthead's number.
    """

    typed = Signal(str, object)

    def __init__(self, clash: Callable[[Masthead], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clash_of = clash
        # What is wrong with the number, empty where nothing is.
        self.clash = ""
        self._checked: Masthead | None = None
        self.name = TextField("刊名", "没有刊名的作为来稿收进待用稿")
        self.name.document().setDocumentMargin(3)
        self.name.show_at_most(3)
        self.number = _number_field("期号")
        self.serial_number = _number_field("总期号")
        self.supplement = QCheckBox("增刊")
        self.date = date_field()
        self.no_date = QPushButton("清除")
        self.no_date.setAccessibleName("清除日期")
        self.no_date.setAutoDefault(False)
        theme.named(self.no_date, "small")
        self.issuer = LineField("编发单位", "可不填")
        self.problem = quiet_label("")
        theme.named(self.problem, "error")
        self.note = quiet_label("")
        self._build()
        self._connect()

    def show_file(self, file: ReviewFile | None) -> None:
        """Show a file's masthead: as typed, as recognised, or as its name says."""
        self.setEnabled(file is not None and file.result is not None)
        masthead = file.masthead if file is not None else Masthead()
        self.name.show_text(masthead.name)
        self.number.show_text(_digits(masthead.number))
        self.serial_number.show_text(_digits(masthead.serial_number))
        self.issuer.show_text(masthead.issuer)
        self.supplement.setChecked(masthead.supplement)
        with QSignalBlocker(self.date):
            self.date.setDate(to_qdate(masthead.date))
        self.no_date.setVisible(masthead.date is not None)
        guessed = [_NAMES[name] for name in file.guessed] if file is not None else []
        self.note.setText(f"{'、'.join(guessed)}取自文件名，请核对。" if guessed else "")
        self.note.setVisible(bool(guessed))
        if masthead != self._checked:
            self._checked = masthead
            self.clash = self._clash_of(masthead) if file is not None and file.is_issue else ""
            self.tell(self.clash)

    def tell(self, sentence: str) -> None:
        """Say what is wrong with the masthead; nothing for an empty sentence."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def check_again(self) -> None:
        """Forget what is known of the number: the library has changed."""
        self._checked = None

    def flush(self) -> None:
        """Commit what is being composed."""
        self.name.flush()
        self.issuer.flush()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        grid.setHorizontalSpacing(theme.MEDIUM - 4)
        grid.setVerticalSpacing(theme.SMALL)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        numbers = QHBoxLayout()
        numbers.setSpacing(theme.SMALL)
        numbers.addWidget(self.serial_number, 1)
        numbers.addWidget(self.supplement)
        date = QHBoxLayout()
        date.setSpacing(theme.SMALL)
        date.addWidget(self.date, 1)
        date.addWidget(self.no_date)
        grid.addWidget(_label("刊名", self.name), 0, 0)
        grid.addWidget(self.name, 0, 1, 1, 3)
        grid.addWidget(_label("期号", self.number), 1, 0)
        grid.addWidget(self.number, 1, 1)
        grid.addWidget(_label("总期号", self.serial_number), 1, 2)
        grid.addLayout(numbers, 1, 3)
        grid.addWidget(_label("日期", self.date), 2, 0)
        grid.addLayout(date, 2, 1, 1, 3)
        grid.addWidget(_label("编发单位", self.issuer), 3, 0)
        grid.addWidget(self.issuer, 3, 1, 1, 3)
        grid.addWidget(self.problem, 4, 1, 1, 3)
        grid.addWidget(self.note, 5, 1, 1, 3)
        self.problem.hide()
        self.note.hide()

    def _connect(self) -> None:
        self.name.edited.connect(lambda text: self.typed.emit("name", text))
        self.issuer.edited.connect(lambda text: self.typed.emit("issuer", text))
        self.number.edited.connect(lambda text: self.typed.emit("number", _number(text)))
        self.serial_number.edited.connect(
            lambda text: self.typed.emit("serial_number", _number(text))
        )
        self.supplement.clicked.connect(lambda on: self.typed.emit("supplement", on))
        self.date.dateChanged.connect(self._on_date)
        self.no_date.clicked.connect(lambda: self.date.setDate(NO_DATE))

    def _on_date(self, shown: QDate) -> None:
        self.typed.emit("date", from_qdate(shown))


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    theme.named(label, "quiet")
    return label


def _number_field(name: str) -> LineField:
    field = LineField(name, "无")
    field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,6}"), field))
    field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 9)
    return field


def _digits(number: Any) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and text.isascii() else None
