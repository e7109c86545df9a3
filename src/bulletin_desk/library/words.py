"""The form in which the search index holds texts, and in which words are looked for in it.

FTS5's own tokenizers do not find Chinese words of two characters: unicode61 keeps a run of
Chinese as one token, trigram needs three. So a text is indexed as pairs of neighbouring
characters, and a word is looked up as the phrase of its pairs: a word of two is one entry of the
index, which costs a hundredth of the phrase of its characters. The distinct characters follow
behind a mark, so that one alone is found as well. Runs of ASCII letters and digits stay whole and
match by their beginning. Marks and spaces count for nothing.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import add

from bulletin_desk.model.bulletin import Article, one_line

# Letters and digits in runs; of the rest every character that is no mark, space or symbol of
# Latin-1, no general or Chinese punctuation (々 and 〇 are letters), no half of a surrogate pair.
_TOKEN = re.compile(
    r"[0-9a-z]+|[^\x00-\xbf\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030"
    r"\ud800-\udfff\ufe10-\ufe6f\uff00-\uffef]"
)
_LONGEST = 200  # characters of the words; of a page that was pasted the beginning is looked for
_SNIPPET = 48  # characters; about one line of the result list
_LEAD = 12  # of them before the first word found
_END = "。"  # parts the text from its characters; no token is a mark

Mark = tuple[int, int]


@cache
def _folding() -> dict[int, str]:
    """Return what is one character to a searcher: full and half width, capitals, variants.

    One character becomes one character, so that places in the folded text are places in the text.
    """
    import unicodedata

    wide = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    capitals = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    variants = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xF900, 0xFB00)}
    return wide | capitals | {code: c for code, c in variants.items() if len(c) == 1}


@cache
def _folded() -> re.Pattern[str]:
    # No wide marks: they stand in every text, and are no tokens, folded or not.
    return re.compile("[A-Z\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def fold(words: str) -> str:
    """Return a text as the index has it, character for character."""
    # Translating a text costs much more than finding that it has nothing to translate.
    return words.translate(_folding()) if _folded().search(words) else words


def index_columns(article: Article) -> tuple[str, str]:
    """Return the title and the rest of an article in the form that the index holds."""
    title, body = texts(article)
    return _entry(title), _entry(body)


def texts(article: Article) -> tuple[str, str]:
    """Return what is found as the title of an article, and what as the rest."""
    title = " ".join([part for part in (one_line(article.title), article.subtitle) if part])
    rest = (article.byline, *article.units, *(block.text for block in article.body))
    return title, "\n".join([part for part in rest if part])


def letters(text: str) -> str:
    """Return the letters, digits and characters of a text without all that stands between."""
    return "".join(_TOKEN.findall(fold(text)))


def query(words: str) -> str:
    """Return words as the index is asked for them; nothing where there is nothing to look for."""
    return " AND ".join(map(_phrase, _phrases(words)))


def places(text: str, words: str) -> list[Mark]:
    """Return where a text holds the words of a search, in order and without overlaps."""
    return Finder(words)(text)


class Finder:
    """Finds the places of the words of a search in texts."""

    def __init__(self, words: str) -> None:
        # Between two tokens of a phrase the text may have marks and spaces.
        parts = [r"[\W_]*".join(map(re.escape, phrase)) for phrase in _phrases(words)]
        # The longest first: of 志愿 and 志愿服务 the longer one is marked where it stands.
        either = "|".join(sorted(parts, key=len, reverse=True))
        self._pattern = re.compile(either) if either else None

    def __call__(self, text: str) -> list[Mark]:
        """Return where the words stand, in order and without overlaps."""
        if self._pattern is None:
            return []
        return [match.span() for match in self._pattern.finditer(fold(text))]

    def snippet(self, text: str) -> tuple[str, tuple[Mark, ...]]:
        """Return the part of a text around the first word in it, else its beginning, and marks."""
        flat = " ".join(text.split())
        first = self._pattern.search(fold(flat)) if self._pattern else None
        start = max(first.start() - _LEAD, 0) if first else 0
        end = start + _SNIPPET
        shown = f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"
        return shown, tuple(self(shown)) if first else ()


def _entry(text: str) -> str:
    tokens = _TOKEN.findall(fold(text))
    characters = dict.fromkeys(token for token in tokens if not token.isascii())
    return " ".join([*_pairs(tokens), _END, *characters])


def _pairs(tokens: Iterable[str]) -> Iterator[str]:
    """Yield the pairs of neighbouring characters; one beside a number or Latin word also alone."""
    before: list[str] | None = None  # the run before, where there is one
    for is_ascii, run in groupby(tokens, str.isascii):
        here = list(run)
        if is_ascii:
            yield from before[-1:] if before else ()
            yield from here
        else:
            yield from here[:1] if before else ()
            yield from map(add, here, here[1:])
        before = here


def _phrases(words: str) -> list[list[str]]:
    """Return each word that is looked for as its tokens."""
    sought = dict.fromkeys(fold(words[:_LONGEST]).split())
    return [phrase for phrase in map(_TOKEN.findall, sought) if phrase]


def _phrase(tokens: list[str]) -> str:
    # Tokens hold no quotes. A number or Latin word may be the beginning of a longer one.
    pairs = list(_pairs(tokens)) or tokens
    return f'"{" ".join(pairs)}"{"*" if tokens[-1].isascii() else ""}'
