"""The cards of the start page: an issue as its first page, and the place of the next one."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.ui import theme
from bulletin_desk.ui.lists.menu_key import opens_menu

# The page in small, in logical pixels, and what stands around it.
PAGE = QSize(116, 164)
_MARGIN = 8
_RADIUS = 6.0
_CENTRED = Qt.AlignmentFlag.AlignCenter


def day(record: IssueRecord) -> str:
    """Return an issue's date as people write it, or nothing."""
    date = record.date
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def status(record: IssueRecord) -> str:
    """Return whether an issue is still being made."""
    return "已定稿" if record.status is IssueStatus.FINAL else "在编"


class _Card(QAbstractButton):
    """A page with two lines below it; a frame shows the pointer and the focus."""

    def __init__(self, lines: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(PAGE.width() + 2 * _MARGIN, PAGE.height() + 2 * line + 3 * _MARGIN + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.raised))
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
        sheet = QRect(_MARGIN, _MARGIN, PAGE.width(), PAGE.height())
        self._paint_page(painter, sheet, scheme)
        self._paint_lines(painter, sheet, scheme)
        painter.end()

    def _paint_page(self, painter: QPainter, sheet: QRect, scheme: theme.Colours) -> None:
        raise NotImplementedError

    def _paint_lines(self, painter: QPainter, sheet: QRect, scheme: theme.Colours) -> None:
        height = self.fontMetrics().height()
        top = sheet.bottom() + _MARGIN
        for text, colour in zip(self._lines, (scheme.text, scheme.quiet), strict=True):
            painter.setPen(QColor(colour))
            line = QRect(2, top, self.width() - 4, height)
            elide = Qt.TextElideMode.ElideRight
            shown = self.fontMetrics().elidedText(text, elide, line.width())
            painter.drawText(line, _CENTRED, shown)
            top += height + 2

    def _pill(self, painter: QPainter, sheet: QRect, text: str, scheme: theme.Colours) -> None:
        """Write over the foot of the page what a click does."""
        box = QRectF(sheet.left() + 18, sheet.bottom() - 40, sheet.width() - 36, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.accent))
        painter.drawRoundedRect(box, 14, 14)
        painter.setPen(QColor(scheme.on_accent))
        painter.drawText(box, _CENTRED, text)


class IssueCard(_Card):
    """An issue: its first page, number, date, and whether it is final.

    `page_wanted` is sent when the card comes into view without an image, `menu_wanted` with the
    record and the place of a context menu.
    """

    page_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, record: IssueRecord, image: QImage | None, parent: QWidget | None = None
    ) -> None:
        name = record.number_text or "（无期号）"
        super().__init__((name, f"{_short_day(record)} {status(record)}".strip()), parent)
        self.record = record
        self._image = image
        self._asked = False
        self.setToolTip(
            f"打开 {record.series} {name}，{day(record) or '没有日期'}，{status(record)}"
        )
        self.setAccessibleName(f"{record.series} {name} {status(record)}")

    def show_page(self, image: QImage) -> None:
        """Show the first page."""
        self._image = image
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not opens_menu(self, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.record, event.globalPos())

    def _paint_page(self, painter: QPainter, sheet: QRect, scheme: theme.Colours) -> None:
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if self._image is not None:
            painter.drawImage(sheet, self._image)
        elif not self._asked:
            self._asked = True
            self.page_wanted.emit(self.record)
        painter.setPen(QColor(scheme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(sheet).adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._hovered or self.hasFocus():
            self._pill(painter, sheet, "打开", scheme)


class NextCard(_Card):
    """The place of a series' next issue."""

    def __init__(self, series: str, parent: QWidget | None = None) -> None:
        super().__init__(("新建下一期", ""), parent)
        self.series = series
        self.setToolTip(f"接着上一期，新建《{series}》的下一期")
        self.setAccessibleName(f"新建《{series}》的下一期")

    def _paint_page(self, painter: QPainter, sheet: QRect, scheme: theme.Colours) -> None:
        active = self._hovered or self.hasFocus()
        pen = QPen(QColor(scheme.accent if active else scheme.quiet), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(sheet).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QPen(pen.color(), 2))
        middle, arm = sheet.center(), 13
        painter.drawLine(middle.x() - arm, middle.y(), middle.x() + arm, middle.y())
        painter.drawLine(middle.x(), middle.y() - arm, middle.x(), middle.y() + arm)


def _short_day(record: IssueRecord) -> str:
    date = record.date
    return f"{date.year}.{date.month}.{date.day}" if date else ""
