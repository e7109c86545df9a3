"""What the forms share: labelled rows in groups, on the paper's colour, scrolling when small."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from bulletin_desk.ui import theme


def quiet_label(text: str) -> QLabel:
    """Return a label in the colour of remarks; its text is never taken for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    theme.named(label, "quiet")
    return label


def heading(text: str, factor: float = 1.35) -> QLabel:
    """Return a heading."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.heading_font(label.font(), factor))
    theme.named(label, "title")
    return label


def form_layout() -> QFormLayout:
    """Return a form whose fields grow and whose labels stand beside them."""
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    form.setHorizontalSpacing(theme.MEDIUM)
    form.setVerticalSpacing(theme.MEDIUM - 2)
    form.setContentsMargins(0, 0, 0, 0)
    return form


def add_row(form: QFormLayout, text: str, field: QWidget | QLayout, buddy: QWidget | None) -> None:
    """Add a labelled row; the label names its field for assistive tools as well."""
    label = QLabel(text)
    if buddy is not None:
        label.setBuddy(buddy)
        if not buddy.accessibleName():
            buddy.setAccessibleName(text)
    form.addRow(label, field)


def scrolling(content: QWidget) -> QScrollArea:
    """Return a scroll area for a form, its content no wider than is pleasant to read."""
    content.setMaximumWidth(720)
    holder = QWidget()
    theme.named(holder, "paper")
    column = QVBoxLayout(holder)
    column.setContentsMargins(36, theme.LARGE, 36, theme.LARGE)
    column.addWidget(content)
    column.addStretch()
    area = QScrollArea()
    # Tab goes from field to field; the wheel and the fields themselves scroll.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(holder)
    return area
