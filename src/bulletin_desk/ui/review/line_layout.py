"""How the lines of a source stand below each other: heights, and which line is at a height.

Heights are reckoned from widths in em, so that a text of a hundred thousand lines is arranged in
a moment; what comes into view is then measured, and its reckoned height put right.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from bulletin_desk.intake.marks import width
from bulletin_desk.intake.source import Role, SourceLine
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.ui import theme

# A paragraph shows so many lines; of a longer one the beginning and the end.
MOST_LINES = 7
TABLE_ROWS = 4
_PICTURE_EM, _CAPTION_EM = 6.0, 1.6
_PAGE_EM = 1.9
_LEADING = 1.5


class LineLayout:
    """The heights of all lines in a width; `text_width` is what is left for their text."""

    def __init__(self) -> None:
        self.font = QFont()
        self.em = 14.0
        self.text_width = 400.0
        self._lines: Sequence[SourceLine] = ()
        self._widths: list[float] = []
        self._breaks: list[int] = []
        self._body = 0.0
        self._heights: list[int] = []
        self._ends: list[int] = []

    def show_lines(self, lines: Sequence[SourceLine]) -> None:
        """Take other lines."""
        self._lines = lines
        self._widths = [width(line.text) + line.indent for line in lines]
        self._breaks = [line.text.count("\n") for line in lines]
        sizes = Counter(line.size for line in lines if line.size)
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0

    def arrange(self, font: QFont, text_width: float, roles: Sequence[Role]) -> None:
        """Reckon all heights anew."""
        self.font, self.text_width = font, max(text_width, 80.0)
        self.em = max(QFontMetricsF(font).horizontalAdvance("国"), 6.0)
        self._heights = [self._reckoned(row, roles) for row in range(len(self._lines))]
        self._ends = list(accumulate(self._heights))

    def measure(self, lines: Mapping[int, int], roles: Sequence[Role]) -> bool:
        """Put the heights of texts right that take so many lines; return whether any changed."""
        changed = len(self._heights)
        for row, count in lines.items():
            height = self._text_height(row, count, roles)
            if height != self._heights[row]:
                self._heights[row] = height
                changed = min(changed, row)
        if changed == len(self._heights):
            return False
        before = self.top(changed)
        self._ends[changed:] = [*accumulate(self._heights[changed:], initial=before)][1:]
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
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """Return the line at a height; -1 where there is none."""
        if not 0 <= y < self.height:
            return -1
        return bisect_right(self._ends, y)

    def factor(self, line: SourceLine) -> float:
        """Return how much larger than the text of the body a line is set."""
        if not line.size or not self._body:
            return 1.0
        return min(max(line.size / self._body, 0.85), 1.6)

    def above(self, row: int, roles: Sequence[Role]) -> int:
        """Return the space over a line: the border of its page, blank lines before it."""
        line = self._lines[row]
        space = theme.SMALL // 2
        if roles[row] is Role.CONTINUATION:
            space = 0
        if line.gap:
            space += round(self.em * 0.4 * min(line.gap, 2))
        return space + (self.page_height if self.begins_page(row) else 0)

    @property
    def page_height(self) -> int:
        """The height of the border between two pages."""
        return round(self.em * _PAGE_EM)

    def begins_page(self, row: int) -> bool:
        """Return whether a border of pages is drawn over a line."""
        line = self._lines[row]
        if not row:
            return False
        before = self._lines[row - 1]
        return line.page or (0 < before.page_number < line.page_number)

    def line_height(self, line: SourceLine) -> float:
        """Return the distance from one line of text to the next."""
        return round(self.em * self.factor(line) * _LEADING)

    def _reckoned(self, row: int, roles: Sequence[Role]) -> int:
        line = self._lines[row]
        block = line.block
        if isinstance(block, Picture):
            caption = _CAPTION_EM if line.text else 0.0
            inside = self.em * (_PICTURE_EM + caption)
            return round(inside) + theme.SMALL + self.above(row, roles)
        if isinstance(block, Table):
            shown = min(len(block.rows), TABLE_ROWS) + (len(block.rows) > TABLE_ROWS)
            inside = self.em * _CAPTION_EM * max(shown, 1)
            return round(inside) + theme.SMALL + self.above(row, roles)
        columns = self.text_width / (self.em * self.factor(line))
        shown = ceil(self._widths[row] / max(columns, 1)) + self._breaks[row]
        return self._text_height(row, shown, roles)

    def _text_height(self, row: int, lines: int, roles: Sequence[Role]) -> int:
        shown = min(max(lines, 1), MOST_LINES)
        inside = shown * self.line_height(self._lines[row])
        return round(inside) + theme.SMALL // 2 + self.above(row, roles)
