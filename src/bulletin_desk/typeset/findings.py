"""What the checks want to know of typeset pages: lone characters and lines, missing characters."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin_desk.model.checks.facts import Flaw, PageFacts, PageFlaw
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.display import Document, GlyphRun, Page, PictureItem, Placed, TextLine
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.furniture import FURNITURE

_HEADS = ("title", "subtitle")
_PARAGRAPHS = (*_HEADS, "body", "caption")
# What must not end a page when the text that it belongs to begins the next one.
_ABOVE_TEXT = (*_HEADS, "section", "byline")


class _Line:
    """A line of text: its page (from 0), and whether it begins and ends its text."""

    __slots__ = ("begins", "ends", "line", "page", "placed")

    def __init__(self, placed: Placed, line: TextLine, page: int) -> None:
        self.placed, self.line, self.page = placed, line, page
        # A block's first line begins with its first character; cells all do.
        self.begins = line.start == 0
        self.ends = True


def page_facts(document: Document, fonts: Fonts) -> PageFacts:
    """Return the flaws of a document, in its order, and the stand-ins that it uses."""
    pages = [_lines(page, number) for number, page in enumerate(document.pages)]
    lines = [line for page in pages for line in page]
    for line, following in pairwise(lines):
        same = following.placed.source == line.placed.source
        line.ends = following.begins or not same
    flaws = [flaw for line in lines for flaw in _flaws_of(line)]
    for number, page in enumerate(pages):
        following = pages[number + 1] if number + 1 < len(pages) else []
        flaws += _edges(page, following, document.pages[number], alone=len(pages) > 1)
    flaws += _footer_alone(document.pages, pages)
    used = {run.face.family for line in lines for run in line.line.runs}
    standing_in = tuple((s.wanted, s.used) for s in fonts.substitutions() if s.used in used)
    return PageFacts(tuple(flaws), standing_in)


def _lines(page: Page, number: int) -> list[_Line]:
    return [
        _Line(placed, placed.item, number)
        for placed in page.items
        if isinstance(placed.item, TextLine) and placed.source is not FURNITURE
    ]


def _flaws_of(line: _Line) -> Iterator[PageFlaw]:
    for run in line.line.runs:
        if 0 in run.glyphs:
            yield from _missing(line, run)
    source = line.placed.source
    last = line.ends and not line.begins
    if source.part in _PARAGRAPHS and (last or (source.part in _HEADS and not _whole(line))):
        text = line.line.text.strip()
        if len(text) <= 4 and len(_characters(text)) == 1:
            yield _flaw(Flaw.ALONE_ON_LINE, line, _characters(text))


def _missing(line: _Line, run: GlyphRun) -> Iterator[PageFlaw]:
    clusters = run.clusters or range(len(run.text))
    for glyph, at in zip(run.glyphs, clusters, strict=False):
        char = run.text[at]
        if not glyph and not char.isspace() and not cjk.is_invisible(char):
            yield _flaw(Flaw.NO_GLYPH, line, char)


def _edges(
    page: list[_Line], following: list[_Line], items: Page, *, alone: bool
) -> Iterator[PageFlaw]:
    """Yield the flaw at the head of a page and the one at its foot."""
    if not page:
        return
    first, last = page[0], page[-1]
    pictured = any(isinstance(placed.item, PictureItem) for placed in items.items)
    if len(page) == 1 and alone and not pictured and not _is_footer(first):
        yield _flaw(Flaw.ALONE_ON_PAGE, first, _shown(first))
        return
    if first.ends and not first.begins and first.placed.source.part in _PARAGRAPHS:
        yield _flaw(Flaw.TOP_OF_PAGE, first, _shown(first))
    if not following or last.placed.source.owner != following[0].placed.source.owner:
        return
    part = last.placed.source.part
    parted = part in _PARAGRAPHS and last.begins and not last.ends
    if parted or (part in _ABOVE_TEXT and last.ends):
        yield _flaw(Flaw.FOOT_OF_PAGE, last, _shown(last))


def _footer_alone(made: Sequence[Page], pages: Sequence[list[_Line]]) -> Iterator[PageFlaw]:
    """Yield the flaw of a last page that holds the footer alone, where an earlier one has text."""
    if len(pages) < 2 or any(isinstance(item.item, PictureItem) for item in made[-1].items):
        return
    # A footer longer than a page has its place after the text, and fills pages by right.
    if any(_is_footer(line) for line in pages[-2]):
        return
    shown = [line for line in pages[-1] if line.line.end > line.line.start]
    if shown and all(_is_footer(line) for line in shown):
        yield _flaw(Flaw.FOOTER_ALONE, shown[0], _shown(shown[0]))


def _is_footer(line: _Line) -> bool:
    return line.placed.source.part == "distribution"


def _whole(line: _Line) -> bool:
    """Return whether a text has this one line."""
    return line.begins and line.ends


def _characters(text: str) -> str:
    return "".join(char for char in text if char not in cjk.FULL_WIDTH and not char.isspace())


def _shown(line: _Line) -> str:
    return line.line.text.strip()


def _flaw(flaw: Flaw, line: _Line, text: str) -> PageFlaw:
    source = line.placed.source
    at = max(line.line.text.find(text), 0) + line.line.start - source.offset
    return PageFlaw(flaw, source, max(at, 0), text, line.page + 1)
