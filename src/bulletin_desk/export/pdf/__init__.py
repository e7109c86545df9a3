"""PDF files from the display list."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bulletin_desk.export.files import replace_file
from bulletin_desk.typeset.display import Document

if TYPE_CHECKING:
    from bulletin_desk.export.pdf.part import Part

__all__ = ["pdf_bytes", "write_parts", "write_pdf"]

_Pictures = Callable[[str], bytes]


def pdf_bytes(document: Document, pictures: _Pictures) -> bytes:
    """Return a document as a PDF file; `pictures` gives a picture's file by its digest."""
    return _build([_draw(document)], pictures)


def write_pdf(document: Document, pictures: _Pictures, target: Path | BinaryIO) -> None:
    """Write a document as a PDF file; the file in its place is replaced when all is written."""
    write_parts([_draw(document)], pictures, target)


def write_parts(parts: Iterable["Part"], pictures: _Pictures, target: Path | BinaryIO) -> None:
    """Write what was drawn of several documents as one PDF file, titled as the first of them."""
    data = _build(parts, pictures)
    if isinstance(target, Path):
        replace_file(target, lambda file: _write(file, data))
    else:
        target.write(data)


def _draw(document: Document) -> "Part":
    # What draws and builds takes a while to load, and not everyone who could export does.
    from bulletin_desk.export.pdf.part import Drawer

    return Drawer().draw(document)


def _build(parts: Iterable["Part"], pictures: _Pictures) -> bytes:
    from bulletin_desk.export.pdf.writer import build

    return build(list(parts), pictures)


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
