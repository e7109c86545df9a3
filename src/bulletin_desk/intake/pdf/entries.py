"""Entries of the contents: a title, leaders, and its page at the edge of the column.

Text may end in a decimal or an ellipsis before a number: what the lines around it show decides.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bulletin_desk.intake.pdf.looks import Look
from bulletin_desk.intake.pdf.rows import Row

_DOTS = {"…": 3, "‥": 2}
_FEWEST = 3
_LONGER = 10  # than any ellipsis in a sentence
_NEAR = 3  # lines: a title may take several, and the name of a column may stand between
_ROW = 3  # entries one under the other
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
    entries = {n for n, count in enumerate(dots) if count >= _LONGER}
    likely = [n for n, count in enumerate(dots) if count >= _FEWEST]
    for at in range(len(likely) - _ROW + 1):
        if likely[at + _ROW - 1] - likely[at] == _ROW - 1:
            entries.update(likely[at : at + _ROW])
    # A title that nearly fills its line leaves few leaders: it stands next to other entries.
    for near in (pairwise(likely), pairwise(reversed(likely))):
        for n, other in near:
            if n in entries and abs(n - other) <= _NEAR:
                entries.add(other)
    return [_tabbed(row) if n in entries else row for n, row in enumerate(rows)]


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
