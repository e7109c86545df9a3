"""The bookmarks of a PDF: which lines are headings, where the program that wrote it says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pypdfium2

from bulletin_desk.intake.marks import squash
from bulletin_desk.intake.source import SourceLine

_MOST = 2_000
_DEEPEST = 5
_MOST_LINES = 4
_SHORTEST = 2


class Bookmark(NamedTuple):
    """A heading: its level from 1, its text without blanks, and its page from 1."""

    level: int
    text: str
    page: int


def bookmarks_of(document: pypdfium2.PdfDocument) -> list[Bookmark]:
    """Return the bookmarks in order; none where they are broken."""
    try:
        return list(_bookmarks(document))
    except pypdfium2.PdfiumError:
        return []


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for count, mark in enumerate(document.get_toc(max_depth=_DEEPEST)):
        if count > _MOST:
            return
        target = mark.get_dest()
        page = target.get_index() if target else None
        text = squash(mark.get_title())
        if page is not None and len(text) >= _SHORTEST:
            yield Bookmark(mark.level + 1, text, page + 1)


def with_headings(
    lines: Sequence[SourceLine], bookmarks: Iterable[Bookmark]
) -> tuple[SourceLine, ...]:
    """Return the lines, those that bookmarks lead to marked as headings.

    A title may be printed on several lines. Contents on the same page say it too, but earlier:
    the last place on the page is the one that is meant, and bookmarks keep the order of the text.
    """
    result = list(lines)
    start = 0
    texts = [squash(line.text) for line in lines]
    for mark in bookmarks:
        places = [i for i in range(start, len(lines)) if lines[i].page_number == mark.page]
        found = next((p for p in reversed(places) if _count(texts, p, mark)), None)
        if found is None:
            continue
        stop = found + _count(texts, found, mark)
        for i in range(found, stop):
            result[i] = replace(result[i], heading=mark.level)
        start = stop
    return tuple(result)


def _count(texts: Sequence[str], place: int, mark: Bookmark) -> int:
    """Return how many lines from a place on spell a bookmark; 0 where they do not."""
    spelled = ""
    for n, text in enumerate(texts[place : place + _MOST_LINES], 1):
        spelled += text
        if spelled in (mark.text, f"【{mark.text}】"):
            return n
        if not f"【{mark.text}】".startswith(spelled) and not mark.text.startswith(spelled):
            return 0
    return 0
