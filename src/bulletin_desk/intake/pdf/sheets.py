"""One page of a PDF with all that stands on it: text, tables, pictures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from bulletin_desk.intake.pdf.atoms import Atom, Box, atoms_of
from bulletin_desk.intake.pdf.document import Budget
from bulletin_desk.intake.pdf.drawn import Drawn, drawn_on, edges_of, rules_of
from bulletin_desk.intake.pdf.glyphs import PageText, read_glyphs
from bulletin_desk.intake.pdf.grids import grids_of, take_tables
from bulletin_desk.intake.pdf.images import Photo, PictureReader
from bulletin_desk.intake.pdf.judge import NEXT_TO_NONE, PageFacts
from bulletin_desk.intake.pdf.rows import Row

_BACKGROUND = 0.8


@dataclass(slots=True)
class Sheet:
    """A page: its number from 1, its size as it is read, and what stands on it."""

    number: int
    width: float
    height: float
    items: list[Box] = field(default_factory=lambda: list[Box]())
    aside: list[str] = field(default_factory=lambda: list[str]())

    def rows(self) -> Iterable[Row]:
        """Yield the stretches of text, in no order, to measure them."""
        for item in self.items:
            if isinstance(item, Atom):
                text = "".join(glyph.char for glyph in item.glyphs)
                yield Row(item.left, item.top, item.right, item.bottom, item.base, item.size,
                          [(text, item.glyphs[0].look)])  # fmt: skip


def read_sheet(
    page: Any, number: int, pictures: PictureReader, budget: Budget
) -> tuple[Sheet, PageFacts]:
    """Return a page and what tells whether it is a scan."""
    text = read_glyphs(page, budget)
    drawn = drawn_on(page, budget)
    images = [item for item in drawn if item.kind == raw.FPDF_PAGEOBJ_IMAGE]
    letters = sum(1 for glyph in text.glyphs if not glyph.char.isspace())
    facts = PageFacts(number, letters, text.unmapped, text.hidden, _covered(images, text))
    grids = grids_of(rules_of(drawn, text))
    atoms = atoms_of(take_tables(grids, text.glyphs))
    budget.take_stretches(len(atoms))
    sheet = Sheet(number, text.width, text.height, [*atoms], text.aside)
    sheet.items += [grid for grid in grids if grid.table is not None]
    for item in images:
        budget.check()
        if letters >= NEXT_TO_NONE and _covered([item], text) >= _BACKGROUND:
            continue  # the scan under its recognised text, or paper
        photo = pictures.read(page, item, text)
        if photo is not None:
            sheet.items.append(photo)
    return sheet, facts


def _covered(images: Iterable[Drawn], text: PageText) -> float:
    """Return the part of a page that pictures cover."""
    area = 0.0
    for item in images:
        edges = edges_of(item, text)
        if edges:
            across = min(edges[2], text.width) - max(edges[0], 0.0)
            down = min(edges[3], text.height) - max(edges[1], 0.0)
            area += max(across, 0.0) * max(down, 0.0)
    return min(area / (text.width * text.height), 1.0)


def drop_repeated_pictures(sheets: Sequence[Sheet]) -> None:
    """Take away the pictures that stand at the same place of many pages: a head's emblem."""

    def key(photo: Photo) -> tuple[str, int, int]:
        return photo.picture.digest, round(photo.left / 8), round(photo.top / 8)

    seen = Counter(key(item) for sheet in sheets for item in sheet.items if isinstance(item, Photo))
    often = {face for face, count in seen.items() if count >= max(3, 0.5 * len(sheets))}
    for sheet in sheets:
        sheet.items = [
            item for item in sheet.items if not (isinstance(item, Photo) and key(item) in often)
        ]
