"""What a file shows, before anything in it is recognised: lines with their evidence.

Every reader (text, DOCX, PDF, what LibreOffice converted) ends in a `Source`; one recogniser makes
a bulletin or articles of it, and makes them anew when the clerk decides about a line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bulletin_desk.intake.result import Intake
from bulletin_desk.model.richtext import Picture, Run, Table


class Align(StrEnum):
    """How a line stands between the margins, where the file says so."""

    UNKNOWN = ""
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Role(StrEnum):
    """What a line of a source is to the bulletin; also what the clerk decides that it is."""

    NAME = "name"  # the masthead's name of the series
    NUMBER = "number"  # 第N期, 总第N期
    ISSUER = "issuer"
    DATE = "date"
    MARKING = "marking"  # 密级, 编号, 内部资料
    CONTENTS = "contents"
    COLUMN = "column"
    TITLE = "title"  # the first or a further line of an article's title
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    NOTE = "note"  # 按语
    PARAGRAPH = "paragraph"  # begins a paragraph of the body
    CONTINUATION = "continuation"  # goes on with the paragraph, or the part, of the line before
    CAPTION = "caption"
    SIGNATURE = "signature"
    DISTRIBUTION = "distribution"  # 报、送、发、共印N份
    DROPPED = "dropped"  # page numbers, running heads, and what the clerk leaves out
    UNKNOWN = "unknown"  # no place in the bulletin was found for it


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a file: a printed line, or (`whole`) a paragraph that the file marks as one.

    `indent` is in em, `gap` counts the blank lines before it, `page` tells that a page begins with
    it. What the file says of its looks is evidence: `size` in points (0 where unknown), `bold`,
    `red`, `align`, `heading` (Word's outline level from 1; 0 none). `runs` has the emphasis of
    the text and is empty where there is none. A line with a `block` is a picture or a table, and
    `text` is what can be read of it. `page_number` counts the file's own pages from 1 (0 unknown).
    """

    text: str
    whole: bool = False
    indent: float = 0.0
    gap: int = 0
    page: bool = False
    size: float = 0.0
    bold: bool = False
    red: bool = False
    align: Align = Align.UNKNOWN
    heading: int = 0
    runs: tuple[Run, ...] = ()
    block: Picture | Table | None = None
    page_number: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What one file shows. `kind` is docx, pdf or text; `name` the file's name.

    `exact` holds what our own exports say of themselves, without loss: then nothing needs to be
    recognised. `warnings` are sentences about the reading (tracked changes accepted, notes left
    out). `pictures` are the files of the pictures, by the SHA-256 that names them.
    """

    kind: str
    name: str
    lines: tuple[SourceLine, ...] = ()
    exact: tuple[Intake, ...] = ()
    warnings: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was made of a source: the intake, and the role of each of its lines.

    `doubts` are sentences that say why a clerk should look before it is kept; where there are
    none, a batch keeps it without asking.
    """

    intake: Intake
    roles: tuple[Role, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether a batch may keep it unseen."""
        return not self.doubts
