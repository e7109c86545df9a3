"""The pictures that a paste or a drop offers: copied image files, or an image itself."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from bulletin_desk.ui.pictures.prepare import SUFFIXES


def offers_pictures(mime: QMimeData) -> bool:
    """Return whether there are pictures, and nothing else, to take."""
    if mime.hasUrls():
        return bool(picture_files(mime))
    return mime.hasImage() and not (mime.hasText() and mime.text().strip())


def offered_pictures(mime: QMimeData) -> list[Path | QImage]:
    """Return the pictures: the files where there are some, else the image."""
    files = picture_files(mime)
    if files or not offers_pictures(mime):
        return list(files)
    image = mime.imageData()
    return [image] if isinstance(image, QImage) else []


def picture_files(mime: QMimeData) -> list[Path]:
    """Return the image files; none where other files are among them, which are to be imported."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    wanted = [path for path in paths if path.suffix.lower() in SUFFIXES]
    return wanted if len(wanted) == len(mime.urls()) else []
