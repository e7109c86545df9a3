"""Where in the outline something is dropped, and how that place is shown while it is dragged."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTreeView

from bulletin_desk.ui import theme
from bulletin_desk.ui.outline.model import CONTENTS, OutlineModel

_Index = QModelIndex | QPersistentModelIndex
_RING = 3.5


class Target(NamedTuple):
    """A place to drop at, as Qt's models are told it: before `row` in `parent`, -1 for its end.

    `mark` is where a line is drawn, or a frame around a row where it is `on` that row.
    """

    parent: QModelIndex
    row: int
    mark: QRect
    on: bool = False


def article_target(view: QTreeView, model: OutlineModel, pos: QPoint) -> Target | None:
    """Return where articles go that are dropped at a point; None where there are no columns."""
    sections = _sections(model)
    if not sections:
        return Target(QModelIndex(), -1, QRect())
    index = view.indexAt(pos)
    node = model.node(index)
    box = view.visualRect(index)
    if node is None or node.kind == "distribution":
        return _end(view, model, sections[-1])
    if node.kind == "article":
        below = pos.y() > box.center().y()
        line = box.bottom() + 1 if below else box.top()
        return Target(index.parent(), index.row() + below, _line(view, box.left(), line))
    if node.kind != "section":
        return _start(view, sections[0])
    number = sections.index(index)
    if pos.y() < box.top() + box.height() // 4 and number > 0:
        return _end(view, model, sections[number - 1])
    if pos.y() > box.bottom() - box.height() // 4 and view.isExpanded(index):
        return _start(view, index)
    return Target(index, -1, box, on=True)


def section_target(view: QTreeView, model: OutlineModel, pos: QPoint) -> Target | None:
    """Return where columns go that are dropped at a point."""
    sections = _sections(model)
    if not sections:
        return None
    index = view.indexAt(pos)
    row = index.parent() if index.parent().isValid() else index
    node = model.node(row)
    if node is None or node.kind == "distribution":
        row, below = sections[-1], True
    elif node.kind != "section":
        row, below = sections[0], False
    else:
        top, bottom = view.visualRect(row).top(), _last(view, model, row).bottom()
        below = pos.y() > (top + bottom) // 2
    line = _last(view, model, row).bottom() + 1 if below else view.visualRect(row).top()
    left = view.visualRect(row).left()
    return Target(QModelIndex(), row.row() + below, _line(view, left, line))


def draw(painter: QPainter, target: Target) -> None:
    """Draw the place of a drop: a line with a ring at its beginning, or a frame."""
    colour = QColor(theme.colours().accent)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(target.mark)
    if target.on:
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.SMALL, theme.SMALL)
    elif not target.mark.isNull():
        start = QPointF(box.left() + _RING + 1, box.top())
        painter.drawEllipse(start, _RING, _RING)
        painter.drawLine(start + QPointF(_RING, 0), QPointF(box.right() - 2, box.top()))


def _sections(model: OutlineModel) -> list[QModelIndex]:
    first = model.index_of(CONTENTS).row() + 1
    return [model.index(row, 0) for row in range(first, model.rowCount() - 1)]


def _start(view: QTreeView, section: QModelIndex) -> Target:
    """Return the place before the first article of a section."""
    box = view.visualRect(section)
    left = box.left() + view.indentation()
    return Target(section, 0, _line(view, left, box.bottom() + 1))


def _end(view: QTreeView, model: OutlineModel, section: QModelIndex) -> Target:
    """Return the place behind the last article of a section."""
    last = _last(view, model, section)
    if last == view.visualRect(section):
        return Target(section, -1, last, on=True)
    return Target(section, -1, _line(view, last.left(), last.bottom() + 1))


def _last(view: QTreeView, model: OutlineModel, section: QModelIndex) -> QRect:
    """Return the box of the last row of a section that is on show."""
    count = model.rowCount(section)
    shown = count and view.isExpanded(section)
    return view.visualRect(model.index(count - 1, 0, section) if shown else section)


def _line(view: QTreeView, left: int, y: int) -> QRect:
    # At the very top half of the line would be cut off.
    return QRect(left, max(y, 4), view.viewport().width() - left - theme.SMALL, 1)
