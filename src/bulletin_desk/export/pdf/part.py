"""What one document gives to a PDF: finished pages, and what they need from the whole file.

It is plain data, so that another process can draw it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bulletin_desk.export.pdf.codes import Codes, FaceUse, Shown, Widths
from bulletin_desk.export.pdf.objects import deflated
from bulletin_desk.export.pdf.text import TextWriter, number, rgb
from bulletin_desk.typeset.display import (
    Box,
    Document,
    GlyphRun,
    OutlineEntry,
    Page,
    PictureItem,
    TextLine,
)
from bulletin_desk.typeset.fonts import Face

# A quarter turn clockwise at a time: the unit square's image under the matrix a b c d e f.
_TURNS = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, -1, 1, 0, 0, 1),
    180: (-1, 0, 0, -1, 1, 1),
    270: (0, 1, -1, 0, 1, 0),
}


class Sheet(NamedTuple):
    """A page: its size in points, the number it shows, its operators (deflated)."""

    width: float
    height: float
    label: str
    content: bytes


class Part(NamedTuple):
    """A document as it goes into a PDF. `pictures` has their digests by resource name."""

    sheets: tuple[Sheet, ...]
    fonts: tuple[Shown, ...]
    pictures: dict[str, str]
    outline: tuple[OutlineEntry, ...]
    title: str
    author: str
    date: str


class Drawer:
    """Draws documents; keeps what it learnt of the faces, which most issues share."""

    def __init__(self) -> None:
        self._faces: dict[Face, tuple[Codes, Widths]] = {}

    def draw(self, document: Document) -> Part:
        """Write the pages of a document."""
        uses = self._uses(document.pages)
        names = _names(document.pages)
        sheets = tuple([
            Sheet(page.width, page.height, page.label, deflated(_content(page, uses, names)))
            for page in document.pages
        ])  # fmt: skip
        return Part(
            sheets,
            tuple([use.shown(face) for face, use in uses.items()]),
            {name: digest for digest, name in names.items()},
            document.outline,
            document.title,
            document.author,
            document.date,
        )

    def _uses(self, pages: Iterable[Page]) -> dict[Face, FaceUse]:
        runs: dict[Face, list[GlyphRun]] = {}
        for page in pages:
            for placed in page.items:
                if isinstance(placed.item, TextLine):
                    for run in placed.item.runs:
                        if run.glyphs:
                            runs.setdefault(run.face, []).append(run)
        uses: dict[Face, FaceUse] = {}
        for face, shown in runs.items():
            if face not in self._faces:
                self._faces[face] = Codes(face), Widths(face)
            use = uses[face] = FaceUse(f"F{len(uses)}", *self._faces[face])
            use.take(shown)
        return uses


def _names(pages: Iterable[Page]) -> dict[str, str]:
    """Return the resource name of every picture that the pages show."""
    names: dict[str, str] = {}
    for page in pages:
        for placed in page.items:
            if isinstance(placed.item, PictureItem):
                names.setdefault(placed.item.digest, f"I{len(names)}")
    return names


def _content(page: Page, fonts: dict[Face, FaceUse], pictures: dict[str, str]) -> bytes:
    """Return a page's operators."""
    out: list[str] = []
    text = TextWriter(fonts, out)
    sparse = _is_sparse(page)
    writing = False
    for x, y, item, _ in page.items:
        if writing != isinstance(item, TextLine):
            writing = not writing
            (text.begin if writing else text.end)()
        match item:
            case TextLine():
                text.line(item, x, page.height - y, sparse)
            case Box(width, height, colour):
                at = f"{number(x)} {number(page.height - y - height)}"
                size = f"{number(width)} {number(height)}"
                out.append(f"q {rgb(colour, 'rg')} {at} {size} re f Q")
            case PictureItem(digest, width, height, rotation):
                a, b, c, d, e, f = _TURNS[rotation % 360]
                bottom = page.height - y - height
                matrix = (a * width, b * height, c * width, d * height, x + e * width)
                up = number(bottom + f * height)
                out.append(f"q {' '.join(map(number, matrix))} {up} cm /{pictures[digest]} Do Q")
    if writing:
        text.end()
    return "\n".join(out).encode("ascii")


def _is_sparse(page: Page) -> bool:
    """Return whether no line fills most of the width that the page's text takes.

    PDFium then guesses that the text runs downwards, and breaks its lines at every change of font.
    """
    edges = [
        (x + item.runs[0].x, x + item.width)
        for x, _, item, _ in page.items
        if isinstance(item, TextLine) and item.runs
    ]
    if not edges:
        return False
    whole = max(right for _, right in edges) - min(left for left, _ in edges)
    return max(right - left for left, right in edges) <= 0.8 * whole
