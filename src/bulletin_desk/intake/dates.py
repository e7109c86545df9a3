"""Dates as bulletins print them: 2024年1月10日, 二〇二四年一月十日, 2024-01-10."""

import datetime
import re

from bulletin_desk.model.numbering import chinese_integer

_CN = "〇零○ＯO0一二三四五六七八九十"
DATE = re.compile(
    r"(?<!\d)([0-9０-９]{4})\s*(?:年|[-./－．])\s*([0-9０-９]{1,2})\s*(?:月|[-./－．])"
    r"\s*([0-9０-９]{1,2})(?!\d)\s*日?"
    rf"|([{_CN}]{{4}})\s*年\s*([{_CN}]{{1,3}})\s*月\s*([{_CN}]{{1,3}})\s*日"
)


def date_of(match: re.Match[str]) -> datetime.date | None:
    """Return the date that DATE found, or None when there is no such day."""
    parts = [part for part in match.groups() if part]
    numbers = [chinese_integer(part.translate({0x4F: "〇", 0xFF2F: "〇"})) for part in parts]
    if len(numbers) != 3 or None in numbers:
        return None
    try:
        return datetime.date(*(number or 0 for number in numbers))
    except ValueError:
        return None


def whole_date(text: str) -> datetime.date | None:
    """Return the date when the text is nothing but a date."""
    match = DATE.fullmatch(text.strip()) if len(text) < 40 else None
    return date_of(match) if match else None
