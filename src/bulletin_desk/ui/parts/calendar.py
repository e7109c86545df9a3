"""A calendar in the looks of the window and the words of the office."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from bulletin_desk.ui import theme

_SHEET = """
QWidget#qt_calendar_navigationbar {{ background: {c.base}; border: 1px solid {c.line}; }}
QToolButton {{ border: 0; border-radius: 5px; padding: 4px 8px; color: {c.text};
               background: transparent; }}
QToolButton:hover {{ background: {c.raised}; }}
QAbstractItemView {{ background: {c.base}; color: {c.text}; outline: 0;
               border: 1px solid {c.line}; border-top: 0;
               selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QAbstractItemView:disabled {{ color: {c.quiet}; }}
"""


class Calendar(QCalendarWidget):
    """A month, its weeks from Monday, weekends in the colour of remarks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        for name, arrow, text in (
            ("qt_calendar_prevmonth", Qt.ArrowType.LeftArrow, "上个月"),
            ("qt_calendar_nextmonth", Qt.ArrowType.RightArrow, "下个月"),
        ):
            button = self.findChild(QToolButton, name)
            assert button is not None
            button.setArrowType(arrow)
            button.setAccessibleName(text)
        self.redraw()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        # Qt leaves no room for the lines around month and weeks.
        return super().minimumSizeHint() + QSize(theme.LARGE, theme.LARGE)

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        scheme = theme.colours()
        self.setStyleSheet(_SHEET.format(c=scheme))
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(scheme.quiet))
        quiet.setBackground(QColor(scheme.base))
        self.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, quiet)
