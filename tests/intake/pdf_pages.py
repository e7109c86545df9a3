"""Pages set by hand, line by line, as other programs set them."""

import io
from collections.abc import Iterable, Sequence

import pypdfium2

from bulletin_desk.export.pdf import pdf_bytes
from bulletin_desk.intake.pdf import read_pdf_source
from bulletin_desk.intake.source import Source
from bulletin_desk.typeset.display import Box, PictureItem, Placed, TextLine
from export.pdf_samples import SOURCE, document_of, line_of, page_of
from intake.pdf_issues import FILES
from intake.sample_bulletins import wrapped

SIZE, PITCH = 12.0, 20.0


def put(
    x: float, y: float, text: str, size: float = SIZE, role: str = "songti", gap: float = 0
) -> Placed:
    """Return a line whose baseline starts at a place of the page, y growing downwards."""
    return Placed(x, y, line_of(text, role, size, gap), SOURCE)


def centred(y: float, text: str, size: float, left: float = 70, right: float = 525) -> Placed:
    line = line_of(text, "heiti", size)
    return Placed((left + right - line.width) / 2, y, line, SOURCE)


def column(
    x: float, y: float, ems: int, paragraphs: Iterable[str], size: float = SIZE
) -> list[Placed]:
    """Return paragraphs set in lines of so many em, with first lines two in."""
    found: list[Placed] = []
    for paragraph in paragraphs:
        for n, text in enumerate(wrapped(paragraph, ems, 2)):
            line = line_of(text, "songti", size)
            indent = 2 * size if n == 0 else 0
            found.append(Placed(x + indent, y, _full(line, ems * size - indent), SOURCE))
            y += PITCH
    return found


def _full(line: TextLine, measure: float) -> TextLine:
    """Return a line that is nearly full stretched to the measure, as a justified one is."""
    missing = measure - line.width
    count = len(line.text) - 1
    if not 0 < missing < 1.2 * line.size or count < 8:
        return line
    step, seen = missing / count, 0
    runs = []
    for run in line.runs:
        offsets = tuple(offset + step * n for n, offset in enumerate(run.offsets))
        runs.append(run._replace(x=run.x + step * seen, offsets=offsets))
        seen += len(run.glyphs)
    return line._replace(runs=tuple(runs), width=measure)


def box(left: float, top: float, right: float, bottom: float) -> Placed:
    return Placed(left, top, Box(right - left, bottom - top, "#000000"), SOURCE)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Placed]:
    """Return the lines of a grid."""
    level = [box(xs[0], y, xs[-1], y + 0.5) for y in ys]
    return level + [box(x, ys[0], x + 0.5, ys[-1]) for x in xs]


def photo(x: float, y: float, width: float, height: float, digest: str) -> Placed:
    return Placed(x, y, PictureItem(digest, width, height, 0), SOURCE)


def pdf(*pages: Sequence[Placed]) -> bytes:
    return pdf_bytes(document_of(*(page_of(*items) for items in pages)), FILES.__getitem__)


def read(*pages: Sequence[Placed]) -> Source:
    return read_pdf_source(pdf(*pages), "来稿.pdf")


def texts(*pages: Sequence[Placed]) -> list[str]:
    return [line.text for line in read(*pages).lines]


def turned(data: bytes) -> bytes:
    """Return a file with each page drawn on its side, as a form on a new page."""
    source, target = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for index in range(len(source)):
        width, height = source.get_page_size(index)
        form = source.page_as_xobject(index, target).as_pageobject()
        form.set_matrix(pypdfium2.PdfMatrix().rotate(90, ccw=True).translate(height, 0))
        page = target.new_page(height, width)
        page.insert_obj(form)
        page.gen_content()
    file = io.BytesIO()
    target.save(file)
    return file.getvalue()
