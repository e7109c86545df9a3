"""Text as PDF operators: glyphs to within 0.02 pt of the display list, in few bytes.

A reader of a PDF's text (poppler and PDFium alike) takes a gap of a tenth of an em for a blank,
and some take a step back for a new line. The quarter em between Chinese and digits and the marks
that are squeezed are layout and no text, so the glyph before such a gap is shown in a twin of its
font that declares another advance (codes.FaceUse.named).
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from operator import sub

from bulletin_desk.export.pdf.codes import NARROW, STEP, FaceUse, glyph_texts
from bulletin_desk.typeset.display import GlyphRun, TextLine
from bulletin_desk.typeset.fonts import Face

# How far a glyph may be from its place, in points, from rounding advances.
_TOLERANCE = 0.01
# A synthetic bold is outlined with a line this wide, in em.
_BOLD = 0.03
# Gaps of so many 1/1000 em are told by a wider advance, squeezed marks by a narrower one. What
# stands further apart (a tab) is not one text, what is drawn further back is an accent.
_SMALL, _LEAST, _MOST = STEP / 2, -600, 1000
# What may be left of a gap beside the declared advance; a tenth of an em would be read as a blank.
_NEAR = 90


# Poppler takes the blanks between single characters (— 1 —, 通 知) for letter-spacing.
_SPACED = re.compile(r"(?:[^ \u3000][ \u3000]+)+[^ \u3000]")

# What fills only a part of the line's height.
_FLAT = re.compile("[，。、．,.…—–－“”‘’'\"·～一-]+")


def number(value: float, digits: int = 2) -> str:
    """Return a number in its shortest form, with so many digits after the point."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rgb(colour: str, operator: str) -> str:
    """Return the operator that sets a colour such as "#C00000": rg fills, RG strokes."""
    shares = [number(int(colour[i : i + 2], 16) / 255, 3) for i in (1, 3, 5)]
    return f"{' '.join(shares)} {operator}"


