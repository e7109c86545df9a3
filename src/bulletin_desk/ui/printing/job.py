"""Puts pages on a printer, a few lines at a time: the window stays alive and can stop it."""

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from bulletin_desk.typeset.display import Document, Page, Placed
from bulletin_desk.ui.preview.painter import PagePainter

# Glyphs go to the printer as outlines, a page of them in a tenth of a second; a turn takes less.
# A thread would not help: Qt packs a page's outlines while it holds Python's lock.
_TURN_SECONDS = 0.01
_FAILED = "打印机没有接受这次打印。请检查打印机是否开启、有纸、已连接，再打印一次。"


class PrintJob(QObject):
    """One document on its way to a printer, on paper exactly where the layout put it.

    `progressed` carries how many sheets' sides are done and how many there will be. `finished`
    carries whether it was cancelled, and the sentence that says what went wrong, if anything did.
    """

    progressed = Signal(int, int)
    finished = Signal(bool, str)

    def __init__(
        self, printer: QPrinter, pages: Sequence[Page | None], pictures: Callable[[str], bytes]
    ) -> None:
        super().__init__()
        self._printer, self._pages = printer, list(pages)
        self._pictures = PagePainter(pictures)
        self._painter = QPainter()
        self._done = 0
        self._items: Iterator[Placed] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.step)

    def start(self) -> None:
        """Begin to print."""
        if self._pages and self._painter.begin(self._printer):
            self._timer.start()
        else:
            self.finished.emit(False, _FAILED)

    def cancel(self) -> None:
        """Stop, and take back what has not been printed yet."""
        if self._painter.isActive():
            self._printer.abort()
            self._end("", stopped=True)

    def step(self) -> None:
        """Print the next stretch, at most to the end of a page."""
        if self._items is None and not self._begin_page():
            return
        assert self._items is not None
        end = perf_counter() + _TURN_SECONDS
        for placed in self._items:
            self._pictures.paint(self._painter, (placed,), self._printer.logicalDpiX() / 72)
            if perf_counter() > end:
                return
        self._end_page()

    def _begin_page(self) -> bool:
        """Turn to the next page; return whether the printer did."""
        if self._done and not self._printer.newPage():
            self._end(_FAILED)
            return False
        page = self._pages[self._done]
        self._items = iter(page.items if page is not None else ())
        # Some printers are finer in one direction.
        self._painter.resetTransform()
        self._painter.scale(1.0, self._printer.logicalDpiY() / self._printer.logicalDpiX())
        return True

    def _end_page(self) -> None:
        self._items = None
        self._done += 1
        self.progressed.emit(self._done, len(self._pages))
        # Whoever listens may have stopped it.
        if self._done == len(self._pages) and self._painter.isActive():
            failed = self._printer.printerState() is QPrinter.PrinterState.Error
            self._end(_FAILED if failed else "")

    def _end(self, sentence: str, *, stopped: bool = False) -> None:
        self._timer.stop()
        self._painter.end()
        self.finished.emit(stopped, sentence)


def set_up(printer: QPrinter, document: Document) -> None:
    """Give a printer the document's paper, with the sheet's corner as origin and no scaling."""
    first = document.pages[0]
    portrait = first.width <= first.height
    size = QSizeF(*sorted((first.width, first.height)))
    paper = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Portrait if portrait else QPageLayout.Orientation.Landscape
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF()))
    printer.setFullPage(True)
    printer.setDocName(document.title)


def sides(printer: QPrinter, document: Document) -> list[Page | None]:
    """Return what the dialog asked for, side by side as the sheets come out; None is a blank."""
    chosen = _chosen(printer, document)
    # Most printers make copies themselves; then one pass is printed.
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if not printer.collateCopies():
        return [page for page in chosen for _ in range(copies)]
    two_sided = printer.duplex() in (
        QPrinter.DuplexMode.DuplexLongSide,
        QPrinter.DuplexMode.DuplexShortSide,
    )
    # The second copy begins on a sheet of its own.
    blank: list[Page | None] = [None] if two_sided and len(chosen) % 2 else []
    return [*chosen, *[side for _ in range(copies - 1) for side in (*blank, *chosen)]]


def _chosen(printer: QPrinter, document: Document) -> list[Page | None]:
    ranges = printer.pageRanges()
    # With no numbers the print system itself picks the pages out of all.
    if printer.printRange() is not QPrinter.PrintRange.PageRange or ranges.isEmpty():
        return list(document.pages)
    return [page for number, page in enumerate(document.pages, 1) if ranges.contains(number)]
