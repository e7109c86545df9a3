"""Documents set by hand, so that the PDF writer is tested without the typesetter."""

import contextlib
import subprocess
from ctypes import byref, c_double
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from bulletin_desk.model.flow import Source
from bulletin_desk.typeset.display import (
    Document,
    GlyphRun,
    Item,
    OutlineEntry,
    Page,
    Placed,
    TextLine,
)
from bulletin_desk.typeset.fonts import Face, Fonts

SOURCE = Source("body")
WIDTH, HEIGHT = 595.28, 841.89
FONTS = Fonts(system=False)
BARE = set(" ，。、：；“”（）")


def is_latin(char: str) -> bool:
    return "!" <= char <= "~"


def run_of(
    text: str,
    face: Face,
    size: float = 16,
    x: float = 0,
    gap: float = 0,
    colour: str = "#000000",
    embolden: bool = False,
) -> tuple[GlyphRun, float]:
    """Return a run with `gap` points after every glyph, and the width of its glyphs alone."""
    glyphs = tuple(face.glyph(char) for char in text)
    offsets: list[float] = []
    at = 0.0
    for glyph in glyphs:
        offsets.append(at)
        at += face.advance(glyph) * size + gap
    return GlyphRun(face, size, colour, embolden, x, text, glyphs, tuple(offsets)), at - gap


def line_of(
    text: str, role: str = "fangsong", size: float = 16, gap: float = 0, **look: Any
) -> TextLine:
    """Set a line as the typesetter does: a quarter em between ideographs and Latin."""
    runs: list[GlyphRun] = []
    x = 0.0

    def face(char: str) -> Face:
        return FONTS.face("latin" if is_latin(char) else role, char)

    for key, chars in groupby(text, key=face):
        piece = "".join(chars)
        if runs:
            before, behind = runs[-1].text[-1], piece[0]
            apart = is_latin(before) != is_latin(behind) and not {before, behind} & BARE
            x += gap + (size / 4 if apart else 0)
        run, width = run_of(piece, key, size, x, gap, **look)
        runs.append(run)
        x += width
    return TextLine(tuple(runs), 0, len(text), x, size, size * 0.88)


def page_of(*items: Item | Placed, label: str = "") -> Page:
    """Return a page with its lines one under the other; what is placed stays where it is."""
    placed: list[Placed] = []
    y = 100.0
    for item in items:
        if isinstance(item, Placed):
            placed.append(item)
        else:
            placed.append(Placed(90, y, item, SOURCE))
            y += max(28, 1.5 * item.size if isinstance(item, TextLine) else 0)
    return Page(WIDTH, HEIGHT, tuple(placed), label)


def document_of(
    *pages: Page,
    outline: tuple[OutlineEntry, ...] = (),
    title: str = "",
    author: str = "",
    date: str = "",
) -> Document:
    """Return a document of pages."""
    return Document(pages, outline, {}, title, author, date)


def no_picture(digest: str) -> bytes:
    raise AssertionError(digest)


def saved(folder: Path, data: bytes) -> Path:
    """Write a PDF where poppler can read it."""
    path = folder / "sample.pdf"
    path.write_bytes(data)
    return path


def poppler(tool: str, path: Path, *options: str) -> str:
    """Return what a tool of poppler prints on a PDF; a complaint about the file fails the test."""
    after = ["-"] if tool == "pdftotext" else []
    done = subprocess.run(
        [tool, *options, str(path), *after], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.stdout


def poppler_lines(data: bytes, folder: Path, *options: str) -> list[str]:
    """Return the lines that poppler reads, without empty ones and indents."""
    text = poppler("pdftotext", saved(folder, data), *options).replace("\f", "\n")
    return [line.strip() for line in text.split("\n") if line.strip()]


def pdfium_lines(data: bytes) -> list[str]:
    """Return the lines that PDFium reads, of all pages."""
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    return [line for text in texts for line in text.split("\r\n")]


def pdfium_origins(data: bytes, index: int = 0) -> list[tuple[str, float, float]]:
    """Return PDFium's characters of a page with their origins, in points from the bottom left."""
    found: list[tuple[str, float, float]] = []
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        page = pdf[index].get_textpage()
        x, y = c_double(), c_double()
        for number in range(page.count_chars()):
            if pdfium_c.FPDFText_IsGenerated(page, number):
                continue
            assert pdfium_c.FPDFText_GetCharOrigin(page, number, byref(x), byref(y))
            char = chr(pdfium_c.FPDFText_GetUnicode(page, number))
            found.append((char, x.value, y.value))
    return found


def rendered(data: bytes, scale: int = 1, index: int = 0) -> Image.Image:
    """Return a page as PDFium paints it, `scale` pixels to the point."""
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        return pdf[index].render(scale=scale).to_pil().convert("RGB")
