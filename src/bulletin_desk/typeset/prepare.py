"""The first step of a paragraph: its characters measured, in em, with the gaps between scripts."""

import re
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from bulletin_desk.model.flow import Punctuation, Span, TextStyle
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.fonts import Face
from bulletin_desk.typeset.ink import Ink, Inks

# Between Chinese and letters or digits, in em (CLREQ 3.2.2).
GAP = 0.25
# A space that the text holds between two Chinese characters, in em: it is part of a slogan or
# a title, and printed bulletins show it half as wide as a character.
SPACE = 0.5

_AFTER_CLOSING = re.compile(f"(?<=[{cjk.CLOSING}{cjk.PAUSES}{cjk.STOPS}])(?=[{cjk.SQUEEZABLE}])")
_OPENING_TWICE = re.compile(f"(?<=[{cjk.OPENING}])(?=[{cjk.OPENING}])")


class Segment(NamedTuple):
    """Characters start..end of one face; `shaped` where glyphs are not one for one."""

    start: int
    end: int
    face: Face
    embolden: bool
    shaped: bool


class Prepared(NamedTuple):
    """A measured text without newlines; `kinds` is the text as its classes go. Lengths are em.

    Character i reaches from lefts[i] to rights[i]; a gap before it is not part of it. `gaps` are
    the indexes after a laid-out gap or a literal space that stands for one; `nudges` moves glyphs
    inside their boxes; `spacing` is part of every width.
    """

    text: str
    kinds: str
    widths: list[float]
    lefts: list[float]
    rights: list[float]
    gaps: set[int]
    nudges: dict[int, float]
    segments: list[Segment]
    spacing: float
    rule: Punctuation


def prepare(
    spans: tuple[Span, ...], style: TextStyle, inks: Inks, rule: Punctuation = Punctuation.WORD
) -> Prepared:
    """Measure a text that holds no newline and no tab."""
    text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
    measuring = _Measuring(text)
    at = 0
    for span in spans:
        bold = style.bold if span.bold is None else span.bold
        end = at + len(span.text)
        measuring.span(at, end, inks.ink(span.font or style.font, bold, style.latin))
        at = end
    return measuring.result(style.spacing / style.size, rule)


class _Measuring:
    """The widths and segments of a text while its spans are walked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kinds = cjk.classes(text)
        self._plain = cjk.UNPLAIN.search(self._kinds) is None
        self._widths: list[float] = []
        self._segments: list[Segment] = []
        self._gaps: set[int] = set()
        self._nudges: dict[int, float] = {}

    def span(self, at: int, end: int, ink: Ink) -> None:
        """Measure text[at:end]."""
        if not self._plain:
            for match in cjk.WORD.finditer(self._kinds, at, end):
                start = match.start()
                if start > at:
                    self._chinese(at, start, ink)
                at = match.end()
                self._word(start, at, ink.latin)
        if at < end:
            self._chinese(at, end, ink)

    def result(self, spacing: float, rule: Punctuation) -> Prepared:
        """Return the measured text with its edges."""
        kinds, widths = self._kinds, self._widths
        if rule is Punctuation.CLREQ:
            self._squeeze_adjacent()
        if spacing:
            widths = [width + spacing for width in widths]
        if self._plain:
            rights = list(accumulate(widths))
        else:
            laid = {match.start() for match in cjk.GAP.finditer(kinds)}
            self._gaps |= laid
            steps = [w + GAP if i in laid else w for i, w in enumerate(widths)]
            rights = list(accumulate(steps))
        lefts = list(map(sub, rights, widths))
        return Prepared(
            self._text, kinds, widths, lefts, rights,
            self._gaps, self._nudges, self._segments, spacing, rule,
        )  # fmt: skip

    def _chinese(self, start: int, end: int, ink: Ink) -> None:
        piece = self._text[start:end]
        self._widths.extend(map(ink.widths.__getitem__, piece))
        if not self._plain and " " in piece:
            for index in range(start, end):
                if self._text[index] == " ":
                    self._space(index, ink)
        if ink.nudge and not ink.nudge.keys().isdisjoint(piece):
            places = {start + i: ink.nudge[c] for i, c in enumerate(piece) if c in ink.nudge}
            self._nudges.update(places)
        if ink.other and not ink.other.keys().isdisjoint(piece):
            self._mixed(start, end, ink)
        else:
            self._segment(start, end, ink.face, ink.embolden)

    def _mixed(self, start: int, end: int, ink: Ink) -> None:
        """Add segments for text some characters of which the ink's own face lacks."""
        for index in range(start, end):
            face = ink.other.get(self._text[index])
            if face is not None:
                if index > start:
                    self._segment(start, index, ink.face, ink.embolden)
                self._segment(index, index + 1, face, ink.embolden)
                start = index + 1
        if start < end:
            self._segment(start, end, ink.face, ink.embolden)

    def _space(self, index: int, ink: Ink) -> None:
        """Set a literal space: between words, as a gap between scripts, or as text."""
        kinds = self._kinds
        before = index > 0 and cjk.is_latin(kinds[index - 1])
        after = index + 1 < len(kinds) and cjk.is_latin(kinds[index + 1])
        if before and after:
            self._widths[index] = ink.latin.word_space
        elif before or after:
            self._widths[index] = GAP
            self._gaps.add(index + 1)
        else:
            self._widths[index] = SPACE

    def _word(self, start: int, end: int, ink: Ink) -> None:
        text = self._text[start:end]
        word = ink.word(text)
        self._widths.extend(word.widths)
        if word.shaped:
            self._segments.append(Segment(start, end, ink.face, ink.embolden, shaped=True))
        elif ink.other and not ink.other.keys().isdisjoint(text):
            self._mixed(start, end, ink)
        else:
            self._segment(start, end, ink.face, ink.embolden)

    def _segment(self, start: int, end: int, face: Face, embolden: bool) -> None:
        """Add a segment, or lengthen the last one of the same face."""
        if self._segments:
            last = self._segments[-1]
            if last.face is face and last.embolden == embolden and not last.shaped:
                self._segments[-1] = Segment(last.start, end, face, embolden, shaped=False)
                return
        self._segments.append(Segment(start, end, face, embolden, shaped=False))

    def _squeeze_adjacent(self) -> None:
        """Set two adjacent marks 1.5 em wide together (CLREQ 3.1.6.2)."""
        for match in _AFTER_CLOSING.finditer(self._kinds):
            self._widths[match.start() - 1] -= 0.5
        for match in _OPENING_TWICE.finditer(self._kinds):
            self._widths[match.start()] -= 0.5
            self._nudges[match.start()] = self._nudges.get(match.start(), 0.0) - 0.5
