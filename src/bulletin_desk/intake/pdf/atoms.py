"""Stretches of characters on one baseline that nothing parts: what columns are told by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin_desk.intake.pdf.glyphs import Glyph

# In em of the text: what is further apart may belong to two columns.
_APART = 0.8
_BACK = 0.9
_LEVEL = 0.12
# Blanks that were typed part columns only where there are several.
_TYPED_APART = 2.0
# A mark at the end of a line may hang out of its column with its empty half.
_HALF_EMPTY = frozenset("，。、；：）》】”’！？")
_ASCENT, _DESCENT = 0.88, 0.12


@dataclass(slots=True)
class Box:
    """Anything that takes room on a page; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left edge to the right one."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the top edge to the bottom one."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(slots=True)
class Atom(Box):
    """Characters side by side; `typed` tells that blanks were typed before them."""

    glyphs: list[Glyph]
    base: float
    size: float
    typed: bool = False


def atoms_of(glyphs: Iterable[Glyph]) -> list[Atom]:
    """Return the atoms of characters in the order of the file."""
    atoms: list[Atom] = []
    group: list[Glyph] = []
    blanks: list[Glyph] = []
    typed = False

    def close() -> None:
        if group:
            atoms.append(_atom(list(group), typed))
        group.clear()

    for glyph in glyphs:
        if glyph.char.isspace():
            blanks.append(glyph)
            continue
        apart = not group or not _touches(group[-1], glyph, blanks)
        if apart:
            near = bool(group and blanks) and abs(group[-1].base - glyph.base) < glyph.look.size / 2
            close()
            typed = near
        else:
            group += blanks
        blanks.clear()
        group.append(glyph)
    close()
    return merged(atoms)


def _touches(last: Glyph, glyph: Glyph, blanks: Sequence[Glyph]) -> bool:
    size = max(last.look.size, glyph.look.size)
    if abs(last.base - glyph.base) > _LEVEL * size:
        return False
    gap = glyph.left - last.right
    if last.char in _HALF_EMPTY:
        gap += 0.4 * size
    if blanks:
        # A blank that stands elsewhere parts nothing.
        return -_BACK * size <= gap < _TYPED_APART * size
    return -_BACK * size <= gap < _APART * size


def _atom(glyphs: list[Glyph], typed: bool) -> Atom:
    sizes = sorted(glyph.look.size for glyph in glyphs)
    size = sizes[len(sizes) // 2]
    base = sorted(glyph.base for glyph in glyphs)[len(glyphs) // 2]
    left = min(glyph.left for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    top, bottom = base - _ASCENT * size, base + _DESCENT * size
    return Atom(left, top, right, bottom, glyphs, base, size, typed)


def merged(atoms: list[Atom]) -> list[Atom]:
    """Join atoms that touch on one baseline, in whatever order the file has them."""
    result: list[Atom] = []
    for atom in sorted(atoms, key=lambda atom: (round(atom.base / 3), atom.left)):
        last = result[-1] if result else None
        if last and _touches(last.glyphs[-1], atom.glyphs[0], ()) and last.right <= atom.right:
            result[-1] = _atom([*last.glyphs, *atom.glyphs], last.typed)
        elif last and (place := _gap_for(last, atom)):
            result[-1] = _atom(
                [*last.glyphs[:place], *atom.glyphs, *last.glyphs[place:]], last.typed
            )
        else:
            result.append(atom)
    return result


def _gap_for(last: Atom, atom: Atom) -> int:
    """Return where between another's characters an atom stands, 0 if nowhere.

    Some programs write the marks of another font after the line that they stand in.
    """
    slack = _LEVEL * last.size
    if abs(last.base - atom.base) > slack or atom.right > last.right:
        return 0
    for place, (before, after) in enumerate(pairwise(last.glyphs), 1):
        if before.right - slack <= atom.left and atom.right <= after.left + slack:
            return place
    return 0
