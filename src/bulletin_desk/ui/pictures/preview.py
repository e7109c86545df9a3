"""A picture on a strip of paper: as wide as it prints, turned, with its caption."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget

from bulletin_desk.model.richtext import Picture
from bulletin_desk.ui import theme
from bulletin_desk.ui.pictures.printed import printed_width

_MARGIN = 14.0
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_LARGEST = QSize(1200, 1200)


class PicturePreview(QWidget):
    """Shows a picture on white paper, between the edges of the type area."""

    def __init__(self, data: bytes, measure: float) -> None:
        super().__init__()
        self.setAccessibleName("图片预览")
        self.setMinimumSize(300, 260)
        image = QImage.fromData(data)
        if image.width() > _LARGEST.width() or image.height() > _LARGEST.height():
            kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
            image = image.scaled(_LARGEST, kept, smooth.SmoothTransformation)
        self._image, self._measure = image, measure
        self._picture: Picture | None = None

    def show_picture(self, picture: Picture) -> None:
        """Show the picture as it will print."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Paper is white on the dark desk too.
        paper = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(theme.colours().line))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(paper, 6, 6)
        if self._picture is not None:
            self._draw(painter, self._picture, paper.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))
        painter.end()

    def _draw(self, painter: QPainter, picture: Picture, area: QRectF) -> None:
        ink = QColor(theme.LIGHT.text)
        line = painter.fontMetrics().lineSpacing() * 1.6 if picture.text else 0.0
        image = self._image
        if picture.rotation % 360:
            image = image.transformed(QTransform().rotate(picture.rotation))
        if image.isNull():
            painter.setPen(QColor(theme.LIGHT.quiet))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "图片读不出来")
            return
        width = area.width() * min(printed_width(picture, self._measure) / self._measure, 1.0)
        size = QSizeF(width, width * image.height() / image.width())
        fits = QSizeF(area.width(), max(area.height() - line, 1.0))
        if size.height() > fits.height():
            size.scale(fits, Qt.AspectRatioMode.KeepAspectRatio)
        top = area.top() + (area.height() - line - size.height()) / 2
        left = area.center().x() - size.width() / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
        painter.setPen(ink)
        below = QRectF(area.left(), top + size.height() + line * 0.3, area.width(), line)
        text = painter.fontMetrics().elidedText(
            picture.text, Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(below, _CENTRE, text)
        # The edges of the type area, as faint as pencil.
        painter.setPen(QColor(theme.LIGHT.line))
        for x in (area.left(), area.right()):
            painter.drawLine(int(x), int(area.top()), int(x), int(area.bottom()))
