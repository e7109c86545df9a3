"""The index that finds articles: SQLite's FTS5 over single characters.

FTS5's own tokenizers do not find Chinese words of two characters: unicode61 keeps a run of
Chinese as one token, trigram needs three. So the text is indexed as single characters parted by
spaces, and a word is looked up as a phrase of them. Runs of ASCII letters and digits stay whole
and match by their beginning. The tokenizer `ascii` takes every other character as it is, the
rarest too. This module is the only one that PostgreSQL would need written anew.
"""

import datetime
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    column,
    func,
    or_,
    select,
    table,
    text,
)

from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import Hit
from bulletin_desk.library.rows import read_article, storable
from bulletin_desk.library.schema import articles, issues, sections, series
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

_index = table("article_search", column("rowid"), column("title"), column("body"))
_DATE = func.coalesce(issues.c.date, articles.c.date)
_SECTION = and_(sections.c.issue_id == articles.c.issue_id, sections.c.id == articles.c.section_id)
_MATCHES = text("article_search MATCH :words")
_IN_TITLE = text("SELECT rowid FROM article_search WHERE article_search MATCH :title_words")

CREATE = "CREATE VIRTUAL TABLE article_search USING fts5(title, body, tokenize = 'ascii')"


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


def _fold(words: str) -> str:
    return words.translate(_folding())


def index_columns(article: Article) -> tuple[str, str]:
    """Return the title and the rest of an article in the form that the index holds."""
    title, body = _texts(article)
    return _spaced(title), _spaced(body)


def _texts(article: Article) -> tuple[str, str]:
    title = " ".join([part for part in (one_line(article.title), article.subtitle) if part])
    rest = (article.byline, *article.units, *(block.text for block in article.body))
    return title, "\n".join([part for part in rest if part])


def _spaced(words: str) -> str:
    return " ".join(_TOKEN.findall(_fold(words)))


def put(connection: Connection, entries: Iterable[tuple[int, Article]]) -> None:
    """Index articles by their keys, in place of what the index held of them."""
    rows = [(key, *index_columns(article)) for key, article in entries]
    if rows:
        remove(connection, [key for key, _, _ in rows])
        connection.exec_driver_sql(
            "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)", rows
        )


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Take articles out of the index."""
    gone = [(key,) for key in keys]
    if gone:
        connection.exec_driver_sql("DELETE FROM article_search WHERE rowid = ?", gone)


def rebuild(connection: Connection) -> None:
    """Index every article anew."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS article_search")
    connection.exec_driver_sql(CREATE)
    for row in connection.execute(select(articles.c.key, articles.c.body, articles.c.sha256)).all():
        # A damaged article must not keep the others from being found.
        with suppress(LibraryError):
            put(connection, [(row.key, read_article(row.body, row.sha256))])


def entries(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return what the index holds, by article key."""
    return {row.rowid: (row.title, row.body) for row in connection.execute(select(_index))}


def find(
    connection: Connection, words: str, limit: int, name: str | None, year: int | None
) -> list[Hit]:
    """Return the articles that hold every word; those with all of them in the title first.

    With `name`, only those in issues of this series; with `year`, only those of this year.
    """
    phrases = _phrases(words)
    if not phrases:
        return []
    query = " AND ".join(map(_phrase, phrases))
    in_title = _index.c.rowid.in_(_IN_TITLE.columns(column("rowid")))
    statement = (
        select(articles.c.id, articles.c.issue_id, articles.c.title)
        .add_columns(articles.c.body, articles.c.sha256)
        .add_columns(series.c.name, issues.c.number, issues.c.supplement, _DATE.label("date"))
        .add_columns(sections.c.name.label("section"))
        .select_from(_index)
        .join(articles, articles.c.key == _index.c.rowid)
        .outerjoin(issues, issues.c.id == articles.c.issue_id)
        .outerjoin(series, series.c.id == issues.c.series_id)
        .outerjoin(sections, _SECTION)
        .where(_MATCHES, *_limits(name, year))
        .order_by(in_title.desc(), _DATE.desc().nulls_last(), articles.c.key.desc())
        .limit(bindparam("limit"))
    )
    values = {"words": query, "title_words": f"title : ({query})", "limit": limit}
    return [
        Hit(
            article_id=row.id,
            issue_id=row.issue_id,
            series=row.name or "",
            number=row.number,
            supplement=bool(row.supplement),
            date=row.date,
            title=row.title,
            section=row.section or "",
            snippet=_snippet(row.body, row.sha256, phrases),
        )
        for row in connection.execute(statement, values)
    ]


def _limits(name: str | None, year: int | None) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if name is not None:
        limits.append(series.c.name == storable(name))
    if year is not None:
        # An issue without a date has the year of its number.
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        undated = and_(_DATE.is_(None), issues.c.year == year)
        limits.append(or_(_DATE.between(first, last), undated))
    return limits


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Return where a text holds the words of a search, in order and without overlaps."""
    patterns = _patterns(_phrases(words))
    if not patterns:
        return []
    # The longest first: of 志愿 and 志愿服务 the longer one is marked where it stands.
    either = "|".join(sorted(patterns, key=len, reverse=True))
    return [match.span() for match in re.finditer(either, _fold(text))]


def _phrases(words: str) -> list[list[str]]:
    """Return each word that is looked for as its tokens."""
    sought = dict.fromkeys(_fold(words[:_LONGEST]).split())
    return [phrase for phrase in map(_TOKEN.findall, sought) if phrase]


def _patterns(phrases: list[list[str]]) -> list[str]:
    # Between two tokens of a phrase the text may have marks and spaces.
    return [r"[\W_]*".join(map(re.escape, phrase)) for phrase in phrases]


def _phrase(tokens: list[str]) -> str:
    # Tokens hold no quotes. A number or Latin word may be the beginning of a longer one.
    return f'"{" ".join(tokens)}"{"*" if tokens[-1].isascii() else ""}'


def _snippet(body: str, sha256: str, phrases: list[list[str]]) -> str:
    """Return the part of an article's text around the first word in it, else its beginning."""
    try:
        _, words = _texts(read_article(body, sha256))
    except LibraryError:
        return ""
    flat = " ".join(words.split())
    folded = _fold(flat)
    matches = (re.search(pattern, folded) for pattern in _patterns(phrases))
    places = [match.start() for match in matches if match]
    start = max(min(places, default=0) - _LEAD, 0)
    end = start + _SNIPPET
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"
