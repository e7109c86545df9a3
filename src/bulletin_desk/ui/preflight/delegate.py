"""Draws a problem: a coloured dot, the sentence as many lines as it needs, its place below."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bulletin_desk.model.checks import Severity
from bulletin_desk.ui import theme
from bulletin_desk.ui.preflight.rows import AnyIndex, ProblemModel

_WRAP = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ONE_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_INSET = 26
_DOT = 3.5


class ProblemDelegate(QStyledItemDelegate):
    """Rows as high as their sentence is long at the list's width."""

    def __init__(self, view: QListView, model: ProblemModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = self._model.row(index)
        if row is None:
            return
        scheme = theme.colours()
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._view.font())
        problem = row.problem
        if problem is None:
            painter.setPen(QColor(scheme.quiet))
            painter.drawText(rect.adjusted(theme.SMALL + 2, 0, 0, 0), _ONE_LINE, row.heading)
            painter.restore()
            return
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.chosen))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        metrics = self._view.fontMetrics()
        top = rect.top() + theme.SMALL
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.quiet if row.ignored else _dot(problem.severity, scheme)))
        painter.drawEllipse(QPointF(rect.left() + 14, top + metrics.height() / 2), _DOT, _DOT)
        text = self._text_rect(rect, top)
        painter.setPen(QColor(scheme.quiet if row.ignored else scheme.text))
        painter.drawText(text, _WRAP, problem.message)
        below = QRect(text.left(), 0, text.width(), metrics.height())
        below.moveTop(top + self._height(text.width(), problem.message, metrics))
        painter.setPen(QColor(scheme.quiet))
        place = metrics.elidedText(problem.place, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(below, _ONE_LINE, place)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = self._model.row(index)
        metrics = self._view.fontMetrics()
        width = self._view.viewport().width()
        if row is None or row.problem is None:
            return QSize(width, metrics.height() + theme.MEDIUM)
        text = width - _INSET - theme.MEDIUM
        height = self._height(text, row.problem.message, metrics) + metrics.height()
        return QSize(width, height + 2 * theme.SMALL)

    def _text_rect(self, rect: QRect, top: int) -> QRect:
        left = rect.left() + _INSET
        return QRect(left, top, rect.width() - _INSET - theme.MEDIUM, rect.height())

    @staticmethod
    def _height(width: int, text: str, metrics: QFontMetrics) -> int:
        return metrics.boundingRect(QRect(0, 0, max(width, 40), 10_000), _WRAP, text).height() + 2


def _dot(severity: Severity, scheme: theme.Colours) -> str:
    colours = {Severity.ERROR: scheme.error, Severity.WARNING: scheme.warning}
    return colours.get(severity, scheme.accent)
