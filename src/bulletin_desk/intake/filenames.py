"""What the names of a file and its folders say about an issue: series, number, year, date.

Offices name their files as they like: 精神文明建设简报第7期.doc, 2021年/第07期（3月8日）.docx,
简报7.txt, 20210308 工作简报（总第112期）.pdf. What is not sure is not guessed.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.numbering import chinese_integer

_CN = "〇零○一二三四五六七八九十百"
_NUM = rf"([0-9０-９]{{1,4}}|[{_CN}]{{1,5}})"
_YEARS = range(1978, 2100)
_YEAR = r"(?<!\d)((?:19|20)\d{2})(?!\d)"
# Read one after another; what one has read is not there for the next.
_DATES = (
    re.compile(rf"{_YEAR}\s*(?:年|[-./_])\s*(\d{{1,2}})\s*(?:月|[-./_])\s*(\d{{1,2}})(?!\d)\s*日?"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"),
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MONTH = re.compile(rf"(?:{_YEAR}\s*年\s*)?(?<!\d)\d{{1,2}}\s*月份?")
_SERIAL = re.compile(rf"[（(]?\s*总\s*(?:第\s*{_NUM}\s*期|{_NUM}\s*期|第\s*{_NUM})\s*[)）]?")
_SUPPLEMENT = re.compile(rf"增\s*刊\s*[（(]?\s*(?:第?\s*{_NUM}\s*期?)?\s*[)）]?")
# 2021-13 is a number; 2021-03 may as well be a month.
_YEAR_NUMBER = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-—_.]\s*(\d{1,3})(?!\d)(?![-—_.]\d)")
_RANGE = re.compile(rf"第?\s*{_NUM}\s*期?\s*[-—~～至到、]\s*第?\s*{_NUM}\s*[期号]")
_YEAR_OF = re.compile(rf"[（(〔\[]?{_YEAR}\s*(?:年度?\s*)?[)）〕\]]?|[{_CN}]{{4}}年")
_NUMBER = re.compile(rf"第\s*{_NUM}\s*[期号](?!培训|学习|班)|(?<![0-9第])([0-9０-９]{{1,3}})\s*期")
_BRACKETED = re.compile(r"[（(【\[]\s*([0-9０-９]{1,3})\s*[)）】\]]")
_SERIES_END = "简报|快报|专报|通报|通讯|动态|要情|内参|参阅|简讯|摘报|快讯|专刊|月报|周报|信息"
_SERIES = re.compile(rf"[\u3400-\u9fff·“”《》]*?(?:{_SERIES_END})(?:{_SERIES_END})*")
_TRAILING = re.compile(rf"(?:{_SERIES_END})\s*[-—_.]?\s*([0-9０-９]{{1,3}})\s*$")
# Words around the name that say what the file is, and nothing about the series.
_NOISE = re.compile(
    r"副本|终稿|定稿|最终版|最终|修改稿|修改|送审稿|送审|初稿|打印版|打印|扫描件|正式版|电子版|审定稿|样稿|清样|"
    r"复件|新建|[vV]\d{1,2}(?:\.\d+)*"
)
_COPY = re.compile(r"\s*[（(]\d{1,2}[)）]$")
_ALONE = {"简报", "信息", "动态", "通报", "快报", "通讯", "专刊"}


@dataclass(frozen=True, slots=True)
class NameGuess:
    """What the names say; what they do not say is empty, None or False."""

    series: str = ""
    number: int | None = None
    year: int | None = None
    date: datetime.date | None = None
    supplement: bool = False
    serial_number: int | None = None


def guess_name(path: PurePath) -> NameGuess:
    """Return what a file's name and, where that is silent, its folders say about the issue."""
    own, day = _read(path.stem if _has_suffix(path) else path.name)
    for depth, folder in enumerate(reversed(path.parent.parts[-4:])):
        above, _ = _read(folder)
        if depth == 0 and own.number is None and own.date is None and not own.supplement:
            # A folder of one issue; of those above only series and year are certain.
            own = replace(own, number=above.number, date=above.date, supplement=above.supplement)
        own = replace(own, series=own.series or above.series, year=own.year or above.year)
    date = own.date or _day_of(own.year, day)
    return replace(own, date=date, year=date.year if date else own.year)


