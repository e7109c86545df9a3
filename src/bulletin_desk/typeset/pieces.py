"""Blocks as pieces: what a page can take or leave whole, with its height and its ties."""

from typing import NamedTuple

from bulletin_desk.model.flow import Image, Rule, Source, Space, Text
from bulletin_desk.typeset.display import Box, PictureItem, Placed, TextLine


class Piece(NamedTuple):
    """A line, a rule, a picture or a table row. Lengths are points.

    `items` stand relative to the type area's left edge and the piece's top. `keep` forbids a page
    break after the piece. `block` is the text that begins with it. `carry` is set above it where
    it begins a page (table heads). A piece without items is a space; `breaks` ends a page.
    """

    before: float
    height: float
    after: float
    keep: bool
    items: tuple[Placed, ...]
    block: Text | None = None
    carry: tuple["Piece", ...] = ()
    breaks: bool = False


def text_pieces(block: Text, lines: tuple[TextLine, ...]) -> list[Piece]:
    """Return a piece for each line; at either end two stay together (CLREQ 3.4.4)."""
    style, source = block.style, block.source
    pitch, last = style.pitch, len(lines) - 1
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        # The em box stands in the middle of its pitch.
        baseline = (pitch - line.size) / 2 + line.ascent
        tied = style.keep_lines or index == 0 or index == last - 1
        pieces.append(
            Piece(
                0.0 if index else style.before,
                pitch,
                0.0 if index < last else style.after,
                style.keep_next if index == last else tied,
                (Placed(0.0, baseline, line, source),),
                None if index else block,
            )
        )
    return pieces


def rule_piece(rule: Rule, measure: float) -> Piece:
    """Return a rule over the whole measure."""
    box = Placed(0.0, 0.0, Box(measure, rule.thickness, rule.colour), rule.source)
    return Piece(rule.before, rule.thickness, rule.after, rule.keep_next, (box,))


def image_piece(image: Image, measure: float, depth: float) -> Piece:
    """Return a picture, centred, scaled down to the type area where it is larger."""
    scale = min(1.0, measure / image.width, depth / image.height)
    width, height = image.width * scale, image.height * scale
    item = PictureItem(image.digest, width, height, image.rotation)
    placed = Placed((measure - width) / 2, 0.0, item, image.source)
    return Piece(image.before, height, image.after, image.keep_next, (placed,))


def space_piece(space: Space) -> Piece:
    """Return a space: it goes with what follows it, and is dropped at the top of a page."""
    return Piece(0.0, space.height, 0.0, True, ())


def break_piece() -> Piece:
    """Return the end of a page."""
    return Piece(0.0, 0.0, 0.0, False, (), breaks=True)


def box(x: float, y: float, size: tuple[float, float], source: Source) -> Placed:
    """Return a black line of a table as a filled rectangle."""
    return Placed(x, y, Box(*size, "#000000"), source)
