"""Page numbers, and heads and feet that run over the pages: known by their place."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from bulletin_desk.intake.pdf.atoms import Atom, Box

_DASH = "[—–―─－_·•~-]*"
_NUMBER = re.compile(
    rf"{_DASH}(?:\d{{1,4}}|[ivxIVXⅠ-ⅿ]{{1,6}}){_DASH}|第?\d{{1,4}}页?[,，/|]?共?\d{{1,4}}页?|"
    rf"第[\d一二三四五六七八九十百]{{1,5}}页|[Pp](?:age|\.)?\d{{1,4}}(?:of\d{{1,4}})?"
)
_DIGITS = re.compile(r"[\d〇一二三四五六七八九十]+")
_COLUMN = re.compile("[【〖]")
# Shares of the page's height that are its edges.
_NUMBER_EDGE, _HEAD_EDGE = 0.15, 0.2
_LAYERS = 3
_LARGER = 1.25
_SAME_PLACE = 4.0


class Sheet(Protocol):
    """A page as furniture is looked for: its height and what stands on it."""

    height: float
    items: list[Box]


def strip_furniture(sheets: Sequence[Sheet], body_size: float) -> list[str]:
    """Take page numbers and running heads off the pages; return the heads' texts, each once."""
    heads: list[str] = []
    for from_top in (False, True):
        for sheet in sheets:
            _strip_number(sheet, from_top)
        for _ in range(_LAYERS):
            found = _repeated(sheets, from_top, body_size)
            if not found:
                break
            for sheet, line in found:
                _remove(sheet, line)
                heads.append(_text(line))
            for sheet in sheets:
                _strip_number(sheet, from_top)
    return list(dict.fromkeys(heads))


def _edge_line(sheet: Sheet, from_top: bool) -> list[Atom]:
    """Return what stands on the first, or the last, baseline of a page."""
    atoms = [item for item in sheet.items if isinstance(item, Atom)]
    if not atoms:
        return []
    pick: Callable[[Iterable[float]], float] = min if from_top else max
    base = pick(atom.base for atom in atoms)
    return sorted(
        (atom for atom in atoms if abs(atom.base - base) <= 2), key=lambda atom: atom.left
    )


def _at_edge(sheet: Sheet, line: list[Atom], from_top: bool, share: float) -> bool:
    base = line[0].base / sheet.height
    return base <= share if from_top else base >= 1 - share


def _text(line: list[Atom]) -> str:
    return " ".join("".join(glyph.char for glyph in atom.glyphs) for atom in line)


def _strip_number(sheet: Sheet, from_top: bool) -> None:
    line = _edge_line(sheet, from_top)
    if not line or not _at_edge(sheet, line, from_top, _NUMBER_EDGE):
        return
    if _NUMBER.fullmatch("".join(_text(line).split())):
        _remove(sheet, line)


def _remove(sheet: Sheet, line: list[Atom]) -> None:
    gone = {id(atom) for atom in line}
    sheet.items = [item for item in sheet.items if id(item) not in gone]


def _has_masthead(sheet: Sheet, body_size: float) -> bool:
    """Tell whether a page shows very large letters in its upper part."""
    return any(
        isinstance(item, Atom) and item.size > 1.8 * body_size and item.base < 0.4 * sheet.height
        for item in sheet.items
    )


def _repeated(
    sheets: Sequence[Sheet], from_top: bool, body_size: float
) -> list[tuple[Sheet, list[Atom]]]:
    """Return the outermost lines that stand at the same place on several pages."""
    faces: dict[str, list[tuple[Sheet, list[Atom]]]] = defaultdict(list)
    for sheet in sheets:
        line = _edge_line(sheet, from_top)
        if not line or not _at_edge(sheet, line, from_top, _HEAD_EDGE):
            continue
        face = _DIGITS.sub("#", "".join(_text(line).split()))
        large = max(atom.size for atom in line) > _LARGER * body_size
        if not large and not _COLUMN.match(face):
            faces[face].append((sheet, line))
    found: list[tuple[Sheet, list[Atom]]] = []
    for lines in faces.values():
        # At the left and at the right in turn, but always at one height.
        heights = Counter(round(line[0].base / _SAME_PLACE) for _, line in lines)
        most = heights.most_common(1)[0][0]
        same = [
            (sheet, line)
            for sheet, line in lines
            if abs(round(line[0].base / _SAME_PLACE) - most) <= 1
        ]
        # In bound issues, what stands above their names belongs to them.
        named = from_top and all(_has_masthead(sheet, body_size) for sheet, _ in same)
        if not named and len(same) >= max(2, 0.3 * len(sheets)):
            found += same
    return found
