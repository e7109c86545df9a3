"""A page of the template's form: rows that show values of the draft and take what is typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import add_row, form_layout, heading, quiet_label, scrolling
from bulletin_desk.ui.templates import words
from bulletin_desk.ui.templates.draft import Draft
from bulletin_desk.ui.templates.fields import (
    ChoiceField,
    ColourField,
    FlagField,
    NumberField,
    SizeField,
    WordField,
    WordsField,
)

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Field = ChoiceField | ColourField | FlagField | NumberField | SizeField | WordField | WordsField


@dataclass
class _Row:
    """A field and what is said below it; the table may be another one in time."""

    path: str
    key: str
    field: Field
    problem: QLabel


class FormPage(QWidget):
    """Rows in groups; what is wrong with a value is said below its field."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.rows: list[_Row] = []
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.MEDIUM)
        self._form = self._new_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(self._content))
        draft.changed.connect(self.show_values)

    def field(self, path: str, key: str) -> Field:
        """Return the field of a value."""
        return self._row(path, key).field

    def problem(self, path: str, key: str) -> str:
        """Return what is said below a field."""
        return self._row(path, key).problem.text()

    def finish(self) -> None:
        """Let the labels of all groups stand in one column, and show the values."""
        forms = [item.layout() for item in map(self._column.itemAt, range(self._column.count()))]
        labels = [
            item.widget()
            for form in forms
            if isinstance(form, QFormLayout)
            for row in range(form.rowCount())
            if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
        ]
        width = max((label.sizeHint().width() for label in labels), default=0)
        for label in labels:
            label.setMinimumWidth(width)
            if isinstance(label, QLabel):
                label.setAlignment(_RIGHT)
        self.show_values()

    def enable(self, path: str, enabled: bool, *but: str) -> None:
        """Enable or disable the fields of a table but for some."""
        for row in self.rows:
            if row.path == path and row.key not in but:
                row.field.setEnabled(enabled)

    def show_values(self) -> None:
        """Show the draft's values, leaving alone what is the same and what is wrong."""
        problems = self.draft.problems
        for row in self.rows:
            place = (row.path, row.key)
            if not self.draft.is_wrong(place):
                row.field.show_value(self.draft.get(*place))
            wrong = problems.get(place, "")
            row.problem.setText(words.sentence(wrong))
            row.problem.setVisible(bool(wrong))

    def group(self, title: str) -> None:
        """Begin another group of rows."""
        if self._column.count() > 1 or self._form.rowCount():
            self._column.addSpacing(theme.SMALL)
        if title:
            self._column.addWidget(heading(title, 1.05))
        self._form = self._new_form()

    def add(self, text: str, field: Field, path: str, key: str, unit: str = "") -> None:
        """Add a row for a value."""
        label = quiet_label("")
        theme.named(label, "error")
        label.setVisible(False)
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(field)
        if unit:
            shown = quiet_label(unit)
            shown.setWordWrap(False)
            line.addWidget(shown)
            line.addStretch()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(label)
        buddy = None if isinstance(field, FlagField) else field
        if buddy is None:
            self._form.addRow(QLabel(), column)
        else:
            add_row(self._form, text, column, buddy)
        self.draft.call(path, key, text)
        row = _Row(path, key, field, label)
        self.rows.append(row)
        field.changed.connect(lambda raw: self.draft.set(row.path, row.key, raw))

    def add_number(self, text: str, path: str, key: str, unit: str, step: float = 1.0) -> None:
        """Add a row for a number."""
        self.add(text, NumberField(text, step), path, key, unit)

    def add_choice(
        self, text: str, path: str, key: str, choices: Mapping[str, str], other: str = ""
    ) -> None:
        """Add a row for one of a few values."""
        self.add(text, ChoiceField(text, choices, other), path, key)

    def add_size(self, text: str, path: str, key: str) -> None:
        """Add a row for a size."""
        self.add(text, SizeField(text), path, key, "字号，或直接填磅数")

    def add_word(self, text: str, path: str, key: str, placeholder: str = "") -> None:
        """Add a row for a line of text."""
        self.add(text, WordField(text, placeholder), path, key)

    def add_words(self, text: str, path: str, key: str, placeholder: str = "") -> None:
        """Add a row for a few lines of text."""
        self.add(text, WordsField(text, placeholder), path, key)

    def add_flag(self, text: str, path: str, key: str) -> None:
        """Add a row for yes or no."""
        self.add(text, FlagField(text), path, key)

    def add_colour(self, text: str, path: str, key: str) -> None:
        """Add a row for a colour."""
        self.add(text, ColourField(text), path, key)

    def insert(self, widget: QWidget) -> None:
        """Add a widget of the page's own over the whole width."""
        self._column.addWidget(widget)

    def remark(self, text: str) -> None:
        """Add a line in small print."""
        label = quiet_label(text)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(label)

    def _row(self, path: str, key: str) -> _Row:
        return next(row for row in self.rows if (row.path, row.key) == (path, key))

    def _new_form(self) -> QFormLayout:
        form = form_layout()
        self._column.addLayout(form)
        return form
