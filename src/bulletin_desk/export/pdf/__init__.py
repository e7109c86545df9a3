"""PDF files from the display list."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bulletin_desk.export.files import replace_file
from bulletin_desk.typeset.display import Document

__all__ = ["pdf_bytes", "write_pdf"]


def pdf_bytes(document: Document, pictures: Callable[[str], bytes]) -> bytes:
    """Return a document as a PDF file; `pictures` gives a picture's file by its digest."""
    # The writer takes a while to load, and not everyone who could export does.
    from bulletin_desk.export.pdf.writer import build

    return build(document, pictures)


def write_pdf(
    document: Document, pictures: Callable[[str], bytes], target: Path | BinaryIO
) -> None:
    """Write a document as a PDF file; the file in its place is replaced when all is written."""
    data = pdf_bytes(document, pictures)
    if isinstance(target, Path):
        replace_file(target, lambda file: _write(file, data))
    else:
        target.write(data)


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
