"""Paints a page's display list: glyphs, boxes and pictures, where the layout put them."""

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGlyphRun,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
)

from bulletin_desk.typeset.display import Box, GlyphRun, PictureItem, Placed, TextLine
from bulletin_desk.ui.preview.pictures import Pictures, PicturesNow
from bulletin_desk.ui.preview.raw_fonts import RawFonts

# Synthetic bold: the stroke of the outline, in em; the PDF has the same.
EMBOLDEN = 0.03
# Glyphs of odd faces may reach beyond their em box by about this share of the size.
_OVERHANG = 0.3
# Glyphs of raw fonts above so many pixels an em are left out by Qt where it paints an image.
_LARGEST_GLYPHS = 64.0


class PagePainter:
    """Paints items in device pixels; `scale` is pixels per point.

    `pictures` are the files by digest, or what returns images of them.
    """

    def __init__(self, pictures: Callable[[str], bytes] | Pictures) -> None:
        self._fonts = RawFonts()
        self._pictures = PicturesNow(pictures) if callable(pictures) else pictures
        self._colours: dict[str, QColor] = {}

    def paint(self, painter: QPainter, items: Iterable[Placed], scale: float) -> None:
        """Paint the items on a page whose top-left corner is the painter's origin."""
        hint = QPainter.RenderHint
        painter.setRenderHints(hint.Antialiasing | hint.SmoothPixmapTransform)
        for placed in items:
            x, y = placed.x * scale, placed.y * scale
            match placed.item:
                case TextLine(runs=runs):
                    for run in runs:
                        self._paint_run(painter, run, x + run.x * scale, y, scale)
                case Box() as box:
                    self._paint_box(painter, box, x, y, scale)
                case PictureItem() as picture:
                    self._paint_picture(painter, picture, QPointF(x, y), scale)

    def _paint_run(
        self, painter: QPainter, run: GlyphRun, x: float, y: float, scale: float
    ) -> None:
        font = self._fonts.font(run.face, run.size * scale)
        colour = self._colour(run.colour)
        if run.embolden or _is_too_large(painter, font):
            path = QPainterPath()
            # Strokes that overlap are one shape.
            path.setFillRule(Qt.FillRule.WindingFill)
            for glyph, offset in zip(run.glyphs, run.offsets, strict=True):
                path.addPath(font.pathForGlyph(glyph).translated(x + offset * scale, y))
            width = run.size * scale * EMBOLDEN
            pen = QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen if run.embolden else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(colour)
            painter.drawPath(path)
            return
        glyphs = QGlyphRun()
        glyphs.setRawFont(font)
        glyphs.setGlyphIndexes(run.glyphs)
        glyphs.setPositions([QPointF(offset * scale, 0.0) for offset in run.offsets])
        painter.setPen(colour)
        painter.drawGlyphRun(QPointF(x, y), glyphs)

    def _paint_box(self, painter: QPainter, box: Box, x: float, y: float, scale: float) -> None:
        # A hairline stays visible at any zoom.
        width, height = max(box.width * scale, 1.0), max(box.height * scale, 1.0)
        painter.fillRect(QRectF(x, y, width, height), self._colour(box.colour))

    def _paint_picture(
        self, painter: QPainter, picture: PictureItem, at: QPointF, scale: float
    ) -> None:
        size = QSize(round(picture.width * scale), round(picture.height * scale))
        target = QRectF(at.x(), at.y(), picture.width * scale, picture.height * scale)
        image = self._pictures.image(picture, size)
        if image is None or image.isNull():
            painter.fillRect(target, QColor("#eeeeee"))
        else:
            painter.drawImage(target, image)

    def _colour(self, name: str) -> QColor:
        if name not in self._colours:
            self._colours[name] = QColor(name)
        return self._colours[name]


def _is_too_large(painter: QPainter, font: QRawFont) -> bool:
    """Return whether Qt would leave the glyphs out."""
    engine = painter.paintEngine()
    on_image = engine is not None and engine.type() == QPaintEngine.Type.Raster
    return on_image and font.pixelSize() > _LARGEST_GLYPHS


def extent(placed: Placed) -> QRectF:
    """Return the rectangle, in points, that an item may darken."""
    match placed.item:
        case TextLine() as line:
            over = line.size * _OVERHANG
            top = placed.y - line.ascent - over
            return QRectF(placed.x - over, top, line.width + 2 * over, line.size + 2 * over)
        case Box() | PictureItem() as item:
            # A point on each side for antialiasing and for hairlines drawn a pixel wide.
            return QRectF(placed.x - 1, placed.y - 1, item.width + 2, item.height + 2)


def page_difference(old: Iterable[Placed], new: Iterable[Placed]) -> list[QRectF]:
    """Return the rectangles in which two pages differ; an unchanged line is the same object."""
    before = {_slot(placed): placed for placed in old}
    rectangles: list[QRectF] = []
    for placed in new:
        slot = _slot(placed)
        known = before.get(slot)
        if known is not None and (known.item is placed.item or known.item == placed.item):
            del before[slot]
        else:
            rectangles.append(extent(placed))
    rectangles += [extent(placed) for placed in before.values()]
    return rectangles


def _slot(placed: Placed) -> Hashable:
    """Return what an item is found by on the other page: a line by its place alone."""
    is_line = isinstance(placed.item, TextLine)
    return placed.x, placed.y, None if is_line else placed.item
