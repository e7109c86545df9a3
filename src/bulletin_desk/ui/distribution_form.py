"""The form of the distribution (报送范围): 报, 送, 发 and the number of copies."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from bulletin_desk.model.bulletin import Bulletin, Distribution
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import TextField
from bulletin_desk.ui.forms import add_row, form_layout, heading, quiet_label, scrolling
from bulletin_desk.ui.pointing import WheelGuard


class DistributionForm(QWidget):
    """Edits the distribution; `edited` carries step name, the new bulletin and a merge key."""

    edited = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self.report_to = TextField("报", "报送的上级领导和机关")
        self.send_to = TextField("送", "送达的同级机关和部门")
        self.issue_to = TextField("发", "发往的下级单位")
        self.copies = QSpinBox()
        self.copies.setAccessibleName("共印份数")
        self.copies.setRange(0, 99_999)
        self.copies.setSpecialValueText("不印份数")
        self.copies.setPrefix("共印 ")
        self.copies.setSuffix(" 份")
        self.copies.setMaximumWidth(180)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        WheelGuard(self.copies)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(self._build_form()))
        for field, label in (("report_to", "报送"), ("send_to", "送达"), ("issue_to", "下发")):
            text_field: TextField = getattr(self, field)
            text_field.edited.connect(
                lambda text, f=field, w=label: self._set(f"修改{w}单位", f, text)
            )
        self.copies.valueChanged.connect(self._on_copies)

    def show_bulletin(self, bulletin: Bulletin) -> None:
        """Show an issue's distribution, leaving alone what is the same."""
        known, self._bulletin = self._bulletin, bulletin
        shown = bulletin.distribution
        if known is None or known.distribution is not shown:
            self.report_to.show_text(shown.report_to)
            self.send_to.show_text(shown.send_to)
            self.issue_to.show_text(shown.issue_to)
            with QSignalBlocker(self.copies):
                self.copies.setValue(shown.copies or 0)

    def _build_form(self) -> QWidget:
        content = QWidget()
        form = form_layout()
        add_row(form, "报", self.report_to, self.report_to)
        add_row(form, "送", self.send_to, self.send_to)
        add_row(form, "发", self.issue_to, self.issue_to)
        add_row(form, "份数", self.copies, self.copies)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE - 4)
        column.addWidget(heading("报送范围"))
        column.addLayout(form)
        column.addWidget(quiet_label("单位按填写的先后印在最后一页的版记里，不会重新排序。"))
        return content

    def _on_copies(self, copies: int) -> None:
        self._set("修改份数", "copies", copies or None)

    def _set(self, label: str, field: str, value: Any) -> None:
        if self._bulletin is not None:
            distribution: Distribution = replace(self._bulletin.distribution, **{field: value})
            self._bulletin = replace(self._bulletin, distribution=distribution)
            self.edited.emit(label, self._bulletin, ("distribution", field))
