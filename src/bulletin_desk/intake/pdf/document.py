"""A PDF opened with PDFium: what is no PDF, locked, broken or too large is told in a sentence."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from bulletin_desk.intake.result import IntakeError

_MEGABYTE = 1 << 20
MAX_BYTES = 200 * _MEGABYTE
MAX_PAGES = 500
MAX_CHARS = 1_000_000
MAX_OBJECTS = 100_000  # on one page
# Stretches of text that nothing joins, on one page: a newspaper has some hundreds, a map more.
MAX_STRETCHES = 6_000
# Newspapers are below 1,700 points; a page beyond the limit of the format is no page.
MAX_SIDE = 14_400.0
# The process that reads files is ended after ten; a sentence of our own says more.
SECONDS = 8.5

BROKEN = "这个 PDF 文件已经损坏，没有读入。请重新取得完整的文件，或用原来的 Word 文档导入。"
_EMPTY = "文件是空的，没有读入。请重新取得完整的文件再导入。"
_NO_PDF = "这不是 PDF 文件，或者文件不完整，没有读入。请重新取得完整的文件再导入。"
_LOCKED = "这个 PDF 加了密码，没有读入。请用密码打开它，另存（打印）为没有密码的 PDF 再导入。"
_TOO_MANY = f"这个 PDF 超过 {MAX_PAGES} 页，没有读入。请把它按期拆开，再逐个导入。"
_TOO_LARGE = "这个 PDF 太大或者太复杂，没有读入。请按期拆开，或用原来的 Word 文档导入。"
_HEADER_WITHIN = 1024


@contextmanager
def opened(data: bytes) -> Generator[pypdfium2.PdfDocument]:
    """Give the document; IntakeError where the bytes are none that can be read."""
    if not data:
        raise IntakeError(_EMPTY)
    if len(data) > MAX_BYTES:
        raise IntakeError(_TOO_LARGE)
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise IntakeError(_NO_PDF)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may tell the error of the file before.
        told = getattr(error, "err_code", None)
        locked = told in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data
        raise IntakeError(_LOCKED if locked else BROKEN) from None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise IntakeError(_TOO_MANY)
        if count < 1:
            raise IntakeError(BROKEN)
        yield document
    finally:
        document.close()


@contextmanager
def page_of(document: pypdfium2.PdfDocument, index: int) -> Generator[Any]:
    """Give one page; IntakeError where it is broken or beyond all bounds."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        raise IntakeError(BROKEN) from None
    try:
        width, height = page.get_size()
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
            raise IntakeError(BROKEN)
        if raw.FPDFPage_CountObjects(page) > MAX_OBJECTS:
            raise IntakeError(_TOO_LARGE)
        yield page
    finally:
        page.close()


class Budget:
    """What one file may still take of time and characters."""

    def __init__(self) -> None:
        self._end = time.monotonic() + SECONDS
        self._chars = MAX_CHARS

    def check(self) -> None:
        """Raise IntakeError when the time is over."""
        if time.monotonic() > self._end:
            raise IntakeError(_TOO_LARGE)

    def take(self, chars: int) -> None:
        """Count characters; raise IntakeError when there were too many, or the time is over."""
        self._chars -= chars
        if self._chars < 0:
            raise IntakeError(_TOO_LARGE)
        self.check()

    def take_stretches(self, count: int) -> None:
        """Raise IntakeError when a page is strewn with pieces of text, or the time is over."""
        if count > MAX_STRETCHES:
            raise IntakeError(_TOO_LARGE)
        self.check()
