"""Printed lines: atoms on one baseline, their text with the blanks that are text."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bulletin_desk.intake.marks import CLOSERS, END_MARKS
from bulletin_desk.intake.pdf.atoms import Atom, Box
from bulletin_desk.intake.pdf.glyphs import Glyph
from bulletin_desk.intake.pdf.looks import Look

# In em: a gap so wide is a blank, between Chinese characters and between Latin words.
_BLANK, _AFTER_MARK, _LATIN_BLANK = 0.35, 0.6, 0.18
_TYPED = 0.2
# What stands further apart on one baseline is two lines: issuer and date.
_APART, _TYPED_APART = 2.0, 3.2
_RAISED = 0.55
_BAND = 20.0  # points: lines are looked for in bands of the page
_MARKS = frozenset("，。、；：？！“”‘’（）《》【】…—·" + CLOSERS + END_MARKS)


@dataclass(slots=True)
class Row(Box):
    """One printed line. `pieces` are its text with the look of each stretch."""

    base: float
    size: float
    pieces: list[tuple[str, Look]] = field(default_factory=lambda: list[tuple[str, Look]]())

    @property
    def text(self) -> str:
        """The line as it reads."""
        return "".join([text for text, _ in self.pieces])

    @property
    def look(self) -> Look:
        """How most of the line looks; Chinese characters count most."""
        weights: Counter[Look] = Counter()
        for text, look in self.pieces:
            weights[look] += sum(3 if char > "\u2e7f" else 1 for char in text)
        return weights.most_common(1)[0][0] if weights else Look(self.size)


def rows_of(atoms: Sequence[Atom]) -> list[Row]:
    """Return the printed lines of atoms that stand in one column, from top to bottom."""
    lines: list[list[Atom]] = []
    near: dict[int, list[list[Atom]]] = defaultdict(list)
    # The largest letters of a line come first: they say where it is.
    for atom in sorted(atoms, key=lambda atom: (-round(atom.size), atom.base)):
        line = next((line for line in near[int(atom.base // _BAND)] if _on_line(line, atom)), None)
        if line is not None:
            line.append(atom)
            continue
        lines.append([atom])
        reach = _RAISED * atom.size
        for band in range(int((atom.base - reach) // _BAND), int((atom.base + reach) // _BAND) + 1):
            near[band].append(lines[-1])
    rows = [row for line in lines for row in _rows_of_line(line)]
    return sorted(rows, key=lambda row: (round(row.base), row.left))


def _on_line(line: list[Atom], atom: Atom) -> bool:
    """Tell whether an atom stands on the line of others, raised letters included."""
    first = line[0]
    off = abs(first.base - atom.base)
    if off > _RAISED * first.size or any(_overlap(other, atom) for other in line):
        return False
    if off <= 0.3 * min(first.size, atom.size):
        return True
    # Raised or lowered: smaller, and right beside the text.
    beside = any(
        min(abs(other.right - atom.left), abs(atom.right - other.left)) < 0.4 * first.size
        for other in line
    )
    return atom.size < 0.85 * first.size and beside


def _overlap(first: Atom, second: Atom) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared > 0.5 * min(first.size, second.size)


def _rows_of_line(line: list[Atom]) -> list[Row]:
    """Return a line as one row, or as several where wide gaps part it."""
    atoms = sorted(line, key=lambda atom: atom.left)
    spaced = len(atoms) > 1 and all(_letters(atom) == 1 for atom in atoms)
    groups: list[list[Atom]] = [[atoms[0]]]
    for last, atom in pairwise(atoms):
        apart = _TYPED_APART if atom.typed else _APART
        wide = atom.left - last.right >= apart * max(last.size, atom.size)
        if wide and not spaced:
            groups.append([atom])
        else:
            groups[-1].append(atom)
    rows = [_row(group) for group in groups]
    if len(rows) == 2 and _is_page(rows[1].text) and not _is_page(rows[0].text):
        # A line of the contents with its page, as a tab sets it.
        first, last = rows
        pieces = [*first.pieces, ("\t", first.look), *last.pieces]
        rows = [
            Row(first.left, first.top, last.right, first.bottom, first.base, first.size, pieces)
        ]
    return rows


def _letters(atom: Atom) -> int:
    return sum(1 for glyph in atom.glyphs if not glyph.char.isspace())


def _is_page(text: str) -> bool:
    bare = text.strip(" ()（）/Pp-—第页")
    return 0 < len(bare) <= 3 and bare.isascii() and bare.isdigit()


def _row(atoms: list[Atom]) -> Row:
    glyphs = [glyph for atom in atoms for glyph in atom.glyphs]
    size = max(atoms, key=lambda atom: len(atom.glyphs)).size
    base = max(atoms, key=lambda atom: (atom.size, len(atom.glyphs))).base
    pieces: list[tuple[str, Look]] = []
    for text, look in _texts(glyphs):
        if pieces and pieces[-1][1] == look:
            pieces[-1] = pieces[-1][0] + text, look
        else:
            pieces.append((text, look))
    left, right = atoms[0].left, max(atom.right for atom in atoms)
    top, bottom = min(atom.top for atom in atoms), max(atom.bottom for atom in atoms)
    return Row(left, top, right, bottom, base, size, pieces)


def _texts(glyphs: list[Glyph]) -> list[tuple[str, Look]]:
    """Return the characters with the blanks that stand between them as text."""
    dark = [glyph for glyph in glyphs if not glyph.char.isspace()]
    spacing = _spacing(dark)
    texts: list[tuple[str, Look]] = []
    last: Glyph | None = None
    typed: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char.isspace():
            typed.append(glyph)
            continue
        if last and _is_blank(last, glyph, typed, spacing):
            texts.append((" ", last.look))
        texts.append((glyph.char, glyph.look))
        last, typed = glyph, []
    return texts


def _spacing(glyphs: list[Glyph]) -> float:
    """Return the usual gap between Chinese characters, in em: letters may be spaced out."""
    gaps = sorted(
        (after.left - before.right) / after.look.size
        for before, after in pairwise(glyphs)
        if before.char > "\u2e7f" and after.char > "\u2e7f"
    )
    return max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0


def _is_blank(last: Glyph, glyph: Glyph, typed: list[Glyph], spacing: float) -> bool:
    """Tell whether what stands between two characters is a blank of the text."""
    gap = (glyph.left - last.right) / max(last.look.size, glyph.look.size)
    chinese = last.char > "\u2e7f", glyph.char > "\u2e7f"
    if not any(chinese):
        return bool(typed) or gap > _LATIN_BLANK
    if typed:
        # Some programs write a blank for the gap beside digits, or one without width.
        return chinese[0] == chinese[1] and gap - spacing >= _TYPED
    if chinese[0] != chinese[1]:
        return False
    marked = last.char in _MARKS or glyph.char in _MARKS
    return gap - spacing >= (_AFTER_MARK if marked else _BLANK)
