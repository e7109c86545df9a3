"""Pages laid out on a desk: continuous scroll, zoom around a point, keys that go by pages."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bulletin_desk.typeset.display import Page
from bulletin_desk.ui.preview.arrangement import FIT_WIDTH, FULL_SIZE, GAP, Arrangement, Zoom

_ZOOM_STEP = 1.15


class PageDesk(QAbstractScrollArea):
    """Where each page lies in the view, and how the view moves over them.

    `page_shown` carries the number of the page in view, from 0, and how many there are;
    `zoom_changed` the zoom in percent.
    """

    page_shown = Signal(int, int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A bar that comes and goes would change the width that pages are made to fit.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._pages: tuple[Page, ...] = ()
        self._zoom = FIT_WIDTH
        self._arrangement = Arrangement((), FIT_WIDTH, self.viewport().size())
        self._shown = (-1, -1)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages on show."""
        return self._pages

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        return self._arrangement.scale

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown."""
        return self._zoom

    @property
    def factor(self) -> float:
        """The zoom as a factor; 1.0 shows the page as large as on paper."""
        return self.scale / FULL_SIZE

    @property
    def current_page(self) -> int:
        """The number of the page in view, from 0."""
        return self._arrangement.page_at(self._offset().y() + self.viewport().height() / 3)

    def set_zoom(self, zoom: Zoom, around: QPointF | None = None) -> None:
        """Zoom; what lies under a point of the view, its middle for None, stays there."""
        self._zoom = zoom
        self._arrange(around or QRectF(self.viewport().rect()).center())
        self.viewport().update()
        self.zoom_changed.emit(round(self.factor * 100))

    def zoom_in(self) -> None:
        """Show the page larger."""
        self.set_zoom(self._zoom.at(self.factor * _ZOOM_STEP))

    def zoom_out(self) -> None:
        """Show the page smaller."""
        self.set_zoom(self._zoom.at(self.factor / _ZOOM_STEP))

    def go_to_page(self, number: int) -> None:
        """Scroll to the top of a page; beyond the last one, to the end."""
        bar, boxes = self.verticalScrollBar(), self._arrangement.boxes
        if number < len(boxes):
            bar.setValue(round(boxes[max(number, 0)].top()) - GAP)
        else:
            bar.setValue(bar.maximum())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self._zoom.at(self.factor * _ZOOM_STEP**steps), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        top, boxes = self._offset().y() + GAP, self._arrangement.boxes
        above = [number for number, box in enumerate(boxes) if box.top() < top - 1]
        below = [number for number, box in enumerate(boxes) if box.top() > top + 1]
        step = self.viewport().height() * (-0.9 if event.modifiers() else 0.9)
        bar = self.verticalScrollBar()
        # The last page of a row above is in the row that is meant.
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageUp: lambda: self.go_to_page(above[-1] if above else 0),
            Qt.Key.Key_PageDown: lambda: self.go_to_page(below[0] if below else len(boxes)),
            Qt.Key.Key_Home: lambda: self.go_to_page(0),
            Qt.Key.Key_End: lambda: self.go_to_page(len(boxes)),
            Qt.Key.Key_Space: lambda: bar.setValue(round(bar.value() + step)),
        }
        move = moves.get(event.key())
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(QPointF(self.viewport().width() / 2, 0))
        self._tell_page()
        self.zoom_changed.emit(round(self.factor * 100))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._tell_page()

    def _arrange(self, around: QPointF) -> None:
        """Lay the pages out anew; what lies under a point of the view stays there."""
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        kept = self._arrangement.nearest(self._offset() + around) if self._pages else None
        at_top = down.value() == 0 and around.y() == 0
        self._arrangement = Arrangement(self._pages, self._zoom, self.viewport().size())
        self._set_ranges()
        if kept is not None and kept[0] < len(self._pages):
            corner = self._arrangement.place(*kept) - around
            down.setValue(0 if at_top else round(corner.y()))
            across.setValue(round(corner.x()))

    def _set_ranges(self) -> None:
        view, desk = self.viewport().size(), self._arrangement
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(desk.height - view.height())))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(48)
        horizontal.setRange(0, max(0, round(desk.width - view.width())))
        horizontal.setPageStep(view.width())

    def _tell_page(self) -> None:
        shown = (self.current_page, len(self._pages))
        if shown != self._shown:
            self._shown = shown
            self.page_shown.emit(*shown)

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _page_box(self, number: int) -> QRectF:
        """Return a page's rectangle in the viewport, its corner on a whole pixel of the device."""
        box, ratio = self._arrangement.boxes[number], self.viewport().devicePixelRatioF()
        corner = box.topLeft() - self._offset()
        snapped = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
        return QRectF(snapped, box.size())

    def _to_view(self, number: int, part: QRectF) -> QRect:
        return self._scaled(number, part).toAlignedRect()

    def _scaled(self, number: int, part: QRectF) -> QRectF:
        """Return where a part of a page, in points, lies in the viewport."""
        box, scale = self._page_box(number), self.scale
        return QRectF(
            box.x() + part.x() * scale,
            box.y() + part.y() * scale,
            part.width() * scale,
            part.height() * scale,
        )

    def _visible(self, part: QRectF) -> range:
        """Return the numbers of the pages that a part of the viewport may show."""
        top = part.top() + self._offset().y()
        return self._arrangement.between(top, top + part.height())
