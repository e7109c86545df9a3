"""Heading numbers: 一、（一）1.（1） in order, beginning anew under each heading above them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.checks.texts import around
from bulletin_desk.model.flow import Source
from bulletin_desk.model.numbering import chinese_integer
from bulletin_desk.model.richtext import Paragraph
from bulletin_desk.model.template import Template

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
# The levels of GB/T 9704 7.3.3; 三、四月份, 1.5%, 3.15 and （二）班 look like them and are none.
_LEVELS = (
    re.compile(rf"\s*(?P<n>{_HAN_NUMBER})、(?![一二三四五六七八九十])"),
    re.compile(rf"\s*[（(](?P<n>{_HAN_NUMBER})[)）](?![班组])"),
    re.compile(r"\s*(?P<n>[0-9]{1,2})[.．、](?![0-9])"),
    re.compile(r"\s*[（(](?P<n>[0-9]{1,2})[)）]"),
)
_FORMS = ("{}、", "（{}）", "{}.", "（{}）")


class _Number(NamedTuple):
    level: int
    value: int
    block: int
    length: int


def heading_order(article: Article, template: Template) -> Iterator[Finding]:
    """A number that is not the next one of its level, and not 1."""
    last: dict[int, _Number] = {}  # the level's number under the present heading above it
    older: dict[int, int] = {}  # and the last one anywhere: some count on under a new heading
    for number in _numbers(article):
        level, value = number.level, number.value
        known = last.get(level)
        wanted = known.value + 1 if known else 1
        counted_on = older.get(level, 0) + 1
        again = value == 1 and known is not None and known.value == 1 and level < 2
        wrong = again or value not in (1, wanted, counted_on)
        if wrong and not _stands_inline(article, known, number, wanted):
            yield _finding(article, number, known, wanted)
        last[level], older[level] = number, value
        for lower in range(level + 1, len(_LEVELS)):
            last.pop(lower, None)


def _numbers(article: Article) -> Iterator[_Number]:
    for index, block in enumerate(article.body):
        if isinstance(block, Paragraph):
            for level, pattern in enumerate(_LEVELS):
                found = pattern.match(block.text)
                value = chinese_integer(found["n"]) if found else None
                if found and value:
                    yield _Number(level, value, index, found.end())
                    break


def _stands_inline(article: Article, known: _Number | None, number: _Number, wanted: int) -> bool:
    """Return whether the numbers between stand inside paragraphs: 一是…… 1.……2.…… in one."""
    first = known.block if known else 0
    texts: Sequence[str] = [block.text for block in article.body[first : number.block]]
    between = range(wanted, number.value)
    form = _FORMS[number.level]
    return bool(between) and all(
        any(_shown(form, value, number.level) in text for text in texts) for value in between
    )


def _finding(article: Article, number: _Number, known: _Number | None, wanted: int) -> Finding:
    form, level = _FORMS[number.level], number.level
    text = article.body[number.block].text
    here = around(text, 0, number.length)
    shown = _shown(form, number.value, level)
    if known is None:
        reason = f"前面没有“{_shown(form, 1, level)}”"
    else:
        reason = (
            f"前面是“{_shown(form, known.value, level)}”，这里应是“{_shown(form, wanted, level)}”"
        )
    message = f"“{here}”的序号是“{shown}”，{reason}，请核对序号。"
    return Finding(message, Source("body", article.id, number.block), 0, number.length, here)


def _shown(form: str, value: int, level: int) -> str:
    return form.format(value if level > 1 else _han(value))


def _han(value: int) -> str:
    """Return a number below 100 in Chinese."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones or not tens else "")


RULES = (
    ArticleRule(
        "heading-order", "序号不连续", "一、（一）1.（1）等序号缺号、重号或颠倒。",
        Scope.ARTICLE, Severity.WARNING, heading_order,
    ),
)  # fmt: skip
