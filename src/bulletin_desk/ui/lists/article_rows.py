"""Rows of articles in pool and library: a title, a quiet line, a piece of text with its words."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.editor.positions import to_utf16
from bulletin_desk.ui.outline.delegate import small

AboutRole = Qt.ItemDataRole.UserRole + 10  # the quiet line
TextRole = Qt.ItemDataRole.UserRole + 11  # a piece of the article's text, in at most two lines
FoundRole = Qt.ItemDataRole.UserRole + 12  # a function from a text to the ranges to be marked
IconRole = Qt.ItemDataRole.UserRole + 13
_LINES = 2
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex
_Find = Callable[[str], Sequence[tuple[int, int]]]


class ArticleRows(QStyledItemDelegate):
    """Draws the rows of a list of articles."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Any = option
        title, quiet = QFontMetrics(row.font).height(), QFontMetrics(small(row.font)).height()
        height = title + 2 * theme.SMALL + 2
        if index.data(AboutRole):
            height += quiet + 2
        if index.data(TextRole):
            height += _LINES * quiet + 3
        return QSize(8 * theme.LARGE, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Any = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        element = QStyle.ControlElement.CE_ItemViewItem
        self._view.style().drawControl(element, row, painter, self._view)
        painter.save()
        scheme = theme.colours()
        box = QRect(row.rect).adjusted(theme.SMALL, theme.SMALL, -theme.SMALL, -theme.SMALL)
        name = index.data(IconRole)
        if name:
            chosen = row.state & QStyle.StateFlag.State_Selected
            picture = icons.icon(name, scheme.text if chosen else scheme.quiet, scheme.line)
            height = QFontMetrics(row.font).height()
            top = box.top() + (height - icons.SIZE.height()) // 2 + 1
            picture.paint(painter, QRect(QPoint(box.left(), top), icons.SIZE))
            box.setLeft(box.left() + icons.SIZE.width() + theme.SMALL)
        self._draw_words(painter, row.font, box, index)
        painter.restore()

    def _draw_words(self, painter: QPainter, font: QFont, box: QRect, index: _Index) -> None:
        find: _Find = index.data(FoundRole) or _nothing
        scheme, quiet = theme.colours(), small(font)
        painter.setPen(QColor(scheme.text))
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        _draw_text(painter, title, font, box, 1, find)
        box.setTop(box.top() + QFontMetrics(font).height() + 2)
        painter.setPen(QColor(scheme.quiet))
        about, text = index.data(AboutRole), index.data(TextRole)
        if about:
            _draw_text(painter, about, quiet, box, 1, _nothing)
            box.setTop(box.top() + QFontMetrics(quiet).height() + 3)
        if text:
            _draw_text(painter, text, quiet, box, _LINES, find)


def _draw_text(
    painter: QPainter, text: str, font: QFont, box: QRect, lines: int, find: _Find
) -> None:
    """Draw text in so many lines at most, what was looked for in the accent colour."""
    metrics = QFontMetrics(font)
    # Every line may end a character early.
    room = lines * box.width() - (lines - 1) * metrics.horizontalAdvance("国")
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(shown, start, end) for start, end in find(shown)])
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        line.setPosition(QPointF(0, number * metrics.height()))
    layout.endLayout()
    layout.draw(painter, box.topLeft().toPointF())


def _marked(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    found: Any = QTextLayout.FormatRange()
    found.start = to_utf16(text, start)
    found.length = to_utf16(text, end) - found.start
    form = QTextCharFormat()
    form.setForeground(QColor(theme.colours().accent))
    form.setFontWeight(QFont.Weight.DemiBold)
    found.format = form
    return found


def _nothing(_: str) -> Sequence[tuple[int, int]]:
    return ()
