"""What follows from the articles, and can be made anew: search index, bands, units, text hashes."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, LargeBinary, bindparam, cast, delete, select, update

from bulletin_desk.library import bands, search, traces, unitbook
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.places import Head, Place, place_id, rowid
from bulletin_desk.library.rows import digest, read_article
from bulletin_desk.library.schema import (
    article_units,
    articles,
    issues,
    search_places,
    sections,
    series,
)
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.credit import UnitBook

_AT_ONCE = 500  # articles; a library's need not fit into memory


class Deriver:
    """Writes what follows from articles; within one transaction, for many of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places: dict[Place, int] = {}

    @cached_property
    def book(self) -> UnitBook:
        """The units that the office knows."""
        return unitbook.read_book(self._connection)

    def number(self, key: int, head: Head, section: str, own: datetime.date | None) -> int:
        """Return the number of an article's row in the search index."""
        place, date = head.place(section, own)
        if place not in self._places:
            self._places[place] = place_id(self._connection, place)
        return rowid(date, key, self._places[place])

    def add(self, added: Sequence[tuple[int, int, Article]]) -> None:
        """Write what follows from articles that are new, each with its key and its number."""
        search.add(self._connection, ((number, article) for _, number, article in added))
        bands.add(self._connection, ((key, article) for key, _, article in added))
        traces.add_units(self._connection, ((key, article) for key, _, article in added), self.book)

    def renew(self, key: int, old: int | None, number: int, article: Article) -> None:
        """Write what follows from an article whose text has changed; `old` was its number."""
        search.remove(self._connection, [old])
        search.add(self._connection, [(number, article)])
        bands.remove(self._connection, [key])
        bands.add(self._connection, [(key, article)])
        traces.put_units(self._connection, key, article, self.book)

    def remove(self, gone: Iterable[tuple[int, int | None]]) -> None:
        """Forget articles, each by its key and its number."""
        pairs = list(gone)
        search.remove(self._connection, [number for _, number in pairs])
        bands.remove(self._connection, [key for key, _ in pairs])
        traces.remove_units(self._connection, [key for key, _ in pairs])


def rebuild(connection: Connection) -> None:
    """Make everything anew from the articles."""
    search.create(connection)
    bands.create(connection)
    connection.execute(update(articles).values(search_rowid=None))
    connection.execute(delete(article_units))
    connection.execute(delete(search_places))
    deriver = Deriver(connection)
    for rows in standing_rows(connection):
        _derive(connection, deriver, rows)


def standing_rows(connection: Connection) -> Iterator[Sequence[Any]]:
    """Yield the rows of all articles, some at a time, each with where its article stands.

    The text is given as bytes: a damaged one may be no text.
    """
    columns = (
        articles.c.key, articles.c.issue_id, articles.c.title, articles.c.date.label("own"),
        articles.c.sha256, articles.c.text_sha256, articles.c.search_rowid,
        cast(articles.c.body, LargeBinary).label("raw"),
        issues.c.year, issues.c.date, issues.c.status, series.c.name,
        sections.c.name.label("section"),
    )  # fmt: skip
    statement = (
        select(*columns)
        .select_from(articles)
        .outerjoin(issues, issues.c.id == articles.c.issue_id)
        .outerjoin(series, series.c.id == issues.c.series_id)
        .outerjoin(sections, search.SECTION)
        .order_by(articles.c.key)
        .limit(_AT_ONCE)
    )
    last = 0
    while rows := connection.execute(statement.where(articles.c.key > last)).all():
        yield rows
        last = rows[-1].key


def head_of_row(row: Any) -> Head:
    """Return what the place of a row's article has from its issue."""
    if row.issue_id is None:
        return Head()
    return Head(row.name or "", row.year, row.date, row.status)


def _derive(connection: Connection, deriver: Deriver, rows: Sequence[Any]) -> None:
    added: list[tuple[int, int, Article]] = []
    for row in rows:
        # A damaged article must not keep the others from being found.
        with suppress(LibraryError):
            if digest(row.raw) == row.sha256:
                article = read_article(row.raw.decode(), row.sha256)
                number = deriver.number(row.key, head_of_row(row), row.section or "", row.own)
                added.append((row.key, number, article))
    deriver.add(added)
    if added:
        changed = update(articles).where(articles.c.key == bindparam("of"))
        connection.execute(
            changed.values(search_rowid=bindparam("number"), text_sha256=bindparam("hash")),
            [
                {"of": key, "number": number, "hash": traces.text_sha256(article)}
                for key, number, article in added
            ],
        )
