"""Checking an issue before it goes out: each rule is one small function over the bulletin."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.flow import Source
from bulletin_desk.model.template import MastheadPart, Template


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # the issue must not go out like this
    WARNING = "warning"  # worth a look


class Problem(NamedTuple):
    """A finding: which rule, where, and a sentence that says what to do."""

    rule: str
    severity: Severity
    place: str
    message: str
    source: Source

    def to_json(self) -> dict[str, object]:
        """Return the problem as the command line prints it."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "place": self.place,
            "message": self.message,
            "article": self.source.owner or None,
            "block": None if self.source.block < 0 else self.source.block,
        }


_Rule = Callable[[Bulletin, Template], Iterator[Problem]]


def check_bulletin(bulletin: Bulletin, template: Template) -> list[Problem]:
    """Return every problem of an issue, in the order of the page."""
    return [problem for rule in RULES for problem in rule(bulletin, template)]


def missing_masthead_part(bulletin: Bulletin, template: Template) -> Iterator[Problem]:
    """A part that the template's masthead shows is empty."""
    masthead = bulletin.masthead
    asked = set(template.masthead.parts)
    if MastheadPart.ISSUER_DATE in asked:
        asked |= {MastheadPart.ISSUER, MastheadPart.DATE}
    parts = (
        (MastheadPart.NAME, masthead.name, "刊名"),
        (MastheadPart.NUMBER, masthead.number, "期号"),
        (MastheadPart.ISSUER, masthead.issuer, "编发单位"),
        (MastheadPart.DATE, masthead.date, "日期"),
    )
    for part, value, name in parts:
        if part in asked and value in ("", None):
            yield Problem(
                "missing-masthead-part", Severity.ERROR, "报头",
                f"没有{name}，请在报头里填写。", Source("masthead"),
            )  # fmt: skip


def empty_section(bulletin: Bulletin, template: Template) -> Iterator[Problem]:
    """A column has no article: its heading would stand alone on the page."""
    for section in bulletin.sections:
        if section.name and not section.articles:
            yield Problem(
                "empty-section", Severity.ERROR, f"【{section.name}】",
                "栏目里没有稿件，请放入稿件或删去栏目。", Source("section", section.id),
            )  # fmt: skip


def incomplete_article(bulletin: Bulletin, template: Template) -> Iterator[Problem]:
    """An article has no title or no text."""
    for article in bulletin.articles():
        source = Source("title", article.id)
        if not article.title.strip():
            message = "稿件没有标题，请补上。"
            yield Problem("no-title", Severity.ERROR, _place(article), message, source)
        if not any(block.text.strip() for block in article.body):
            message = "稿件没有正文，请补上或删去。"
            yield Problem("no-text", Severity.ERROR, _place(article), message, source)


_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "【": "】", "〔": "〕", "(": ")"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}


def unpaired_mark(bulletin: Bulletin, template: Template) -> Iterator[Problem]:
    """An opening mark without its closing one, or the other way round, in one paragraph."""
    for article, index, text in _texts(bulletin):
        stray = _stray_mark(text)
        if stray:
            yield Problem(
                "unpaired-mark", Severity.WARNING, _place(article),
                f"“{_around(text, stray)}”里的{stray[1]}没有成对，请核对。",
                Source("body", article.id, index),
            )  # fmt: skip


def _stray_mark(text: str) -> tuple[int, str] | None:
    open_marks: list[tuple[int, str]] = []
    for position, char in enumerate(text):
        if char in _PAIRS:
            open_marks.append((position, char))
        elif char == "’" and not (open_marks and open_marks[-1][1] == "‘"):
            continue  # an apostrophe
        elif char in _CLOSING:
            # 1）and (1) mixed, or a list number 1) alone, are no unpaired marks.
            if char in "）)" and re.search(r"(^|[\s，。；：、])\w{1,3}$", text[:position]):
                continue
            if not open_marks or open_marks.pop()[1] != _CLOSING[char]:
                return position, char
    return open_marks[0] if open_marks else None


_HALF_WIDTH = re.compile(r"(?<=[一-鿿”》）])[,;:?!](?=[一-鿿“《（]|$)")
_DOUBLED = re.compile(r"([，。、；：])\1|。，|，。|、，")


def half_width_mark(bulletin: Bulletin, template: Template) -> Iterator[Problem]:
    """A half-width mark between Chinese characters."""
    return _marks(bulletin, _HALF_WIDTH, "half-width-mark", "里有半角标点，请改成全角。")


def doubled_mark(bulletin: Bulletin, template: Template) -> Iterator[Problem]:
    """Two marks where one belongs."""
    return _marks(bulletin, _DOUBLED, "doubled-mark", "里标点重复，请删去一个。")


def _marks(
    bulletin: Bulletin, pattern: re.Pattern[str], rule: str, remark: str
) -> Iterator[Problem]:
    """Yield a problem for each text in which a pattern of marks is found."""
    for article, index, text in _texts(bulletin):
        found = pattern.search(text)
        if found:
            message = f"“{_around(text, (found.start(), found[0]))}”{remark}"
            source = Source("body", article.id, index)
            yield Problem(rule, Severity.WARNING, _place(article), message, source)


RULES: tuple[_Rule, ...] = (
    missing_masthead_part,
    empty_section,
    incomplete_article,
    unpaired_mark,
    half_width_mark,
    doubled_mark,
)


def _texts(bulletin: Bulletin) -> Iterator[tuple[Article, int, str]]:
    for article in bulletin.articles():
        yield article, -1, one_line(article.title)
        for index, block in enumerate(article.body):
            yield article, index, block.text


def _place(article: Article) -> str:
    return one_line(article.title) or "（无标题）"


def _around(text: str, found: tuple[int, str]) -> str:
    at, mark = found
    return text[max(0, at - 6) : at + len(mark) + 6]
