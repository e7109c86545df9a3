"""The masthead (报头): name, number, issuer, date, whole or in parts."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bulletin_desk.intake.dates import DATE, date_of
from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import CLAUSE_MARKS, is_finished, squash, tidy, width
from bulletin_desk.intake.roles import MASTHEAD
from bulletin_desk.intake.shapes import column_name
from bulletin_desk.intake.source import Role
from bulletin_desk.model.bulletin import Masthead
from bulletin_desk.model.numbering import chinese_integer, parse_number_line
from bulletin_desk.model.offices import is_office

_NUM = r"(?:[0-9０-９]{1,5}|[〇零○一二三四五六七八九十百]{1,7})"
_YEAR = r"[（(〔\[]?\s*([12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})\s*(?:年度?|[）)〕\]])\s*"
_NUMBER = re.compile(
    rf"(?:{_YEAR})?(?:总\s*第\s*{_NUM}\s*期|第\s*{_NUM}\s*期|增\s*刊(?:\s*第?\s*{_NUM}\s*期?)?)"
)
_SUPPLEMENT = re.compile(rf"增\s*刊\s*[（(]?\s*第?\s*({_NUM})?")
_CLASS = re.compile(r"(?:密\s*级\s*[：:]\s*)?((?:绝密|机密|秘密)(?:\s*[★☆]\s*\S{0,6})?)")
_COPY = re.compile(r"编\s*号\s*[：:]\s*(\S{1,20})")
_NOTICE = re.compile(
    r"(?:内部(?:资料|文件|参阅|参考|刊物|使用)|注意保[存密]|请勿外传|免费交流|仅供参考)"
)
_ISSUER_LABEL = re.compile(
    r"(?:主办|编印|编发|编辑|编制|编写|承办)(?:单位|部门)?\s*[：:]\s*|(?:签发)?日期\s*[：:]\s*"
)
_NAME_END = re.compile(
    r"(?:简报|快报|专报|通报|通讯|动态|信息|要情|内参|参阅|简讯|摘报|快讯|专刊|月报|周报|工作)$"
)
_EDGE = " \t　（()）[]〔〕,，;；|｜/"
_FARTHEST = 24  # lines from the top
_MARKS = (Role.NUMBER, Role.DATE, Role.MARKING)
HUGE = 6  # the rank of a line in the letters of a masthead


@dataclass(slots=True)
class MastheadParts:
    """What has been gathered of a masthead, and which lines it took as what.

    `unread` holds what the clerk says is part of it, though nothing could be read there.
    """

    name: list[str] = field(default_factory=lambda: list[str]())
    number: int | None = None
    serial_number: int | None = None
    supplement: bool = False
    year: int | None = None
    issuer: str = ""
    date: datetime.date | None = None
    classification: str = ""
    copy_number: str = ""
    notice: str = ""
    lines: dict[int, Role] = field(default_factory=lambda: dict[int, Role]())
    unread: list[str] = field(default_factory=lambda: list[str]())

    @property
    def found(self) -> bool:
        """Whether anything at all of a masthead was there."""
        return bool(self.lines)

    @property
    def numbered(self) -> bool:
        """Whether a number line was there: no other text has one."""
        return self.supplement or not self.number is self.serial_number is None

    @property
    def named(self) -> bool:
        """Whether the name reads like that of a bulletin."""
        return _is_name("".join(self.name))

    def build(self) -> Masthead:
        """Return the masthead; the year only where the date does not tell it."""
        year = self.year if self.date is None or self.date.year != self.year else None
        return Masthead(
            name="\n".join(self.name),
            number=self.number,
            serial_number=self.serial_number,
            supplement=self.supplement,
            year=year,
            issuer=self.issuer,
            date=self.date,
            classification=self.classification,
            copy_number=self.copy_number,
            notice=self.notice,
        )


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
    found, rest = _marks(line)
    if not found.any or not found.leaves_an_issuer(rest) or found.clashes(parts):
        return False
    issuer = parts.issuer
    found.store(parts, rest)
    parts.lines[i] = found.role(parts.issuer != issuer)
    return True


def _marks(line: Line) -> "tuple[Marks, str]":
    """Return what a line says about the issue, and what is left of it."""
    rest = line.text
    found = Marks()
    for take in (found.take_copy, found.take_number, found.take_date, found.take_class):
        rest = take(rest)
    rest = found.take_notice(rest)
    return found, tidy(_ISSUER_LABEL.sub("", rest)).strip(_EDGE)


def _take_said(parts: MastheadParts, line: Line, i: int) -> None:
    """Take a line of which the clerk says what it is."""
    assert line.said
    parts.lines[i] = line.said
    if line.said is Role.NAME:
        parts.name += name_lines(line.text)
        return
    found, rest = _marks(line)
    if found.clashes(parts) or (rest and not found.any):
        found, rest = Marks(), line.text
    if line.said is Role.ISSUER:
        found.store(parts, "")
        parts.issuer = tidy(f"{parts.issuer} {_issuer(rest)}")
    elif found.any:
        found.store(parts, "")
        _take_rest(parts, rest)
    elif line.said is Role.MARKING:
        parts.notice = tidy(f"{parts.notice} {line.text}")
    else:
        parts.unread.append(line.text)


def _take_rest(parts: MastheadParts, rest: str) -> None:
    """Take what a line holds beside its number or date: issuer or name."""
    if not rest:
        return
    if not parts.issuer and not _NAME_END.search(squash(rest)):
        parts.issuer = rest
    else:
        parts.name.append(rest)


@dataclass(slots=True)
class Marks:
    """What one line says about an issue."""

    number: int | None = None
    serial_number: int | None = None
    supplement: bool = False
    year: int | None = None
    date: datetime.date | None = None
    classification: str = ""
    copy_number: str = ""
    notice: str = ""

    @property
    def any(self) -> bool:
        """Whether the line says anything of the kind."""
        return self != Marks()

    def take_copy(self, text: str) -> str:
        """Take 编号：0012 and return the rest."""
        match = _COPY.search(text)
        if match is None:
            return text
        self.copy_number = match[1]
        return _cut(text, match)

    def take_number(self, text: str) -> str:
        """Take 第7期, 总第112期, 增刊第2期, 2024年第3期 and return the rest."""
        kept: list[str] = []
        years: list[int | None] = []
        rest = text
        while match := _NUMBER.search(rest):
            kept.append(rest[match.start() : match.end()])
            years += [chinese_integer(match[1])] if match[1] else []
            rest = _cut(rest, match)
        kinds = [("总" in part, "期" in part) for part in kept]
        if len(set(kinds)) < len(kinds):
            return text  # no number line: it names several issues
        said = parse_number_line("".join("".join(part.split()) for part in kept))
        self.year = next(iter(years), None)
        self.supplement = any("增" in part for part in kept)
        if said:
            self.number, self.serial_number = said.number, said.serial_number
        if self.supplement and self.number is None:
            self.number = _supplement_number(kept)
        return rest

    def take_date(self, text: str) -> str:
        """Take a date at either end of the line and return the rest."""
        for match in DATE.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            tail = re.sub(r"^\s*(?:编印|印发|出版|编)\s*$", "", after)
            alone = not tail.strip(_EDGE) or (not before.strip(_EDGE) and tail[:1].isspace())
            if alone and (date := date_of(match)):
                self.date = date
                return before + " " + after
        return text

    def take_class(self, text: str) -> str:
        """Take 秘密★1年 where it is the whole rest of the line."""
        match = _CLASS.fullmatch(text.strip(_EDGE))
        if match is None:
            return text
        self.classification = match[1]
        return ""

    def take_notice(self, text: str) -> str:
        """Take 内部资料 注意保存 where it is the whole rest of the line."""
        if not _NOTICE.search(text) or _NOTICE.sub("", text).strip(_EDGE + "★☆　、"):
            return text
        self.notice = tidy(text)
        return ""

    def role(self, with_issuer: bool) -> Role:
        """Return what a line is that says this."""
        if self.supplement or not self.number is self.serial_number is None:
            return Role.NUMBER
        if with_issuer:
            return Role.ISSUER
        return Role.DATE if self.date else Role.MARKING

    def leaves_an_issuer(self, rest: str) -> bool:
        """Tell whether what is left of the line may be the issuer's name, or nothing."""
        if not rest:
            return True
        if CLAUSE_MARKS.search(rest) or width(rest) > 36:
            return False
        return bool(self.date or self.number or self.serial_number or self.supplement)

    def clashes(self, parts: MastheadParts) -> bool:
        """Tell whether the masthead has one of these already: then the line is no part of it."""
        return any(
            getattr(self, name) and getattr(parts, name)
            for name in ("number", "serial_number", "date", "classification", "copy_number")
        )

    def store(self, parts: MastheadParts, rest: str) -> None:
        """Add to the masthead what the line says; what is left of it is issuer or name."""
        for name in ("number", "serial_number", "supplement", "year", "date"):
            if getattr(self, name):
                setattr(parts, name, getattr(self, name))
        parts.classification = parts.classification or self.classification
        parts.copy_number = parts.copy_number or self.copy_number
        parts.notice = " ".join(part for part in (parts.notice, self.notice) if part)
        if not rest:
            return
        if not parts.issuer and (self.date or not _NAME_END.search(squash(rest))):
            parts.issuer = rest
        else:
            parts.name.append(rest)


