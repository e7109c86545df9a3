"""Finds articles that say nearly what another says: edited repeats, one story from two units."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from bulletin_desk.library import bands
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import Near
from bulletin_desk.library.rows import read_article
from bulletin_desk.library.schema import articles, issues, series
from bulletin_desk.model import likeness
from bulletin_desk.model.bulletin import Article

_CANDIDATES = 60  # of those that share bands, how many are read


def candidates(connection: Connection, article: Article) -> list[int]:
    """Return the keys of articles that may be alike, the likeliest first."""
    return bands.alike(connection, likeness.bands(likeness.shingles(article)), _CANDIDATES)


def near_duplicates(
    connection: Connection, wanted: Sequence[Article], issue_id: int | None, least: float
) -> dict[str, list[Near]]:
    """Return, by article id, what is at least so alike elsewhere, the most alike first.

    What stands in the issue itself is no duplicate, nor is the same article (by its id) in the
    pool.
    """
    found: dict[str, list[Near]] = {}
    for article in wanted:
        keys = candidates(connection, article)
        if keys and (alike := close(connection, article, keys, issue_id, least)):
            found[article.id] = alike
    return found


def close(
    connection: Connection, article: Article, keys: list[int], issue_id: int | None, least: float
) -> list[Near]:
    """Return those of the articles with these keys that are so alike, the most alike first."""
    own = likeness.shingles(article)
    found: list[Near] = []
    for row in _rows(connection, keys):
        itself = row.id == article.id and row.issue_id is None
        if itself or (row.issue_id is not None and row.issue_id == issue_id):
            continue
        try:
            other = read_article(row.body, row.sha256)
        except LibraryError:
            continue
        degree = likeness.likeness(own, likeness.shingles(other))
        if degree >= least:
            found.append(_near(row, degree))
    return sorted(found, key=nearness)


def nearness(one: Near) -> tuple[float, str, str]:
    """Return what those that are alike are ordered by."""
    return -one.likeness, str(one.date or ""), one.article_id


def _rows(connection: Connection, keys: list[int]) -> Sequence[Any]:
    columns = (
        articles.c.id, articles.c.issue_id, articles.c.title, articles.c.date, articles.c.body,
        articles.c.sha256, issues.c.number, issues.c.date.label("issue_date"), series.c.name,
    )  # fmt: skip
    return connection.execute(
        select(*columns)
        .select_from(articles)
        .outerjoin(issues, issues.c.id == articles.c.issue_id)
        .outerjoin(series, series.c.id == issues.c.series_id)
        .where(articles.c.key.in_(keys))
    ).all()


def _near(row: Any, degree: float) -> Near:
    return Near(
        article_id=row.id,
        issue_id=row.issue_id,
        series=row.name or "",
        number=row.number,
        date=row.issue_date or row.date,
        title=row.title,
        likeness=round(degree, 3),
    )
