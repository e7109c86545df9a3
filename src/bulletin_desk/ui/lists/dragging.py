"""What is dragged between outline, pool and library: its forms, and the picture at the pointer."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from bulletin_desk.ui import theme

ARTICLES_MIME = "application/x-bulletin-desk-articles"
SECTION_MIME = "application/x-bulletin-desk-section"
HITS_MIME = "application/x-bulletin-desk-library-articles"
_LONGEST = 18  # characters of a title at the pointer

Hits = list[tuple[int, str]]


def packed(form: str, ids: Iterable[str]) -> QMimeData:
    """Return what is dragged when these articles or columns are."""
    data = QMimeData()
    data.setData(form, "\n".join(ids).encode())
    return data


def packed_hits(hits: Iterable[tuple[int, str]]) -> QMimeData:
    """Return what is dragged when articles of other issues are: each with its issue's id."""
    return packed(HITS_MIME, [f"{issue_id} {article_id}" for issue_id, article_id in hits])


def unpacked(data: QMimeData, form: str) -> list[str]:
    """Return the ids that are dragged; none when something else is."""
    return bytes(data.data(form).data()).decode().split("\n") if data.hasFormat(form) else []


def unpacked_hits(data: QMimeData) -> Hits:
    """Return issue id and article id of each article that is dragged out of the library."""
    parted = [entry.partition(" ") for entry in unpacked(data, HITS_MIME)]
    return [(int(issue_id), article_id) for issue_id, _, article_id in parted]


def drag(view: QAbstractItemView, data: QMimeData, titles: Sequence[str], unit: str) -> None:
    """Drag something out of a view.

    Not by Qt's own startDrag, which removes the dragged rows from the model afterwards.
    """
    action = Qt.DropAction.CopyAction if data.hasFormat(HITS_MIME) else Qt.DropAction.MoveAction
    operation = QDrag(view)
    operation.setMimeData(data)
    operation.setPixmap(_picture(view, _label(titles, unit)))
    operation.setHotSpot(QPoint(-theme.MEDIUM, -theme.SMALL))
    operation.exec(action)


def _label(titles: Sequence[str], unit: str) -> str:
    if len(titles) > 1:
        return f"{len(titles)} {unit}"
    title = titles[0] if titles else ""
    return title if len(title) <= _LONGEST else title[:_LONGEST] + "…"


def _picture(view: QAbstractItemView, text: str) -> QPixmap:
    """Return a label to show beside the pointer, sharp at the view's scale."""
    metrics, ratio = view.fontMetrics(), view.devicePixelRatioF()
    width = metrics.horizontalAdvance(text) + 2 * theme.MEDIUM
    height = metrics.height() + 2 * theme.SMALL
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    box = QRectF(0, 0, width, height)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colours().accent))
    painter.drawRoundedRect(box, theme.SMALL, theme.SMALL)
    painter.setFont(view.font())
    painter.setPen(QColor(theme.colours().on_accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap
