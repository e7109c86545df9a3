"""How much the lines of a file look like titles: by size, place, boldness and outline level."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin_desk.intake.marks import width
from bulletin_desk.intake.masthead import HUGE
from bulletin_desk.intake.paragraphs import TITLE
from bulletin_desk.intake.source import Align, SourceLine

_LARGER = 1.12  # letters so much larger than those of the text stand out
_SMALLER = 0.95
_MASTHEAD = 1.8  # the name of a bulletin is as large as this, or red and somewhat larger
_RED_MASTHEAD = 1.3
_FEW = 0.35  # what is rarer than this stands out
_WIDEST = 72.0
_UNLIKE = -3


@dataclass(frozen=True, slots=True)
class Looks:
    """What is usual in a file, so that what stands out can be told.

    `size` is that of the text (0 unknown); `centred` and `bold` tell whether few lines are so;
    `level` is the outline level of its titles (0 none).
    """

    size: float = 0.0
    centred: bool = False
    bold: bool = False
    level: int = 0

    def points(self, line: SourceLine) -> int:
        """Return how much a line stands out: TITLE like a title, HUGE like a masthead."""
        ratio = line.size / self.size if self.size else 1.0
        if ratio >= _MASTHEAD or (line.red and ratio >= _RED_MASTHEAD):
            return HUGE
        if line.heading and self.level:
            return TITLE + 1 if line.heading == self.level else _UNLIKE
        points = 2 * (ratio >= _LARGER) + 2 * (self.centred and line.align is Align.CENTRE)
        return points + (self.bold and line.bold)

    def small(self, line: SourceLine) -> bool:
        """Tell whether a line is in letters smaller than those of the text."""
        return 0 < line.size < self.size * _SMALLER


def looks_of(lines: Sequence[SourceLine]) -> Looks:
    """Return what is usual in the lines of a file."""
    sizes: Counter[float] = Counter()
    texts = [line for line in lines if line.block is None and line.text]
    whole = sum(len(line.text) for line in texts)
    for line in texts:
        if line.size:
            sizes[line.size] += len(line.text)
    centred = sum(len(line.text) for line in texts if line.align is Align.CENTRE)
    bold = sum(len(line.text) for line in texts if line.bold)
    return Looks(
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        centred=0 < centred < _FEW * whole,
        bold=0 < bold < _FEW * whole,
        level=_title_level(texts),
    )


def _title_level(lines: Sequence[SourceLine]) -> int:
    """Return the highest outline level that stands right above text, not above another head.

    A level that stands above heads alone is that of columns; one that is used once, while a lower
    one is used more often, is that of the whole.
    """
    above: Counter[int] = Counter()
    for line, after in pairwise(lines):
        if line.heading and not after.heading:
            above[line.heading] += 1
    levels = sorted(above)
    while len(levels) > 1 and above[levels[0]] == 1 and above[levels[1]] > 1:
        levels.pop(0)
    return levels[0] if levels else 0


def ranks(lines: Sequence[SourceLine], looks: Looks) -> list[int]:
    """Return for each line how much it looks like a title; below zero it looks unlike one.

    Only where some titles certainly stand out, a line that does not is unlikely to be one.
    """
    points = [_points(line, looks) for line in lines]
    titled = any(
        TITLE <= points[i] < HUGE and any(_is_text(line) for line in lines[i + 1 : i + 4])
        for i in range(len(lines))
    )
    if not titled:
        return points
    return [
        _UNLIKE if value <= 1 and line.heading == 0 else value
        for value, line in zip(points, lines, strict=True)
    ]


def _points(line: SourceLine, looks: Looks) -> int:
    if line.block is not None or width(line.text) > _WIDEST or "。" in line.text[:-1]:
        return 0
    return looks.points(line)


def _is_text(line: SourceLine) -> bool:
    return "。" in line.text or width(line.text) > _WIDEST
