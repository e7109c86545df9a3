"""Entries of the contents: a title, leaders, and its page at the edge of the column.

Text may end in a decimal or an ellipsis before a number: what the lines around it show decides.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bulletin_desk.intake.contents import is_header
from bulletin_desk.intake.pdf.looks import Look
from bulletin_desk.intake.pdf.rows import Row

_DOTS = {"…": 3, "‥": 2}
_FEWEST = 3
_LONGER = 10  # than any ellipsis in a sentence
_NEAR = 3  # lines: a title may take several, and the name of a column may stand between
_ALIKE = 0.08
_ENTRY = re.compile(r"[^。；]*?[^\s.．…·‥_。；]\s*([.．…·‥_][\s.．…·‥_]*)([（(]?\d{1,3}[)）]?)")


def ends_entry(text: str) -> bool:
    """Tell whether a line certainly ends an entry: by a tab, or by leaders too long for text."""
    head, tab, page = text.rpartition("\t")
    return bool(head and tab and page.strip("（()）").isdigit()) or _dots(text) >= _LONGER


def with_tabs(rows: Sequence[Row], right: float) -> list[Row]:
    """Return the lines of a column, the entries with a tab for their leaders, as it was set.

    `right` is the edge of the column, where the page numbers stand.
    """
    dots = [_dots(row.text) if abs(right - row.right) <= row.size else 0 for row in rows]
    # A title that nearly fills its line leaves few leaders: it stands next to other entries.
    sure = {n for n, row in enumerate(rows) if dots[n] >= _LONGER or is_header(row.text)}
    likely = [n for n in range(len(rows)) if n in sure or dots[n]]
    for near in (pairwise(likely), pairwise(reversed(likely))):
        sure.update(other for n, other in near if n in sure and _is_beside(rows, n, other))
    return [_tabbed(row) if n in sure and dots[n] else row for n, row in enumerate(rows)]


def _is_beside(rows: Sequence[Row], first: int, second: int) -> bool:
    """Tell whether two lines stand close, with no title of the body between them."""
    between = rows[min(first, second) : max(first, second) + 1]
    size = rows[second].size
    alike = all(abs(row.size - size) < _ALIKE * size or is_header(row.text) for row in between)
    return len(between) <= _NEAR + 1 and alike


def _dots(text: str) -> int:
    """Return how many dots lead to the page number that a line ends with; 0 where none do."""
    match = _ENTRY.fullmatch(text)
    if match is None:
        return 0
    dots = sum(_DOTS.get(char, 1) for char in match[1] if not char.isspace())
    return dots if dots >= _FEWEST else 0


def _tabbed(row: Row) -> Row:
    match = _ENTRY.fullmatch(row.text)
    assert match
    left = len(row.text[: match.start(1)].rstrip())
    pieces: list[tuple[str, Look]] = []
    for text, look in row.pieces:
        pieces.append((text[:left], look))
        left = max(left - len(text), 0)
    pieces.append((f"\t{match[2]}", row.pieces[-1][1]))
    return replace(row, pieces=[piece for piece in pieces if piece[0]])
