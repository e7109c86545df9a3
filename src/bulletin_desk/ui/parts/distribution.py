"""The form of the distribution (版记): 报, 送, 发 and the number of copies."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bulletin_desk.model.bulletin import Bulletin, Distribution
from bulletin_desk.model.recipients import Recipient, count_copies, uncounted
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import add_row, form_layout, heading, quiet_label, scrolling
from bulletin_desk.ui.parts.copies_row import CopiesRow
from bulletin_desk.ui.parts.recipient_row import RecipientRow

# By field: the label of the list, what its steps are called, and its placeholder.
LISTS = {
    "report_to": ("报", "报送", "报送的上级领导和机关"),
    "send_to": ("送", "送达", "送达的同级机关和部门"),
    "issue_to": ("发", "下发", "发往的下级单位"),
}
_REMARK = "单位按填写的先后印在最后一页的版记里，不会重新排序。"


class DistributionForm(QWidget):
    """Edits the distribution; `edited` carries step name, the new bulletin and a merge key.

    `picking` carries the list (a field of the distribution) that units are to be picked for,
    `remembering` a list and those of its units that are to be saved.

    A number of copies that is the sum of the recipients follows them; another one was typed by
    hand, and stays. No number is taken over unasked.
    """

    edited = Signal(str, object, object)
    picking = Signal(str)
    remembering = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self._saved: Sequence[Recipient] = ()
        self.rows = {field: RecipientRow(text, hint) for field, (text, _, hint) in LISTS.items()}
        self.report_to = self.rows["report_to"].field
        self.send_to = self.rows["send_to"].field
        self.issue_to = self.rows["issue_to"].field
        self.copies_row = CopiesRow()
        self.copies = self.copies_row.number
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(self._build_form()))
        for field, row in self.rows.items():
            row.field.edited.connect(lambda text, f=field: self._on_typed(f, text))
            row.picking.connect(lambda f=field: self.picking.emit(f))
            row.remembering.connect(lambda names, f=field: self.remembering.emit(f, names))
        self.copies.valueChanged.connect(self._on_copies)
        self.copies_row.adopted.connect(self._on_adopted)

    def show_bulletin(self, bulletin: Bulletin) -> None:
        """Show an issue's distribution, leaving alone what is the same."""
        known, self._bulletin = self._bulletin, bulletin
        if known is None or known.distribution is not bulletin.distribution:
            for field, row in self.rows.items():
                row.field.show_text(getattr(bulletin.distribution, field))
            self._follow()

    def show_saved(self, saved: Sequence[Recipient]) -> None:
        """Take over the saved units, which name the copies of each."""
        self._saved = saved
        for row in self.rows.values():
            row.show_known(recipient.name for recipient in saved)
        self._follow()

    def take(self, field: str, text: str) -> None:
        """Take over a list in which units were picked."""
        self._change_list(f"选取{LISTS[field][1]}单位", field, text, None)

    def _build_form(self) -> QWidget:
        content = QWidget()
        form = form_layout()
        for field, row in self.rows.items():
            add_row(form, LISTS[field][0], row, row.field)
        add_row(form, "份数", self.copies_row, self.copies)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.LARGE - 4)
        column.addWidget(heading("版记（报、送、发）"))
        column.addLayout(form)
        column.addWidget(quiet_label(_REMARK))
        return content

    def _on_typed(self, field: str, text: str) -> None:
        self._change_list(f"修改{LISTS[field][1]}单位", field, text, field)

    def _change_list(self, label: str, field: str, text: str, key: str | None) -> None:
        if self._bulletin is None:
            return
        before = self._bulletin.distribution
        after = replace(before, **{field: text})
        if before.copies and before.copies == self._total(before):
            after = replace(after, copies=self._total(after) or None)
        self._tell(label, after, key)

    def _on_copies(self, copies: int) -> None:
        if self._bulletin is not None:
            after = replace(self._bulletin.distribution, copies=copies or None)
            self._tell("修改份数", after, "copies")

    def _on_adopted(self, total: int) -> None:
        if self._bulletin is not None:
            after = replace(self._bulletin.distribution, copies=total)
            self._tell("采用合计份数", after, None)

    def _tell(self, label: str, distribution: Distribution, key: str | None) -> None:
        if self._bulletin is None or distribution == self._bulletin.distribution:
            return
        self._bulletin = replace(self._bulletin, distribution=distribution)
        for field, row in self.rows.items():
            row.field.show_text(getattr(distribution, field))
        self._follow()
        self.edited.emit(label, self._bulletin, ("distribution", key) if key else None)

    def _follow(self) -> None:
        """Bring up to date what follows from the lists."""
        for row in self.rows.values():
            row.follow()
        if self._bulletin is not None:
            shown = self._bulletin.distribution
            unknown = len(uncounted(_lists(shown), self._saved))
            self.copies_row.show_copies(shown.copies, self._total(shown), unknown)

    def _total(self, shown: Distribution) -> int:
        """Return what the recipients whose copies are known add up to."""
        return count_copies(_lists(shown), self._saved)


def _lists(shown: Distribution) -> tuple[str, str, str]:
    return shown.report_to, shown.send_to, shown.issue_to
