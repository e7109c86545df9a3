"""The pages on a desk: painted between events, clicked on, with the caret's line marked."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from bulletin_desk.typeset.display import Document, Page
from bulletin_desk.ui import theme
from bulletin_desk.ui.preview.anchor import new_top, take_anchor
from bulletin_desk.ui.preview.arrangement import Arrangement
from bulletin_desk.ui.preview.caret import CaretMark
from bulletin_desk.ui.preview.marks import Mark, ProblemMarks
from bulletin_desk.ui.preview.page_desk import PageDesk
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.places import Place, place_at
from bulletin_desk.ui.preview.rasters import Rasters, page_pixels

_SHADOW_REACH = 8
_SHADOW = ((6, 5), (4, 9), (2, 14), (1, 22))
# How long a paint, and a turn between events, may paint bands of pages.
_PAINT_SECONDS, _TURN_SECONDS = 0.012, 0.006
# A page with more differences than this is painted whole.
_MANY_PARTS = 40
# Pages that take longer to come are announced.
_PATIENCE_MS = 250
_WAITING = "正在排版…"


class PageView(PageDesk):
    """Shows a typeset document. `page_painted` follows the paint that shows an edit.

    `place_clicked` carries the place in the text that was clicked on.
    """

    page_painted = Signal()
    place_clicked = Signal(object)

    def __init__(self, painter: PagePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("版面预览")
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._rasters = Rasters(painter)
        self._caret = CaretMark()
        self._marks = ProblemMarks(self._to_view)
        self._found = ProblemMarks(self._to_view)
        self._shows_edit = self._follows = self._waits = False
        self.desk_colour = QColor("#d9dadc")
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._prepare_more)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._announce(waits=True))

    def show_document(self, document: Document | None) -> None:
        """Show other pages: what did not change is neither painted nor moved."""
        self._announce(waits=False)
        stale, was_in_view = self._caret_rect(), self._caret_in_view()
        old, self._pages = self._pages, document.pages if document else ()
        near = self._visible(QRectF(self._near()))
        changed = self._rasters.show(self._pages, near)
        region = QRegion(stale)
        for number, parts in changed.items():
            region += self._changed_region(number, parts)
        if self._take_place(old):
            region = QRegion(self.viewport().rect())
        self._caret.find(self._pages)
        if (was_in_view or self._follows) and self._caret.page is not None:
            self._follows = False
            self._follow_caret()
        region += self._caret_rect()
        region += self._marks.show_pages(self._pages) + self._found.show_pages(self._pages)
        region &= self.viewport().rect()
        self._tell_page()
        if region.isEmpty():
            self.page_painted.emit()
        else:
            self._shows_edit = True
            self.viewport().update(region)

    def forget(self) -> None:
        """Drop the pages: another issue is going to be shown."""
        self._rasters.clear()
        self._pages = ()
        self._caret.put(None, ())
        self._marks.forget()
        self._found.forget()
        self._arrange(QPointF())
        self.verticalScrollBar().setValue(0)
        self._tell_page()
        self._patience.start()
        self.viewport().update()

    def show_picture(self, digest: str) -> None:
        """Paint a picture that has been read only now."""
        for number, places in self._rasters.spoil_picture(digest).items():
            for place in places:
                self.viewport().update(self._to_view(number, place))

    def mark_caret(self, place: Place | None, *, follow: bool = True) -> None:
        """Mark the line that a place is printed on; scroll no further than to show it."""
        before = self._caret_rect()
        self._caret.put(place, self._pages)
        # Where the page is not there yet, it is scrolled to when it comes.
        self._follows = follow and self._caret.page is None and place is not None
        if follow:
            self._follow_caret()
        after = self._caret_rect()
        if before != after:
            self.viewport().update(before)
            self.viewport().update(after)

    def mark_problems(self, marks: Sequence[Mark], current: int = -1) -> None:
        """Mark places on the pages, one of them stronger."""
        self.viewport().update(self._marks.show(marks, current))

    def mark_found(self, marks: Sequence[Mark]) -> None:
        """Mark what a search stands at."""
        self.viewport().update(self._found.show(marks, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for number in self._visible(QRectF(event.position(), QSizeF(1, 1))):
            box = self._page_box(number)
            if box.contains(event.position()):
                at = event.position() - box.topLeft()
                point = QPointF(at.x() / self.scale, at.y() / self.scale)
                place = place_at(self._pages[number], point)
                if place is not None:
                    self.place_clicked.emit(place)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        exposed = QRectF(event.rect())
        painter.fillRect(event.rect(), self.desk_colour)
        until, done = perf_counter() + _PAINT_SECONDS, True
        visible = self._visible(exposed.adjusted(0, -_SHADOW_REACH, 0, _SHADOW_REACH))
        for number in visible:
            if not self._page_box(number).contains(exposed):
                self._paint_shadow(painter, self._page_box(number))
            done &= self._paint_page(painter, number, event.rect(), until)
        if self._waits:
            painter.setPen(QColor(theme.colours().quiet))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _WAITING)
        self._marks.paint(painter, visible)
        self._found.paint(painter, visible)
        self._paint_caret(painter)
        painter.end()
        if not done:
            self.viewport().update(event.rect())
            return
        self._later.start()
        if self._shows_edit:
            self._shows_edit = False
            self.page_painted.emit()

    def _paint_page(self, painter: QPainter, number: int, part: QRect, until: float) -> bool:
        ratio, corner = self.viewport().devicePixelRatioF(), self._page_box(number).topLeft()
        painter.save()
        painter.translate(corner)
        painter.scale(1 / ratio, 1 / ratio)
        pixels = self._page_part(number, part)
        page = self._pages[number]
        done = self._rasters.draw(painter, number, page, self.scale * ratio, pixels, until)
        painter.restore()
        return done

    def _page_part(self, number: int, part: QRect) -> QRect:
        """Return which device pixels of a page a part of the view shows."""
        ratio, corner = self.viewport().devicePixelRatioF(), self._page_box(number).topLeft()
        shown = QRectF(part).translated(-corner)
        pixels = QRectF(shown.topLeft() * ratio, shown.size() * ratio).toAlignedRect()
        return pixels & QRect(QPoint(), page_pixels(self._pages[number], self.scale * ratio))

    def _prepare_more(self) -> None:
        """Between events, paint what the next scroll will show."""
        until = perf_counter() + _TURN_SECONDS
        ratio, near = self.viewport().devicePixelRatioF(), self._near()
        for number in self._visible(QRectF(near)):
            part, page = self._page_part(number, near), self._pages[number]
            if not self._rasters.prepare(number, page, self.scale * ratio, part, until):
                self._later.start()
                return

    def _near(self) -> QRect:
        """Return the part of the desk that is in view, or will be after a short scroll."""
        view = self.viewport().rect()
        return view.adjusted(0, -view.height() // 2, 0, view.height() // 2)

    def _changed_region(self, number: int, parts: list[QRectF]) -> QRegion:
        if len(parts) > _MANY_PARTS:
            return QRegion(self._page_box(number).toAlignedRect())
        region, scale = QRegion(), self.scale
        box = self._page_box(number)
        left, top = box.x(), box.y()
        for part in parts:
            x, y = left + part.x() * scale, top + part.y() * scale
            place = QRectF(x, y, part.width() * scale, part.height() * scale)
            region += place.toAlignedRect()
        return region

    def _paint_shadow(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in _SHADOW:
            painter.setBrush(QColor(0, 0, 0, alpha))
            grown = box.adjusted(-spread, 1 - spread, spread, 1 + spread)
            painter.drawRoundedRect(grown, spread, spread)

    def _paint_caret(self, painter: QPainter) -> None:
        number = self._caret.page
        if number is None:
            return
        # The page is white on the dark desk too.
        accent = QColor(theme.LIGHT.accent)
        accent.setAlpha(26)
        painter.fillRect(self._to_view(number, self._caret.line.adjusted(-3, -2, 3, 2)), accent)
        accent.setAlpha(230)
        stroke = self._scaled(number, self._caret.stroke)
        painter.fillRect(stroke.adjusted(-0.75, 0, 0.75, 0), accent)

    def _caret_rect(self) -> QRect:
        number = self._caret.page
        return QRect() if number is None else self._to_view(number, self._caret.extent)

    def _caret_in_view(self) -> bool:
        return self._caret_rect().intersects(self.viewport().rect())

    def _follow_caret(self) -> None:
        rect, view = self._caret_rect(), self.viewport().rect()
        if rect.isNull() or self._caret.page is None:
            return
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        room = min(80, view.height() // 4)
        if rect.top() < 0:
            down.setValue(down.value() + rect.top() - room)
        elif rect.bottom() > view.height():
            down.setValue(down.value() + rect.bottom() - view.height() + room)
        x = round(self._scaled(self._caret.page, self._caret.stroke).x())
        if not 0 <= x <= view.width():
            across.setValue(across.value() + x - view.width() // 2)

    def _take_place(self, old: tuple[Page, ...]) -> bool:
        """Arrange other pages so that what is in view stays there; return whether it moved."""
        top, before = self._offset().y(), self._arrangement
        anchor = take_anchor(old, before, top, top + self.viewport().height()) if top > 0 else None
        if [*map(_size, old)] == [*map(_size, self._pages)]:
            moved = False
        else:
            self._arrangement = Arrangement(self._pages, self._zoom, self.viewport().size())
            self._set_ranges()
            moved = True
        if anchor is not None:
            wanted = new_top(anchor, self._pages, self._arrangement)
            if wanted is not None:
                self.verticalScrollBar().setValue(round(wanted))
        return moved or self._offset().y() != top

    def _announce(self, *, waits: bool) -> None:
        self._patience.stop()
        if self._waits != waits:
            self._waits = waits
            self.viewport().update()


def _size(page: Page) -> tuple[float, float]:
    return page.width, page.height
