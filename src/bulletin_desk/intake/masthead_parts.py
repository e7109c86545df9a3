"""What has been read of a masthead, and what one line of it says."""

import datetime
import re
from dataclasses import dataclass, field

from bulletin_desk.intake.dates import DATE, date_of
from bulletin_desk.intake.marks import CLAUSE_MARKS, squash, tidy, width
from bulletin_desk.intake.source import Role
from bulletin_desk.model.bulletin import Masthead
from bulletin_desk.model.numbering import chinese_integer, parse_number_line

_NUM = r"(?:[0-9０-９]{1,5}|[〇零○一二三四五六七八九十百]{1,7})"
_YEAR = r"[（(〔\[]?\s*([12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})\s*(?:年度?|[）)〕\]])\s*"
_NUMBER = re.compile(
    rf"(?:{_YEAR})?(?:总\s*第\s*{_NUM}\s*期|第\s*{_NUM}\s*期|增\s*刊(?:\s*第?\s*{_NUM}\s*期?)?)"
)
_SUPPLEMENT = re.compile(rf"增\s*刊\s*[（(]?\s*第?\s*({_NUM})?")
_CLASS = re.compile(r"(?:密\s*级\s*[：:]\s*)?((?:绝密|机密|秘密|内部)(?:\s*[★☆]\s*\S{0,6})?)")
_COPY = re.compile(r"编\s*号\s*[：:]\s*(\S{1,20})")
_NOTICE = re.compile(
    r"(?:内部(?:资料|文件|参阅|参考|刊物|使用)|注意保[存密]|请勿外传|免费交流|仅供参考)"
)
ISSUER_LABEL = re.compile(
    r"(?:主办|编印|编发|编辑|编制|编写|承办)(?:单位|部门)?\s*[：:]\s*|(?:签发)?日期\s*[：:]\s*"
)
NAME_END = re.compile(
    r"(?:简报|快报|专报|通报|通讯|动态|信息|要情|内参|参阅|简讯|摘报|快讯|专刊|月报|周报|工作)$"
)
_EDGE = " \t　（()）[]〔〕,，;；|｜/"
# The page of an issue in a list of issues: 第3期 5页.
_PAGE = re.compile(r"[（(]?[第共]?[Pp]?\d{1,4}页?[)）]?")


@dataclass(slots=True)
class MastheadParts:
    """What has been gathered of a masthead, and which lines it took as what.

    `unread` holds what the clerk says is part of it, though nothing could be read there.
    """

    names: dict[int, list[str]] = field(default_factory=lambda: dict[int, list[str]]())
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
    def name(self) -> list[str]:
        """The lines of the name as they stand."""
        return [text for i in sorted(self.names) for text in self.names[i]]

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
        return is_series_name("".join(self.name))

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
        if CLAUSE_MARKS.search(rest) or width(rest) > 36 or _PAGE.fullmatch(squash(rest)):
            return False
        return bool(self.date or self.number or self.serial_number or self.supplement)

    def clashes(self, parts: MastheadParts) -> bool:
        """Tell whether the masthead has one of these already: then the line is no part of it."""
        return any(
            getattr(self, name) and getattr(parts, name)
            for name in ("number", "serial_number", "date", "classification", "copy_number")
        )

    def store(self, parts: MastheadParts, rest: str, i: int) -> None:
        """Add to the masthead what the line says; what is left of it is issuer or name."""
        for name in ("number", "serial_number", "supplement", "year", "date"):
            if getattr(self, name):
                setattr(parts, name, getattr(self, name))
        parts.classification = parts.classification or self.classification
        parts.copy_number = parts.copy_number or self.copy_number
        parts.notice = " ".join(part for part in (parts.notice, self.notice) if part)
        if not rest:
            return
        if not parts.issuer and (self.date or not NAME_END.search(squash(rest))):
            parts.issuer = rest
        else:
            parts.names[i] = [rest]


def marks_in(text: str) -> tuple[Marks, str]:
    """Return what a line says about the issue, and what is left of it."""
    rest = text
    found = Marks()
    for take in (found.take_copy, found.take_number, found.take_date, found.take_class):
        rest = take(rest)
    rest = found.take_notice(rest)
    return found, tidy(ISSUER_LABEL.sub("", rest)).strip(_EDGE)


def _cut(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " + text[match.end() :]


def _supplement_number(kept: list[str]) -> int | None:
    match = next((m for part in kept if (m := _SUPPLEMENT.search(part))), None)
    return chinese_integer(match[1]) if match and match[1] else None


def is_series_name(text: str) -> bool:
    """Tell whether a text ends like the name of a bulletin: 简报, 动态."""
    return bool(NAME_END.search(squash(text)))
