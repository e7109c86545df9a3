"""What is kept beside an article so that questions about all articles are answered by an index.

Its contributing units, and the hash of what its body says. Both follow from the article, as the
search index does, and can be made anew.
"""

from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.rows import digest, read_article, storable
from bulletin_desk.library.schema import article_units, articles
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.offices import byline_office

_SHORTEST_TEXT = 20  # characters; a caption, or （略）, makes no article the same


def units_of(article: Article) -> set[str]:
    """Return the contributing units of an article; a byline that is an office is one."""
    named = {*article.units, byline_office(article.byline)}
    return {storable(unit) for unit in named if unit.strip()}


def text_sha256(article: Article) -> str | None:
    """Return the hash of what a body says, whatever its spaces; None where that is too little."""
    text = "".join("".join(block.text for block in article.body).split())
    return digest(storable(text).encode()) if len(text) >= _SHORTEST_TEXT else None


def put_units(connection: Connection, key: int, article: Article) -> None:
    """Keep the units of an article, in place of those that were kept of it."""
    remove_units(connection, [key])
    rows = [{"article_key": key, "unit": unit} for unit in units_of(article)]
    if rows:
        connection.execute(insert(article_units), rows)


def remove_units(connection: Connection, keys: Iterable[int]) -> None:
    """Forget the units of articles."""
    connection.execute(delete(article_units).where(article_units.c.article_key.in_(list(keys))))


def known_units(connection: Connection) -> list[str]:
    """Return the contributing units, those of most articles first."""
    unit = article_units.c.unit
    statement = select(unit).group_by(unit).order_by(func.count().desc(), unit)
    return list(connection.scalars(statement))


def kept_units(connection: Connection) -> dict[int, set[str]]:
    """Return the units that are kept, by article key."""
    found: dict[int, set[str]] = {}
    for row in connection.execute(select(article_units)):
        found.setdefault(row.article_key, set()).add(row.unit)
    return found


def rebuild(connection: Connection) -> None:
    """Make everything anew from the articles."""
    connection.execute(delete(article_units))
    hashes: list[dict[str, object]] = []
    units: list[dict[str, object]] = []
    for row in connection.execute(select(articles.c.key, articles.c.body, articles.c.sha256)).all():
        # A damaged article must not keep the others from being found.
        with suppress(LibraryError):
            article = read_article(row.body, row.sha256)
            hashes.append({"of": row.key, "hash": text_sha256(article)})
            units.extend({"article_key": row.key, "unit": u} for u in units_of(article))
    if hashes:
        of = update(articles).where(articles.c.key == bindparam("of"))
        connection.execute(of.values(text_sha256=bindparam("hash")), hashes)
    if units:
        connection.execute(insert(article_units), units)
