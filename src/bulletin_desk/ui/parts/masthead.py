"""The form of an issue's masthead (报头): names, numbers, date, markings, contents, template."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QDate, QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.bulletin import Bulletin, Masthead
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import in_template, load_template
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField, TextField
from bulletin_desk.ui.forms import add_row, form_layout, heading, quiet_label, scrolling
from bulletin_desk.ui.pointing import DateField, WheelGuard

NO_DATE = QDate(1949, 9, 30)


class MastheadForm(QWidget):
    """Edits the masthead; `edited` carries step name, the new bulletin and a merge key.

    `clash` returns a sentence when another issue has a masthead's number, `offer` the next number.
    """

    edited = Signal(str, object, object)

    def __init__(
        self,
        clash: Callable[[Masthead], str],
        offer: Callable[[Masthead], int | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self._clash, self._offer = clash, offer
        self.template = QComboBox()
        self.name = TextField("刊名", "如：精神文明建设简报（Enter 换行，刊名可分两行）")
        self.number = _number_field("期号")
        self.next_number = QPushButton()
        self.serial_number = _number_field("总期号")
        self.supplement = QCheckBox("增刊")
        self.problem = quiet_label("")
        theme.named(self.problem, "error")
        self.issuer = LineField("编发单位", "如：市精神文明建设指导委员会办公室")
        self.date = date_field()
        self.no_date = QPushButton("清除")
        self.no_date.setAccessibleName("清除日期")
        theme.named(self.no_date, "small")
        self.classification = LineField("密级", "没有可不填，如：秘密")
        self.copy_number = LineField("编号", "没有可不填，如：000012")
        self.notice = LineField("内部资料提示", "没有可不填，如：内部资料 注意保存")
        self.contents = QCheckBox("印目录")
        WheelGuard(self.template)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(self._build_form()))
        self._connect()

    def show_templates(self, templates: list[Template]) -> None:
        """Offer these templates."""
        with QSignalBlocker(self.template):
            self.template.clear()
            for template in templates:
                self.template.addItem(template.name, template.id)
        self._show_template()

    def show_bulletin(self, bulletin: Bulletin) -> None:
        """Show an issue's masthead, leaving alone what is the same."""
        known, self._bulletin = self._bulletin, bulletin
        masthead = bulletin.masthead
        self._show_template()
        self.contents.setChecked(bulletin.contents)
        if known is not None and known.masthead is masthead:
            return
        self.name.show_text(masthead.name)
        self.issuer.show_text(masthead.issuer)
        self.classification.show_text(masthead.classification)
        self.copy_number.show_text(masthead.copy_number)
        self.notice.show_text(masthead.notice)
        self.number.show_text(_digits(masthead.number))
        self.serial_number.show_text(_digits(masthead.serial_number))
        self.supplement.setChecked(masthead.supplement)
        self._show_date(masthead.date)
        self._show_numbering(masthead)

    def flush(self) -> None:
        """Take over numbers that are typed but not yet confirmed."""
        self._on_number()

    def _build_form(self) -> QWidget:
        content = QWidget()
        form = form_layout()
        add_row(form, "模板", self.template, self.template)
        add_row(form, "刊名", self.name, self.name)
        numbers = QHBoxLayout()
        numbers.setSpacing(theme.SMALL)
        for widget in (self.number, self.next_number, self.supplement):
            numbers.addWidget(widget)
        numbers.addStretch()
        add_row(form, "期号", numbers, self.number)
        form.addRow("", self.problem)
        add_row(form, "总期号", self.serial_number, self.serial_number)
        add_row(form, "编发单位", self.issuer, self.issuer)
        date = QHBoxLayout()
        date.setSpacing(theme.SMALL)
        date.addWidget(self.date, 1)
        date.addWidget(self.no_date)
        add_row(form, "日期", date, self.date)
        add_row(form, "密级", self.classification, self.classification)
        add_row(form, "编号", self.copy_number, self.copy_number)
        add_row(form, "内部资料提示", self.notice, self.notice)
        form.addRow("", self.contents)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE - 4)
        column.addWidget(heading("报头"))
        column.addLayout(form)
        return content

    def _connect(self) -> None:
        texts = {
            "name": ("修改刊名", self.name),
            "issuer": ("修改编发单位", self.issuer),
            "classification": ("修改密级", self.classification),
            "copy_number": ("修改编号", self.copy_number),
            "notice": ("修改提示", self.notice),
        }
        for field, (label, widget) in texts.items():
            widget.edited.connect(lambda text, f=field, w=label: self._set(w, f, text, f))
        self.number.editingFinished.connect(self._on_number)
        self.serial_number.editingFinished.connect(self._on_number)
        self.next_number.clicked.connect(self._on_next_number)
        self.supplement.clicked.connect(self._on_supplement)
        self.date.dateChanged.connect(self._on_date)
        self.no_date.clicked.connect(lambda: self.date.setDate(NO_DATE))
        self.contents.clicked.connect(self._on_contents)
        self.template.activated.connect(self._on_template)

    def _set(self, label: str, field: str, value: Any, key: object = None) -> None:
        if self._bulletin is not None and getattr(self._bulletin.masthead, field) != value:
            masthead = replace(self._bulletin.masthead, **{field: value})
            self._tell(label, replace(self._bulletin, masthead=masthead), key)
            if field in ("name", "date"):
                self._show_numbering(masthead)

    def _show_date(self, date: datetime.date | None) -> None:
        with QSignalBlocker(self.date):
            self.date.setDate(to_qdate(date))
        self.no_date.setVisible(date is not None)

    def _on_date(self, shown: QDate) -> None:
        date = from_qdate(shown)
        self.no_date.setVisible(date is not None)
        self._set("修改日期" if date else "清除日期", "date", date, "date")

    def _on_number(self) -> None:
        if self._bulletin is None:
            return
        known = self._bulletin.masthead
        masthead = replace(
            known,
            number=_number(self.number.text()),
            serial_number=_number(self.serial_number.text()),
        )
        if masthead == known:
            self._show_numbering(known)
            return
        sentence = self._clash(masthead)
        self._show_problem(sentence)
        if not sentence:
            self._tell("修改期号", replace(self._bulletin, masthead=masthead), None)
            self._show_numbering(masthead)

    def _on_next_number(self) -> None:
        offered = self.next_number.property("number")
        self.number.setText(str(offered))
        self._on_number()

    def _on_supplement(self, checked: bool) -> None:
        assert self._bulletin is not None
        masthead = replace(self._bulletin.masthead, supplement=checked)
        sentence = self._clash(masthead)
        if sentence:
            # A supplement counts from 1 in a sequence of its own.
            masthead = replace(masthead, number=self._offer(masthead))
        self._tell("增刊", replace(self._bulletin, masthead=masthead), None)
        self.number.show_text(_digits(masthead.number))
        self._show_numbering(masthead)

    def _on_contents(self, checked: bool) -> None:
        assert self._bulletin is not None
        label = "印目录" if checked else "不印目录"
        self._tell(label, replace(self._bulletin, contents=checked), None)

    def _on_template(self, index: int) -> None:
        assert self._bulletin is not None
        chosen = self.template.itemData(index)
        if chosen != self._bulletin.template:
            self._tell("更换模板", in_template(self._bulletin, load_template(chosen)), None)

    def _tell(self, label: str, bulletin: Bulletin, key: object) -> None:
        self._bulletin = bulletin
        self.edited.emit(label, bulletin, ("masthead", key) if key else None)

    def _show_template(self) -> None:
        if self._bulletin is not None:
            self.template.setCurrentIndex(self.template.findData(self._bulletin.template))

    def _show_numbering(self, masthead: Masthead) -> None:
        """Offer the next number where the masthead has another one that nobody else needs."""
        self._show_problem(self._clash(masthead))
        offered = self._offer(masthead)
        shown = offered is not None and offered != masthead.number
        self.next_number.setVisible(shown)
        self.next_number.setProperty("number", offered)
        self.next_number.setText(f"用第{offered}期")

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def date_field() -> QDateEdit:
    """Return a field for a date with a calendar; its earliest day stands for none."""
    field = DateField()
    field.setAccessibleName("日期")
    field.setDisplayFormat("yyyy年M月d日")
    field.setMinimumDate(NO_DATE)
    field.setSpecialValueText("未填")
    return field


def to_qdate(date: datetime.date | None) -> QDate:
    """Return Qt's form of a date, the earliest day for none."""
    return QDate(date.year, date.month, date.day) if date else NO_DATE


def from_qdate(date: QDate) -> datetime.date | None:
    """Return the date of Qt's form, None for the earliest day."""
    return None if date == NO_DATE else datetime.date(date.year(), date.month(), date.day())


def _number_field(name: str) -> LineField:
    field = LineField(name, "无")
    field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,6}"), field))
    field.setMaximumWidth(120)
    return field


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and text.isascii() else None
