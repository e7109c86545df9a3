"""Page images, kept between paints and mended where a page changed."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from bulletin_desk.typeset.display import Page
from bulletin_desk.ui.preview.painter import PagePainter, extent, page_difference

# Rasters of pages far from view are dropped beyond this many.
_KEPT = 8


@dataclass
class _Raster:
    image: QImage
    page: Page
    scale: float
    stale: list[QRectF] = field(default_factory=list)


class Rasters:
    """One image a page at the scale last asked for, in device pixels."""

    def __init__(self, painter: PagePainter) -> None:
        self._painter = painter
        self._rasters: dict[int, _Raster] = {}

    def clear(self) -> None:
        """Forget all images."""
        self._rasters.clear()

    def show(self, pages: tuple[Page, ...]) -> dict[int, list[QRectF]]:
        """Take over edited pages; return for each kept page what differs on it, in points."""
        changed: dict[int, list[QRectF]] = {}
        for number, raster in list(self._rasters.items()):
            if number >= len(pages) or _size(pages[number]) != _size(raster.page):
                del self._rasters[number]
            elif pages[number] is not raster.page:
                difference = page_difference(raster.page.items, pages[number].items)
                raster.page = pages[number]
                if difference:
                    raster.stale += difference
                    changed[number] = difference
        return changed

    def image(self, number: int, page: Page, scale: float) -> QImage:
        """Return the image of a page, up to date, at `scale` device pixels a point."""
        raster = self._rasters.pop(number, None)
        if raster is None or raster.scale != scale or raster.page is not page:
            raster = _Raster(_blank(page, scale), page, scale)
            self._paint(raster, None)
        elif raster.stale:
            self._paint(raster, raster.stale)
            raster.stale = []
        # The dictionary is in order of use: the first one is the longest unused.
        self._rasters[number] = raster
        while len(self._rasters) > _KEPT:
            del self._rasters[next(iter(self._rasters))]
        return raster.image

    def _paint(self, raster: _Raster, parts: list[QRectF] | None) -> None:
        painter = QPainter(raster.image)
        items = raster.page.items
        if parts is not None:
            region = QRegion()
            for part in parts:
                region += _pixels(part, raster.scale)
            painter.setClipRegion(region)
            painter.fillRect(region.boundingRect(), Qt.GlobalColor.white)
            items = [i for i in items if region.intersects(_pixels(extent(i), raster.scale))]
        self._painter.paint(painter, items, raster.scale)
        painter.end()


def _size(page: Page) -> tuple[float, float]:
    return page.width, page.height


def _blank(page: Page, scale: float) -> QImage:
    size = QSize(round(page.width * scale), round(page.height * scale))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def _pixels(part: QRectF, scale: float) -> QRect:
    scaled = QRectF(part.x() * scale, part.y() * scale, part.width() * scale, part.height() * scale)
    return scaled.toAlignedRect()
