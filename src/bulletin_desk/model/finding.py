"""Finding words in articles and bulletins, in the order of reading.

Only the masthead is left out: series, number and date say which issue it is. A manual line break
adds nothing to a text (see `one_line`), so a word is found across it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution
from bulletin_desk.model.richtext import Block, Paragraph, Picture, Run, Table

LISTS = ("report_to", "send_to", "issue_to")
FIELDS = ("title", "subtitle", "byline")

Texts = Iterator[tuple["Where", str]]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: full and half width, small and capital letters are told apart or not."""

    words: str
    match_case: bool = False
    match_width: bool = True


class Where(NamedTuple):
    """A text of a bulletin.

    `part` is title, subtitle, byline, unit, body, caption, table, section (its name) or one of
    the lists of the distribution; `owner` the article's or section's id. `block` counts the
    blocks of a body, or the units.
    """

    part: str
    owner: str = ""
    block: int = -1
    row: int = -1
    column: int = -1


class Found(NamedTuple):
    """The characters start..end of a text."""

    where: Where
    start: int
    end: int


def spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where the words stand in a text, from left to right, none overlapping another."""
    words = _fold(query.words, query).replace("\n", "")
    if not words:
        return []
    if not query.match_case and words == words.upper():
        # Chinese has no capitals: the text need not be folded for it.
        query = replace(query, match_case=True)
    folded = _fold(text, query)
    if "\n" not in folded:
        return _plain_spans(folded, words)
    kept = [index for index, char in enumerate(folded) if char != "\n"]
    joined = folded.replace("\n", "")
    return [(kept[start], kept[end - 1] + 1) for start, end in _plain_spans(joined, words)]


def find_in_article(article: Article, query: Query) -> list[Found]:
    """Return what an article holds of the words."""
    return _found(_article_texts(article), query)


def find_in_bulletin(bulletin: Bulletin, query: Query) -> list[Found]:
    """Return what a bulletin holds of the words: columns, articles, distribution."""
    return Finder(query).find(bulletin)


class Finder:
    """Finds the same words again and again while a bulletin is edited.

    Articles that are the same objects as the last time are not searched again.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        # By identity: the article is kept beside its hits, so that its id stays its own.
        self._known: dict[int, tuple[Article, list[Found]]] = {}

    def find(self, bulletin: Bulletin) -> list[Found]:
        """Return what the bulletin holds of the words, in the order of reading."""
        known, self._known = self._known, {}
        found: list[Found] = []
        for section in bulletin.sections:
            found += _found(iter([(Where("section", section.id), section.name)]), self.query)
            for article in section.articles:
                entry = known.get(id(article)) or (article, find_in_article(article, self.query))
                self._known[id(article)] = entry
                found += entry[1]
        return found + _found(_list_texts(bulletin.distribution), self.query)


def text_at(bulletin: Bulletin, where: Where) -> str:
    """Return the text that stands at a place, empty when there is none any more."""
    article = bulletin.find_article(where.owner) if where.owner else None
    if article is not None:
        return text_in(article, where)
    if where.owner:
        texts = iter([(Where("section", s.id), s.name) for s in bulletin.sections])
    else:
        texts = _list_texts(bulletin.distribution)
    return next((text for place, text in texts if place == where), "")


def text_in(article: Article, where: Where) -> str:
    """Return the text that stands at a place of an article, empty when there is none."""
    return next((text for place, text in _article_texts(article) if place == where), "")


def _found(texts: Texts, query: Query) -> list[Found]:
    return [Found(where, *span) for where, text in texts for span in spans(text, query)]


def _plain_spans(text: str, words: str) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    at = text.find(words)
    while at >= 0:
        result.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return result


def _fold(text: str, query: Query) -> str:
    """Return a text of the same length in which what is not told apart is the same."""
    if not query.match_width:
        text = text.translate(_widths())
    return text if query.match_case else text.translate(_capitals())


@lru_cache(maxsize=1)
def _widths() -> dict[int, int]:
    return {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


@lru_cache(maxsize=1)
def _capitals() -> dict[int, str]:
    """Return the small letter of every capital that has one of one character."""
    return {
        code: small
        # Capitals stand in the first plane and, of scripts nobody prints here, in the second.
        for code in (*range(0x41, 0x2C00), *range(0xA640, 0xA800), *range(0xFF21, 0xFF3B))
        if len(small := chr(code).lower()) == 1 and small != chr(code)
    }


def _article_texts(article: Article) -> Texts:
    for field in FIELDS:
        yield Where(field, article.id), getattr(article, field)
    for number, unit in enumerate(article.units):
        yield Where("unit", article.id, number), unit
    for number, block in enumerate(article.body):
        yield from _block_texts(article.id, number, block)


def _block_texts(owner: str, number: int, block: Block) -> Texts:
    match block:
        case Paragraph():
            yield Where("body", owner, number), block.text
        case Picture():
            yield Where("caption", owner, number), block.text
        case Table(rows):
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    yield Where("table", owner, number, row, column), run_text(cell)


def _list_texts(distribution: Distribution) -> Texts:
    for name in LISTS:
        yield Where(name), getattr(distribution, name)


def run_text(runs: tuple[Run, ...]) -> str:
    """Return the text of runs without emphasis."""
    return "".join([run.text for run in runs])
