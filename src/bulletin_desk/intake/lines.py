"""The lines of a text with their evidence: indent, blank lines before, page breaks, width."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from bulletin_desk.intake.marks import first_unit_width, is_finished, width
from bulletin_desk.intake.shapes import is_bracketed_name
from bulletin_desk.intake.source import Align, Role, SourceLine

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARK = re.compile("[，。、；：？！“”‘’（）《》]")
_WIDEST_PAGE = 80.0
_SAMPLE = 1500  # lines that a measure is taken from


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its outer blanks; `gap` blank lines stand before it.

    `page` tells that a page begins with it. `width` is the printed width in em. `at` counts the
    lines of the source; `said` is what the clerk decided that the line is. Where the file tells
    of its looks, they are in `source`, and `rank` says how much they are those of a title.
    """

    text: str
    indent: float = 0.0
    gap: int = 0
    page: bool = False
    width: float = 0.0
    at: int = -1
    said: Role | None = None
    rank: int = 0
    source: SourceLine | None = None

    @property
    def whole(self) -> bool:
        """Whether the file says that this is a paragraph of its own."""
        return self.source is not None and self.source.whole

    @property
    def signs(self) -> bool:
        """Whether it stands at the right in brackets, as the name of who sent the text does."""
        right = self.source is not None and self.source.align is Align.RIGHT
        return right and is_bracketed_name(self.text)


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
            lines.append(Line(bare, indent, gap, page, width(bare), len(lines)))
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

    def room(self, line: Line, following: Line, *, opens: bool) -> float:
        """Return the width left in a line after what the next line begins with would have fit.

        Judged as the typesetter did it: by the first unbreakable unit of the next line. Below
        zero the line was full.
        """
        if self.measure is None:
            return 0.0
        used = _printed(line)
        if line.indent < 1.5 and opens and not self.indented:
            used += 2  # the extraction lost the indent of the first line
        # Margins are rarely a whole number of characters: what is missing for the last one
        # is squeezed out of the marks, so that a line without marks is one shorter.
        short = 0.0 if _MARK.search(line.text) else 0.5
        return self.measure - short - used - first_unit_width(following.text)

    def is_full(self, line: Line, following: Line, *, opens: bool) -> bool:
        """Tell whether a line ended because the next characters did not fit.

        A line that ends inside a sentence is given more room, since it rarely ends a paragraph.
        """
        if self.measure is None:
            return False
        finished = is_finished(line.text)
        if self.ragged:
            return line.width >= self.measure * (0.85 if finished else 0.6)
        return self.room(line, following, opens=opens) < (0.25 if finished else 2.5)


def layout_of(lines: list[Line]) -> Layout:
    """Measure how a text is set, from its longer lines."""
    usual = Counter(line.gap for line in lines if not line.page)
    gap = usual.most_common(1)[0][0] if usual else 0
    long = sorted(line.width for line in lines)[int(len(lines) * 0.95)] if lines else 0.0
    pairs = [(line, after) for line, after in pairwise(lines) if line.width >= 0.7 * long]
    indented = _has_indents(lines, long)
    inside = [pair for pair in pairs if not is_finished(pair[0].text)]
    if not 14 <= long <= _WIDEST_PAGE or len(pairs) < 3 or len(inside) * 2 < len(pairs):
        return Layout(None, indented=indented, gap=gap)
    measure, ragged = _measure(inside[:_SAMPLE], [line for line, _ in pairs[:_SAMPLE]], indented)
    layout = Layout(long if ragged else measure, ragged, indented, gap=gap)
    return replace(layout, blank_breaks=_blank_breaks(lines, layout))


def _measure(
    inside: list[tuple[Line, Line]], big: list[Line], indented: bool
) -> tuple[float, bool]:
    """Return the measure that explains most breaks inside sentences, and whether few are.

    A measure explains a break where the line fits in (closing marks may overrun it by one) and
    the next unit would not have. A first line whose indent was lost is two characters short.
    """
    lost = 0.0 if indented else 2.0
    breaks = [(_printed(line), first_unit_width(after.text)) for line, after in inside]
    widths = Counter(_printed(line) for line in big)

    def explained(measure: float) -> float:
        score = 0.0
        for used, unit in breaks:
            own = _explains(measure, used, unit)
            score += own or (0.9 * _explains(measure, used + lost, unit) if lost else 0.0)
        return score - sum(n for used, n in widths.items() if used > measure + 1.5)

    candidates = {round(2 * used) / 2 for used, _ in breaks}
    candidates |= {used + lost for used in candidates} | {used - 1 for used in candidates}
    best = max(sorted(candidates, reverse=True), key=explained)
    return best, explained(best) < 0.6 * len(breaks)


def _explains(measure: float, used: float, unit: float) -> float:
    """Tell how well a measure explains a break; an overrun by closing marks counts less."""
    if used + unit <= measure or used > measure + 1:
        return 0.0
    return 1.0 if used <= measure else 0.8


def _printed(line: Line) -> float:
    return line.width + (min(line.indent, 4.0) if line.indent >= 1.5 else 0.0)


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
