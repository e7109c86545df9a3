"""The masthead (报头): name, number, issuer, date, whole or in parts."""

import re
from collections.abc import Iterable

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import is_finished, squash, tidy
from bulletin_desk.intake.masthead_parts import (
    ISSUER_LABEL,
    Marks,
    MastheadParts,
    is_series_name,
    marks_in,
)
from bulletin_desk.intake.roles import MASTHEAD
from bulletin_desk.intake.shapes import column_name
from bulletin_desk.intake.source import Role
from bulletin_desk.model.offices import is_office

_FARTHEST = 24  # lines from the top
_MARKS = (Role.NUMBER, Role.DATE, Role.MARKING)
HUGE = 6  # the rank of a line in the letters of a masthead


def read_masthead(lines: list[Line], places: Iterable[int], contents: bool) -> MastheadParts:
    """Read the masthead from those of the first lines that may hold it."""
    parts = MastheadParts()
    said = [i for i, line in enumerate(lines) if line.said in MASTHEAD]
    for i in said:
        _take_said(parts, lines[i], i)
    free = [i for i in places if i < _FARTHEST and _may_belong(lines[i])]
    marks = [i for i in free if _take_marks(parts, lines[i], i)]
    marks = sorted([*marks, *(i for i in said if lines[i].said in _MARKS and i < _FARTHEST)])
    if not marks:
        return _name_alone(parts, lines, free, contents)
    before = [i for i in free if i < marks[-1] and i not in parts.lines]
    _take_name_and_issuer(parts, lines, before)
    _take_issuer_below(parts, lines, marks, free)
    return parts


def _may_belong(line: Line) -> bool:
    if line.said is not None:
        return False
    return line.width <= 48 and "。" not in line.text and column_name(line.text) is None


def _take_marks(parts: MastheadParts, line: Line, i: int) -> bool:
    """Take number, date, classification and notice from a line; tell whether it is theirs."""
    found, rest = marks_in(line.text)
    if not found.any or not found.leaves_an_issuer(rest) or found.clashes(parts):
        return False
    issuer = parts.issuer
    found.store(parts, rest, i)
    parts.lines[i] = found.role(parts.issuer != issuer)
    return True


def _take_said(parts: MastheadParts, line: Line, i: int) -> None:
    """Take a line of which the clerk says what it is."""
    assert line.said
    parts.lines[i] = line.said
    if line.said is Role.NAME:
        parts.names[i] = name_lines(line.text)
        return
    found, rest = marks_in(line.text)
    if found.clashes(parts) or (rest and not found.any):
        found, rest = Marks(), line.text
    if line.said is Role.ISSUER:
        found.store(parts, "", i)
        parts.issuer = tidy(f"{parts.issuer} {_issuer(rest)}")
    elif found.any:
        found.store(parts, "", i)
        _take_rest(parts, rest, i)
    elif line.said is Role.MARKING:
        parts.notice = tidy(f"{parts.notice} {line.text}")
    else:
        parts.unread.append(line.text)


def _take_rest(parts: MastheadParts, rest: str, i: int) -> None:
    """Take what a line holds beside its number or date: issuer or name."""
    if not rest:
        return
    if not parts.issuer and not is_series_name(rest):
        parts.issuer = rest
    else:
        parts.names[i] = [rest]


def _take_name_and_issuer(parts: MastheadParts, lines: list[Line], before: list[int]) -> None:
    """Give the lines above the marks to name and issuer.

    The issuer stands right above the date, or above the name and reads like an office.
    """
    below_number = [i for i in before if parts.numbered and i > min(parts.lines)]
    if not parts.issuer:
        units = [i for i in below_number or before if is_issuer(lines[i].text)]
        named = [i for i in before if i not in units]
        if units and (named or below_number or not is_series_name(lines[units[-1]].text)):
            parts.issuer = _issuer(lines[units[-1]].text)
            parts.lines[units[-1]] = Role.ISSUER
    for i in reversed(below_number):
        # Bulletins of two offices name both, one above the other.
        if parts.issuer and i not in parts.lines and is_issuer(lines[i].text):
            parts.issuer = f"{_issuer(lines[i].text)} {parts.issuer}"
            parts.lines[i] = Role.ISSUER
    names = [i for i in before if i not in parts.lines and not is_finished(lines[i].text)]
    big = [i for i in names if lines[i].rank >= HUGE]
    for i in big or names[:4]:
        parts.names[i] = name_lines(lines[i].text)
        parts.lines[i] = Role.NAME


def _take_issuer_below(
    parts: MastheadParts, lines: list[Line], marks: list[int], free: list[int]
) -> None:
    """Take the issuer where it stands alone right below the last of number and date."""
    below = marks[-1] + 1
    if not parts.issuer and below in free and is_issuer(lines[below].text):
        parts.issuer = _issuer(lines[below].text)
        parts.lines[below] = Role.ISSUER


def _name_alone(
    parts: MastheadParts, lines: list[Line], free: list[int], contents: bool
) -> MastheadParts:
    """Take a name that stands alone: above the contents, or in the letters of a masthead."""
    names = [i for i in free if lines[i].rank >= HUGE]
    if not names and contents:
        names = [i for i in free[:3] if i < 3]
    if names and is_series_name("".join(lines[i].text for i in names)):
        for i in names:
            parts.names[i] = name_lines(lines[i].text)
            parts.lines[i] = Role.NAME
    return parts


def name_lines(text: str) -> list[str]:
    """Return the printed lines of a name; letters that are only spaced out belong together."""
    pieces = text.split()
    if all(len(piece) == 1 for piece in pieces):
        return ["".join(pieces)]
    return tidy(text).split()


def is_issuer(text: str) -> bool:
    """Tell whether a line is the name of the office that issues: it may end in 编 or 编印."""
    bare = re.sub(r"[（(]?(?:编印|主办|编发|编)[）)]?$", "", squash(ISSUER_LABEL.sub("", text)))
    return is_office(bare) or bool(re.search(r"(?:领导小组|指挥部|人民政府)$", bare))


def _issuer(text: str) -> str:
    return tidy(ISSUER_LABEL.sub("", text))
