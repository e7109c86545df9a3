"""How the lines of a source stand below each other: heights, and which line is at a height.

Heights are reckoned from widths in em, so that a text of a hundred thousand lines is arranged in
a moment; what comes into view is then measured, and its reckoned height put right.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

from bulletin_desk.intake.marks import width
from bulletin_desk.intake.source import Role, SourceLine
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.ui import theme

# A paragraph shows so many lines; of a longer one the beginning and the end.
MOST_LINES = 7
TABLE_ROWS = 4
_PICTURE_EM, _CAPTION_EM = 6.0, 1.6
_PAGE_EM, _GAP_EM = 1.9, 0.4
_LEADING = 1.5
_BETWEEN = theme.SMALL // 2


class _Measure(NamedTuple):
    """What the height of a line hangs on, whatever the width is.

    `em` is the text's width, or (where `fixed`) the height of a picture or table.
    """

    em: float
    breaks: int
    factor: float
    gap: int
    page: bool
    fixed: bool


class LineLayout:
    """The heights of all lines in a width; `text_width` is what is left for their text."""

    def __init__(self) -> None:
        self.font = QFont()
        self.em = 14.0
        self.text_width = 400.0
        self._measures: list[_Measure] = []
        self._joined: list[bool] = []
        self._inner: list[int] = []
        self._ends: list[int] = []

    def show_lines(self, lines: Sequence[SourceLine]) -> None:
        """Take other lines."""
        sizes = Counter(line.size for line in lines if line.size)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        # Some files have a blank line after each: only more than usual sets lines apart.
        usual = Counter(line.gap for line in lines).most_common(1)
        gap = usual[0][0] if usual else 0
        self._measures = []
        before = 0
        for row, line in enumerate(lines):
            turns = row > 0 and (line.page or 0 < before < line.page_number)
            before = line.page_number or before
            self._measures.append(_measured(line, body, line.gap - gap, page=turns))

    def arrange(self, font: QFont, text_width: float, roles: Sequence[Role]) -> None:
        """Reckon all heights anew: the width or the font is another."""
        self.font, self.text_width = font, max(text_width, 80.0)
        self.em = max(QFontMetricsF(font).horizontalAdvance("国"), 6.0)
        columns = self.text_width / self.em
        heights = {m.factor: self._line_height(m.factor) for m in self._measures}
        self._inner = [
            round(m.em * self.em) + theme.SMALL
            if m.fixed
            else _shown(ceil(m.em * m.factor / columns) + m.breaks) * heights[m.factor] + _BETWEEN
            for m in self._measures
        ]
        self._joined = [role is Role.CONTINUATION for role in roles]
        self._add_up(0)

    def show_roles(self, roles: Sequence[Role]) -> None:
        """Let lines that go on with others stand close to them."""
        joined = [role is Role.CONTINUATION for role in roles]
        if joined != self._joined:
            self._joined = joined
            self._add_up(0)

    def measure(self, lines: Mapping[int, int]) -> bool:
        """Put the heights of texts right that take so many lines; return whether any changed."""
        changed = len(self._inner)
        for row, count in lines.items():
            height = _shown(count) * self.line_height(row) + _BETWEEN
            if height != self._inner[row]:
                self._inner[row] = height
                changed = min(changed, row)
        if changed == len(self._inner):
            return False
        self._add_up(changed)
        return True

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self._ends[-1] if self._ends else 0

    def top(self, row: int) -> int:
        """Return where a line begins."""
        return self._ends[row - 1] if row else 0

    def height_of(self, row: int) -> int:
        """Return the height of a line."""
        return self._ends[row] - self.top(row)

    def row_at(self, y: int) -> int:
        """Return the line at a height; -1 where there is none."""
        if not 0 <= y < self.height:
            return -1
        return bisect_right(self._ends, y)

    def factor(self, row: int) -> float:
        """Return how much larger than the text of the body a line is set."""
        return self._measures[row].factor

    def space(self, row: int) -> int:
        """Return the space over a line, below the border of its page."""
        space = 0 if self._joined[row] else _BETWEEN
        return space + round(self.em * _GAP_EM * self._measures[row].gap)

    @property
    def page_height(self) -> int:
        """The height of the border between two pages."""
        return round(self.em * _PAGE_EM)

    def begins_page(self, row: int) -> bool:
        """Return whether a border of pages is drawn over a line."""
        return self._measures[row].page

    def line_height(self, row: int) -> int:
        """Return the distance from one line of a row's text to the next."""
        return self._line_height(self._measures[row].factor)

    def _line_height(self, factor: float) -> int:
        return round(self.em * factor * _LEADING)

    def _add_up(self, first: int) -> None:
        """Find where the lines end, from one of them on."""
        page, gap = self.page_height, self.em * _GAP_EM
        heights = [
            inner
            + (0 if joined else _BETWEEN)
            + (round(gap * m.gap) if m.gap else 0)
            + (page if m.page else 0)
            for inner, joined, m in zip(
                self._inner[first:], self._joined[first:], self._measures[first:], strict=True
            )
        ]
        before = self.top(first)
        self._ends[first:] = [*accumulate(heights, initial=before)][1:]


def _measured(line: SourceLine, body: float, gap: int, *, page: bool) -> _Measure:
    gap, block = min(max(gap, 0), 2), line.block
    if isinstance(block, Picture):
        em = _PICTURE_EM + (_CAPTION_EM if line.text else 0.0)
        return _Measure(em, 0, 1.0, gap, page, fixed=True)
    if isinstance(block, Table):
        shown = min(len(block.rows), TABLE_ROWS) + (len(block.rows) > TABLE_ROWS)
        return _Measure(_CAPTION_EM * max(shown, 1), 0, 1.0, gap, page, fixed=True)
    factor = min(max(line.size / body, 0.85), 1.6) if line.size and body else 1.0
    em = width(line.text) + line.indent
    return _Measure(em, line.text.count("\n"), factor, gap, page, fixed=False)


def _shown(lines: int) -> int:
    return min(max(lines, 1), MOST_LINES)
