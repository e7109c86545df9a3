"""The index that finds articles: SQLite's FTS5, in the form that words.py gives.

This module, with bands.py, is the only one that PostgreSQL would need written anew.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, TextClause, and_, text

from bulletin_desk.library.places import KEYS, PLACES, Place, all_places, key_of, rowid
from bulletin_desk.library.records import Facets, Hit
from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import (
    articles,
    sections,
)
from bulletin_desk.library.snippets import stored_text
from bulletin_desk.library.words import Finder, index_columns, places, query
from bulletin_desk.model.bulletin import Article

__all__ = ["Limits", "add", "entries", "facets", "find", "index_columns", "move", "places"]

CREATE = "CREATE VIRTUAL TABLE article_search USING fts5(title, body, tokenize = 'ascii')"
SECTION = and_(sections.c.issue_id == articles.c.issue_id, sections.c.id == articles.c.section_id)


T = TypeVar("T", str, int)

_MANY = 20_000  # articles


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search keeps to; None where it does not matter. `unit` is a canonical name."""

    series: str | None = None
    year: int | None = None
    section: str | None = None
    unit: str | None = None
    status: str | None = None

    def conditions(self, number: str) -> tuple[list[str], dict[str, object]]:
        """Return the limits as conditions on an index row's number, and their values."""
        values: dict[str, object] = {
            name: storable(value) if isinstance(value, str) else value
            for name in ("series", "year", "section", "status")
            if (value := getattr(self, name)) is not None
        }
        found: list[str] = []
        if values:
            same = " AND ".join(f"{name} = :{name}" for name in values)
            found.append(f"{number} % {PLACES} IN (SELECT id FROM search_places WHERE {same})")
        if self.unit is not None:
            values["unit"] = storable(self.unit)
            found.append(
                f"{number} / {PLACES} % {KEYS} IN"
                " (SELECT article_key FROM article_units WHERE unit = :unit)"
            )
        if self.year is not None and 0 < self.year < datetime.MAXYEAR:
            # What is newer need not be looked at; what has no date comes last of all.
            values["newer"] = rowid(datetime.date(self.year + 1, 1, 1), 0, 0)
            found.append(f"{number} < :newer")
        return found, values


def create(connection: Connection) -> None:
    """Make the index anew, empty."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS article_search")
    connection.exec_driver_sql(CREATE)


def add(connection: Connection, added: Iterable[tuple[int, Article]]) -> None:
    """Index articles by the numbers of their rows, which the index does not hold."""
    rows = [(number, *index_columns(article)) for number, article in added]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO article_search (rowid, title, body) VALUES (?, ?, ?)", rows
        )


def remove(connection: Connection, numbers: Iterable[int | None]) -> None:
    """Take rows out of the index."""
    gone = [(number,) for number in numbers if number is not None]
    if gone:
        connection.exec_driver_sql("DELETE FROM article_search WHERE rowid = ?", gone)


def move(connection: Connection, moved: Sequence[tuple[int, int]]) -> None:
    """Give rows other numbers: each its old one and its new one."""
    # Copied within the index: nothing is read from the articles.
    connection.exec_driver_sql(
        "INSERT INTO article_search (rowid, title, body)"
        " SELECT ?, title, body FROM article_search WHERE rowid = ?",
        [(new, old) for old, new in moved],
    )
    remove(connection, [old for old, _ in moved])


def entries(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return what the index holds in these rows, by their numbers."""
    listed = ",".join(map(str, numbers))
    rows = connection.exec_driver_sql(
        f"SELECT rowid, title, body FROM article_search WHERE rowid IN ({listed})"
    )
    return {row.rowid: (row.title, row.body) for row in rows}


def count(connection: Connection) -> int:
    """Return how many rows the index has."""
    # Its table of sizes: the index itself would read all its texts to count them.
    counted = connection.exec_driver_sql("SELECT count(*) FROM article_search_docsize").scalar()
    return counted or 0


def keys_without_units(connection: Connection, words: str) -> list[int]:
    """Return the keys of the articles that hold the words and are credited to no unit."""
    sought = query(words)
    if not sought:
        return []
    source, values = _source(sought, Limits())
    credited = "SELECT article_key FROM article_units"
    statement = f"SELECT number / {PLACES} % {KEYS} AS key FROM ({source})"
    statement = f"SELECT key FROM ({statement}) WHERE key NOT IN ({credited})"
    return list(connection.scalars(text(statement), values))


def find(
    connection: Connection, words: str, limits: Limits, *, limit: int, offset: int, by_date: bool
) -> list[Hit]:
    """Return the articles that hold every word, within the limits.

    Those with all of them in the title come first, unless `by_date`; then the newest. Without
    words, the newest within the limits.
    """
    sought = query(words)
    finder = Finder(words)
    if not sought:
        numbers = _newest(connection, limits, limit, offset) if not words.strip() else []
    elif by_date:
        numbers = _matching(connection, sought, limits, limit, offset)
    else:
        first = f"title : ({sought})"
        numbers = _matching(connection, first, limits, limit + offset, 0)
        missing = limit + offset - len(numbers)
        skipped = max(offset - len(numbers), 0)
        numbers = numbers[offset:]
        if missing > 0:
            rest = f"({sought}) NOT ({first})"
            numbers += _matching(connection, rest, limits, missing - skipped, skipped)
    return _hits(connection, numbers, finder)


