"""What a line can give way, in the order in which it does (CLREQ 3.5.3).

A cut is (place, em): that much is taken out before the character at `place`; a place equal to the
line's end shortens its last mark. All lengths are in em.
"""

import re
from typing import NamedTuple

from bulletin_desk.model.flow import Punctuation
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.prepare import Prepared

Cut = tuple[int, float]

# A full-width mark keeps its half with the ink.
_HALF = 0.5
_LEAST_WORD_SPACE = 0.25
_LEAST_GAP = 0.125

_MARKS = re.compile(f"[{cjk.SQUEEZABLE}]")
_INTERPUNCTS = re.compile("[·・]")
_RANK = {
    **dict.fromkeys(cjk.OPENING + cjk.CLOSING, 1),
    **dict.fromkeys(cjk.PAUSES, 2),
    **dict.fromkeys(cjk.STOPS, 3),
}


class Marks(NamedTuple):
    """The cuts of a line's marks: the one at its end, brackets, pauses, stops."""

    at_end: list[Cut]
    brackets: list[Cut]
    pauses: list[Cut]
    stops: list[Cut]


def squeezable(prepared: Prepared, start: int, end: int) -> float:
    """Return how much text[start:end] can give way in all."""
    if prepared.rule is Punctuation.WORD:
        widths, least = prepared.widths, _HALF + prepared.spacing
        found = _MARKS.finditer(prepared.kinds, start, end)
        return sum([widths[match.start()] - least for match in found])
    return sum([room for cuts in steps(prepared, start, end) for _, room in cuts])


def steps(prepared: Prepared, start: int, end: int) -> list[list[Cut]]:
    """Return the cuts that are possible, one class after the other."""
    marks = _marks(prepared, start, end)
    if prepared.rule is Punctuation.WORD:
        # Shared evenly: one comma at half width among full-width marks looks like a slip.
        return [marks.at_end, marks.brackets + marks.pauses + marks.stops]
    return [
        marks.at_end,
        _word_spaces(prepared, start, end),
        _interpuncts(prepared, start, end),
        marks.brackets,
        marks.pauses,
        _gaps(prepared, start, end),
        marks.stops,
    ]


def end_mark(prepared: Prepared, end: int) -> float:
    """Return what the mark before `end` can give at a line end; 0 for any other character."""
    last = prepared.kinds[end - 1]
    if last not in _RANK or last in cjk.OPENING:
        return 0.0
    return max(0.0, prepared.widths[end - 1] - _HALF - prepared.spacing)


def _marks(prepared: Prepared, start: int, end: int) -> Marks:
    kinds, widths = prepared.kinds, prepared.widths
    least = _HALF + prepared.spacing
    marks = Marks([], [], [], [])
    for match in _MARKS.finditer(kinds, start, end):
        index = match.start()
        char = kinds[index]
        room = widths[index] - least
        if room > 0:
            # An opening mark gives its empty left half, every other its right one.
            place = index if char in cjk.OPENING else index + 1
            marks[0 if place == end else _RANK[char]].append((place, room))
    return marks


def _word_spaces(prepared: Prepared, start: int, end: int) -> list[Cut]:
    return [
        (index + 1, room)
        for index in word_spaces(prepared, start, end)
        if (room := prepared.widths[index] - prepared.spacing - _LEAST_WORD_SPACE) > 0
    ]


def word_spaces(prepared: Prepared, start: int, end: int) -> list[int]:
    """Return the indexes of the spaces between Latin words."""
    kinds = prepared.kinds
    return [
        match.start()
        for match in cjk.SPACES.finditer(kinds, start + 1, end - 1)
        if cjk.is_latin(kinds[match.start() - 1]) and cjk.is_latin(kinds[match.start() + 1])
    ]


def _interpuncts(prepared: Prepared, start: int, end: int) -> list[Cut]:
    """· gives way on both sides."""
    cuts: list[Cut] = []
    for match in _INTERPUNCTS.finditer(prepared.kinds, start, end):
        index = match.start()
        room = (prepared.widths[index] - prepared.spacing - _HALF) / 2
        if room > 0:
            cuts += [(index, room), (index + 1, room)]
    return cuts


def _gaps(prepared: Prepared, start: int, end: int) -> list[Cut]:
    return [(place, _LEAST_GAP) for place in prepared.gaps if start < place < end]
