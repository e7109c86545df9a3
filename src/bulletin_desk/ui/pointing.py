"""What a mouse must not do by accident: change a value in passing, click what has just appeared."""

from PySide6.QtCore import QDate, QEvent, QObject, QTimer
from PySide6.QtGui import QFocusEvent, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QDateEdit, QWidget

from bulletin_desk.ui.history_keys import WindowHistory
from bulletin_desk.ui.parts.calendar import Calendar


class DateField(QDateEdit):
    """A date with a calendar, which only typing, arrow keys and the calendar change.

    Qt takes a press on the frame of a field with a calendar for one on an arrow, and steps the
    year; and the wheel, while the form is scrolled, steps whatever is under it. Without a date
    (the earliest day stands for none) the calendar opens at this month.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = False
        self.setCalendarPopup(True)
        WindowHistory(self)
        self._calendar: Calendar | None = None

    def calendarWidget(self) -> QCalendarWidget:
        # Made when it is first needed: a start should not wait for it.
        if self._calendar is None:
            self._calendar = Calendar()
            self._calendar.installEventFilter(self)
            self.setCalendarWidget(self._calendar)
        return self._calendar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._calendar is not None:
            self._calendar.redraw()
            if self.date() == self.minimumDate():
                today = QDate.currentDate()
                self._calendar.setCurrentPage(today.year(), today.month())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = True
        self.calendarWidget()
        super().mousePressEvent(event)
        self._pressed = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.calendarWidget()
        super().focusInEvent(event)

    def stepBy(self, steps: int) -> None:
        if not self._pressed:
            super().stepBy(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class WheelGuard(QObject):
    """Lets the wheel scroll the form instead of changing the fields it passes."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__(fields[0])
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class SecondClick(QObject):
    """Swallows the second click of a double click where the first one has done the work."""

    _EATEN = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
    )

    @classmethod
    def swallow(cls, parent: QObject) -> None:
        """Begin to swallow clicks, for as long as a double click may take."""
        guard = cls(parent)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(guard)
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        QTimer.singleShot(interval, guard, guard.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._EATEN:
            return True
        return super().eventFilter(watched, event)
