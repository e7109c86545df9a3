"""Puts pages on a printer: a page at a time, so that the window stays alive and can stop it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from bulletin_desk.typeset.display import Document, Page
from bulletin_desk.ui.preview.painter import PagePainter

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
        """Print the next side."""
        if self._done and not self._printer.newPage():
            self._end(_FAILED)
            return
        page = self._pages[self._done]
        if page is not None:
            self._paint(page)
        self._done += 1
        self.progressed.emit(self._done, len(self._pages))
        # Whoever listens may have stopped it.
        if self._done == len(self._pages) and self._painter.isActive():
            failed = self._printer.printerState() is QPrinter.PrinterState.Error
            self._end(_FAILED if failed else "")

    def _paint(self, page: Page) -> None:
        across, down = self._printer.logicalDpiX(), self._printer.logicalDpiY()
        self._painter.save()
        # Some printers are finer in one direction.
        self._painter.scale(1.0, down / across)
        self._pictures.paint(self._painter, page.items, across / 72)
        self._painter.restore()

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
