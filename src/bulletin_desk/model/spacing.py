"""Spaces in Chinese text: the gaps that layout adds by itself, and the few that are text."""

import re

from bulletin_desk.model.punctuation import HAN
from bulletin_desk.model.runs import Edit

_SPACES = re.compile(r"\s+")
_BLANKS = re.compile(r"[^\S\n]+")
_CHINESE = re.compile(rf"[{HAN}]")
_MARK = re.compile(r"[，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—·～]")
_PART = re.compile(r"[，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—\n,;:()]|\s+")
# A clause of a verse has this many characters at least; names in a list have so many.
_CLAUSE = 4
_NAMES = range(2, 5)
# So many characters beside a space are looked at.
_CLAUSES = 120


def tidy(text: str) -> str:
    """Return the text with the gaps of layout removed.

    A space between Chinese and digits or Latin is a gap that layout adds again; one between
    two Chinese characters is text and stays, as one plain space.
    """
    return _SPACES.sub(_kept_space, text.strip())


def _kept_space(match: re.Match[str]) -> str:
    whole = match.string
    before, after = whole[match.start() - 1], whole[match.end()]
    return "" if is_gap(before, after) else " "


def is_gap(before: str, after: str) -> bool:
    """Tell whether a space between these two characters is the gap of Chinese and Latin text."""
    return _is_latin(before) != _is_latin(after) and (ord(before) > 0x2FF) != (ord(after) > 0x2FF)


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "%+-.")


def space_edits(text: str, *, running: bool) -> list[Edit]:
    """Return the changes that leave only the spaces that are text.

    In a `running` text, unlike in a title, spaces between Chinese characters go too: but not
    between the clauses of a verse, nor between the names of a list.
    """
    edits: list[Edit] = []
    for match in _BLANKS.finditer(text):
        wanted = "" if _is_needless(text, *match.span(), running=running) else " "
        if match[0] != wanted:
            edits.append(Edit(match.start(), match.end(), wanted))
    return edits


def _is_needless(text: str, start: int, end: int, *, running: bool) -> bool:
    if start == 0 or end == len(text) or text[start - 1] == "\n":
        return True
    before, after = text[start - 1], text[end]
    if after == "\n":
        # In a title this is the space that the one-line form has at the break.
        return running or end + 1 == len(text) or is_gap(before, text[end + 1])
    if is_gap(before, after) or (running and (_MARK.match(before) or _MARK.match(after))):
        return True
    if not running or not (_CHINESE.match(before) or _CHINESE.match(after)):
        return False
    if not (_CHINESE.match(before) and _CHINESE.match(after)):
        # Typed beside a half-width mark of Chinese: 会议 ,研究.
        return after in ",;:?!)" or before == "("
    if _stands_alone(text, start - 2) or _stands_alone(text, end + 1):
        return True
    parts = _parts_around(text, start, end)
    return not (_is_verse(parts) or _is_list_of_names(parts))


def _stands_alone(text: str, beside: int) -> bool:
    """Tell whether a character has none beside it: 会 议 is neither a verse nor two names."""
    return not 0 <= beside < len(text) or not text[beside].isalnum()


def _parts_around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the parts between spaces, before and after a place, as far as the next marks."""
    before, after = text[max(start - _CLAUSES, 0) : start], text[end : end + _CLAUSES]
    left = _since_mark(before[::-1])
    return [part[::-1] for part in reversed(left)], _since_mark(after)


def _since_mark(text: str) -> list[str]:
    parts: list[str] = []
    at = 0
    for match in _PART.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if not match[0].isspace() or "\n" in match[0]:
            return [part for part in parts if part]
    return [part for part in [*parts, text[at:]] if part]


def _is_verse(parts: tuple[list[str], list[str]]) -> bool:
    left, right = parts
    return min(len(left[-1]), len(right[0])) >= _CLAUSE


def _is_list_of_names(parts: tuple[list[str], list[str]]) -> bool:
    names = [*parts[0], *parts[1]]
    return len(names) >= 3 and all(len(name) in _NAMES for name in names)
