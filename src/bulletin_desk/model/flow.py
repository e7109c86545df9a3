"""The flow: what a bulletin prints, in order, as styled blocks that know nothing of pages.

`compose` makes it from a bulletin and a template; the typesetter and the DOCX writer both read
it, so that they cannot disagree on what the bulletin says. All lengths are points unless they
say em (of the block's own size). Everything is immutable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bulletin_desk.model.units import MM


class Align(StrEnum):
    """How the lines of a text block stand in the measure."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Punctuation(StrEnum):
    """How full-width marks are set (CLREQ 3.1.6)."""

    WORD = "word"  # full width, squeezed on demand only: what offices print
    CLREQ = "clreq"  # adjacent and line-end marks always at half width


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of paragraph looks; `name` is the style's id (see template.STYLE_NAMES).

    `font` is a role: xiaobiaosong, fangsong, kaiti, heiti, songti. Digits and Latin take the role
    `latin` unless `latin` is False. `size` and `pitch` (baseline to baseline) are points, `indent`
    (first line; negative hangs), `left` and `right` are characters, `before` and `after` points,
    `spacing` points added after every character (negative in the 28-character grid of GB/T 9704).
    `balanced` breaks a title into lines of about equal length, never one character alone.
    `leader` fills the gap that a tab leaves (contents with page numbers).
    """

    name: str
    font: str = "fangsong"
    size: float = 16.0
    pitch: float = 28.0
    align: Align = Align.JUSTIFY
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    colour: str = "#000000"
    bold: bool = False
    latin: bool = True
    spacing: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    balanced: bool = False
    leader: str = ""

    @property
    def cell(self) -> float:
        """What one character takes of a line, in points: indents of 2 characters count these."""
        return self.size + self.spacing


class Span(NamedTuple):
    """A stretch of text; None takes the style's own font or weight.

    `page_of` names an anchor: the span then shows the number of the page where it stands, and
    `text` is only what is shown as long as that is unknown.
    """

    text: str
    font: str | None = None
    bold: bool | None = None
    page_of: str | None = None


class Source(NamedTuple):
    """Where a block comes from, so that a click on the page finds the text.

    `part` is masthead, contents, section, title, subtitle, byline, body, caption, table or
    distribution; `owner` the id of the article or section; `block` the index in the article's
    body. `offset` is how many characters of the flow's text stand before the block's own text
    (a run-in title and its 。).
    """

    part: str
    owner: str = ""
    block: int = -1
    offset: int = 0


class Text(NamedTuple):
    """A paragraph. Its text may hold newlines (forced breaks) and at most one tab.

    A tab pushes what follows to the right edge of its line. `anchor` names the place for page
    references and bookmarks, `outline` is its level in the PDF outline and the heading level of
    the DOCX (0 = section, 1 = article), `label` what the outline shows (one line).
    """

    style: TextStyle
    spans: tuple[Span, ...]
    source: Source
    anchor: str = ""
    outline: int | None = None
    label: str = ""

    @property
    def text(self) -> str:
        """The text without styles."""
        return "".join([span.text for span in self.spans])


class Rule(NamedTuple):
    """A horizontal line over the whole measure, `before` and `after` it so many points."""

    thickness: float
    colour: str
    before: float
    after: float
    source: Source
    keep_next: bool = False


class Image(NamedTuple):
    """A picture, centred: `width` and `height` in points after rotation (clockwise, degrees)."""

    digest: str
    width: float
    height: float
    rotation: int
    before: float
    after: float
    source: Source
    keep_next: bool = False


class Grid(NamedTuple):
    """A ruled table: rows of cells, a text block each; `columns` are fractions of the measure.

    The first `header_rows` rows are repeated on every page that the table reaches.
    """

    columns: tuple[float, ...]
    rows: tuple[tuple[Text, ...], ...]
    header_rows: int
    rule: float
    padding: float
    source: Source


class Space(NamedTuple):
    """Empty height in points; dropped at the top of a page."""

    height: float
    source: Source


class PageBreak(NamedTuple):
    """The next block starts a new page."""

    source: Source


FlowBlock = Text | Rule | Image | Grid | Space | PageBreak


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Sheet, margins and grid, in points.

    `pitch` is the body's line pitch, `lines` and `chars` the grid that a DOCX declares (0 = none).
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    lines: int = 0
    chars: int = 0
    punctuation: Punctuation = Punctuation.WORD

    @property
    def measure(self) -> float:
        """The width of the type area (版心宽)."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height of the type area."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page number: `form` with {n}, `drop` points from the type area to its em box's top.

    Odd pages carry it at the right, even ones at the left, `style.left`/`style.right` em in
    (GB/T 9704 7.5); `style.align` CENTER puts it in the middle of every page.
    """

    style: TextStyle
    form: str = "— {n} —"
    drop: float = 7 * MM
    first: int = 1


@dataclass(frozen=True, slots=True)
class Flow:
    """One issue ready for output. `closing` is set at the foot of the last page.

    `styles` holds every style of the template by name, for writers of named styles.
    """

    page: PageSetup
    blocks: tuple[FlowBlock, ...]
    closing: tuple[FlowBlock, ...]
    page_number: PageNumber | None
    styles: Mapping[str, TextStyle]
    title: str = ""
    author: str = ""
    date: str = ""  # ISO
