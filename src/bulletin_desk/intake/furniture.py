"""Page furniture in extracted text: page numbers, and heads that run over the pages."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import is_finished, squash

_DASH = r"[—–―─－_·•~\-]+"
_DASHED = re.compile(rf"{_DASH}\s*\d{{1,4}}\s*{_DASH}")
_WORDED = re.compile(r"第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}")
_BARE = re.compile(r"\d{1,4}")
_COLUMN = re.compile("[【〖]|$")
_DIGITS = re.compile(r"[\d\s—–―─－·•\-]+")


def strip_furniture(lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines without furniture, the page numbers, and the running heads."""
    bare = _bare_numbers(lines)
    numbers = [i for i, line in enumerate(lines) if i in bare or _is_page_number(line)]
    kept = _without(lines, set(numbers))
    heads = _running_heads(kept)
    running = [kept[i] for i in sorted(heads)]
    return _without(kept, heads), [lines[i] for i in numbers], running


def _is_page_number(line: Line) -> bool:
    if line.said is not None:
        return False
    return line.width <= 14 and bool(_DASHED.fullmatch(line.text) or _WORDED.fullmatch(line.text))


def _bare_numbers(lines: list[Line]) -> set[int]:
    """Return the lines with a bare number that must be page numbers.

    Either a page begins right after them, or they count upwards one by one, at the edges of pages
    or far apart.
    """
    found = [i for i, ln in enumerate(lines) if _BARE.fullmatch(ln.text) and ln.said is None]
    numbers: set[int] = {i for i in found if i + 1 < len(lines) and lines[i + 1].page}
    edge = {i for i in found if any(line.page for line in lines[max(0, i - 1) : i + 3])}
    for a, b in pairwise(found):
        if int(lines[b].text) == int(lines[a].text) + 1 and (b - a >= 8 or {a, b} <= edge):
            numbers |= {a, b}
    return numbers


def _running_heads(lines: list[Line]) -> set[int]:
    """Return the short lines that open, or end, two pages or more and differ only in digits."""
    tops = [i for i, line in enumerate(lines) if line.page]
    return _repeated(lines, tops) | _repeated(lines, [i - 1 for i in tops if i])


def _repeated(lines: list[Line], places: list[int]) -> set[int]:
    short = [i for i in places if lines[i].width <= 30 and not is_finished(lines[i].text)]
    faces = Counter(_face(lines[i]) for i in short)
    return {
        i
        for i in short
        if faces[_face(lines[i])] >= 2
        and lines[i].said is None
        and not _COLUMN.match(lines[i].text)
    }


def _face(line: Line) -> str:
    return _DIGITS.sub("", squash(line.text))


def _without(lines: list[Line], dropped: set[int]) -> list[Line]:
    """Return the other lines; a page begins where furniture was."""
    kept: list[Line] = []
    page = False
    for i, line in enumerate(lines):
        if i in dropped:
            page = bool(kept)
        else:
            kept.append(replace(line, page=True) if page else line)
            page = False
    return kept
