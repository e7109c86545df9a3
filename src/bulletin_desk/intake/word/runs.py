"""The runs of a paragraph: text with its emphasis, and drawings between."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.names import (
    RUN_IN,
    WP,
    A,
    R,
    Style,
    Styles,
    W,
    is_kai,
    toggle,
    value,
)
from bulletin_desk.model.richtext import Run

_MARKS = {
    W + "cr": "\n",
    W + "tab": "\t",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
# Removed text, and what is told about a paragraph or a run, is no text.
_SKIPPED = {W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText")}
# Nested deeper than any real document, and still far from Python's own limit.
MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one emphasis; `run_in` is the title that opens a paragraph."""

    text: str
    bold: bool = False
    kai: bool = False
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: the relation to its bytes, its name, its size in EMU before it is rotated."""

    relation: str
    name: str
    width: int
    height: int
    rotation: int
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class RunReader:
    """Reads one paragraph; `marks` collects the bookmarks on the way."""

    styles: Styles
    style: Style
    marks: list[str]

    def pieces(self, parent: Element, depth: int = 0) -> Iterator[Piece | Drawing]:
        """Yield text and drawings in order; tracked changes count as accepted."""
        for child in parent.iterchildren():
            if child.tag == W + "r":
                yield from self._run(child)
            elif child.tag == W + "bookmarkStart":
                self.marks.append(child.get(W + "name") or "")
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and depth < MAX_DEPTH:
                yield from self.pieces(child, depth + 1)

    def _run(self, run: Element) -> Iterator[Piece | Drawing]:
        properties = run.find(W + "rPr")
        style_id = "" if properties is None else value(properties.find(W + "rStyle"))
        character = self.styles.find(style_id)
        bold, kai = toggle(properties, "b"), is_kai(properties)
        piece = Piece(
            "",
            character.bold if bold is None else bold,
            # A direct face counts where it differs from the paragraph's own.
            character.kai if kai is None else kai and not self.style.kai,
            character.id == RUN_IN,
        )
        for child in run.iterchildren():
            if child.tag == W + "drawing":
                yield from _drawings(child)
            elif text := _text(child):
                yield Piece(text, piece.bold, piece.kai, piece.run_in)


def _text(element: Element) -> str:
    if element.tag == W + "t":
        return element.text or ""
    if element.tag == W + "br":  # a page or column break is layout
        return "\n" if element.get(W + "type", "textWrapping") == "textWrapping" else ""
    return _MARKS.get(element.tag, "")


def _drawings(element: Element) -> Iterator[Drawing]:
    """Yield the pictures of a drawing; one that is only linked to is never fetched."""
    extent = element.find(f".//{WP}extent")
    name = element.find(f".//{WP}docPr")
    for blip in element.iter(A + "blip"):
        relation = blip.get(R + "embed")
        transform = element.find(f".//{A}xfrm")
        if relation and extent is not None:
            yield Drawing(
                relation,
                "" if name is None else name.get("name") or "",
                _whole(extent.get("cx")),
                _whole(extent.get("cy")),
                round(_whole(None if transform is None else transform.get("rot")) / 60000) % 360,
            )


def _whole(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def joined_runs(pieces: list[Piece]) -> tuple[Run, ...]:
    """Return pieces as runs, neighbours of the same emphasis as one."""
    runs: list[Run] = []
    for piece in pieces:
        if runs and (runs[-1].bold, runs[-1].kai) == (piece.bold, piece.kai):
            piece = Piece(runs.pop().text + piece.text, piece.bold, piece.kai)
        runs.append(Run(piece.text, piece.bold, piece.kai))
    return tuple(runs)
