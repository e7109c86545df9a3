"""Page images in bands, kept between paints and mended where a page changed.

A band is small enough to be painted between two events, whatever the zoom and the screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from bulletin_desk.typeset.display import Page, PictureItem
from bulletin_desk.ui.preview.painter import PagePainter, extent, page_difference

# Height of a band in device pixels.
BAND = 320
# Bands longest unused are dropped beyond so many bytes; the largest screens need 70 million.
_KEPT = 160_000_000
_Key = tuple[int, int]


@dataclass
class _Band:
    image: QImage
    stale: list[QRectF] = field(default_factory=list)


@dataclass
class _Sheet:
    """What a page's bands show, and those of another scale to show until they are there."""

    page: Page
    scale: float
    former: dict[int, QImage] = field(default_factory=dict)
    former_scale: float = 1.0


class Rasters:
    """The pages' images in device pixels, at the scale (pixels a point) last asked for."""

    def __init__(self, painter: PagePainter) -> None:
        self._painter = painter
        self._sheets: dict[int, _Sheet] = {}
        # In order of use, the longest unused first.
        self._bands: dict[_Key, _Band] = {}
        self._bytes = 0

    def clear(self) -> None:
        """Forget all images."""
        self._sheets.clear()
        self._bands.clear()
        self._bytes = 0

    def show(self, pages: tuple[Page, ...], near: range) -> dict[int, list[QRectF]]:
        """Take over edited pages; return what differs on those near the view, in points.

        The others are painted anew when they come into view.
        """
        changed: dict[int, list[QRectF]] = {}
        for number, sheet in list(self._sheets.items()):
            page = pages[number] if number < len(pages) else None
            if page is sheet.page:
                continue
            if page is None or number not in near or _size(page) != _size(sheet.page):
                self._drop(number)
            else:
                difference = page_difference(sheet.page.items, page.items)
                sheet.page = page
                sheet.former.clear()
                if difference:
                    self._spoil(number, difference)
                    changed[number] = difference
        return changed

    def spoil_picture(self, digest: str) -> dict[int, list[QRectF]]:
        """Have a picture painted again; return where it stands on the kept pages, in points."""
        spoilt: dict[int, list[QRectF]] = {}
        for number, sheet in self._sheets.items():
            pictures = [i for i in sheet.page.items if isinstance(i.item, PictureItem)]
            places = [extent(i) for i in pictures if i.item.digest == digest]  # type: ignore[union-attr]
            if places:
                self._spoil(number, places)
                spoilt[number] = places
        return spoilt

    def draw(
        self, painter: QPainter, number: int, page: Page, scale: float, part: QRect, until: float
    ) -> bool:
        """Draw a part of a page; the painter's origin is its corner, its unit a device pixel.

        Bands are painted until a time of the clock; return whether all of the part is up to date.
        What is not there yet is shown as it was at another scale, or white.
        """
        done = self.prepare(number, page, scale, part, until)
        sheet = self._sheets[number]
        for index in _bands(part, page, scale):
            area = part & _band_rect(index, page, scale)
            band = self._bands.get((number, index))
            if band is not None and not band.stale:
                painter.drawImage(area.topLeft(), band.image, area.translated(0, -index * BAND))
            else:
                _draw_former(painter, sheet, area, scale)
        if done and part.height() >= round(page.height * scale):
            sheet.former.clear()
        return done

    def prepare(self, number: int, page: Page, scale: float, part: QRect, until: float) -> bool:
        """Paint the bands of a part until a time of the clock; return whether all are there."""
        done = True
        sheet = self._sheet(number, page, scale)
        for index in _bands(part, page, scale):
            band = self._bands.pop((number, index), None)
            if band is None:
                if perf_counter() > until:
                    done = False
                    continue
                band = _Band(_blank(_band_rect(index, page, scale).size()))
                self._bytes += band.image.sizeInBytes()
                self._paint(band, index, sheet, None)
            elif band.stale:
                self._paint(band, index, sheet, band.stale)
                band.stale = []
            self._bands[(number, index)] = band
        self._make_room()
        return done

    def _sheet(self, number: int, page: Page, scale: float) -> _Sheet:
        sheet = self._sheets.get(number)
        if sheet is not None and sheet.page is page:
            if sheet.scale != scale:
                whole = {i: band.image for i, band in self._bands_of(number) if not band.stale}
                # Between two steps of a zoom there may be less than there was before the first.
                if whole:
                    sheet.former, sheet.former_scale = whole, sheet.scale
                self._drop(number)
                sheet.scale = scale
                self._sheets[number] = sheet
            return sheet
        self._drop(number)
        self._sheets[number] = _Sheet(page, scale)
        return self._sheets[number]

    def _bands_of(self, number: int) -> Iterator[tuple[int, _Band]]:
        for (of, index), band in list(self._bands.items()):
            if of == number:
                yield index, band

    def _drop(self, number: int) -> None:
        self._sheets.pop(number, None)
        for index, band in self._bands_of(number):
            self._bytes -= band.image.sizeInBytes()
            del self._bands[(number, index)]

    def _make_room(self) -> None:
        while self._bytes > _KEPT and len(self._bands) > 1:
            key = next(iter(self._bands))
            self._bytes -= self._bands.pop(key).image.sizeInBytes()

    def _spoil(self, number: int, parts: list[QRectF]) -> None:
        sheet = self._sheets[number]
        places = [(part, _pixels(part, sheet.scale)) for part in parts]
        for index, band in self._bands_of(number):
            area = _band_rect(index, sheet.page, sheet.scale)
            band.stale += [part for part, place in places if place.intersects(area)]

    def _paint(self, band: _Band, index: int, sheet: _Sheet, parts: list[QRectF] | None) -> None:
        scale = sheet.scale
        region = QRegion(band.image.rect().translated(0, index * BAND))
        if parts is not None:
            stale = QRegion()
            for part in parts:
                stale += _pixels(part, scale)
            region &= stale
        if region.isEmpty():
            return
        items = [i for i in sheet.page.items if region.intersects(_pixels(extent(i), scale))]
        painter = QPainter(band.image)
        painter.translate(0, -index * BAND)
        if parts is not None:
            painter.setClipRegion(region)
            painter.fillRect(region.boundingRect(), Qt.GlobalColor.white)
        self._painter.paint(painter, items, scale)
        painter.end()


