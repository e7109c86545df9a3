"""Three panes beside each other; the outer ones can be hidden, by command or at their edge."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget


class Pane(StrEnum):
    """The panes that can be hidden."""

    LEFT = "left"
    RIGHT = "right"


_INDEX = {Pane.LEFT: 0, Pane.RIGHT: 2}
_WIDTHS = (270, 480, 560)


class Panes(QSplitter):
    """Shows the panes that are wanted; `pane_wanted` tells when that changes.

    A double click on an edge, or dragging it all the way, hides the outer pane beside it. The right
    pane is wanted or not, but only there while there is something in it.
    """

    pane_wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self._wanted = dict.fromkeys(Pane, True)
        self._filled = dict.fromkeys(Pane, True)
        self._widths = [*_WIDTHS]
        # Until the window is laid out, sizes mean nothing yet.
        self._laid_out = False

    def set_panes(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        """Put the panes in."""
        for index, pane in enumerate((left, middle, right)):
            self.addWidget(pane)
            self.setStretchFactor(index, (0, 3, 4)[index])
            self.setCollapsible(index, index != 1)
        self.setSizes(self._widths)

    def wants(self, pane: Pane) -> bool:
        """Return whether a pane is to be seen."""
        return self._wanted[pane]

    def want(self, pane: Pane, wanted: bool) -> None:
        """Show a pane or hide it."""
        if self._wanted[pane] != wanted:
            self._keep_widths()
            self._wanted[pane] = wanted
            self._show_wanted()
            self.pane_wanted.emit(pane, wanted)

    def fill(self, pane: Pane, filled: bool) -> None:
        """Say whether a pane has anything to show; without, it is hidden for the time."""
        if self._filled[pane] != filled:
            self._keep_widths()
            self._filled[pane] = filled
            self._show_wanted()

    @property
    def widths(self) -> list[int]:
        """The panes' widths, of hidden ones those they had."""
        self._keep_widths()
        return self._widths

    def set_widths(self, widths: Sequence[int]) -> None:
        """Give the panes widths; where they do not fit the window they keep their proportions."""
        if len(widths) == len(_WIDTHS) and min(widths) > 0:
            self._widths = [*widths]
            self.setSizes(self._widths)

    def toggle_at(self, handle: QSplitterHandle) -> None:
        """Hide the outer pane beside an edge."""
        self.want(self._pane_at(handle), False)

    def settle(self) -> None:
        """After dragging, hide the panes that were dragged shut."""
        for pane in Pane:
            index = _INDEX[pane]
            if self.widget(index).isVisible() and self.sizes()[index] == 0:
                self.want(pane, False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._on_laid_out)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def _on_laid_out(self) -> None:
        if not self._laid_out:
            self._laid_out = True
            self._show_wanted()

    def _pane_at(self, handle: QSplitterHandle) -> Pane:
        return Pane.LEFT if handle is self.handle(1) else Pane.RIGHT

    def _keep_widths(self) -> None:
        sizes = self.sizes() if self._laid_out else []
        for index, size in enumerate(sizes):
            if size > 0:
                self._widths[index] = size

    def _show_wanted(self) -> None:
        room = self.width() - 2 * self.handleWidth() if self._laid_out else 0
        shown = [self._wanted[Pane.LEFT] and self._filled[Pane.LEFT], True]
        shown.append(self._wanted[Pane.RIGHT] and self._filled[Pane.RIGHT])
        for index, visible in enumerate(shown):
            self.widget(index).setVisible(visible)
        sizes = [w if visible else 0 for w, visible in zip(self._widths, shown, strict=True)]
        # The middle takes what the others leave.
        sizes[1] = max(sizes[1] if room == 0 else room - sizes[0] - sizes[2], 1)
        self.setSizes(sizes)


class _Handle(QSplitterHandle):
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        splitter = self.splitter()
        assert isinstance(splitter, Panes)
        splitter.toggle_at(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        splitter = self.splitter()
        assert isinstance(splitter, Panes)
        splitter.settle()


def first_field(pane: QWidget) -> QWidget:
    """Return what Tab reaches first in a pane; the pane itself where there is nothing."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    field = pane.nextInFocusChain()
    while field is not None and field is not pane:
        inside = pane.isAncestorOf(field) and field.isVisibleTo(pane) and field.isEnabled()
        if inside and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return field
        field = field.nextInFocusChain()
    return pane