def with_guess(bulletin: Bulletin, guess: NameGuess) -> Bulletin:
    """Return the bulletin with what its masthead lacks; what the text says is never changed."""
    masthead = bulletin.masthead
    date = masthead.date or guess.date
    number, supplement = masthead.number, masthead.supplement
    if number is None and masthead.serial_number is None and not supplement:
        number, supplement = guess.number, guess.supplement
    serial = masthead.serial_number
    if serial is None and masthead.number is None and guess.number is None:
        serial = guess.serial_number
    year = masthead.year
    if year is None and date is None:
        year = guess.year
    filled = replace(
        masthead,
        name=masthead.name or guess.series,
        number=number,
        serial_number=serial,
        supplement=supplement,
        date=date,
        year=year,
    )
    return bulletin if filled == masthead else replace(bulletin, masthead=filled)


def _has_suffix(path: PurePath) -> bool:
    """Tell whether what follows the last dot is the kind of the file: 2021.3.8 has none."""
    return bool(re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{0,7}", path.suffix))


class _Name:
    """One name that is read piece by piece; what was read is taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(
        self, pattern: re.Pattern[str], fits: Callable[[re.Match[str]], bool] | None = None
    ) -> re.Match[str] | None:
        """Take the one place that a pattern fits; two that differ are not sure, and are nothing."""
        found = [match for match in pattern.finditer(self.text) if fits is None or fits(match)]
        if not found:
            return None
        for match in reversed(found):
            self.text = f"{self.text[: match.start()]}\t{self.text[match.end() :]}"
        return found[0] if len({match.groups() for match in found}) == 1 else None


def _read(text: str) -> tuple[NameGuess, re.Match[str] | None]:
    """Return what one name says, and the day of the month in it, whose year may stand above."""
    name = _Name(_COPY.sub("", text) if _is_copy(text) else text)
    date = _date(name)
    serial = _value(name.take(_SERIAL))
    several = name.take(_RANGE) is not None
    extra = name.take(_SUPPLEMENT)
    both = name.take(_YEAR_NUMBER) if date is None else None
    day = name.take(_DAY)
    year = int(both[1]) if both else _year(name)
    name.take(_MONTH)
    number = int(both[2]) if both and int(both[2]) > 12 else _value(extra)
    if number is None and not several:
        number = _number(name, supplement=extra is not None)
    year = date.year if date else year
    series = _series(name.text)
    return NameGuess(series, number, year, date, extra is not None, serial), day


def _is_copy(text: str) -> bool:
    """Tell whether (2) at the end counts copies of a file: another number stands before it."""
    return bool(_NUMBER.search(text) or _SUPPLEMENT.search(text)) or bool(
        any(pattern.search(text) for pattern in _DATES)
    )


def _date(name: _Name) -> datetime.date | None:
    for pattern in _DATES:
        match = name.take(pattern, lambda found: _day(*found.groups()) is not None)
        if match:
            return _day(*match.groups())
    return None


def _day(year: str | int, month: str, day: str) -> datetime.date | None:
    if int(year) not in _YEARS:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day_of(year: int | None, match: re.Match[str] | None) -> datetime.date | None:
    return _day(year, match[1], match[2]) if year and match else None


def _year(name: _Name) -> int | None:
    match = name.take(_YEAR_OF)
    if match is None:
        return None
    year = int(match[1]) if match[1] else chinese_integer(match[0][:-1])
    return year if year in _YEARS else None


def _number(name: _Name, *, supplement: bool) -> int | None:
    """Return the number, by the surest form that the name has."""
    match = name.take(_NUMBER)
    if match is None and not supplement:
        match = name.take(_BRACKETED) or _TRAILING.search(_bare(name.text))
    return _value(match)


def _value(match: re.Match[str] | None) -> int | None:
    """Return the number that a match holds; no issue has the number nought."""
    digits = next((group for group in match.groups() if group), None) if match else None
    return (chinese_integer(digits) or None) if digits else None


def _bare(text: str) -> str:
    return _NOISE.sub("", text).strip(" \t_-—.·（）()【】[]")


def _series(text: str) -> str:
    """Return the name of the series, where the rest of the name is worded as one."""
    found = {match[0] for match in _SERIES.finditer(_NOISE.sub("\t", text))}
    names = [name.strip("《》") for name in found if name not in _ALONE]
    return names[0] if len(names) == 1 else ""
