"""A PDF of several issues bound together: parted where a page opens with the masthead again."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from bulletin_desk.intake.marks import squash
from bulletin_desk.intake.pdf.frames import main_size
from bulletin_desk.intake.source import Source, SourceLine
from bulletin_desk.model.richtext import Picture

_LARGE, _RED = 1.8, 1.3
# Lines above the name: classification, number of the copy, a notice.
_ABOVE = 4
_MOST_ISSUES = 200


def issues_of(source: Source) -> list[Source]:
    """Return a source for each issue; the source itself where there is only one."""
    starts = _starts(source.lines)
    if len(starts) < 2:
        return [source]
    starts[0] = 0
    parts = [source.lines[a:b] for a, b in pairwise([*starts, len(source.lines)])]
    return [_part(source, lines, n) for n, lines in enumerate(parts)]


def _part(source: Source, lines: tuple[SourceLine, ...], n: int) -> Source:
    first = (replace(lines[0], page=False), *lines[1:])
    shown = {line.block.digest for line in lines if isinstance(line.block, Picture)}
    pictures = {digest: data for digest, data in source.pictures.items() if digest in shown}
    warnings = source.warnings if n == 0 else ()
    return replace(source, lines=first, warnings=warnings, pictures=pictures)


def _starts(lines: tuple[SourceLine, ...]) -> list[int]:
    """Return the lines that begin an issue: of pages that open with one and the same name."""
    size = main_size((line.size, len(line.text)) for line in lines)
    names: dict[str, list[int]] = defaultdict(list)
    for start, line in enumerate(lines):
        if (line.page or start == 0) and (name := _name(lines[start:], size)):
            names[name].append(start)
    often = max(names.values(), key=len, default=[])
    return often[:_MOST_ISSUES]


def _name(lines: tuple[SourceLine, ...], size: float) -> str:
    """Return the name of the series that stands at the top of a page; empty where none does."""
    name = ""
    for n, line in enumerate(lines[: _ABOVE + 4]):
        if line.page_number != lines[0].page_number:
            break
        if line.size >= _LARGE * size or (line.red and line.size >= _RED * size):
            name += squash(line.text)
        elif name or n >= _ABOVE:
            break
    return name
