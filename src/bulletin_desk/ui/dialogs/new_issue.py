"""新建一期: on the base of the last issue of a series, or of a template."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from bulletin_desk.library.library import Library
from bulletin_desk.library.records import SeriesRecord
from bulletin_desk.model.bulletin import Bulletin, Masthead, one_line
from bulletin_desk.model.edits import new_bulletin, next_issue
from bulletin_desk.model.numbering import IssueNumber, number_text
from bulletin_desk.model.template import Template
from bulletin_desk.ui import theme
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.editor.fields import LineField, TextField
from bulletin_desk.ui.forms import add_row, form_layout, quiet_label
from bulletin_desk.ui.parts.masthead import date_field, from_qdate
from bulletin_desk.ui.reuse.naming import issue_name

if TYPE_CHECKING:
    from bulletin_desk.ui.templates.first_page import FirstPage


@dataclass(frozen=True, slots=True)
class Base:
    """What a new issue is made from: the last issue of a series, or a template."""

    label: str
    series: str = ""
    latest: int | None = None
    template: Template | None = None


class NewIssueDialog(Dialog):
    """Asks what the new issue is based on, and for its number and date."""

    def __init__(
        self,
        parent: QWidget | None,
        library: Library,
        bases: Sequence[Base],
        page: "FirstPage | None" = None,
    ) -> None:
        super().__init__(parent, "新建一期", "新建")
        self._library = library
        self._bases = list(bases)
        self._page = page
        self._past: dict[int, Bulletin] = {}
        self.base = QComboBox()
        self.series = TextField("刊名", "如：精神文明建设简报")
        self.number = LineField("期号", "无")
        self.date = date_field()
        self.date.setDate(QDate.currentDate())
        self.keep_articles = QCheckBox("连同上期稿件一起复制")
        self.problem = quiet_label("")
        theme.named(self.problem, "error")
        for base in bases:
            self.base.addItem(base.label)
        form = form_layout()
        add_row(form, "沿用", self.base, self.base)
        add_row(form, "刊名", self.series, self.series)
        add_row(form, "期号", self.number, self.number)
        add_row(form, "日期", self.date, self.date)
        form.addRow("", self.keep_articles)
        form.addRow("", self.problem)
        self._form = form
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        fields = QVBoxLayout()
        fields.addLayout(form)
        fields.addStretch()
        row.addLayout(fields, 1)
        if page is not None:
            row.addWidget(page, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(row)
        self.base.currentIndexChanged.connect(self._on_base)
        self.series.edited.connect(self._offer_number)
        self.date.dateChanged.connect(self._offer_number)
        self.number.edited.connect(self._on_masthead)
        self._on_base()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        library: Library,
        templates: Sequence[Template],
        page: "FirstPage | None" = None,
        series: str = "",
        past: Base | None = None,
    ) -> Bulletin | None:
        """Return the new issue, not yet in the library; None when the clerk cancels.

        It is proposed to go on with `series` where that is given, or without it with the issue
        `past`, which is offered even if it is not the latest of its series.
        """
        bases = _bases(library.series(), templates)
        issues = [base.latest for base in bases]
        if past is not None and past.latest not in issues:
            bases.insert(len(library.series()), past)
        dialog = cls(parent, library, bases, page)
        if series:
            names = [base.series for base in bases]
            dialog.base.setCurrentIndex(names.index(series) if series in names else 0)
        elif past is not None:
            dialog.base.setCurrentIndex([base.latest for base in bases].index(past.latest))
        return dialog.bulletin() if dialog.accepted_by_clerk() else None

    def bulletin(self) -> Bulletin:
        """Return the issue that the fields describe."""
        base = self._bases[self.base.currentIndex()]
        number, date = self._number(), from_qdate(self.date.date())
        if base.latest is not None:
            past = self._load(base.latest)
            keep = self.keep_articles.isChecked()
            origin = issue_name(self._library.record(base.latest), past.series)
            return next_issue(past, number=number, date=date, keep_articles=keep, origin=origin)
        assert base.template is not None
        made = new_bulletin(base.template, number=number, date=date)
        return replace(made, masthead=replace(made.masthead, name=self.series.toPlainText()))

    def _on_base(self) -> None:
        base = self._bases[self.base.currentIndex()]
        past = base.latest is not None
        self._form.setRowVisible(self.series, not past)
        self.keep_articles.setVisible(past)
        if base.template is not None:
            self.series.show_text(base.template.series)
        self._offer_number()

    def _on_masthead(self) -> None:
        self._check()
        self._show_page()

    def _show_page(self) -> None:
        """Show the first page under the masthead as it is typed; the text is an example."""
        if self._page is None:
            return
        from bulletin_desk.ui.templates.sample import sample_in

        base, typed = self._bases[self.base.currentIndex()], self._masthead()
        if base.latest is not None:
            past = self._load(base.latest)
            shown = next_issue(past, number=typed.number, date=typed.date, keep_articles=True)
        else:
            assert base.template is not None
            shown = sample_in(base.template)
            masthead = replace(shown.masthead, number=typed.number, date=typed.date)
            # Without a name the page would look broken; the sample's stands for it.
            name = typed.name.strip() or masthead.name
            shown = replace(shown, masthead=replace(masthead, name=name))
        self._page.show_issue(shown)

    def _load(self, issue_id: int) -> Bulletin:
        if issue_id not in self._past:
            self._past[issue_id] = self._library.load_issue(issue_id)
        return self._past[issue_id]

    def _offer_number(self) -> None:
        masthead = self._masthead()
        date = from_qdate(self.date.date())
        year = date.year if date else None
        number = self._library.next_number(one_line(masthead.name), year, masthead.supplement)
        self.number.setText(str(number))
        self._on_masthead()

    def _masthead(self) -> Masthead:
        base = self._bases[self.base.currentIndex()]
        if base.latest is not None:
            supplement = self._load(base.latest).masthead.supplement
            name = base.series
        else:
            supplement = base.template is not None and base.template.supplement
            name = self.series.toPlainText()
        number, date = self._number(), from_qdate(self.date.date())
        return Masthead(name=name, number=number, supplement=supplement, date=date)

    def _number(self) -> int | None:
        text = self.number.text().strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def _check(self) -> None:
        sentence = clash_sentence(self._library, self._masthead(), None)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.confirm.setEnabled(not sentence)


def clash_sentence(library: Library, masthead: Masthead, issue_id: int | None) -> str:
    """Return what is wrong with a number that another issue has, or nothing."""
    number = IssueNumber.of(masthead)
    series = one_line(masthead.name)
    if number is None or library.number_taken(series, number, issue_id) is None:
        return ""
    taken = number_text(replace(masthead, serial_number=None))
    year = f"{number.year}年" if number.year else ""
    return f"《{series}》{year}{taken}已经有了，请换一个期号。"


def _bases(series: Sequence[SeriesRecord], templates: Sequence[Template]) -> list[Base]:
    bases = [Base(f"接着上一期：{record.name}", record.name, record.latest) for record in series]
    return bases + [Base(f"按模板：{template.name}", template=template) for template in templates]
