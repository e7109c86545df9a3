"""The arrows of trees: Fusion's own vanish from selected rows under a style sheet."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTreeView

from bulletin_desk.ui import theme

_ARM = 3.5  # half the width of an arrow


def draw_arrow(
    view: QTreeView, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
) -> None:
    """Draw the arrow of a row that has others below it, in the branch area `rect` of the row."""
    # A row is highlighted from its icon on.
    painter.fillRect(rect, QColor(theme.colours().window))
    if not index.model().hasChildren(index):
        return
    middle = QPointF(rect.right() - view.indentation() / 2, rect.center().y() + 1)
    # An arrow to the right, or turned to point down.
    corners = [QPointF(-_ARM / 2, -_ARM), QPointF(_ARM / 2, 0), QPointF(-_ARM / 2, _ARM)]
    if view.isExpanded(index):
        corners = [QPointF(corner.y(), corner.x()) for corner in corners]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(theme.colours().quiet), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline([middle + corner for corner in corners])
    painter.restore()
