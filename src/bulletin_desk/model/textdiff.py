"""What differs between two texts, in pieces that a reader can follow.

Letter by letter, a longest common subsequence of Chinese text keeps a 的 here and a 一 there in
the midst of what was rewritten. Here digits and Latin are compared by words, and what both texts
share is only kept where it is longer than what changed around it.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# A number with its marks (3.5%, 2026) or a Latin word is one thing; anything else stands alone.
_TOKEN = re.compile(r"[0-9０-９]+(?:[.,:：．][0-9０-９]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
# Beyond this many comparisons a text counts as rewritten; a keystroke must not wait for it.
_MOST_WORK = 4_000_000


class Mark(StrEnum):
    """Whether a piece is in both texts or in one of them."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A stretch of text with its mark."""

    mark: Mark
    text: str


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts: without the added ones it is `old`, else `new`."""
    if old == new:
        return _joined([Piece(Mark.SAME, old)])
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    pieces = [Piece(Mark.SAME, "".join(before[:head])), *middle]
    return _joined([*pieces, Piece(Mark.SAME, "".join(before[len(before) - tail :]))])


def likeness(old: str, new: str) -> float:
    """Return how alike two texts are, from 0 to 1, by the characters that they share."""
    if old == new:
        return 1.0
    return SequenceMatcher(None, old, new, autojunk=False).quick_ratio()


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many tokens are the same from the start on."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    if len(old) * len(new) > _MOST_WORK:
        return [Piece(Mark.REMOVED, "".join(old)), Piece(Mark.ADDED, "".join(new))]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Mark.SAME, "".join(old[i1:i2])))
        else:
            pieces.append(Piece(Mark.REMOVED, "".join(old[i1:i2])))
            pieces.append(Piece(Mark.ADDED, "".join(new[j1:j2])))
    return _without_islands([piece for piece in pieces if piece.text])


def _without_islands(pieces: list[Piece]) -> list[Piece]:
    """Join changes with what little both texts share between them."""
    while True:
        for index, piece in enumerate(pieces):
            if piece.mark is Mark.SAME and _is_island(pieces, index):
                break
        else:
            return pieces
        pieces[index : index + 1] = [
            Piece(Mark.REMOVED, piece.text),
            Piece(Mark.ADDED, piece.text),
        ]
        pieces = _gathered(pieces)


def _is_island(pieces: Sequence[Piece], index: int) -> bool:
    """Whether shared text has a change on each side that is at least as long as itself."""
    before, after = _length(pieces[:index][::-1]), _length(pieces[index + 1 :])
    return 0 < len(pieces[index].text) <= min(before, after)


def _length(pieces: Sequence[Piece]) -> int:
    """Return how long the change is with which the pieces begin, by the longer of its sides."""
    sides = {Mark.REMOVED: 0, Mark.ADDED: 0}
    for piece in pieces:
        if piece.mark is Mark.SAME:
            break
        sides[piece.mark] += len(piece.text)
    return max(sides.values())


def _gathered(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with each change as one removal and one addition."""
    gathered: list[Piece] = []
    removed, added = "", ""
    for piece in [*pieces, Piece(Mark.SAME, "")]:
        if piece.mark is Mark.REMOVED:
            removed += piece.text
        elif piece.mark is Mark.ADDED:
            added += piece.text
        else:
            change = (Piece(Mark.REMOVED, removed), Piece(Mark.ADDED, added), piece)
            gathered += [part for part in change if part.text]
            removed, added = "", ""
    return gathered


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in _gathered(pieces):
        if joined and joined[-1].mark is piece.mark:
            joined[-1] = Piece(piece.mark, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
