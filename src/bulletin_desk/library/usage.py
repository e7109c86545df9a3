"""Finds in which other issues an article stood already."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from bulletin_desk.library import issues
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.library.rows import read_article, storable
from bulletin_desk.library.schema import articles
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.traces import text_sha256
from bulletin_desk.model.bulletin import Article, one_line
from bulletin_desk.model.likeness import likeness, shingles

_SHORTEST = 6  # characters; 简讯, 编者按 and the like are the titles of different articles
# So much of two texts under one title is the same where one is the other, edited.
_ALIKE = 0.3
# A title of every issue (本周工作综述) must not have ten years of texts read while one types.
_MOST_READ = 300


def used_before(
    connection: Connection, articles_: Iterable[Article], issue_id: int | None
) -> dict[str, list[IssueRecord]]:
    """Return, by article id, the other issues that hold the same article, the newest first.

    The same is what has the same id or the same text, or the same title over a text that is not
    another altogether: what happens every year has the same title every year.
    """
    holders: dict[str, set[int]] = {}
    sought = list(articles_)
    for column, identity in _IDENTITIES:
        wanted = _by_value(sought, identity)
        statement = select(column.label("value"), articles.c.issue_id)
        for row in _rows(connection, statement, column, wanted, issue_id):
            for article in wanted[row.value]:
                holders.setdefault(article.id, set()).add(row.issue_id)
    titled = _by_value(sought, _title)
    own = {article.id: shingles(article) for some in titled.values() for article in some}
    statement = select(articles.c.title, articles.c.issue_id, articles.c.body, articles.c.sha256)
    statement = statement.order_by(articles.c.key.desc()).limit(_MOST_READ)
    for row in _rows(connection, statement, articles.c.title, titled, issue_id):
        for article in titled[row.title]:
            known = holders.setdefault(article.id, set())
            if row.issue_id not in known and _is_alike(own[article.id], row):
                known.add(row.issue_id)
    found = {holder for ids in holders.values() for holder in ids}
    records = list(issues.records(connection, issue_table.c.id.in_(found))) if found else []
    return {
        article_id: [record for record in records if record.id in ids]
        for article_id, ids in holders.items()
        if ids
    }


def _title(article: Article) -> str | None:
    title = one_line(article.title)
    return storable(title) if len(title) >= _SHORTEST else None


# The columns, each with an index of its own, and what an article has in them.
_Identity = Callable[[Article], str | None]
_IDENTITIES: tuple[tuple[Any, _Identity], ...] = (
    (articles.c.id, lambda article: article.id),
    (articles.c.text_sha256, text_sha256),
)


def _by_value(sought: Iterable[Article], identity: _Identity) -> dict[str, list[Article]]:
    wanted: dict[str, list[Article]] = {}
    for article in sought:
        if value := identity(article):
            wanted.setdefault(value, []).append(article)
    return wanted


def _rows(
    connection: Connection, statement: Any, column: Any, values: Iterable[str], issue_id: int | None
) -> Iterator[Any]:
    """Yield the articles of other issues that have one of the values in a column."""
    for row in connection.execute(statement.where(column.in_(list(values)))):
        if row.issue_id is not None and row.issue_id != issue_id:
            yield row


def _is_alike(one: frozenset[bytes], row: Any) -> bool:
    """Return whether a text may be an edited form of the other; a title alone is no other text."""
    try:
        other = shingles(read_article(row.body, row.sha256))
    except LibraryError:
        return False  # it is told where it is opened
    return not one or not other or likeness(one, other) >= _ALIKE
