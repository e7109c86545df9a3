"""The display list: what is on each page, as plain values with absolute positions in points.

The origin is the top-left corner of the sheet, y grows downwards. Exporters and the preview hold
one `match` over the items and no layout arithmetic beyond adding a placement's x and y.
"""

from typing import NamedTuple

from bulletin_desk.model.flow import Source
from bulletin_desk.typeset.fonts import Face


class GlyphRun(NamedTuple):
    """Glyphs of one face, size, weight and colour on one baseline.

    `x` is the run's left edge from the line's left edge; `offsets[i]` is glyph i's origin from
    the run's left edge. `text` is what the glyphs say; glyph i stands for text[i] unless
    `clusters` is given, which then holds for each glyph the index of its first character.
    `embolden` asks for a synthetic bold (the face has none).
    """

    face: Face
    size: float
    colour: str
    embolden: bool
    x: float
    text: str
    glyphs: tuple[int, ...]
    offsets: tuple[float, ...]
    clusters: tuple[int, ...] | None = None


class TextLine(NamedTuple):
    """One typeset line. `start` and `end` are its characters' range in the block's text.

    `width` is where its last glyph's box ends; `size` the em box's height: it reaches from
    `ascent` above the baseline to `size - ascent` below it.
    """

    runs: tuple[GlyphRun, ...]
    start: int
    end: int
    width: float
    size: float
    ascent: float

    @property
    def text(self) -> str:
        """The characters shown, leaders included."""
        return "".join([run.text for run in self.runs])


class Box(NamedTuple):
    """A filled rectangle: rules and table lines."""

    width: float
    height: float
    colour: str


class PictureItem(NamedTuple):
    """A picture by digest; `width` and `height` after the clockwise `rotation` in degrees."""

    digest: str
    width: float
    height: float
    rotation: int


Item = TextLine | Box | PictureItem


class Placed(NamedTuple):
    """An item on the page: `x` and `y` of its top-left corner, or of a line's baseline start.

    Items are shared between layouts of an edited flow: an unchanged one is the same object.
    """

    x: float
    y: float
    item: Item
    source: Source


class Page(NamedTuple):
    """One page. `label` is the number it shows, empty when it shows none."""

    width: float
    height: float
    items: tuple[Placed, ...]
    label: str


class OutlineEntry(NamedTuple):
    """A bookmark: `page` is an index into the document's pages, `y` its top in points."""

    level: int
    label: str
    page: int
    y: float
    anchor: str


class Document(NamedTuple):
    """A typeset flow: its pages, its bookmarks, and where each anchor stands (page index)."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    anchors: dict[str, int]
    title: str
    author: str
    date: str
