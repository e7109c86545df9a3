"""Pictures as small as the page shows them: at once for print, in a thread for the window."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Signal
from PySide6.QtGui import QImage, QImageReader, QTransform

from bulletin_desk.errors import DeskError
from bulletin_desk.typeset.display import PictureItem
from bulletin_desk.ui.tasks import Tasks

# Bytes of decoded pictures that are kept.
_KEPT = 96_000_000


class Pictures(Protocol):
    """Where a painter gets its pictures from."""

    def image(self, picture: PictureItem, size: QSize) -> QImage | None:
        """Return a picture at about a size; a null image where it is lost, None if not yet."""
        ...


class _Wish(NamedTuple):
    digest: str
    rotation: int
    width: int
    height: int


class PicturesNow:
    """Decodes when asked, and keeps what it has decoded."""

    def __init__(self, data: Callable[[str], bytes]) -> None:
        self._data = data
        self._kept = _Kept()

    def image(self, picture: PictureItem, size: QSize) -> QImage | None:
        wish = _Wish(picture.digest, picture.rotation % 360, size.width(), size.height())
        image = self._kept.find(wish)
        if image is None:
            image = _load(self._data, wish)
            self._kept.keep(wish, image)
        return image


class PicturesLater(QObject):
    """Decodes in a thread; `arrived` carries the digest of a picture that is there now.

    Until then the same picture in another size is returned, where there is one.
    """

    arrived = Signal(str)

    def __init__(self, data: Callable[[str], bytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._kept = _Kept()
        self._tasks = Tasks(self)
        # What is being decoded, and what is wanted after it: of several sizes the last one.
        self._running: set[tuple[str, int]] = set()
        self._wanted: dict[tuple[str, int], _Wish] = {}

    def image(self, picture: PictureItem, size: QSize) -> QImage | None:
        wish = _Wish(picture.digest, picture.rotation % 360, size.width(), size.height())
        image = self._kept.find(wish)
        if image is not None:
            return image
        self._want(wish)
        return self._kept.find_other(wish)

    def stop(self) -> None:
        """Wait for the picture that is being decoded, and forget the others."""
        self._wanted.clear()
        self._tasks.wait()

    def _want(self, wish: _Wish) -> None:
        key = wish[:2]
        if key in self._running:
            self._wanted[key] = wish
            return
        self._running.add(key)
        self._tasks.run(
            lambda: _load(self._data, wish), lambda image: self._take(wish, image), lambda _: None
        )

    def _take(self, wish: _Wish, image: QImage) -> None:
        key = wish[:2]
        self._kept.keep(wish, image)
        self._running.discard(key)
        newer = self._wanted.pop(key, wish)
        if newer != wish and self._kept.find(newer) is None:
            self._want(newer)
        self.arrived.emit(wish.digest)


class _Kept:
    """Decoded pictures; those longest unused go first."""

    def __init__(self) -> None:
        self._images: dict[_Wish, QImage] = {}
        self._bytes = 0

    def find(self, wish: _Wish) -> QImage | None:
        image = self._images.pop(wish, None)
        if image is not None:
            self._images[wish] = image
        return image

    def find_other(self, wish: _Wish) -> QImage | None:
        """Return the largest one of the same picture."""
        others = [image for other, image in self._images.items() if other[:2] == wish[:2]]
        return max(others, key=QImage.width, default=None)

    def keep(self, wish: _Wish, image: QImage) -> None:
        self._images[wish] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _KEPT and len(self._images) > 1:
            self._bytes -= self._images.pop(next(iter(self._images))).sizeInBytes()


def _load(data: Callable[[str], bytes], wish: _Wish) -> QImage:
    """Return a picture, no larger than wished; a null image where there is none to read.

    A reader that is told the size decodes a photograph many times faster, and lets other threads
    work meanwhile.
    """
    try:
        content = data(wish.digest)
    except DeskError:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    turned = wish.rotation % 180 != 0
    size = QSize(wish.height, wish.width) if turned else QSize(wish.width, wish.height)
    if reader.size().width() > size.width():
        reader.setScaledSize(size)
    image = reader.read()
    if wish.rotation and not image.isNull():
        image = image.transformed(QTransform().rotate(wish.rotation))
    return image
