"""Titles on several lines: about equal lengths, broken by meaning as far as the text shows it.

GB/T 9704 7.3.1: a title of several lines keeps words whole and stands as a trapezoid or diamond.
All lengths are in em, costs are in em squared of uneven length.
"""

from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.linebreak import EPSILON, break_lines, breakpoints, overrun, trim
from bulletin_desk.typeset.prepare import Prepared
from bulletin_desk.typeset.squeeze import squeezable

_AT_SPACE = -400.0  # the two halves of a title are written with a space between them
_AT_MARK = -8.0
_IN_PAIR = 60.0
_IN_DATE = 12.0
_BY_PARTICLE = -3.0
_SUFFIX = 8.0
_ALONE = 10_000.0
# A line may hold one character only if it holds no more than this with its marks.
_FEW = 5
# Each line is meant to be a little shorter than the one above it.
_TAPER = 0.5

# A line likes to start with these, to end with 的, and not to start with what ends a word.
_PARTICLES = "和与及以在为向对从将把让促推"
_SUFFIXES = "的了着过们性化者员家区县市会式"
_UNITS = "年月日时分期届次个名家条项万亿元岁"


# More lines than this are a text that came into a title; weighing them all takes seconds.
_MOST_LINES = 8


def balanced_lines(prepared: Prepared, first: float, rest: float) -> list[int]:
    """Return the ends of as few lines as fit, of about equal length and broken by meaning."""
    fewest = break_lines(prepared, first, rest)
    if not 2 <= len(fewest) <= _MOST_LINES:
        return fewest
    return _best(prepared, min(first, rest), len(fewest)) or fewest


def _best(prepared: Prepared, measure: float, count: int) -> list[int] | None:
    """Return the cheapest division into `count` lines, or None when none fits."""
    length = len(prepared.text)
    places = [0, *breakpoints(prepared, 0, length), length]
    depths = _inside_pairs(prepared.kinds)
    prices = {place: _price(prepared.kinds, place, depths) for place in places[1:-1]}
    prices[length] = 0.0
    mean = (prepared.rights[-1] - prepared.lefts[0]) / count
    # The cheapest way to each place so far: its cost and its line ends.
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for line in range(count):
        target = mean + _TAPER * ((count - 1) / 2 - line)
        ways = _next_line(prepared, ways, places, prices, (measure, target))
    way = ways.get(length)
    return way[1] if way else None


def _next_line(
    prepared: Prepared, ways: dict[int, tuple[float, list[int]]], places: list[int],
    prices: dict[int, float], widths: tuple[float, float],
) -> dict[int, tuple[float, list[int]]]:  # fmt: skip
    """Add one line to every way there is; `widths` are the measure and the line's target."""
    measure, target = widths
    longer: dict[int, tuple[float, list[int]]] = {}
    for start, (cost, ends) in ways.items():
        for end in places:
            if end <= start:
                continue
            over = overrun(prepared, start, end, measure)
            if over > EPSILON and over > min(1.0, squeezable(prepared, start, end)):
                break
            price = cost + (over + measure - target) ** 2 + prices[end]
            if end - start <= _FEW and _characters(prepared.kinds, start, end) < 2:
                price += _ALONE
            if end not in longer or price < longer[end][0]:
                longer[end] = (price, [*ends, end])
    return longer


def _characters(kinds: str, start: int, end: int) -> int:
    """Count the characters of a line without marks and spaces."""
    line = kinds[start : trim(kinds, start, end)]
    return sum(1 for char in line if char not in cjk.FULL_WIDTH and char != " ")


def _price(kinds: str, at: int, depths: list[int]) -> float:
    """Return what a break before kinds[at] costs: little between words and after marks."""
    before, after = kinds[at - 1], kinds[at]
    price = _IN_PAIR * depths[at]
    if before == " ":
        return price + _AT_SPACE
    if before in cjk.NO_START or after in cjk.OPENING:
        return price + _AT_MARK
    if before.isdigit() or (after.isdigit() and before in _UNITS):
        price += _IN_DATE
    if after in _SUFFIXES:
        price += _SUFFIX
    if after in _PARTICLES or before == "的":
        price += _BY_PARTICLE
    return price


def _inside_pairs(kinds: str) -> list[int]:
    """Return for each place how many brackets or quotes are open before it."""
    depths: list[int] = []
    depth = 0
    for char in kinds:
        depths.append(depth)
        if char in cjk.OPENING:
            depth += 1
        elif char in cjk.CLOSING:
            depth = max(0, depth - 1)
    return depths
