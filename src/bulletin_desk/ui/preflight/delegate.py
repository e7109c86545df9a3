"""Draws a problem: a coloured dot, the sentence as many lines as it needs, its place below."""

from math import ceil

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bulletin_desk.model.checks import Severity
from bulletin_desk.ui import theme
from bulletin_desk.ui.preflight.rows import AnyIndex, ProblemModel

_ONE_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_INSET = 26
_DOT = 3.5
_LEAST = 40


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
        sentence = wrapped(problem.message, self._view.font(), text.width())
        painter.setPen(QColor(scheme.quiet if row.ignored else scheme.text))
        sentence.draw(painter, QPointF(text.topLeft()))
        below = QRect(text.left(), 0, text.width(), metrics.height())
        below.moveTop(top + _height(sentence))
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
        height = _height(wrapped(row.problem.message, self._view.font(), text)) + metrics.height()
        return QSize(width, height + 2 * theme.SMALL)

    def _text_rect(self, rect: QRect, top: int) -> QRect:
        left = rect.left() + _INSET
        return QRect(left, top, rect.width() - _INSET - theme.MEDIUM, rect.height())


def wrapped(text: str, font: QFont, width: int) -> QTextLayout:
    """Return a text in lines of a width: no mark begins one, a word is parted only if too long.

    The flags of drawText know either whole words or any place, not one where the other fails.
    """
    layout = QTextLayout(text, font)
    layout.setTextOption(_option())
    layout.beginLayout()
    bottom = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, _LEAST))
        line.setPosition(QPointF(0, bottom))
        bottom += line.height()
    layout.endLayout()
    return layout


def _option() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _height(layout: QTextLayout) -> int:
    return ceil(layout.boundingRect().height()) + 2


def _dot(severity: Severity, scheme: theme.Colours) -> str:
    colours = {Severity.ERROR: scheme.error, Severity.WARNING: scheme.warning}
    return colours.get(severity, scheme.accent)
