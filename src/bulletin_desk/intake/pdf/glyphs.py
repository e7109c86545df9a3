"""The characters of a page where they stand, upright, y growing downwards."""

import ctypes
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from bulletin_desk.intake.pdf.document import Budget
from bulletin_desk.intake.pdf.looks import Look, LookReader
from bulletin_desk.intake.pdf.spoken import Spoken, take_spoken

_MADE_UP = frozenset((0x02, 0x0A, 0x0D, 0x20))  # what PDFium adds by itself
_NO_CHARACTER = frozenset((0x00, 0xFFFD, 0xFFFE, 0xFFFF))
_SMALLEST, _LARGEST = 2.0, 500.0


class Glyph(NamedTuple):
    """One character: its edges by advance, its baseline (downwards), and how it looks."""

    char: str
    left: float
    right: float
    base: float
    look: Look


Edges = tuple[float, float, float, float]


@dataclass(slots=True)
class PageText:
    """The characters of one page, its size as it is read, and what could not be read."""

    width: float
    height: float
    corner: tuple[float, float] = (0.0, 0.0)  # the lower left one, in the page's own measure
    glyphs: list[Glyph] = field(default_factory=lambda: list[Glyph]())
    turn: int = 0  # quarter turns that the text was turned back by
    unmapped: int = 0
    hidden: int = 0
    aside: list[str] = field(default_factory=lambda: list[str]())  # watermarks, vertical labels

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page (y upwards) stands as it is read."""
        left, bottom = self.corner
        return _turned(x - left, y - bottom, self.turn, self.width, self.height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """Return the edges (left, top, right, bottom) of a box of the page, as it is read."""
        x0, y0 = self.place(left, bottom)
        x1, y1 = self.place(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class _Raw(NamedTuple):
    char: str
    box: Edges
    origin: tuple[float, float]
    look: Look


def read_glyphs(page: Any, budget: Budget) -> PageText:
    """Return the characters of a page, in the order of the file."""
    spoken = take_spoken(page)
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return PageText(*page.get_size())
    try:
        count = max(raw.FPDFText_CountChars(textpage), 0)
        budget.take(count)
        found, unmapped = _characters(textpage, count, spoken, budget)
    finally:
        raw.FPDFText_ClosePage(textpage)
    return _upright(page, found, unmapped)


def _characters(
    textpage: Any, count: int, spoken: Spoken, budget: Budget
) -> tuple[list[_Raw], int]:
    """Return the characters as they stand on the page, and how many have no meaning."""
    looks = LookReader(textpage)
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[_Raw] = []
    unmapped = 0
    high = ""
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _MADE_UP and (code != 0x20 or raw.FPDFText_IsGenerated(textpage, index) == 1):
            continue
        if not index % 4096:
            budget.check()
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        char = _character(high, code)
        high = ""
        if not char or (_is_odd(char) and raw.FPDFText_HasUnicodeMapError(textpage, index) == 1):
            unmapped += 1
            continue
        key, look = looks.look_of(index)
        raw.FPDFText_GetLooseCharBox(textpage, index, rect)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        found.append(_Raw(char, box, (x.value, y.value), look))
        spoken.note(key, len(found) - 1)
    return spoken.settled(found), unmapped


def _character(high: str, code: int) -> str:
    """Return the character of a code, put together from halves; empty where it means nothing."""
    if high and 0xDC00 <= code < 0xE000:
        pair = ord(high)
        return chr(0x10000 + ((pair - 0xD800) << 10) + (code - 0xDC00))
    if code in _NO_CHARACTER or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    char = chr(code)
    if char in "\t\xa0\u3000" or unicodedata.category(char) == "Zs":
        return "\u3000" if char == "\u3000" else " "
    # Private characters and controls: a font without a map to Unicode, or another's inventions.
    return "" if unicodedata.category(char) in ("Co", "Cc", "Cs", "Cn") else char


def _is_odd(char: str) -> bool:
    """Tell whether Chinese text rarely holds a character: it may be a mere code of its font."""
    code = ord(char)
    return not (code < 0x250 or 0x2000 <= code < 0xA000 or code >= 0xF900)


def _upright(page: Any, found: list[_Raw], unmapped: int) -> PageText:
    """Turn the page so that most of its text reads from left to right."""
    left, bottom, right, top = page.get_bbox()
    plain = [item for item in found if not item.look.slanted]
    turns = Counter(item.look.turn for item in plain if not item.char.isspace())
    turn = turns.most_common(1)[0][0] if turns else (4 - page.get_rotation() // 90) % 4
    wide, high = right - left, top - bottom
    if turn % 2:
        wide, high = high, wide
    text = PageText(wide, high, (left, bottom), turn=turn, unmapped=unmapped)
    seen: set[tuple[str, float, int, int]] = set()
    aside: list[str] = []
    for char, box, origin, look in found:
        if look.slanted or look.turn != turn or not _SMALLEST <= look.size <= _LARGEST:
            aside.append(char)
            continue
        glyph = _glyph(char, box, origin, look, text)
        # Dots and strokes are narrow: the next one is no second print.
        grid = min(look.size / 4, (glyph.right - glyph.left) / 2)
        key = char, look.size, round(glyph.left / grid), round(glyph.base / grid)
        if key in seen and not char.isspace():
            continue  # printed twice: a bold of the poor, or a shadow
        seen.add(key)
        if -look.size <= glyph.left <= wide and 0 <= glyph.base <= high + look.size:
            text.glyphs.append(glyph)
            text.hidden += look.hidden
    if not "".join(aside).isspace() and aside:
        text.aside.append(" ".join("".join(aside).split()))
    return text


def _glyph(
    char: str,
    box: Edges,
    origin: tuple[float, float],
    look: Look,
    text: PageText,
) -> Glyph:
    left, _, right, _ = text.box(*box)
    start, base = text.place(*origin)
    size = look.size
    if char > "\u2e7f":
        # Layout may say a wider advance before a gap: the character is one em wide all the same.
        right = min(right, left + 1.02 * size)
    elif char.isdigit():
        right = min(right, left + 0.62 * size)
    if right <= left:
        left, right = start, start + (size if char > "\u2e7f" else size / 2)
    return Glyph(char, left, right, base, look)


def _turned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Return a point with y downwards, on a page of this size after `turn` quarters back."""
    if turn == 0:
        return x, height - y
    if turn == 1:
        return y, x
    if turn == 2:
        return width - x, y
    return width - y, height - x
