"""The lines of a text with their evidence: indent, blank lines before, page breaks, width."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from bulletin_desk.intake.marks import first_unit_width, is_finished, width

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WIDEST_PAGE = 80.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its outer blanks; `gap` blank lines stand before it.

    `page` tells that a page begins with it. `width` is the printed width in em.
    """

    text: str
    indent: float = 0.0
    gap: int = 0
    page: bool = False
    width: float = 0.0


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank."""
    lines: list[Line] = []
    gap, page, start = 0, False, 0
    # A break at the very end makes the last line be seen like every other.
    for match in _BREAKS.finditer(text + "\n"):
        raw = text[start : match.start()]
        start = match.end()
        bare = raw.strip()
        if bare:
            indent = width(raw[: len(raw) - len(raw.lstrip())])
            lines.append(Line(bare, indent, gap, page, width(bare)))
            gap, page = 0, False
        else:
            gap += 1
        page = page or match[0] == "\x0c"
    return lines


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: hard-wrapped at a measure or one paragraph a line, and by what marks.

    `measure` is None where each line is a paragraph. `ragged` means that full lines differ in
    length; `indented`, that first lines are indented; `blank_breaks`, that a blank line parts
    paragraphs (some extractions put one after every line); `gap` is the usual number of them.
    """

    measure: float | None
    ragged: bool = False
    indented: bool = False
    blank_breaks: bool = False
    gap: int = 0

    def is_full(self, line: Line, following: Line, *, opens: bool) -> bool:
        """Tell whether a line ended because the next characters did not fit.

        Judged as the typesetter did it: by the first unbreakable unit of the next line. A line
        that ends inside a sentence is given more room, since it rarely ends a paragraph.
        """
        if self.measure is None:
            return False
        used = line.width
        if line.indent >= 1.5:
            used += min(line.indent, 4)
        elif opens and not self.indented:
            used += 2  # the extraction lost the indent of the first line
        finished = is_finished(line.text)
        if self.ragged:
            return used >= self.measure * (0.85 if finished else 0.6)
        slack = 0.5 if finished else 3.0
        return used + first_unit_width(following.text) > self.measure - slack


def layout_of(lines: list[Line]) -> Layout:
    """Measure how a text is set, from its longer lines."""
    usual = Counter(line.gap for line in lines if not line.page)
    gap = usual.most_common(1)[0][0] if usual else 0
    long = sorted(line.width for line in lines)[int(len(lines) * 0.95)] if lines else 0.0
    big = [line for line in lines if line.width >= 0.7 * long]
    indented = _has_indents(lines, long)
    inside = sum(1 for line in big if not is_finished(line.text))
    if not 14 <= long <= _WIDEST_PAGE or len(big) < 3 or inside * 2 < len(big):
        return Layout(None, indented=indented, gap=gap)
    measure, ragged = _measure(big, long)
    layout = Layout(measure, ragged, indented, gap=gap)
    return Layout(measure, ragged, indented, _blank_breaks(lines, layout), gap)


def _measure(big: list[Line], long: float) -> tuple[float, bool]:
    """Return the width that most full lines reach, and whether they are ragged."""
    counts = Counter(round(line.width * 2) for line in big)
    best = max(counts, key=lambda w: (sum(counts[w + d] for d in range(-2, 3)), w)) / 2
    near = sum(1 for line in big if best - 2.5 <= line.width <= best + 1.5)
    ragged = near < 0.6 * len(big)
    return (long if ragged else best), ragged


def _has_indents(lines: list[Line], long: float) -> bool:
    """Tell whether first lines stand out by an indent of about two characters."""
    text = [line for line in lines if line.width >= 0.5 * min(long, 40)]
    first = sum(1 for line in text if 1.5 <= line.indent <= 5)
    return first >= 2 and first >= 0.04 * len(text)


def _blank_breaks(lines: list[Line], layout: Layout) -> bool:
    """Tell whether blank lines are rare inside sentences, so that they part paragraphs."""
    inside = [
        (line, following)
        for line, following in pairwise(lines)
        if not is_finished(line.text) and layout.is_full(line, following, opens=False)
    ]
    parted = sum(1 for _, following in inside if following.gap)
    return bool(inside) and parted < 0.3 * len(inside)
