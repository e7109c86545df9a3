"""Pictures and tables as the editor shows them: as wide, against the text, as they print."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
    QTransform,
)

from bulletin_desk.errors import DeskError
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.ui.editor.blocks import Styles
from bulletin_desk.ui.pictures.printed import DEFAULT_MEASURE, printed_width

# The full measure in the editor, in widths of a character; a narrow pane has less.
_MEASURE = 30.0
_HIGHEST = 22.0
_PADDING = 8.0
_MAX_ROWS = 12
# A thumbnail's pixels for each of the editor's, so that it is sharp at 2.0 too.
_SHARP = 2


class BlockObjects(QPyTextObject):
    """Draws the placeholders of pictures and tables.

    `is_chosen` says whether the placeholder at a position is selected; `found` holds the blocks
    that a search marks, `current` the one it stands at.
    """

    def __init__(
        self, styles: Styles, pictures: Callable[[str], bytes], palette: QPalette, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._styles = styles
        self._pictures = pictures
        self.palette = palette
        self.measure = DEFAULT_MEASURE
        self.is_chosen: Callable[[int], bool] = lambda _: False
        self.found: frozenset[int] = frozenset()
        self.current = -1
        self.found_colours = (QColor("yellow"), QColor("orange"))
        self._thumbnails: dict[tuple[str, int], QImage] = {}

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        match self._styles.object(format):
            case Picture() as picture:
                size = self._picture_size(picture, self._room(doc))
                caption = self._line if picture.text else 0.0
                return QSizeF(size.width(), size.height() + caption) + _framed(_PADDING)
            case Table() as table:
                rows = min(len(table.rows), _MAX_ROWS) + (len(table.rows) > _MAX_ROWS)
                return QSizeF(self._room(doc), rows * self._line + 2)
            case None:
                return QSizeF(1, 1)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        painter.save()
        painter.setFont(self._styles.font)
        match self._styles.object(format):
            case Picture() as picture:
                self._draw_picture(painter, rect, picture)
            case Table() as table:
                self._draw_table(painter, rect, table)
            case None:
                pass
        self._draw_frame(painter, rect, doc, posInDocument)
        painter.restore()

    @property
    def _line(self) -> float:
        return QFontMetricsF(self._styles.font).lineSpacing() * 1.35

    def _room(self, doc: QTextDocument) -> float:
        """Return how wide the full measure is in the editor."""
        pane = doc.textWidth() if doc.textWidth() > 0 else 1000.0
        return max(min(self._styles.font.pixelSize() * _MEASURE, pane - 2 * _PADDING), 80.0)

    def _draw_picture(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        caption = self._line if picture.text else 0.0
        image = rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING - caption)
        thumbnail = self._thumbnail(picture)
        if thumbnail.isNull():
            painter.fillRect(image, self._colour(QPalette.ColorRole.AlternateBase))
            painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
            painter.drawText(image, _MIDDLE, "图片读不出来")
        else:
            painter.drawImage(image, thumbnail)
        painter.setPen(self._colour(QPalette.ColorRole.Text))
        below = QRectF(rect.left(), image.bottom(), rect.width(), caption + _PADDING)
        metrics = QFontMetricsF(painter.font())
        painter.drawText(below, _MIDDLE, metrics.elidedText(picture.text, _ELIDE, below.width()))

    def _draw_table(self, painter: QPainter, rect: QRectF, table: Table) -> None:
        columns = max((len(row) for row in table.rows), default=1)
        width, height = (rect.width() - 1) / columns, self._line
        for number, row in enumerate(table.rows[:_MAX_ROWS]):
            for column in range(columns):
                at = QPointF(rect.left() + column * width, rect.top() + number * height)
                text = "".join(run.text for run in row[column]) if column < len(row) else ""
                header = number < table.header_rows
                self._draw_cell(painter, QRectF(at, QSizeF(width, height)), text, header)
        if len(table.rows) > _MAX_ROWS:
            painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
            left = QRectF(rect.left(), rect.bottom() - height, rect.width(), height)
            painter.drawText(left, _MIDDLE, f"还有 {len(table.rows) - _MAX_ROWS} 行，双击查看")

    def _draw_cell(self, painter: QPainter, cell: QRectF, text: str, header: bool) -> None:
        if header:
            painter.fillRect(cell, self._colour(QPalette.ColorRole.AlternateBase))
        painter.setPen(self._colour(QPalette.ColorRole.Mid))
        painter.drawRect(cell)
        painter.setPen(self._colour(QPalette.ColorRole.Text))
        inner = cell.adjusted(6, 0, -6, 0)
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text.replace("\n", " "), _ELIDE, inner.width())
        painter.drawText(inner, _MIDDLE if header else _START, shown)

    def _draw_frame(
        self, painter: QPainter, rect: QRectF, doc: QTextDocument, position: int
    ) -> None:
        """Draw what a selection or a search draws around the whole."""
        number = doc.findBlock(position).blockNumber()
        colour = None
        if self.is_chosen(position):
            colour = self._colour(QPalette.ColorRole.Highlight)
        elif number in self.found:
            colour = self.found_colours[number == self.current]
        if colour is not None:
            painter.setPen(colour)
            pen = painter.pen()
            pen.setWidthF(2.0)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def _picture_size(self, picture: Picture, room: float) -> QSizeF:
        pixels = QSizeF(max(picture.pixel_width, 1), max(picture.pixel_height, 1))
        if round(picture.rotation / 90) % 2:
            pixels.transpose()
        width = room * min(printed_width(picture, self.measure) / self.measure, 1.0)
        size = QSizeF(width, width * pixels.height() / pixels.width())
        highest = self._styles.font.pixelSize() * _HIGHEST
        if size.height() > highest:
            size.scale(QSizeF(room, highest), Qt.AspectRatioMode.KeepAspectRatio)
        return size

    def _thumbnail(self, picture: Picture) -> QImage:
        key = (picture.digest, picture.rotation)
        if key not in self._thumbnails:
            self._thumbnails[key] = self._make_thumbnail(picture)
        return self._thumbnails[key]

    def _make_thumbnail(self, picture: Picture) -> QImage:
        try:
            image = QImage.fromData(self._pictures(picture.digest))
        except DeskError:
            return QImage()
        if picture.rotation % 360:
            image = image.transformed(QTransform().rotate(picture.rotation))
        side = round(self._styles.font.pixelSize() * _MEASURE * _SHARP)
        if image.width() > side or image.height() > side:
            kept = Qt.AspectRatioMode.KeepAspectRatio
            image = image.scaled(side, side, kept, Qt.TransformationMode.SmoothTransformation)
        return image

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette.color(role)


def _framed(padding: float) -> QSizeF:
    return QSizeF(2 * padding, 2 * padding)


_MIDDLE = Qt.AlignmentFlag.AlignCenter
_START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ELIDE = Qt.TextElideMode.ElideRight