def page_pixels(page: Page, scale: float) -> QSize:
    """Return how many device pixels a page has."""
    return QSize(round(page.width * scale), round(page.height * scale))


def _bands(part: QRect, page: Page, scale: float) -> range:
    """Return the numbers of the bands that a part of a page touches."""
    bottom = min(part.bottom(), page_pixels(page, scale).height() - 1)
    return range(max(part.top(), 0) // BAND, bottom // BAND + 1)


def _band_rect(index: int, page: Page, scale: float) -> QRect:
    size = page_pixels(page, scale)
    return QRect(0, index * BAND, size.width(), min(BAND, size.height() - index * BAND))


def _draw_former(painter: QPainter, sheet: _Sheet, area: QRect, scale: float) -> None:
    """Draw a part as it was at another scale, white where there was nothing."""
    painter.fillRect(area, Qt.GlobalColor.white)
    if not sheet.former:
        return
    factor = scale / sheet.former_scale
    painter.save()
    painter.setClipRect(area)
    painter.scale(factor, factor)
    for index, image in sheet.former.items():
        painter.drawImage(0, index * BAND, image)
    painter.restore()


def _size(page: Page) -> tuple[float, float]:
    return page.width, page.height


def _blank(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def _pixels(part: QRectF, scale: float) -> QRect:
    scaled = QRectF(part.x() * scale, part.y() * scale, part.width() * scale, part.height() * scale)
    return scaled.toAlignedRect()
