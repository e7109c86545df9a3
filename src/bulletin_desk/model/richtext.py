"""Rich text of an article: paragraphs of runs, pictures with captions, simple tables.

Every value is immutable; an edit returns a new value and shares the untouched parts, so that
layout can be cached by identity.
"""

from dataclasses import dataclass
from enum import StrEnum


class ParagraphKind(StrEnum):
    """What a paragraph is for; the template decides how each kind looks."""

    BODY = "body"
    HEADING1 = "heading1"  # 一、
    HEADING2 = "heading2"  # （一）
    HEADING3 = "heading3"  # 1.
    HEADING4 = "heading4"  # （1）
    NOTE = "note"  # 按语
    QUOTATION = "quotation"
    SIGNATURE = "signature"  # 落款


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one emphasis: bold, 楷体, or both.

    Gaps between Chinese and digits or Latin are not stored; layout adds them (CLREQ).
    """

    text: str
    bold: bool = False
    kai: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a newline inside a run is a manual line break."""

    runs: tuple[Run, ...] = ()
    kind: ParagraphKind = ParagraphKind.BODY

    @property
    def text(self) -> str:
        """The text without emphasis."""
        return "".join([run.text for run in self.runs])


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by the SHA-256 of its file, with caption and printed size.

    `width_mm` of None means the full measure, at most the size at 150 dpi. Rotation is clockwise,
    in steps of 90 degrees. The bytes themselves are kept by the library, never here; `original`
    says what they were before they were reduced for print, as 4000×3000（5.2 MB）.
    """

    digest: str
    media_type: str
    pixel_width: int
    pixel_height: int
    caption: tuple[Run, ...] = ()
    width_mm: float | None = None
    rotation: int = 0
    original: str = ""

    @property
    def text(self) -> str:
        """The caption's text."""
        return "".join([run.text for run in self.caption])


@dataclass(frozen=True, slots=True)
class Table:
    """A simple table: rows of cells, each cell a run of text; no merged cells.

    The first `header_rows` rows are repeated on every page that the table reaches.
    """

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    header_rows: int = 1

    @property
    def text(self) -> str:
        """The cells' text, cells parted by tabs and rows by newlines."""
        return "\n".join(
            "\t".join("".join(run.text for run in cell) for cell in row) for row in self.rows
        )


Block = Paragraph | Picture | Table


def plain(text: str, kind: ParagraphKind = ParagraphKind.BODY) -> Paragraph:
    """Return a paragraph of one unemphasised run, or of none for empty text."""
    return Paragraph((Run(text),) if text else (), kind)
