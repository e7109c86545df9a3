"""Finds in which other issues an article stood already."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from bulletin_desk.library import issues
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import articles
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.traces import text_sha256
from bulletin_desk.model.bulletin import Article, one_line

_SHORTEST = 6  # characters; 简讯, 编者按 and the like are the titles of different articles


def used_before(
    connection: Connection, articles_: Iterable[Article], issue_id: int | None
) -> dict[str, list[IssueRecord]]:
    """Return, by article id, the other issues that hold the same article, the newest first.

    The same is what has the same id, the same title or the same text.
    """
    holders: dict[str, set[int]] = {}
    sought = list(articles_)
    for column, identity in _IDENTITIES:
        wanted: dict[str, list[str]] = {}
        for article in sought:
            if value := identity(article):
                wanted.setdefault(value, []).append(article.id)
        for value, holder in _holders(connection, column, list(wanted)):
            for article_id in wanted[value] if holder != issue_id else ():
                holders.setdefault(article_id, set()).add(holder)
    found = {holder for ids in holders.values() for holder in ids}
    records = list(issues.records(connection, issue_table.c.id.in_(found))) if found else []
    return {
        article_id: [record for record in records if record.id in ids]
        for article_id, ids in holders.items()
    }


def _title(article: Article) -> str | None:
    title = one_line(article.title)
    return storable(title) if len(title) >= _SHORTEST else None


# The columns, each with an index of its own, and what an article has in them.
_IDENTITIES: tuple[tuple[Any, Callable[[Article], str | None]], ...] = (
    (articles.c.id, lambda article: article.id),
    (articles.c.title, _title),
    (articles.c.text_sha256, text_sha256),
)


def _holders(connection: Connection, column: Any, values: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the values that articles of issues have in a column, each with the issue."""
    statement = select(column.label("value"), articles.c.issue_id).where(column.in_(values))
    for row in connection.execute(statement):
        if row.issue_id is not None:
            yield row.value, row.issue_id