def facets(connection: Connection, words: str, limits: Limits) -> Facets:
    """Return how many of the articles that are found stand where."""
    sought = query(words)
    if words.strip() and not sought:
        return Facets()
    source, values = _source(sought, limits)
    counts = connection.execute(
        text(f"SELECT number % {PLACES}, count(*) FROM ({source}) GROUP BY 1"), values
    ).all()
    total = sum(count for _, count in counts)
    units = _unit_counts(connection, source, values, total, whole=not sought and limits == Limits())
    known = all_places(connection)
    found = [(known.get(place, Place()), count) for place, count in counts]
    return Facets(
        series=_counted((place.series, count) for place, count in found),
        years=tuple(sorted(_counted((p.year, count) for p, count in found), reverse=True)),
        sections=_counted((place.section, count) for place, count in found),
        units=units,
        statuses=_counted((place.status, count) for place, count in found),
    )


def _unit_counts(
    connection: Connection, source: str, values: dict[str, object], total: int, *, whole: bool
) -> tuple[tuple[str, int], ...]:
    """Return in how many of the articles found each unit is credited."""
    found = f"SELECT number / {PLACES} % {KEYS} FROM ({source})"
    within = "" if whole else f" WHERE article_key IN ({found})"
    # Of many articles the whole index of units is read in its order, which needs no sorting; of
    # few only their rows.
    index = " INDEXED BY ix_article_units_unit" if total > _MANY else ""
    pairs = f"SELECT DISTINCT unit, article_key FROM article_units{index}{within}"
    counted = f"SELECT unit, count(*) AS uses FROM ({pairs}) GROUP BY unit"
    rows = connection.execute(text(f"{counted} ORDER BY uses DESC, unit"), values)
    return tuple((row.unit, row.uses) for row in rows)


def _counted(counts: Iterable[tuple[T, int]]) -> tuple[tuple[T, int], ...]:
    """Return how often each value comes, the most frequent first; nothing of what is empty."""
    total: Counter[T] = Counter()
    for value, count in counts:
        total[value] += count
    return tuple((value, count) for value, count in total.most_common() if value)


def _source(sought: str, limits: Limits) -> tuple[str, dict[str, object]]:
    """Return the statement of the numbers of all rows found, and its values."""
    if not sought:
        conditions, values = limits.conditions("search_rowid")
        conditions.append("search_rowid IS NOT NULL")
        named = "search_rowid AS number FROM articles"
    else:
        conditions, values = limits.conditions("rowid")
        conditions.insert(0, "article_search MATCH :sought")
        values["sought"] = sought
        named = "rowid AS number FROM article_search"
    return f"SELECT {named} WHERE {' AND '.join(conditions)}", values


def _matching(
    connection: Connection, sought: str, limits: Limits, limit: int, offset: int
) -> list[int]:
    source, values = _source(sought, limits)
    return _numbers(connection, f"{source} ORDER BY rowid DESC", values, limit, offset)


def _newest(connection: Connection, limits: Limits, limit: int, offset: int) -> list[int]:
    if limits == Limits():
        return []
    source, values = _source("", limits)
    return _numbers(connection, f"{source} ORDER BY search_rowid DESC", values, limit, offset)


def _numbers(
    connection: Connection, source: str, values: dict[str, object], limit: int, offset: int
) -> list[int]:
    within: TextClause = text(f"{source} LIMIT :limit OFFSET :offset")
    values |= {"limit": limit, "offset": offset}
    return list(connection.scalars(within, values))


def _hits(connection: Connection, numbers: Sequence[int], finder: Finder) -> list[Hit]:
    # As text: a statement that is built for every search would take as long as all the rest.
    listed = ",".join(map(str, numbers))
    rows = connection.exec_driver_sql(_HITS.format(numbers=listed)).all()
    units: dict[int, list[str]] = {}
    keys = ",".join(str(key_of(number)) for number in numbers)
    for key, unit in connection.exec_driver_sql(_UNITS.format(keys=keys)).all():
        units.setdefault(key, []).append(unit)
    hits = {row[0]: _hit(row, units.get(key_of(row[0]), ()), finder) for row in rows}
    return [hits[number] for number in numbers if number in hits]


_HITS = (
    "SELECT a.search_rowid, a.id, a.issue_id, s.name, i.number, i.supplement,"
    " coalesce(i.date, a.date), a.title, p.section, p.status, a.body, a.sha256 FROM articles a"
    f" JOIN search_places p ON p.id = a.search_rowid % {PLACES}"
    " LEFT JOIN issues i ON i.id = a.issue_id LEFT JOIN series s ON s.id = i.series_id"
    " WHERE a.search_rowid IN ({numbers})"
)
_UNITS = "SELECT DISTINCT article_key, unit FROM article_units WHERE article_key IN ({keys})"


def _hit(row: tuple[Any, ...], units: Sequence[str], finder: Finder) -> Hit:
    article_id, issue_id, series, number, supplement, date, title, section, status = row[1:10]
    snippet, marks = finder.snippet(stored_text(*row[10:]))
    return Hit(
        article_id=article_id,
        issue_id=issue_id,
        series=series or "",
        number=number,
        supplement=bool(supplement),
        date=datetime.date.fromisoformat(date) if date else None,
        title=title,
        snippet=snippet,
        section=section,
        units=tuple(units),
        status=status,
        marks=marks,
        title_marks=tuple(finder(title)),
    )
