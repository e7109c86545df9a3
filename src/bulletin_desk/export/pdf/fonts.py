"""The fonts of a PDF: of each face a subset, its glyphs' codes, widths and texts.

A subset is embedded once. Several fonts of the PDF may share it, which differ in the advances
that they declare and in the text that a glyph stands for: see `FontSubset.named`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import md5
from itertools import groupby
from struct import unpack_from
from typing import Final

import uharfbuzz as hb

from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value
from bulletin_desk.typeset.display import GlyphRun
from bulletin_desk.typeset.fonts import Face

# What a PDF reads of a font program; all else (names, layout, cmap) is in objects of its own.
_TABLES = {"CFF ", "glyf", "loca", "head", "hhea", "hmtx", "maxp"}

# The advances that a font declares go beyond the glyphs' own by multiples of this, in 1/1000 em.
STEP: Final = 125
# Glyphs under this width are not shown with less than their own. PDFium would take half a space's
# width for the least blank, so these declare none in the fonts that make glyphs narrower.
NARROW: Final = 500


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


class FontSubset:
    """What a document shows of one face, from the pairs of glyph and text that occur in it."""

    def __init__(self, face: Face, pairs: Iterable[tuple[int, str]], prefix: str) -> None:
        self._face = face
        self._prefix = prefix
        self._fonts: dict[tuple[int, int], str] = {}
        # One font maps a glyph to one text. The glyph's other texts are told by further fonts.
        self._texts: list[dict[int, str]] = [{}]
        self.others: dict[tuple[int, str], int] = {}
        ranks: Counter[int] = Counter()
        for glyph, text in sorted(pairs):
            if text:
                self._tell(glyph, text, ranks[glyph])
            ranks[glyph] += bool(text)
        self._program, new = _subset(face, ranks.keys())
        self._cids = new
        # The code of a glyph is its index in the subset (Identity-H).
        self.codes = {glyph: f"{cid:04X}" for glyph, cid in new.items()}
        # Whole numbers, for PDFium cuts off what comes after the point.
        self.widths = {glyph: round(face.advance(glyph) * 1000) for glyph in new}

    def _tell(self, glyph: int, text: str, rank: int) -> None:
        if rank == len(self._texts):
            self._texts.append({})
        self._texts[rank][glyph] = text
        if rank:
            self.others[glyph, text] = rank

    def named(self, steps: int, rank: int) -> str:
        """Return the resource name of the font that shows the face.

        Its glyphs declare advances that are so many STEPs wider than their own: the gap that
        the layout leaves after a glyph is then part of its box, where a reader of the text sees
        no blank. `rank` chooses among the texts of a glyph that has several (`others`).
        """
        name = self._fonts.get((steps, rank))
        if name is None:
            name = self._fonts[steps, rank] = f"{self._prefix}.{len(self._fonts)}"
        return name

    def write(self, file: PdfFile) -> dict[str, Value]:
        """Add what `named` has promised to the file; return the fonts by resource name."""
        if not self._fonts:
            return {}
        digest = md5(self._program, usedforsecurity=False).digest()
        tag = "".join([chr(65 + byte % 26) for byte in digest[:6]])
        base = Name(f"{tag}+{_postscript_name(self._face)}")
        descriptor = file.add(self._descriptor(base, self._embed(file)))
        maps: dict[int, Ref] = {}
        fonts: dict[str, Value] = {}
        for (steps, rank), name in self._fonts.items():
            if rank not in maps:
                maps[rank] = file.stream(self._text_map(rank))
            below = file.add(self._descendant(base, descriptor, steps))
            fonts[name] = file.add({
                "Type": Name("Font"), "Subtype": Name("Type0"), "BaseFont": base,
                "Encoding": Name("Identity-H"), "DescendantFonts": [below],
                "ToUnicode": maps[rank],
            })  # fmt: skip
        return fonts

    def _embed(self, file: PdfFile) -> tuple[str, Ref]:
        if self._face.is_cff:
            return "FontFile3", file.stream(self._program, {"Subtype": Name("CIDFontType0C")})
        return "FontFile2", file.stream(self._program, {"Length1": len(self._program)})

    def _descriptor(self, base: Name, program: tuple[str, Ref]) -> Value:
        em = 1000 / self._face.upem
        box = unpack_from(">4h", self._face.hb_face.reference_table("head").data, 36)
        ascent = round(self._face.ascent * 1000)
        return {
            "Type": Name("FontDescriptor"), "FontName": base, "Flags": 4,
            "FontBBox": [round(value * em) for value in box], "ItalicAngle": 0,
            "Ascent": ascent, "Descent": ascent - 1000, "CapHeight": round(ascent * 0.8),
            "StemV": 80, program[0]: program[1],
        }  # fmt: skip

    def _descendant(self, base: Name, descriptor: Ref, steps: int) -> Value:
        default, widths = _widths({self._cids[g]: w for g, w in self.widths.items()}, steps * STEP)
        entries: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType0" if self._face.is_cff else "CIDFontType2"),
            "BaseFont": base, "FontDescriptor": descriptor, "DW": default,
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
        }  # fmt: skip
        if widths:
            entries["W"] = widths
        if not self._face.is_cff:
            entries["CIDToGIDMap"] = Name("Identity")
        return entries

    def _text_map(self, rank: int) -> bytes:
        """Return the ToUnicode CMap: the text of each code."""
        texts = self._texts[rank]
        lines = [
            f"<{self.codes[glyph]}> <{texts[glyph].encode('utf-16-be').hex().upper()}>"
            for glyph in sorted(texts)
        ]
        parts = [_CMAP_HEAD]
        # The format allows a hundred entries at a time.
        for start in range(0, len(lines), 100):
            some = lines[start : start + 100]
            parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
        parts.append(_CMAP_END)
        return "\n".join(parts).encode("ascii")


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_END = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """Return the font program with these glyphs alone, and their indexes in it."""
    request = hb.SubsetInput()
    request.glyph_set.update(glyphs)
    request.drop_table_tag_set.update(
        [_tag(name) for name in face.hb_face.table_tags if name not in _TABLES]
    )
    # With an identity charset the CID of a CFF glyph is its index, as it is in TrueType.
    request.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    )
    plan = hb.SubsetPlan(face.hb_face, request)
    small = plan.execute()
    program = small.reference_table("CFF ").data if face.is_cff else small.blob.data
    return program, dict(plan.old_to_new_glyph_mapping.items())


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("latin-1"), "big")


def _postscript_name(face: Face) -> str:
    name = face.hb_face.get_name(6) or face.family
    return re.sub(r"[^A-Za-z0-9-]", "", name) or "Font"


def _widths(widths: Mapping[int, int], more: int) -> tuple[int, list[Value]]:
    """Return the most usual advance and a W array of the others, all `more` wider."""
    told = {cid: w + more if more >= 0 or w >= NARROW else 0 for cid, w in widths.items()}
    usual = Counter(told.values()).most_common(1)[0][0]
    array: list[Value] = []
    row: list[Value] = []
    expected = -1
    for cid in sorted(told):
        if told[cid] == usual:
            continue
        if cid != expected:
            row = []
            array += [cid, row]
        row.append(told[cid])
        expected = cid + 1
    return usual, array
