"""The index that finds articles which say nearly the same, by the bands of model/likeness.py.

An FTS5 table whose words are the bands: it grows by appending, where a table of thirty-two rows
an article would touch as many pages.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.likeness import bands, shingles

CREATE = (
    "CREATE VIRTUAL TABLE article_search_bands USING"
    " fts5(bands, tokenize = 'ascii', detail = none, columnsize = 0)"
)


def create(connection: Connection) -> None:
    """Make the index anew, empty."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS article_search_bands")
    connection.exec_driver_sql(CREATE)


def bands_of(article: Article) -> str:
    """Return an article's bands as the index holds them; nothing where it says too little."""
    return _words(bands(shingles(article)))


def add(connection: Connection, added: Iterable[tuple[int, Article]]) -> None:
    """Index articles by their keys, which the index does not hold."""
    rows = [(key, found) for key, article in added if (found := bands_of(article))]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO article_search_bands (rowid, bands) VALUES (?, ?)", rows
        )


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Take articles out of the index."""
    gone = [(key,) for key in keys]
    if gone:
        connection.exec_driver_sql("DELETE FROM article_search_bands WHERE rowid = ?", gone)


def entries(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return what the index holds of these articles, by their keys."""
    listed = ",".join(map(str, keys))
    rows = connection.exec_driver_sql(
        f"SELECT rowid, bands FROM article_search_bands WHERE rowid IN ({listed})"
    )
    return {row.rowid: row.bands for row in rows}


def count(connection: Connection) -> int:
    """Return how many articles the index has."""
    return connection.exec_driver_sql("SELECT count(*) FROM article_search_bands").scalar() or 0


def alike(connection: Connection, found: Sequence[int], limit: int) -> list[int]:
    """Return the keys of the articles that share bands, those that share most first."""
    if not found:
        return []
    one = "SELECT rowid FROM article_search_bands WHERE article_search_bands MATCH ?"
    rows = connection.exec_driver_sql(
        f"SELECT rowid FROM ({' UNION ALL '.join([one] * len(found))})"
        " GROUP BY rowid ORDER BY count(*) DESC, rowid DESC LIMIT ?",
        (*(_words([band]) for band in found), limit),
    )
    return [row.rowid for row in rows]


def _words(found: Sequence[int]) -> str:
    return " ".join([f"{band:x}" for band in found])
