"""What a paste consists of before it is cleaned: lines of text, and tables."""

from dataclasses import dataclass
from enum import Enum, auto

from bulletin_desk.model.richtext import Run, Table
from bulletin_desk.model.runs import run_text


class Role(Enum):
    """What the source says of a line."""

    TEXT = auto()
    ITEM = auto()
    SIGNATURE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source. `soft` lines follow a mere line end, others begin a paragraph.

    `level` is the level of a heading (1 to 6), 0 for text. What the source says of its looks:
    `centred`, `red`, and its `size` in points (0 where it does not say).
    """

    runs: tuple[Run, ...]
    soft: bool = False
    level: int = 0
    role: Role = Role.TEXT
    centred: bool = False
    red: bool = False
    size: float = 0.0

    @property
    def text(self) -> str:
        """The text without emphasis."""
        return run_text(self.runs)


Clip = Line | Table


def text_lines(text: str) -> list[Clip]:
    """Return the lines of plain text, blank ones too."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").split("\n")
    clips: list[Clip] = []
    for number, line in enumerate(lines):
        parted = number == 0 or not lines[number - 1].strip()
        clips.append(Line((Run(line),) if line else (), soft=not parted))
    return clips
