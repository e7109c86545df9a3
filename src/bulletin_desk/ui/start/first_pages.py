"""The first pages of issues in small, laid out in a thread, one after another."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.typeset.display import Page
from bulletin_desk.ui.tasks import Tasks

_KEPT = 300


class FirstPages(QObject):
    """Makes an image of an issue's first page; `made` carries the issue's id and the image."""

    made = Signal(int, object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = Tasks(self)
        self._typeset: Callable[[int], Page | None] | None = None
        # The image is good until the issue is saved again.
        self._images: dict[tuple[int, object], QImage] = {}
        self._wanted: dict[int, tuple[IssueRecord, QSize, float]] = {}
        self._busy = False

    def image(self, record: IssueRecord) -> QImage | None:
        """Return the image of an issue as it is now, if there is one."""
        return self._images.get((record.id, record.updated))

    def want(self, record: IssueRecord, size: QSize, ratio: float) -> None:
        """Ask for an image; the one asked for last is made first."""
        self._wanted.pop(record.id, None)
        self._wanted[record.id] = record, size, ratio
        self._next()

    def stop(self) -> None:
        """Make no more images, and wait for the one that is being made."""
        self._wanted.clear()
        self._tasks.wait()

    def forget(self) -> None:
        """Make no more images than the one that is being made."""
        self._wanted.clear()

    def _next(self) -> None:
        if self._busy or not self._wanted:
            return
        self._busy = True
        record, size, ratio = self._wanted.popitem()[1]
        self._tasks.run(
            lambda: self._first_page(record.id),
            lambda page: self._take(record, page, size, ratio),
            lambda _: self._skip(),
        )

    def _first_page(self, issue_id: int) -> Page | None:
        if self._typeset is None:
            self._typeset = _typesetting(self._library)
        return self._typeset(issue_id)

    def _take(self, record: IssueRecord, page: Page | None, size: QSize, ratio: float) -> None:
        from bulletin_desk.ui.preview.painter import PagePainter
        from bulletin_desk.ui.preview.thumbnails import small_image

        self._busy = False
        if page is not None:
            image = small_image(PagePainter(self._library.picture), page, size, ratio)
            if len(self._images) >= _KEPT:
                del self._images[next(iter(self._images))]
            self._images[(record.id, record.updated)] = image
            self.made.emit(record.id, image)
        self._next()

    def _skip(self) -> None:
        self._busy = False
        self._next()


def _typesetting(library: Library) -> Callable[[int], Page | None]:
    """Return what typesets an issue; fonts and paragraphs of its own, as it works in a thread."""
    from bulletin_desk.model.compose import compose
    from bulletin_desk.model.templates import load_template
    from bulletin_desk.typeset.fonts import Fonts
    from bulletin_desk.typeset.typesetter import Typesetter

    typesetter = Typesetter(Fonts())

    def first_page(issue_id: int) -> Page | None:
        try:
            bulletin = library.load_issue(issue_id)
            flow = compose(bulletin, load_template(bulletin.template))
        except DeskError:
            return None  # it was deleted, or its template was: the card stays blank
        pages = typesetter.typeset(flow).pages
        return pages[0] if pages else None

    return first_page
