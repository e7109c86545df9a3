"""Where lines end: first fit, then kinsoku by squeezing in before pushing out (CLREQ 3.1.4).

`may_break` in cjk.py says where a line may end at all; the choice among those places is here.
All lengths are in em.
"""

from bisect import bisect_right

from bulletin_desk.model.flow import Punctuation
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.prepare import Prepared
from bulletin_desk.typeset.squeeze import end_mark, squeezable

# Rounding of sums of widths and of millimetres; 1/1000 em is invisible.
EPSILON = 0.001
# A character of which more than half fits is taken into a line whose marks can give the rest:
# printed lines of 26 characters in a measure of 25.97 em, and of 26.25 em with a number.
_MORE_THAN_HALF = 0.5
# Marks that may not start a line are pulled in up to one em beyond that measure.
_PULL_IN = 1.05


def break_lines(prepared: Prepared, first: float, rest: float) -> list[int]:
    """Return the end of every line; spaces at a break belong to the line before it."""
    length = len(prepared.text)
    choose = _as_clreq if prepared.rule is Punctuation.CLREQ else _as_word
    ends: list[int] = []
    start, measure = 0, first
    while start < length:
        start = choose(prepared, start, measure)
        ends.append(start)
        measure = rest
    if prepared.rule is Punctuation.CLREQ:
        _no_orphan(prepared, ends)
    return ends


def _no_orphan(prepared: Prepared, ends: list[int]) -> None:
    """Pull a character down to a last line that would hold but one (CLREQ 3.4.4).

    Word leaves such lines, and so does what is set as Word does.
    """
    if len(ends) < 2:
        return
    last = prepared.kinds[ends[-2] : ends[-1]].strip(" " + cjk.SQUEEZABLE)
    before = ends[-3] if len(ends) > 2 else 0
    places = breakpoints(prepared, before, ends[-2])
    # The line above may become two characters looser, not more.
    if len(last) == 1 and places and ends[-2] - places[-1] <= 2 < places[-1] - before:
        ends[-2] = places[-1]


def breakpoints(prepared: Prepared, start: int, stop: int) -> list[int]:
    """Return every place in start < place < stop where a line may end."""
    kinds = prepared.kinds
    return [at for at in range(start + 1, stop) if cjk.may_break(kinds, at)]


def overrun(prepared: Prepared, start: int, end: int, measure: float) -> float:
    """Return how far text[start:end] exceeds the measure, without the spaces at its end."""
    return prepared.rights[trim(prepared.text, start, end) - 1] - prepared.lefts[start] - measure


def trim(text: str, start: int, end: int) -> int:
    """Return the end of text[start:end] without the spaces there, at least start + 1."""
    while end - 1 > start and text[end - 1] == " ":
        end -= 1
    return end


def _as_word(prepared: Prepared, start: int, measure: float) -> int:
    """Choose as Word does: natural widths, marks give way only for what must come in."""
    kinds = prepared.kinds
    natural = _natural(prepared, start, measure)
    length = len(kinds)
    if natural == length:
        return length
    best = 0
    end = natural + 1
    while end <= length and overrun(prepared, start, end, measure) <= _PULL_IN:
        if (
            (end == length or cjk.may_break(kinds, end))
            and _few_enough(prepared, start, end, measure, natural)
            and squeezable(prepared, start, end) >= overrun(prepared, start, end, measure)
        ):
            best = end
        end += 1
    return best or _push_out(prepared, start, natural, measure)


def _few_enough(prepared: Prepared, start: int, end: int, measure: float, natural: int) -> bool:
    """Whether what comes in beyond the measure is marks, and at most half a character before."""
    kinds = prepared.kinds
    while end > natural and kinds[end - 1] in cjk.NO_START:
        end -= 1
    return end <= natural or overrun(prepared, start, end, measure) < _MORE_THAN_HALF


def _as_clreq(prepared: Prepared, start: int, measure: float) -> int:
    """Choose by CLREQ: the mark at a line's end is half as wide; everything may give way."""
    kinds = prepared.kinds
    length = len(kinds)
    natural = _natural(prepared, start, measure)
    while natural < length and (
        overrun(prepared, start, natural + 1, measure) <= end_mark(prepared, natural + 1) + EPSILON
    ):
        natural += 1
    if natural == length or cjk.may_break(kinds, natural):
        return natural
    end = natural + 1
    while end < length and not cjk.may_break(kinds, end):
        end += 1
    if squeezable(prepared, start, end) >= overrun(prepared, start, end, measure):
        return end
    return _push_out(prepared, start, natural, measure)


def _natural(prepared: Prepared, start: int, measure: float) -> int:
    """Return where the text reaches the measure at natural widths, at least start + 1."""
    limit = prepared.lefts[start] + measure + EPSILON
    end = max(bisect_right(prepared.rights, limit, start), start + 1)
    kinds = prepared.kinds
    while end < len(kinds) and kinds[end] == " ":
        end += 1
    return end


def _push_out(prepared: Prepared, start: int, natural: int, measure: float) -> int:
    """Return the last permitted break up to the measure; a longer word is cut at the measure."""
    kinds = prepared.kinds
    end = natural
    while end > start and not cjk.may_break(kinds, end):
        end -= 1
    if start < end < natural and cjk.is_latin(kinds[natural]) and cjk.is_latin(kinds[natural - 1]):
        # An address longer than a line must be cut anyhow: no line before it is left half empty.
        word = end
        while word < len(kinds) and cjk.is_latin(kinds[word]):
            word += 1
        if prepared.rights[word - 1] - prepared.lefts[end] > measure:
            return natural
    return end if end > start else natural