class TextWriter:
    """Writes the lines of one page, remembering what the page's text state is."""

    def __init__(self, fonts: Mapping[Face, FaceUse], out: list[str]) -> None:
        self._fonts = fonts
        self._out = out
        self._x = self._y = 0  # the start of the last run, in 1/100 pt
        self._font = ("", 0.0)
        self._spacing = 0.0
        self._look = ("#000000", 0.0)
        self._flat = False  # whether only marks were shown last
        self._torn = False  # whether a reader might take the line apart

    def begin(self) -> None:
        """Open a text object."""
        self._out.append("BT")
        self._x = self._y = 0

    def end(self) -> None:
        """Close the text object."""
        self._out.append("ET")

    def line(self, line: TextLine, x: float, y: float, whole: bool) -> None:
        """Write a line whose baseline starts at x, y (in points, y grows upwards).

        `whole` says its text once for all, so that no reader can take it apart.
        """
        runs = [run for run in line.runs if run.glyphs]
        lefts = [run.x + run.offsets[0] for run in runs]
        start = len(self._out)
        self._flat = False
        self._torn = (whole and len(runs) > 1) or _SPACED.fullmatch(line.text) is not None
        for index, run in enumerate(runs, 1):
            self._place(x + lefts[index - 1], y)
            look = run.colour, _BOLD * run.size if run.embolden else 0.0
            if look != self._look:
                self._paint(*look)
            self._run(run, lefts[index] - run.x if index < len(runs) else None)
        if self._torn:
            self._say(_spoken(runs), start)

    def _say(self, text: str, start: int) -> None:
        """Let all that is written since `start` stand for this text, whatever the glyphs tell."""
        said = text.encode("utf-16-be", "replace").hex()
        self._out.insert(start, f"/Span<</ActualText<FEFF{said}>>>BDC")
        self._out.append("EMC")

    def _place(self, x: float, y: float) -> None:
        # Hundredths add up without an error, however many steps there are.
        left, up = round(x * 100), round(y * 100)
        rise = f"{(up - self._y) / 100:.7g}" if up != self._y else "0"
        self._out.append(f"{(left - self._x) / 100:.7g} {rise} Td")
        self._x, self._y = left, up

    def _paint(self, colour: str, stroke: float) -> None:
        self._look = colour, stroke
        self._out.append(rgb(colour, "rg"))
        if stroke:
            self._out.append(f"{rgb(colour, 'RG')} {number(stroke)} w 2 Tr")
        else:
            self._out.append("0 Tr")

    def _run(self, run: GlyphRun, end: float | None) -> None:
        """Write a run; `end` is where the next one starts, from the run's left edge."""
        face, size, _, _, _, text, glyphs, offsets, clusters = run
        font = self._fonts[face]
        start = len(self._out)
        ranks = font.ranks(run)
        widths = list(map(font.widths.__getitem__, glyphs))
        gaps = _gaps(offsets, widths, size / 1000, end)
        spacing = None if ranks else _even(gaps, size)
        if spacing is None:
            self._uneven(run, font, gaps, ranks or [0] * len(gaps))
        else:
            self._space(spacing * size / 1000)
            codes = "".join(map(font.codes.__getitem__, glyphs))
            steps = _steps(gaps[-1], widths[-1])
            if steps:
                self._show(font.named(0, 0), size, codes[:-4], text[:-1])
                codes, text = codes[-4:], text[-1:]
            self._show(font.named(steps, 0), size, codes, text)
        if clusters is not None and "" in glyph_texts(run):
            self._say(run.text, start)

    def _uneven(self, run: GlyphRun, font: FaceUse, gaps: list[float], ranks: list[int]) -> None:
        """Write a run with gaps of different widths: the usual one as spacing, others one by one.

        What a rounded gap leaves over goes into the next one, so that no error adds up.
        """
        usual = sorted(gaps)[len(gaps) // 2]
        spacing = round(usual) if abs(usual) <= _SMALL else 0
        self._space(spacing * run.size / 1000)
        digits = 0 if run.size <= 2000 * _TOLERANCE else 1
        enough = 0.5 / 10**digits
        shown: list[str] = []
        style = (0, 0)
        owed = 0.0
        first = 0
        for index, (glyph, gap, rank) in enumerate(zip(run.glyphs, gaps, ranks, strict=True)):
            steps = 0
            if not -_SMALL <= gap <= _SMALL:
                steps = _steps(gap, font.widths[glyph])
            if steps and style[0] and abs(gap - style[0] * STEP) <= _NEAR:
                steps = style[0]
            if (steps, rank) != style:
                self._show(font.named(*style), run.size, "".join(shown), run.text[first:index])
                style = (steps, rank)
                shown = []
                first = index
            shown.append(font.codes[glyph])
            owed += gap - spacing - steps * STEP
            if not -enough <= owed <= enough:
                paid = round(owed, digits)
                shown.append(f">{-paid:g}<")
                owed -= paid
        self._show(font.named(*style), run.size, "".join(shown), run.text[first:])

    def _space(self, spacing: float) -> None:
        told = round(spacing, 4)
        if told != self._spacing:
            self._out.append(f"{number(told, 4)} Tc")
            self._spacing = told

    def _show(self, name: str, size: float, shown: str, text: str) -> None:
        """Write codes, and adjustments between them, in a font."""
        if not shown:
            return
        # PDFium takes a high and a low mark that are shown apart (”，) for two lines.
        flat = len(text) <= 3 and _FLAT.fullmatch(text) is not None
        self._torn = self._torn or (flat and self._flat)
        self._flat = flat
        if self._font != (name, size):
            self._out.append(f"/{name} {size:g} Tf")
            self._font = (name, size)
        if ">" in shown:
            # PDFium forgets an adjustment at the end if an empty string follows it.
            strings = f"<{shown}>".removesuffix("<>")
            self._out.append(f"[{strings}]TJ")
        else:
            self._out.append(f"<{shown}>Tj")


def _spoken(runs: list[GlyphRun]) -> str:
    """Return what runs say, with a blank where a tab sets them apart."""
    parts = [runs[0].text]
    for run, after in pairwise(runs):
        gap = after.x + after.offsets[0] - run.x - run.offsets[-1]
        parts.append(" " * (gap > 2 * run.size) + after.text)
    return "".join(parts)


def _gaps(
    offsets: tuple[float, ...], widths: list[int], em: float, end: float | None
) -> list[float]:
    """Return what stands between each glyph's advance and the next glyph, in 1/1000 em."""
    gaps = [step / em - w for step, w in zip(map(sub, offsets[1:], offsets), widths, strict=False)]
    if end is not None:
        gaps.append((end - offsets[-1]) / em - widths[-1])
    else:
        # Nothing follows: the last glyph may be shown as the one before it.
        gaps.append(gaps[-1] if gaps else 0.0)
    return gaps


def _steps(gap: float, width: int) -> int:
    """Return how many STEPs wider a glyph is declared so that the gap after it is no blank."""
    if abs(gap) <= _SMALL or not _LEAST <= gap <= _MOST or (gap < 0 and width < NARROW):
        return 0
    return round(gap / STEP)


def _even(gaps: list[float], size: float) -> float | None:
    """Return the gap that all but the last are, within the tolerance; None if they differ."""
    if len(gaps) < 3:
        least = most = gaps[0] if len(gaps) > 1 else 0.0
    else:
        inner = gaps[:-1]
        least, most = min(inner), max(inner)
    # Gaps that differ by so much would move the farthest glyph by no more than the tolerance.
    if (most - least) * (len(gaps) - 1) * size > 1000 * _TOLERANCE or abs(most) > _SMALL:
        return None
    return (least + most) / 2
