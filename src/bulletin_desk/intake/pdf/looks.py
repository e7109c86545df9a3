"""How a stretch of text looks: size, weight, family and colour, from PDFium's text objects."""

import ctypes
import re
from typing import Any, NamedTuple

import pypdfium2.raw as raw

_FAMILIES = (
    ("fang", re.compile("fang|仿")),
    ("kai", re.compile("kai|楷")),
    ("hei", re.compile("hei|黑|gothic|sans|雅黑|等线|dengxian")),
    ("song", re.compile("song|宋|ming|simsun|batang|serif")),
)
_BOLD = re.compile("bold|black|heavy|demi|粗")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STROKED = (1, 2, 5, 6)  # text render modes that draw an outline
_HIDDEN = (3, 7)
_FORCE_BOLD = 1 << 18


class Look(NamedTuple):
    """What text objects show: `family` is fang, kai, hei, song or empty; `turn` counts quarters."""

    size: float
    family: str = ""
    bold: bool = False
    red: bool = False
    hidden: bool = False
    turn: int = 0
    slanted: bool = False  # at an angle that is no quarter turn: a watermark


class LookReader:
    """Reads the looks of a page's text objects, each with the matrix of its first character."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        self._looks: dict[int, Look] = {}
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._matrix = raw.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def look_of(self, index: int) -> tuple[int, Look]:
        """Return the address of the object that shows a character, and how it looks."""
        item = raw.FPDFText_GetTextObject(self._textpage, index)
        key = ctypes.addressof(item.contents) if item else 0
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._read(index, item)
        return key, look

    def _read(self, index: int, text_object: Any) -> Look:
        size, turn, slanted = self._size(index)
        mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
        family, bold = self._font(text_object)
        hidden = mode in _HIDDEN
        return Look(size, family, bold or mode == 2, self._red(index, mode), hidden, turn, slanted)

    def _size(self, index: int) -> tuple[float, int, bool]:
        """Return the printed size, the quarter turns (counter-clockwise), and whether it slants."""
        size = raw.FPDFText_GetFontSize(self._textpage, index)
        matrix = self._matrix
        if not raw.FPDFText_GetMatrix(self._textpage, index, matrix):
            return abs(size), 0, False
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        printed = abs(size) * (c * c + d * d) ** 0.5
        if abs(a) >= abs(b):
            return printed, 0 if a >= 0 else 2, abs(b) > 0.1 * abs(a)
        return printed, 1 if b > 0 else 3, abs(a) > 0.1 * abs(b)

    def _red(self, index: int, mode: int) -> bool:
        red, green, blue, alpha = self._colour
        ask = raw.FPDFText_GetStrokeColor if mode == 1 else raw.FPDFText_GetFillColor
        if not ask(self._textpage, index, red, green, blue, alpha):
            return False
        return red.value >= 0x90 and red.value - max(green.value, blue.value) >= 0x60

    def _font(self, text_object: Any) -> tuple[str, bool]:
        font = raw.FPDFTextObj_GetFont(text_object) if text_object else None
        if not font:
            return "", False
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            self._fonts[key] = _described(font)
        return self._fonts[key]


def _described(font: Any) -> tuple[str, bool]:
    """Return the family that a font's name tells, and whether it is bold."""
    name = _SUBSET.sub("", _name(font)).lower()
    family = next((family for family, pattern in _FAMILIES if pattern.search(name)), "")
    forced = bool(raw.FPDFFont_GetFlags(font) & _FORCE_BOLD)
    return family, forced or _BOLD.search(name) is not None


def _name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if not 0 < length < 1000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")
