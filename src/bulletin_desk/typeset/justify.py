"""How a line is brought to the measure: shifts of its characters, in em."""

from itertools import accumulate

from bulletin_desk.model.flow import Punctuation
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.linebreak import EPSILON
from bulletin_desk.typeset.prepare import GAP, Prepared
from bulletin_desk.typeset.squeeze import end_mark, steps, word_spaces

# Word spaces and gaps between scripts grow up to this before anything else does (CLREQ 3.5.4).
_WIDEST = 0.5


def shifts(
    prepared: Prepared, start: int, end: int, measure: float, stretch: bool
) -> list[float] | None:
    """Return how far right each character of text[start:end] moves, and the line's end; or None.

    A line wider than the measure is squeezed into it; a narrower one is stretched on request.
    """
    slack = measure - (prepared.rights[end - 1] - prepared.lefts[start])
    at_end = 0.0
    if prepared.rule is Punctuation.CLREQ and (stretch or slack < 0):
        # GB/T 15834 §5.1, CLREQ 3.1.6.3: the mark at the end of a full line is half as wide.
        at_end = end_mark(prepared, end)
        slack += at_end
    if slack < -EPSILON:
        extra = _squeeze(prepared, start, end, -slack)
    elif stretch and slack > EPSILON:
        if not at_end and cjk.UNPLAIN.search(prepared.kinds, start, end) is None:
            return _even(end - start, slack)
        extra = _stretch(prepared, start, end, slack)
    elif at_end:
        extra = [0.0] * (end - start + 1)
    else:
        return None
    extra[-1] -= at_end
    return list(accumulate(extra))


def _even(count: int, slack: float) -> list[float] | None:
    """Stretch a line of nothing but Chinese: the same between all characters."""
    if count < 2:
        return None
    each = slack / (count - 1)
    return [each * index for index in range(count)] + [slack]


def _squeeze(prepared: Prepared, start: int, end: int, need: float) -> list[float]:
    """Take `need` out of the line, class after class, each in proportion to its room."""
    extra = [0.0] * (end - start + 1)
    for cuts in steps(prepared, start, end):
        if prepared.rule is Punctuation.CLREQ and cuts and cuts[0][0] == end:
            continue  # taken already
        room = sum([cut for _, cut in cuts])
        if room <= 0:
            continue
        share = min(1.0, need / room)
        for place, cut in cuts:
            extra[place - start] -= cut * share
        need -= room * share
        if need <= EPSILON / 10:
            break
    return extra


def _stretch(prepared: Prepared, start: int, end: int, slack: float) -> list[float]:
    """Put `slack` into the line: word spaces first, then gaps, then all other joints equally."""
    extra = [0.0] * (end - start + 1)
    spaces = [index + 1 - start for index in word_spaces(prepared, start, end)]
    rooms = [_WIDEST - prepared.widths[start + place - 1] for place in spaces]
    slack = _widen(extra, spaces, rooms, slack)
    gaps = [place - start for place in prepared.gaps if start < place < end]
    slack = _widen(extra, gaps, [_WIDEST - GAP] * len(gaps), slack)
    if slack > 0:
        joints = [index - start for index in cjk.joints(prepared.kinds, start, end)] or spaces
        for place in joints:
            extra[place] += slack / len(joints)
    return extra


def _widen(extra: list[float], places: list[int], rooms: list[float], slack: float) -> float:
    """Widen places up to their rooms, in proportion; return what slack remains."""
    total = sum([room for room in rooms if room > 0])
    if total <= 0 or slack <= 0:
        return slack
    share = min(1.0, slack / total)
    for place, room in zip(places, rooms, strict=True):
        if room > 0:
            extra[place] += room * share
    return slack - total * share
