"""The ink of a span: for one role and weight, the width and the face of every character."""

from collections.abc import Callable
from typing import NamedTuple

from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.fonts import Face, Fonts

# Roles whose characters are as heavy as bold ones.
_HEAVY = frozenset({"xiaobiaosong", "heiti"})


class _Widths(dict[str, float]):
    """Character -> em, filled on first use."""

    def __init__(self, measure: Callable[[str], float]) -> None:
        self._measure = measure

    def __missing__(self, char: str) -> float:
        width = self[char] = self._measure(char)
        return width


class Word(NamedTuple):
    """A measured word: the width of each character; `shaped` where glyphs are not one for one."""

    widths: list[float]
    shaped: bool


class Ink:
    """One role and weight of Fonts, with the cached widths (em) of what it has shown.

    `other` names the face of each character that the own face lacks, `nudge` how far a glyph
    stands right of its box's left edge, in em.
    """

    def __init__(self, fonts: Fonts, role: str, bold: bool, latin: bool) -> None:
        self._fonts = fonts
        self.face, self.embolden = fonts.bold(role) if bold else (fonts.primary(role), False)
        self.widths = _Widths(self._width)
        self.other: dict[str, Face] = {}
        self.nudge: dict[str, float] = {}
        # Digits in a plain face would look pale among heavy characters.
        self.latin = Ink(fonts, "latin", bold or role in _HEAVY, latin=False) if latin else self
        self._words: dict[str, Word] = {}

    @property
    def word_space(self) -> float:
        """The width of the space between words, in em."""
        return self.face.advance(self.face.glyph(" ")) or 0.25

    def word(self, text: str) -> Word:
        """Measure a Latin word or a number."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) > 20_000:
                self._words.clear()
            word = self._words[text] = self._measure(text)
        return word

    def _measure(self, text: str) -> Word:
        plain = [self.widths[char] for char in text]
        if not self.other.keys().isdisjoint(text):
            return Word(plain, shaped=False)
        shaped = self.face.shape(text)
        widths = [0.0] * len(text)
        ends = (*shaped.offsets[1:], shaped.width)
        for cluster, left, right in zip(shaped.clusters, shaped.offsets, ends, strict=True):
            widths[cluster] += right - left
        nominal = tuple([self.face.glyph(char) for char in text])
        return Word(widths, shaped=shaped.glyphs != nominal)

    def _width(self, char: str) -> float:
        face = self._fonts.fallback(self.face, char)
        glyph = face.glyph(char)
        if cjk.is_invisible(char) and (not glyph or face.advance(glyph)):
            # What only says how others are shown would stand there as a box, or as a hyphen.
            self.face.blank(char)
            return 0.0
        if face is not self.face:
            self.other[char] = face
        advance = face.advance(face.glyph(char))
        if char in cjk.FULL_WIDTH and advance != 1.0:
            self.nudge[char] = _place(char, advance)
            return 1.0
        return advance


def _place(char: str, advance: float) -> float:
    """Return where a mark that the face draws narrower than 1 em stands in its em."""
    if char in cjk.OPENING:
        return 1 - advance
    return 0.0 if char in cjk.SQUEEZABLE else (1 - advance) / 2


class Inks:
    """The inks in use, by role, weight and whether Latin takes its own face."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._inks: dict[tuple[str, bool, bool], Ink] = {}

    def ink(self, role: str, bold: bool, latin: bool) -> Ink:
        """Return the ink of a role."""
        key = (role, bold, latin)
        ink = self._inks.get(key)
        if ink is None:
            ink = self._inks[key] = Ink(self._fonts, role, bold, latin)
        return ink
