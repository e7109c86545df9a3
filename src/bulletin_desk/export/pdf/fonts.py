"""The fonts of a PDF: of each face a subset that is embedded once.

Several fonts of the PDF may share a subset, which differ in the advances that they declare and in
the text that a glyph stands for: see `FaceUse.named`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from struct import unpack_from
from zlib import crc32

import uharfbuzz as hb

from bulletin_desk.export.pdf.charset import charset
from bulletin_desk.export.pdf.codes import NARROW, STEP, Codes, Shown, Widths
from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value
from bulletin_desk.typeset.fonts import Face

# What a PDF reads of a font program; all else (names, layout, cmap) is in objects of its own.
_TABLES = {"CFF ", "glyf", "loca", "head", "hhea", "hmtx", "maxp"}


class FontSet:
    """The fonts of a file, from what its documents show."""

    def __init__(self) -> None:
        self._subsets: dict[tuple[str, int], _Subset] = {}

    def take(self, shown: Shown, file: PdfFile) -> dict[str, Value]:
        """Return the fonts of a document, by the names its pages use; `write` gives them later."""
        key = str(shown.face.path), shown.face.index
        if key not in self._subsets:
            self._subsets[key] = _Subset(shown.face)
        return self._subsets[key].take(shown, file)

    def write(self, file: PdfFile) -> None:
        """Add all fonts to the file."""
        for subset in self._subsets.values():
            subset.write(file)


class _Subset:
    """What all documents show of one face."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._glyphs: set[int] = set()
        self._maps: list[dict[int, str]] = []
        self._fonts: dict[tuple[int, int], Ref] = {}

    def take(self, shown: Shown, file: PdfFile) -> dict[str, Value]:
        self._glyphs |= shown.glyphs
        maps = [self._map(texts) for texts in shown.texts]
        fonts: dict[str, Value] = {}
        for name, (steps, rank) in shown.fonts.items():
            style = steps, maps[rank]
            if style not in self._fonts:
                self._fonts[style] = file.reserve()
            fonts[name] = self._fonts[style]
        return fonts

    def _map(self, texts: dict[int, str]) -> int:
        """Return the number of the first map from glyphs to texts that these agree with."""
        for number, known in enumerate(self._maps):
            new = texts.items() - known.items()
            if not any(glyph in known for glyph, _ in new):
                known.update(new)
                return number
        self._maps.append(dict(texts))
        return len(self._maps) - 1

    def write(self, file: PdfFile) -> None:
        face = self._face
        program = _program(face, self._glyphs)
        base = Name(f"{_tag(program)}+{_postscript_name(face)}")
        descriptor = file.add(_descriptor(face, base, _embed(face, program, file)))
        codes, widths = Codes(face), Widths(face)
        maps = [file.stream(_text_map(codes, texts)) for texts in self._maps]
        advances = {int(codes[glyph], 16): widths[glyph] for glyph in sorted(self._glyphs)}
        for (steps, rank), ref in self._fonts.items():
            below = file.add(_descendant(face, base, descriptor, _widths(advances, steps * STEP)))
            file.put(ref, {
                "Type": Name("Font"), "Subtype": Name("Type0"), "BaseFont": base,
                "Encoding": Name("Identity-H"), "DescendantFonts": [below],
                "ToUnicode": maps[rank],
            })  # fmt: skip


def _descendant(
    face: Face, base: Name, descriptor: Ref, advances: tuple[int, list[Value]]
) -> Value:
    default, widths = advances
    entries: dict[str, Value] = {
        "Type": Name("Font"),
        "Subtype": Name("CIDFontType0" if face.is_cff else "CIDFontType2"),
        "BaseFont": base, "FontDescriptor": descriptor, "DW": default,
        "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
    }  # fmt: skip
    if widths:
        entries["W"] = widths
    if not face.is_cff:
        entries["CIDToGIDMap"] = Name("Identity")
    return entries


def _embed(face: Face, program: bytes, file: PdfFile) -> tuple[str, Ref]:
    if face.is_cff:
        return "FontFile3", file.stream(program, {"Subtype": Name("CIDFontType0C")})
    return "FontFile2", file.stream(program, {"Length1": len(program)})


def _descriptor(face: Face, base: Name, program: tuple[str, Ref]) -> Value:
    em = 1000 / face.upem
    box = unpack_from(">4h", face.hb_face.reference_table("head").data, 36)
    ascent = round(face.ascent * 1000)
    return {
        "Type": Name("FontDescriptor"), "FontName": base, "Flags": 4,
        "FontBBox": [round(value * em) for value in box], "ItalicAngle": 0,
        "Ascent": ascent, "Descent": ascent - 1000, "CapHeight": round(ascent * 0.8),
        "StemV": 80, program[0]: program[1],
    }  # fmt: skip


def _text_map(codes: Mapping[int, str], texts: Mapping[int, str]) -> bytes:
    """Return the ToUnicode CMap: the text of each code."""
    lines = sorted([
        f"<{codes[glyph]}> <{text.encode('utf-16-be', 'replace').hex().upper()}>"
        for glyph, text in texts.items()
    ])  # fmt: skip
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


def _program(face: Face, glyphs: Iterable[int]) -> bytes:
    """Return the font program with these glyphs alone, which keep their codes."""
    request = hb.SubsetInput()
    request.glyph_set.update(glyphs)
    request.drop_table_tag_set.update(
        [_table(name) for name in face.hb_face.table_tags if name not in _TABLES]
    )
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    if charset(face) is None:
        # The CID of a glyph is its index: unused ones become empty, and hardly take room.
        request.flags |= hb.SubsetFlags.RETAIN_GIDS
    small = hb.SubsetPlan(face.hb_face, request).execute()
    return small.reference_table("CFF ").data if face.is_cff else small.blob.data


def _table(name: str) -> int:
    return int.from_bytes(name.encode("latin-1"), "big")


def _tag(program: bytes) -> str:
    """Return six letters that tell this subset from others of the face."""
    rest, letters = crc32(program), ""
    for _ in range(6):
        rest, letter = divmod(rest, 26)
        letters += chr(65 + letter)
    return letters


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
