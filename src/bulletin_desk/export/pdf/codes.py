"""What a document shows of its faces: the codes of glyphs, their advances and texts.

The codes are those of the whole font and not of a subset. So the pages of many issues can be
written one by one, in any order and in several processes, before it is known which glyphs the
subset that they will share must have.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import Final, NamedTuple

from bulletin_desk.export.pdf.charset import charset
from bulletin_desk.typeset.display import GlyphRun
from bulletin_desk.typeset.fonts import Face

# The advances that a font declares go beyond the glyphs' own by multiples of this, in 1/1000 em.
STEP: Final = 125
# Glyphs under this width are not shown with less than their own. PDFium would take half a space's
# width for the least blank, so these declare none in the fonts that make glyphs narrower.
NARROW: Final = 500


class Shown(NamedTuple):
    """What a document shows of a face: glyphs, what they say by rank, fonts by resource name.

    `fonts` tells of each its steps and its rank: see `FaceUse.named`.
    """

    face: Face
    glyphs: set[int]
    texts: list[dict[int, str]]
    fonts: dict[str, tuple[int, int]]


class Codes(dict[int, str]):
    """Glyph -> code in hexadecimal, looked up on first use. With Identity-H it is the CID."""

    def __init__(self, face: Face) -> None:
        self._charset = charset(face)

    def __missing__(self, glyph: int) -> str:
        cid = glyph if self._charset is None else self._charset.cid(glyph)
        code = self[glyph] = f"{cid:04X}"
        return code


class Widths(dict[int, int]):
    """Glyph -> advance in 1/1000 em: whole numbers, for PDFium cuts off what follows the point."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, glyph: int) -> int:
        width = self[glyph] = round(self._face.advance(glyph) * 1000)
        return width


class FaceUse:
    """A face as one document uses it."""

    def __init__(self, prefix: str, codes: Codes, widths: Widths) -> None:
        self.codes = codes
        self.widths = widths
        # One font maps a glyph to one text. The glyph's other texts are told by further fonts.
        self._others: dict[tuple[int, str], int] = {}
        self._texts: list[dict[int, str]] = []
        self._glyphs: set[int] = set()
        self._prefix = prefix
        self._names: dict[tuple[int, int], str] = {}

    def take(self, runs: Sequence[GlyphRun]) -> None:
        """Note what all the runs of the face in the document show."""
        glyphs = chain.from_iterable([run.glyphs for run in runs])
        if all(run.clusters is None for run in runs):
            texts: Iterable[str] = "".join([run.text for run in runs])
        else:
            texts = chain.from_iterable([glyph_texts(run) for run in runs])
        pairs = set(zip(glyphs, texts, strict=True))
        told = {pair for pair in pairs if pair[1]}
        self._glyphs = {glyph for glyph, _ in pairs}
        self._texts = [dict(told)]
        if len(self._texts[0]) < len(told):
            self._rank(sorted(told))

    def _rank(self, pairs: Iterable[tuple[int, str]]) -> None:
        self._texts = [{}]
        for glyph, text in pairs:
            rank = sum([glyph in texts for texts in self._texts])
            if rank == len(self._texts):
                self._texts.append({})
            self._texts[rank][glyph] = text
            if rank:
                self._others[glyph, text] = rank

    def ranks(self, run: GlyphRun) -> list[int]:
        """Return for each glyph which of its texts it tells; nothing where all tell the first."""
        if not self._others:
            return []
        others = self._others.get
        ranks = [others(pair, 0) for pair in zip(run.glyphs, glyph_texts(run), strict=True)]
        return ranks if any(ranks) else []

    def named(self, steps: int, rank: int) -> str:
        """Return the resource name of the font that shows the face.

        Its glyphs declare advances that are so many STEPs wider than their own: the gap that
        the layout leaves after a glyph is then part of its box, where a reader of the text sees
        no blank. `rank` chooses among the texts of a glyph that has several (`ranks`).
        """
        name = self._names.get((steps, rank))
        if name is None:
            name = self._names[steps, rank] = f"{self._prefix}.{len(self._names)}"
        return name

    def shown(self, face: Face) -> Shown:
        """Return what the document shows of the face, which is `face`."""
        fonts = {name: style for style, name in self._names.items()}
        return Shown(face, self._glyphs, self._texts, fonts)


def glyph_texts(run: GlyphRun) -> list[str]:
    """Return for each glyph the text it stands for, "" for one that only belongs to another.

    A cluster's characters go to its glyphs one by one; the last glyph takes what is left.
    """
    if run.clusters is None:
        return list(run.text)
    groups = [(start, len(list(same))) for start, same in groupby(run.clusters)]
    starts = [0, *(start for start, _ in groups[1:]), len(run.text)]
    texts: list[str] = []
    for (_, count), start, end in zip(groups, starts, starts[1:], strict=False):
        text = run.text[start:end]
        head = text[: count - 1]
        texts += [*head, *[""] * (count - 1 - len(head)), text[count - 1 :]]
    return texts
