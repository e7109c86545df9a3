"""Pictures and tables as the editor shows them: a framed thumbnail, a small grid."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
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

_PICTURE_HEIGHT = 168.0
_PICTURE_WIDTH = 300.0
_CAPTION = 26.0
_ROW = 26.0
_COLUMN = 110.0
_MAX_ROWS = 8


class BlockObjects(QPyTextObject):
    """Draws the placeholders of pictures and tables."""

    def __init__(
        self, styles: Styles, pictures: Callable[[str], bytes], palette: QPalette, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._styles = styles
        self._pictures = pictures
        self.palette = palette
        self._thumbnails: dict[tuple[str, int], QImage] = {}

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        match self._styles.object(format):
            case Picture() as picture:
                size = self._picture_size(picture)
                caption = _CAPTION if picture.text else 8.0
                return QSizeF(size.width() + 16, size.height() + 8 + caption)
            case Table() as table:
                rows = min(len(table.rows), _MAX_ROWS) + (len(table.rows) > _MAX_ROWS)
                columns = max((len(row) for row in table.rows), default=1)
                return QSizeF(min(columns * _COLUMN, 560.0), rows * _ROW + 2)
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
        painter.restore()

    def _draw_picture(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        size = self._picture_size(picture)
        left = rect.center().x() - size.width() / 2
        image = QRectF(left, rect.top() + 8, size.width(), size.height())
        thumbnail = self._thumbnail(picture)
        if thumbnail.isNull():
            painter.setPen(self.palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(image, _MIDDLE, "图片读不出来")
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(image, thumbnail)
        painter.setPen(self.palette.color(QPalette.ColorRole.Text))
        line = QRectF(rect.left() + 8, rect.bottom() - _CAPTION, rect.width() - 16, _CAPTION)
        metrics = QFontMetricsF(painter.font())
        painter.drawText(line, _MIDDLE, metrics.elidedText(picture.text, _ELIDE, line.width()))

    def _draw_table(self, painter: QPainter, rect: QRectF, table: Table) -> None:
        columns = max((len(row) for row in table.rows), default=1)
        width = (rect.width() - 1) / columns
        metrics = QFontMetricsF(painter.font())
        painter.setPen(self.palette.color(QPalette.ColorRole.Mid))
        for number, row in enumerate(table.rows[:_MAX_ROWS]):
            for column in range(columns):
                cell = QRectF(rect.left() + column * width, rect.top() + number * _ROW, width, _ROW)
                header = number < table.header_rows
                if header:
                    painter.fillRect(cell, self.palette.color(QPalette.ColorRole.AlternateBase))
                painter.drawRect(cell)
                text = "".join(run.text for run in row[column]) if column < len(row) else ""
                painter.setPen(self.palette.color(QPalette.ColorRole.Text))
                inner = cell.adjusted(6, 0, -6, 0)
                shown = metrics.elidedText(text.replace("\n", " "), _ELIDE, inner.width())
                painter.drawText(inner, _MIDDLE if header else _START, shown)
                painter.setPen(self.palette.color(QPalette.ColorRole.Mid))
        if len(table.rows) > _MAX_ROWS:
            left = QRectF(rect.left(), rect.bottom() - _ROW, rect.width(), _ROW)
            painter.drawText(left, _MIDDLE, f"还有 {len(table.rows) - _MAX_ROWS} 行")

    def _picture_size(self, picture: Picture) -> QSizeF:
        pixels = QSizeF(max(picture.pixel_width, 1), max(picture.pixel_height, 1))
        if picture.rotation % 180:
            pixels.transpose()
        limit = QSizeF(_PICTURE_WIDTH, _PICTURE_HEIGHT)
        return pixels.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio)

    def _thumbnail(self, picture: Picture) -> QImage:
        key = (picture.digest, picture.rotation)
        if key not in self._thumbnails:
            try:
                image = QImage.fromData(self._pictures(picture.digest))
            except DeskError:
                image = QImage()
            if picture.rotation % 360:
                image = image.transformed(QTransform().rotate(picture.rotation))
            if not image.isNull():
                size = (self._picture_size(picture) * 2).toSize()
                image = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
            self._thumbnails[key] = image
        return self._thumbnails[key]


_MIDDLE = Qt.AlignmentFlag.AlignCenter
_START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ELIDE = Qt.TextElideMode.ElideRight