def _cut(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " + text[match.end() :]


def _supplement_number(kept: list[str]) -> int | None:
    match = next((m for part in kept if (m := _SUPPLEMENT.search(part))), None)
    return chinese_integer(match[1]) if match and match[1] else None


def _take_name_and_issuer(parts: MastheadParts, lines: list[Line], before: list[int]) -> None:
    """Give the lines above the marks to name and issuer.

    The issuer stands right above the date, or above the name and reads like an office.
    """
    below_number = [i for i in before if parts.numbered and i > min(parts.lines)]
    if not parts.issuer:
        units = [i for i in below_number or before if is_issuer(lines[i].text)]
        named = [i for i in before if i not in units]
        if units and (named or below_number or not _is_name(lines[units[-1]].text)):
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
        parts.name += name_lines(lines[i].text)
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
    if names and _is_name("".join(lines[i].text for i in names)):
        for i in names:
            parts.name += name_lines(lines[i].text)
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
    bare = re.sub(r"[（(]?(?:编印|主办|编发|编)[）)]?$", "", squash(_ISSUER_LABEL.sub("", text)))
    return is_office(bare) or bool(re.search(r"(?:领导小组|指挥部|人民政府)$", bare))


def _issuer(text: str) -> str:
    return tidy(_ISSUER_LABEL.sub("", text))


def _is_name(text: str) -> bool:
    return bool(_NAME_END.search(squash(text)))
