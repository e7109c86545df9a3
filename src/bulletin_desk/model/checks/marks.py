"""Punctuation: full width in Chinese, and one mark where one belongs (GB/T 15834)."""

import re
from collections.abc import Iterator

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.checks.texts import HAN, around, pieces, without_addresses
from bulletin_desk.model.template import Template

_CLOSED = f"{HAN}”’》〉）】〕」』％"
_OPENING = "“‘《〈（【〔「『"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", '"': "“ ”"}

# A comma, semicolon or colon is Chinese when a Chinese character stands before it, or directly
# after it; ? and ! when one stands before them, but not in ?! (a mark of its own).
_POINT = re.compile(
    rf"(?<=[{_CLOSED}])[,;:]|(?<=[0-9A-Za-z%)])[,;](?=[{HAN}{_OPENING}])"
    rf"|(?<=[{_CLOSED}])[?!](?![?!])"
    # A full stop or ... after Chinese, where no file ending, domain or number follows.
    rf"|(?<=[{_CLOSED}])\.+(?![.0-9A-Za-z])"
    # A straight quote beside Chinese; 27\" is an inch.
    rf'|(?<=[{HAN}，。、：；？！])"|(?<![0-9])"(?=[{HAN}])'
)
# Brackets that hold Chinese.
_BRACKETS = re.compile(rf"\([^()（）\n]*[{HAN}][^()（）\n]*\)")


def half_width_mark(article: Article, template: Template) -> Iterator[Finding]:
    """Half-width marks in Chinese text, told once a paragraph."""
    for text, source in pieces(article):
        plain = without_addresses(text)
        places = [(m.start(), m[0]) for m in _POINT.finditer(plain)]
        places += [(m.start(), "(") for m in _BRACKETS.finditer(plain)]
        if places:
            at, mark = min(places)
            wide = "……" if len(mark) > 1 else "（ ）" if mark == "(" else _WIDE[mark]
            here = around(text, at, len(mark))
            message = f"“{here}”里是半角标点，请改成全角的“{wide}”。"
            if len(places) > 1:
                message = f"“{here}”等{len(places)}处是半角标点，请改成全角。"
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
                message = f"“{here}”里的“{found[0]}”请改成省略号“……”。"
            else:
                message = f"“{here}”里标点重复，请只留一个。"
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
