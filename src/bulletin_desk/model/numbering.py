"""Numbering of issues: per series and year, with sequences of its own for supplements (增刊)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin_desk.model.bulletin import Masthead


@dataclass(frozen=True, slots=True, order=True)
class IssueNumber:
    """A place in a series' sequence; unique within one series.

    `year` is 0 where the sequence never restarts, and None where it is unknown.
    """

    year: int | None
    number: int
    supplement: bool = False

    @staticmethod
    def of(masthead: Masthead) -> "IssueNumber | None":
        """Return the number that a masthead carries, or None when it has none."""
        if masthead.number is None:
            return None
        return IssueNumber(masthead.numbering_year, masthead.number, masthead.supplement)


def next_number(taken: Iterable[IssueNumber], year: int | None, *, supplement: bool = False) -> int:
    """Return the number after the highest one taken in this year's sequence; 1 when none is.

    Numbers that were skipped are not filled: an issue may have been recalled.
    """
    used = [n.number for n in taken if n.year == year and n.supplement == supplement]
    return max(used, default=0) + 1


def number_text(masthead: Masthead) -> str:
    """Return the number line as printed: 第7期, 增刊第2期, 第7期（总第112期）, or empty."""
    parts: list[str] = []
    if masthead.number is not None:
        parts.append(f"{'增刊' if masthead.supplement else ''}第{masthead.number}期")
    elif masthead.supplement:
        parts.append("增刊")
    if masthead.serial_number is not None:
        serial = f"总第{masthead.serial_number}期"
        parts.append(f"（{serial}）" if parts else serial)
    return "".join(parts)


def issue_name(
    series: str,
    year: int | None,
    number: int | None,
    *,
    supplement: bool = False,
    beside: str = "",
) -> str:
    """Return how one speaks of an issue: 《某某简报》2023年第5期.

    The series is left out `beside` an issue of the same one: 2023年第5期.
    """
    name = f"《{series}》" if series and series != beside else ""
    printed = number_text(Masthead(number=number, supplement=supplement))
    return name + (f"{year}年" if year else "") + printed


_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_NUMBER = r"([0-9０-９]+|[〇零○一二三四五六七八九十百]+)"
_ISSUE = re.compile(rf"第\s*{_NUMBER}\s*期")
_SERIAL = re.compile(rf"总\s*第\s*{_NUMBER}\s*期")


def chinese_integer(text: str) -> int | None:
    """Return the value of digits or of Chinese numerals up to 999 (十二, 一百零三), or None."""
    if text.isdigit():
        return int(text)
    if not re.search("[十百]", text):
        if not text or any(c not in _DIGITS for c in text):
            return None
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            unit = 10 if char == "十" else 100
            total += (1 if digit is None else digit) * unit
            digit = None
        else:
            return None
    return total + (digit or 0)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What a number line says: number, cumulative number, whether it is a supplement."""

    number: int | None
    serial_number: int | None
    supplement: bool


def parse_number_line(text: str) -> NumberLine | None:
    """Return what a line such as 第 7 期（总第 112 期） says, or None when it is no number line."""
    serial = _SERIAL.search(text)
    rest = _SERIAL.sub("", text)
    issue = _ISSUE.search(rest)
    if not serial and not issue:
        return None
    return NumberLine(
        chinese_integer(issue[1]) if issue else None,
        chinese_integer(serial[1]) if serial else None,
        "增刊" in text,
    )
