"""PDF files written by hand: odd ones, hostile ones, and the work that a process does on them."""

import re
import time
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.pdf import read_pdf_source

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
A4 = b"/MediaBox[0 0 595 842]"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a file of numbered objects, the first being the catalogue."""
    out = b"%PDF-1.7\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R%b>>\n"
    size = len(objects) + 1
    return out + end % (size, table, size, trailer) + b"startxref\n%d\n%%%%EOF" % len(out)


def stream(data: bytes, entries: bytes = b"", *, deflate: bool = False) -> bytes:
    """Return a stream object."""
    if deflate:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def page_file(content: bytes, *more: bytes, page: bytes = A4, resources: bytes = b"") -> bytes:
    """Return a file of one page with a content stream as object 4 and more objects after it."""
    leaf = b"<</Type/Page/Parent 2 0 R%b/Contents 4 0 R/Resources<<%b>>>>" % (page, resources)
    return pdf_file([CATALOG, ONE_PAGE, leaf, content, *more])


def inflated(data: bytes) -> bytes:
    """Return a file with its streams unpacked, so that changed bytes change what they say."""
    pattern = re.compile(
        rb"<<((?:(?!>>stream).)*?)/Filter ?/FlateDecode(.*?)>>\s*stream", re.DOTALL
    )
    out, at = b"", 0
    while match := pattern.search(data, at):
        end = data.index(b"endstream", match.end())
        body = data[match.end() : end].lstrip(b"\r\n")
        try:
            body = zlib.decompress(body.rstrip(b"\r\n"))
            head = re.sub(rb"/Length \d+", b"/Length %d" % len(body), match[1] + match[2])
            out += data[at : match.start()] + b"<<" + head + b">>stream\n" + body + b"\n"
        except zlib.error:
            out += data[at:end]
        at = end
    return out + data[at:]


class Outcome(NamedTuple):
    """What came of one file: a sentence where it was refused, and how long it took."""

    refused: str
    lines: int
    seconds: float


def read_all(files: Sequence[bytes]) -> list[Outcome]:
    """Read files one after the other; anything but a reading or a sentence is raised."""
    outcomes: list[Outcome] = []
    for data in files:
        start = time.monotonic()
        try:
            source = read_pdf_source(data, "来稿.pdf")
            told, lines = "", len(source.lines)
            for line in source.lines:
                assert not line.runs or "".join(run.text for run in line.runs) == line.text
                assert line.block is None or line.text == line.block.text
        except DeskError as error:
            told, lines = str(error), 0
        outcomes.append(Outcome(told, lines, time.monotonic() - start))
    return outcomes
