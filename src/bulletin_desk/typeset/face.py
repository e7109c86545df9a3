"""One face of one font file: cached glyph lookup, advances and shaping through HarfBuzz."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from struct import unpack
from typing import NamedTuple, Protocol, cast

from uharfbuzz import Blob, Buffer, Font, HarfBuzzError, shape
from uharfbuzz import Face as HbFace

from bulletin_desk.errors import DeskError


class FontUnreadable(DeskError):  # noqa: N818 - a state of the file, told as such
    """A font file that was found cannot be opened or is no font."""


class _Baselines(Protocol):
    """A call of uharfbuzz.Font that its type stubs do not know."""

    def get_layout_baseline(
        self, tag: str, direction: str, script: str, language: str, /
    ) -> int | None: ...


class Shaped(NamedTuple):
    """A shaped word: glyph ids, the first character of each, x origins and the width, in em."""

    glyphs: tuple[int, ...]
    clusters: tuple[int, ...]
    offsets: tuple[float, ...]
    width: float


class _Glyphs(dict[str, int]):
    """Character -> glyph, looked up on first use."""

    def __init__(self, face: "Face") -> None:
        self._face = face

    def __missing__(self, char: str) -> int:
        glyph = self[char] = self._face.hb_font.get_nominal_glyph(ord(char)) or 0
        return glyph


class Face:
    """A face that costs nothing until it is used; `index` counts the faces of a .ttc.

    Lengths are in em of the face.
    """

    def __init__(self, path: Path, index: int = 0, family: str = "") -> None:
        self.path = path
        self.index = index
        self.family = family or path.stem
        self._glyphs = _Glyphs(self)
        # Glyph of a character by the cmap alone, 0 when the face has none.
        self.glyph_of: Callable[[str], int] = self._glyphs.__getitem__
        self._advances: dict[int, float] = {}
        self._words: dict[str, Shaped] = {}

    def __repr__(self) -> str:
        return f"Face({self.path.name!r}, {self.index})"

    def __reduce__(self) -> tuple[type["Face"], tuple[Path, int, str]]:
        # What goes to another process is where the face is; there it is opened anew.
        return Face, (self.path, self.index, self.family)

    @cached_property
    def blob(self) -> Blob:
        """The whole file, mapped; of a collection all its faces."""
        try:
            return Blob.from_file_path(str(self.path))
        except (HarfBuzzError, OSError) as error:
            raise FontUnreadable(f"字体文件 {self.path} 打不开，请重新安装这个字体。") from error

    @cached_property
    def hb_face(self) -> HbFace:
        """HarfBuzz's face, for subsetting."""
        return HbFace(self.blob, self.index)

    @cached_property
    def hb_font(self) -> Font:
        """HarfBuzz's font, scaled to units per em."""
        return Font(self.hb_face)

    @cached_property
    def upem(self) -> int:
        """Units per em."""
        return self.hb_face.upem

    @cached_property
    def is_cff(self) -> bool:
        """Whether the outlines are PostScript ones."""
        tags = self.hb_face.table_tags
        return "CFF " in tags or "CFF2" in tags

    @cached_property
    def ascent(self) -> float:
        """How far the em box reaches above the baseline, in em."""
        # The ideographic baseline is the bottom of the em box; OS/2 has it less reliably
        # (FandolSong-Regular says 0.80 there, its outlines and its BASE say 0.88).
        font = cast(_Baselines, self.hb_font)
        bottom = font.get_layout_baseline("ideo", "LTR", "hani", "")
        if bottom is not None and "BASE" in self.hb_face.table_tags:
            return 1 + bottom / self.upem
        data = self.hb_face.reference_table("OS/2").data
        if len(data) >= 72:
            above, below = unpack(">hh", data[68:72])
            if 0 < above <= self.upem and 0.9 <= (above - below) / self.upem <= 1.1:
                return above / (above - below)
        return 0.88

    def glyph(self, char: str) -> int:
        """Return the glyph of a character by the cmap alone, 0 when the face has none."""
        return self._glyphs[char]

    def blank(self, char: str) -> None:
        """Show nothing for a character from now on."""
        self._glyphs[char] = self._glyphs[" "]

    def advance(self, glyph: int) -> float:
        """Return the advance of a glyph in em."""
        width = self._advances.get(glyph)
        if width is None:
            width = self.hb_font.get_glyph_h_advance(glyph) / self.upem
            self._advances[glyph] = width
        return width

    def shape(self, text: str) -> Shaped:
        """Return a Latin word or a number with kerning and ligatures."""
        shaped = self._words.get(text)
        if shaped is None:
            if len(self._words) > 20_000:
                self._words.clear()
            shaped = self._words[text] = self._shape(text)
        return shaped

    def _shape(self, text: str) -> Shaped:
        buffer = Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        # Positions stay left to right, clusters ascending: no right-to-left script is set here.
        buffer.direction = "LTR"
        shape(self.hb_font, buffer)
        glyphs: list[int] = []
        clusters: list[int] = []
        offsets: list[float] = []
        x = 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(info.codepoint)
            clusters.append(info.cluster)
            offsets.append((x + place.x_offset) / self.upem)
            x += place.x_advance
        return Shaped(tuple(glyphs), tuple(clusters), tuple(offsets), x / self.upem)
