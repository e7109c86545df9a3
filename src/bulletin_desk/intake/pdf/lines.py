"""Paragraphs as lines of a source: their text, their emphasis, and the evidence of their looks."""

from collections.abc import Sequence
from itertools import pairwise

from bulletin_desk.intake.marks import tidy
from bulletin_desk.intake.pdf.paragraphs import Placed, Style, align_of
from bulletin_desk.intake.source import SourceLine
from bulletin_desk.model.richtext import Run


def source_line(group: Sequence[Placed], gap: int, page: bool, style: Style) -> SourceLine:
    """Return a paragraph as a line of the source."""
    first = group[0]
    row, frame = first.row, first.frame
    if first.block is not None:
        text = first.block.text
        return SourceLine(text, whole=True, gap=gap, page=page, block=first.block,
                          page_number=first.page)  # fmt: skip
    chars = _chars(group)
    text = "\t".join(tidy(part) for part in "".join(char for char, _, _ in chars).split("\t"))
    runs = _runs(text, chars, style)
    look = row.look
    emphatic = look.bold or (look.family == "hei" and style.family != "hei")
    return SourceLine(
        text=text,
        whole=True,
        indent=round(max((row.left - frame.left) / row.size, 0.0), 2),
        gap=gap,
        page=page,
        size=round(row.size, 1),
        bold=emphatic if not runs else False,
        red=look.red,
        align=align_of(first, style),
        runs=runs,
        page_number=first.page,
    )


_Char = tuple[str, bool, bool]


def _chars(group: Sequence[Placed]) -> list[_Char]:
    """Return the characters of a paragraph, each with whether it is bold or heiti, and kaiti."""
    chars: list[_Char] = []
    for placed in group:
        kai = False
        new: list[_Char] = []
        for text, look in placed.row.pieces:
            for char in text:
                if char > "\u2e7f" or look.family == "kai":
                    kai = look.family == "kai"
                new.append((char, look.bold or look.family == "hei", kai))
        if chars and _blank_at_break(chars[-1][0], new[0][0]):
            chars.append((" ", *chars[-1][1:]))
        chars += new
    return chars


def _blank_at_break(last: str, char: str) -> bool:
    """Tell whether a line was broken at a blank: words, and letters with digits, stay together."""
    latin = last.isascii() and last.isalnum() and char.isascii() and char.isalnum()
    return latin and not (last.isdigit() and char.isdigit())


def _runs(text: str, chars: list[_Char], style: Style) -> tuple[Run, ...]:
    """Return the emphasis of a paragraph of which only a part is emphasised."""
    bold_body, kai_body = style.bold or style.family == "hei", style.family == "kai"
    looks = {(bold, kai) for char, bold, kai in chars if char > "\u2e7f"}
    if len(looks) < 2:
        return ()
    dark = [item for item in chars if not item[0].isspace()]
    runs: list[Run] = []
    at = 0
    for char in text:
        if not char.isspace():
            _, bold, kai = dark[at]
            at += 1
            new = Run(char, bold and not bold_body, kai and not kai_body)
        else:
            new = Run(char, runs[-1].bold, runs[-1].kai) if runs else Run(char)
        if runs and (runs[-1].bold, runs[-1].kai) == (new.bold, new.kai):
            new = Run(runs.pop().text + char, new.bold, new.kai)
        runs.append(new)
    return tuple(runs) if any(run.bold or run.kai for run in runs) else ()


def gaps_of(groups: Sequence[Sequence[Placed]], style: Style) -> list[int]:
    """Return how many blank lines stand before each paragraph."""
    gaps = [0]
    for before, group in pairwise(groups):
        last, first = before[-1], group[0]
        if first.breaks or last.page != first.page:
            gaps.append(0)
            continue
        usual = max(first.frame.pitch, 1.3 * max(first.row.size, last.row.size))
        space = first.row.top - last.row.bottom + style.size
        gaps.append(max(0, min(6, round(space / usual - 1 - 0.15))))
    return gaps
