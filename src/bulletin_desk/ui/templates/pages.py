"""Pages for previews, typeset in turns between the events of the window."""

from collections.abc import Callable, Hashable
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import Composer
from bulletin_desk.model.steps import Steps
from bulletin_desk.model.template import Template
from bulletin_desk.typeset.display import Document, Page
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter

# How long a turn works.
_TURN_SECONDS = 0.008
_FINER = 3
# Documents of previews that are kept: those of a gallery and of the form.
_KEPT = 48


class _Wish(NamedTuple):
    bulletin: Bulletin
    template: Template

    def same(self, other: "_Wish") -> bool:
        return self.bulletin is other.bulletin and self.template is other.template


class PageMaker(QObject):
    """Typesets a bulletin in a template; `made` carries the key of the wish and the document.

    `fonts` gives the fonts that are open already, or None.
    """

    made = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, fonts: Callable[[], Fonts | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self._typesetter: Typesetter | None = None
        self._wishes: dict[Hashable, _Wish] = {}
        self._known: dict[Hashable, tuple[_Wish, Document]] = {}
        self._work: tuple[Hashable, _Wish, Steps[Document]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._take_turn)

    def known(self, key: Hashable, bulletin: Bulletin, template: Template) -> Document | None:
        """Return the document of a wish that has been fulfilled before, or None."""
        entry = self._known.get(key)
        return entry[1] if entry and entry[0].same(_Wish(bulletin, template)) else None

    def wish(self, key: Hashable, bulletin: Bulletin, template: Template) -> None:
        """Ask for a document; an older wish of the same key is forgotten."""
        self._wishes[key] = _Wish(bulletin, template)
        self._timer.start()

    def stop(self) -> None:
        """Forget all wishes."""
        self._wishes.clear()
        self._work = None

    def _take_turn(self) -> None:
        end = perf_counter() + _TURN_SECONDS
        key, wish, steps = self._work or (None, None, None)
        if wish is None or steps is None or self._wishes.get(key) is not wish:
            if not self._wishes:
                self._work = None
                return
            key, wish = next(iter(self._wishes.items()))
            steps = self._layout(key, wish)
            self._work = (key, wish, steps)
        try:
            while perf_counter() < end:
                next(steps)
        except StopIteration as done:
            self._end(key, wish)
            self._keep(key, wish, done.value)
            self.made.emit(key, done.value)
        except DeskError as error:
            self._end(key, wish)
            self.failed.emit(key, str(error))
        self._timer.start()

    def _layout(self, key: Hashable, wish: _Wish) -> Steps[Document]:
        known = self.known(key, wish.bulletin, wish.template)
        if known is not None:
            return known
        if self._typesetter is None:
            self._typesetter = Typesetter(self._fonts() or Fonts())
            yield
        flow = yield from Composer().steps(wish.bulletin, wish.template)
        return (yield from self._typesetter.steps(flow))

    def _end(self, key: Hashable, wish: _Wish) -> None:
        self._work = None
        if self._wishes.get(key) is wish:
            del self._wishes[key]

    def _keep(self, key: Hashable, wish: _Wish, document: Document) -> None:
        self._known.pop(key, None)
        self._known[key] = (wish, document)
        while len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]


def page_image(page: Page, size: QSize, ratio: float, paint: Callable[..., None]) -> QImage:
    """Return a small image of a page; `paint` is a PagePainter's."""
    # Drawn larger than it is shown: so small, glyphs on whole pixels would look clotted.
    image = QImage(size * ratio * _FINER, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter, page.items, image.width() / page.width)
    painter.end()
    image = image.scaled(size * ratio, mode=Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(ratio)
    return image
