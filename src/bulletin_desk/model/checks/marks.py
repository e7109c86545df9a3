"""Punctuation: full width in Chinese, and one mark where one belongs (GB/T 15834)."""

import re
from collections.abc import Iterator

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.checks.texts import around, pieces
from bulletin_desk.model.punctuation import BRACKETS, HAN, POINT, WIDE, without_addresses
from bulletin_desk.model.template import Template

_SHOWN = WIDE | {'"': "“ ”"}


def half_width_mark(article: Article, template: Template) -> Iterator[Finding]:
    """Half-width marks in Chinese text, told once a paragraph."""
    for text, source in pieces(article):
        plain = without_addresses(text)
        places = [(m.start(), m[0]) for m in POINT.finditer(plain)]
        places += [(m.start(), "(") for m in BRACKETS.finditer(plain)]
        if places:
            at, mark = min(places)
            wide = "……" if len(mark) > 1 else "（ ）" if mark == "(" else _SHOWN[mark]
            here = around(text, at, len(mark))
            message = f"半角标点，请改成全角的“{wide}”：{here}"
            if len(places) > 1:
                message = f"有{len(places)}处半角标点，请改成全角：{here}"
            yield Finding(message, source, at, len(mark), here)


# Points that never follow one another; ！！ ？？ ？！ …… —— and nested 》》 ）） may.
_TWICE = re.compile(
    r"[，、；：。][，、；：。,;]+|[？！][。，]|。[？！]"
    rf"|(?<=[{HAN}])[,;]{{2,}}"
)


def doubled_mark(article: Article, template: Template) -> Iterator[Finding]:
    """Two marks where one belongs."""
    for text, source in pieces(article):
        found = _TWICE.search(text)
        if found:
            here = around(text, found.start(), len(found[0]))
            if set(found[0]) == {"。"} and len(found[0]) > 2:
                message = f"“{found[0]}”请改成省略号“……”：{here}"
            else:
                message = f"标点重复，请只留一个：{here}"
            yield Finding(message, source, found.start(), len(found[0]), here)


RULES = (
    ArticleRule(
        "half-width-mark", "半角标点", "中文里的半角逗号、句号、冒号、括号和直引号。",
        Scope.ARTICLE, Severity.WARNING, half_width_mark,
    ),
    ArticleRule(
        "doubled-mark", "标点重复", "连在一起的两个逗号、句号等。",
        Scope.ARTICLE, Severity.WARNING, doubled_mark,
    ),
)  # fmt: skip
