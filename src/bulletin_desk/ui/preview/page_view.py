"""The pages on a desk: continuous scroll, zoom, click, and the caret's line marked."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bulletin_desk.typeset.display import Document, Page, Placed
from bulletin_desk.ui import theme
from bulletin_desk.ui.preview.marks import Mark, ProblemMarks
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.places import Place, find, line_box, place_at, x_of
from bulletin_desk.ui.preview.rasters import Rasters

_GAP = 24
_MARGIN = 28
_ZOOM_STEP = 1.15
_LIMITS = (0.2, 5.0)
# Logical pixels a point at 100 %.
_FULL_SIZE = 96 / 72
_SHADOW_REACH = 8
_SHADOW = ((6, 5), (4, 9), (2, 14), (1, 22))


class PageView(QAbstractScrollArea):
    """Shows a typeset document. `page_painted` follows the paint that shows an edit."""

    page_painted = Signal()
    place_clicked = Signal(object)
    zoom_changed = Signal(int)

    def __init__(self, painter: PagePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("版面预览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._rasters = Rasters(painter)
        self._pages: tuple[Page, ...] = ()
        self._tops: list[float] = []
        self._zoom: float | None = None
        self._scale = _FULL_SIZE
        self._caret: tuple[int, Placed, Place] | None = None
        self._caret_place: Place | None = None
        self._marks = ProblemMarks(self._to_view)
        self._shows_edit = False
        self._follows = False
        self.desk_colour = QColor("#d9dadc")

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages on show."""
        return self._pages

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        return self._scale

    @property
    def zoom(self) -> float:
        """The zoom as a factor; 1.0 shows the page as large as on paper."""
        return self.scale / _FULL_SIZE

    def show_document(self, document: Document | None) -> None:
        """Show other pages: what did not change is neither painted nor moved."""
        stale_caret, self._caret = self._caret_rect(), None
        old, self._pages = self._pages, document.pages if document else ()
        changed = self._rasters.show(self._pages)
        region = QRegion(stale_caret)
        if _sizes(old) != _sizes(self._pages):
            self._lay_out()
            region = QRegion(self.viewport().rect())
        else:
            for number, parts in changed.items():
                for part in parts:
                    region += self._to_view(number, part)
        self._find_caret()
        if self._follows and self._caret is not None:
            self._follows = False
            self._follow_caret()
        region += self._caret_rect()
        region += self._marks.show_pages(self._pages)
        region &= self.viewport().rect()
        if region.isEmpty():
            self.page_painted.emit()
        else:
            self._shows_edit = True
            self.viewport().update(region)

    def forget(self) -> None:
        """Drop all images: another issue is going to be shown."""
        self._rasters.clear()
        self._caret = self._caret_place = None
        self.verticalScrollBar().setValue(0)

    def mark_caret(self, place: Place | None, *, follow: bool = True) -> None:
        """Mark the line that a place is printed on; scroll no further than to show it."""
        self._caret_place = place
        before = self._caret_rect()
        self._find_caret()
        # Where the page is not there yet, it is scrolled to when it comes.
        self._follows = follow and self._caret is None and place is not None
        if follow:
            self._follow_caret()
        after = self._caret_rect()
        if before != after:
            self.viewport().update(before)
            self.viewport().update(after)

    def mark_problems(self, marks: Sequence[Mark], current: int = -1) -> None:
        """Mark places on the pages, one of them stronger."""
        self.viewport().update(self._marks.show(marks, current))

    def set_zoom(self, zoom: float | None) -> None:
        """Zoom to a factor, or to the width of the pane for None; the middle stays in place."""
        centre = self.viewport().height() / 2
        bar = self.verticalScrollBar()
        at = (bar.value() + centre) / max(self._height(), 1)
        low, high = _LIMITS
        self._zoom = None if zoom is None else min(max(zoom, low), high)
        self._lay_out()
        bar.setValue(round(at * self._height() - centre))
        self.viewport().update()
        self.zoom_changed.emit(round(self.zoom * 100))

    def zoom_in(self) -> None:
        """Show the page larger."""
        self.set_zoom(self.zoom * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the page smaller."""
        self.set_zoom(self.zoom / _ZOOM_STEP)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self.zoom * _ZOOM_STEP**steps)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        at = bar.value() / max(self._height(), 1)
        self._lay_out()
        if self._zoom is None and event.oldSize().width() != event.size().width():
            bar.setValue(round(at * self._height()))
            self.zoom_changed.emit(round(self.zoom * 100))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for number in self._visible(QRectF(event.position(), QSizeF(1, 1))):
            page, box = self._pages[number], self._page_box(number)
            if box.contains(event.position()):
                at = event.position() - box.topLeft()
                point = QPointF(at.x() / self.scale, at.y() / self.scale)
                place = place_at(page, point)
                if place is not None:
                    self.place_clicked.emit(place)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        exposed = QRectF(event.rect())
        painter.fillRect(event.rect(), self.desk_colour)
        ratio = self.viewport().devicePixelRatioF()
        for number in self._visible(exposed.adjusted(0, -_SHADOW_REACH, 0, _SHADOW_REACH)):
            box = self._page_box(number)
            if not box.contains(exposed):
                self._paint_shadow(painter, box)
            image = self._rasters.image(number, self._pages[number], self.scale * ratio)
            target = QRectF((exposed & box).toAlignedRect() & box.toRect())
            source = target.translated(-box.topLeft())
            painter.drawImage(target, image, _scaled(source, ratio))
        self._marks.paint(painter, self._visible(exposed))
        self._paint_caret(painter)
        painter.end()
        if self._shows_edit:
            self._shows_edit = False
            self.page_painted.emit()

    def _paint_shadow(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in _SHADOW:
            painter.setBrush(QColor(0, 0, 0, alpha))
            grown = box.adjusted(-spread, 1 - spread, spread, 1 + spread)
            painter.drawRoundedRect(grown, spread, spread)

    def _paint_caret(self, painter: QPainter) -> None:
        if self._caret is None:
            return
        number, placed, place = self._caret
        origin, scale = self._page_box(number).topLeft(), self.scale
        line = line_box(placed)
        # The page is white on the dark desk too.
        accent = QColor(theme.LIGHT.accent)
        accent.setAlpha(26)
        band = self._to_view(number, line.adjusted(-3, -2, 3, 2))
        painter.fillRect(band, accent)
        accent.setAlpha(230)
        x = origin.x() + x_of(placed, place) * scale
        top, height = origin.y() + (line.top() - 1) * scale, (line.height() + 2) * scale
        painter.fillRect(QRectF(x - 0.75, top, 1.5, height), accent)

    def _find_caret(self) -> None:
        place = self._caret_place
        found = None if place is None else find(self._pages, place)
        self._caret = None if found is None or place is None else (*found, place)

    def _caret_rect(self) -> QRect:
        if self._caret is None:
            return QRect()
        number, placed, place = self._caret
        x = x_of(placed, place)
        line = line_box(placed)
        around = line.united(QRectF(x, line.top(), 1, 1)).adjusted(-5, -4, 5, 4)
        return self._to_view(number, around)

    def _follow_caret(self) -> None:
        rect, height = self._caret_rect(), self.viewport().height()
        bar = self.verticalScrollBar()
        room = min(80, height // 4)
        if rect.isNull():
            return
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - room)
        elif rect.bottom() > height:
            bar.setValue(bar.value() + rect.bottom() - height + room)

    def _page_box(self, number: int) -> QRectF:
        """Return a page's rectangle in the viewport, its corner on a whole pixel of the device."""
        page, scale = self._pages[number], self.scale
        width, height = page.width * scale, page.height * scale
        x = max(_MARGIN, (self.viewport().width() - width) / 2)
        corner = QPointF(x - self.horizontalScrollBar().value(), self._tops[number])
        corner.setY(corner.y() - self.verticalScrollBar().value())
        ratio = self.viewport().devicePixelRatioF()
        snapped = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
        return QRectF(snapped.x(), snapped.y(), round(width * ratio) / ratio, height)

    def _to_view(self, number: int, part: QRectF) -> QRect:
        box, scale = self._page_box(number), self.scale
        return QRectF(
            box.x() + part.x() * scale,
            box.y() + part.y() * scale,
            part.width() * scale,
            part.height() * scale,
        ).toAlignedRect()

    def _visible(self, part: QRectF) -> range:
        """Return the numbers of the pages that a part of the viewport may show."""
        top = part.top() + self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, bisect_left(self._tops, top + part.height()))

    def _fitting_scale(self) -> float:
        if self._zoom is not None:
            return self._zoom * _FULL_SIZE
        width = max((page.width for page in self._pages), default=595.0)
        room = self.viewport().width() - 2 * _MARGIN
        low, high = _LIMITS
        return min(max(room / width, low * _FULL_SIZE), high * _FULL_SIZE)

    def _height(self) -> float:
        return self._tops[-1] + self._pages[-1].height * self.scale if self._pages else 0

    def _lay_out(self) -> None:
        self._scale = scale = self._fitting_scale()
        top = float(_GAP)
        self._tops = []
        for page in self._pages:
            self._tops.append(top)
            top += page.height * scale + _GAP
        width = max((page.width * scale + 2 * _MARGIN for page in self._pages), default=0.0)
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(top - view.height())))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(48)
        horizontal.setRange(0, max(0, round(width - view.width())))
        horizontal.setPageStep(view.width())


def _sizes(pages: tuple[Page, ...]) -> list[tuple[float, float]]:
    return [(page.width, page.height) for page in pages]


def _scaled(rect: QRectF, ratio: float) -> QRectF:
    return QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)
