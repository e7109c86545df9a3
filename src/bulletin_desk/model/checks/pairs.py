"""Paired marks: “ ” ‘ ’ 《 》 （ ） and the like, each opened and closed."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.checks.texts import Piece, around, pieces
from bulletin_desk.model.template import Template

_PAIRS = {
    "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "〔": "〕",
    "「": "」", "『": "』",
}  # fmt: skip
_NAMES = {
    **dict.fromkeys("“‘「『", "引号"),
    **dict.fromkeys("《〈", "书名号"),
    **dict.fromkeys("（(【〔", "括号"),
}
_OPENING_OF = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join((*_PAIRS, *_OPENING_OF))) + "]")
# 1） a) ①） at the beginning of an item: a closing bracket without an opening one.
_ITEM = re.compile(r"(?:^|[\s，。；：、“（(])[0-9A-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_LATIN = re.compile("[A-Za-z]")
# A quotation of several paragraphs opens at a paragraph's beginning or after a colon, and closes
# after the end of a sentence or of a paragraph.
_BEFORE_QUOTATION = re.compile(r"(?:^|[：:——])\s*$")
_AFTER_QUOTATION = re.compile(r"^\s*(?:$|[。！？；，、—（(])")


class _Stray(NamedTuple):
    """A mark without its twin: which text, the place in it, the mark."""

    piece: int
    at: int
    mark: str


def unpaired_mark(article: Article, template: Template) -> Iterator[Finding]:
    """An opening mark without its closing one, or the other way round."""
    texts = pieces(article)
    strays: list[_Stray] = []
    for index, piece in enumerate(texts):
        # One a paragraph: what follows the first is mostly its consequence.
        strays += _strays(index, piece.text)
    told: set[int] = set()
    for stray in _without_long_quotations(strays, texts):
        text, source = texts[stray.piece]
        if stray.piece not in told:
            told.add(stray.piece)
            here = around(text, stray.at)
            yield Finding(_sentence(here, stray.mark), source, stray.at, 1, here)


def _sentence(here: str, mark: str) -> str:
    if mark in _PAIRS:
        has, lacks = f"前{_NAMES[mark]}{mark}", f"后{_NAMES[mark]}{_PAIRS[mark]}"
    else:
        opening = _OPENING_OF[mark]
        has, lacks = f"后{_NAMES[opening]}{mark}", f"前{_NAMES[opening]}{opening}"
    return f"只有{has}，没有{lacks}，请补上或删去：{here}"


def _strays(index: int, text: str) -> list[_Stray]:
    """Return the marks of one paragraph that have no twin in it."""
    opened: list[_Stray] = []
    found: list[_Stray] = []
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if _is_apostrophe(text, at, mark, opened):
            continue
        if mark in _PAIRS:
            opened.append(_Stray(index, at, mark))
        elif opened and opened[-1].mark == _OPENING_OF[mark]:
            opened.pop()
        elif mark in "）)" and _ITEM.search(text[:at]):
            continue
        elif any(one.mark == _OPENING_OF[mark] for one in opened):
            # What was opened inside the pair and not closed in it is the stray one.
            while opened[-1].mark != _OPENING_OF[mark]:
                found.append(opened.pop())
            opened.pop()
        else:
            found.append(_Stray(index, at, mark))
    return sorted(found + opened, key=lambda stray: stray.at)


def _is_apostrophe(text: str, at: int, mark: str, opened: Sequence[_Stray]) -> bool:
    """Return whether ’ or ‘ is no quotation mark: I’m, the students’, ‘98."""
    if mark == "’":
        return not any(one.mark == "‘" for one in opened)
    if mark == "‘":
        inside = at > 0 and _LATIN.match(text[at - 1]) and _LATIN.match(text[at + 1 : at + 2])
        return bool(inside) or (text[at + 1 : at + 3].isdigit() and "’" not in text[at:])
    return False


def _without_long_quotations(strays: Sequence[_Stray], texts: Sequence[Piece]) -> list[_Stray]:
    """Return the strays that are no part of a quotation that goes over several paragraphs.

    Each of its paragraphs begins with “, or the first alone; the last one closes with ”.
    """
    kept: list[_Stray] = []
    waiting: dict[str, list[_Stray]] = {"“": [], "‘": []}
    for stray in strays:
        text = texts[stray.piece].text
        if stray.mark in waiting:
            chain = waiting[stray.mark]
            begins = not text[: stray.at].strip()
            # Another “ goes on with the quotation only where it begins the very next paragraph.
            if chain and not (begins and chain[-1].piece == stray.piece - 1):
                kept += _left_open(chain, texts)
                chain.clear()
            if begins or _BEFORE_QUOTATION.search(text[: stray.at]):
                chain.append(stray)
            else:
                kept.append(stray)
        elif stray.mark in "”’":
            chain = waiting[_OPENING_OF[stray.mark]]
            ends = text[: stray.at].endswith(tuple("。！？…；")) or _AFTER_QUOTATION.search(
                text[stray.at + 1 :]
            )
            if chain and ends and stray.piece > chain[-1].piece:
                chain.clear()
            else:
                kept.append(stray)
        else:
            kept.append(stray)
    for chain in waiting.values():
        kept += _left_open(chain, texts)
    return sorted(kept)


def _left_open(chain: list[_Stray], texts: Sequence[Piece]) -> list[_Stray]:
    """Return the chain, or nothing where the next paragraph opens again and closes for all."""
    following = chain[-1].piece + 1 if chain else len(texts)
    if following < len(texts):
        text, mark = texts[following].text.lstrip(), chain[-1].mark
        if text.startswith(mark) and _PAIRS[mark] in text:
            return []
    return list(chain)


RULES = (
    ArticleRule(
        "unpaired-mark", "标点不成对", "只有一半的引号、书名号和括号。",
        Scope.ARTICLE, Severity.WARNING, unpaired_mark,
    ),
)  # fmt: skip
