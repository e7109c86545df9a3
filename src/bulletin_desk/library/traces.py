"""What is kept beside an article so that questions about all articles are answered by an index.

Its contributing units, and the hash of what its body says. Both follow from the article, as the
search index does, and can be made anew.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from bulletin_desk.library.rows import digest, storable
from bulletin_desk.library.schema import article_units
from bulletin_desk.library.stale import touch_units
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.credit import UnitBook, credited

_SHORTEST_TEXT = 20  # characters; a caption, or （略）, makes no article the same


Credits = set[tuple[str, str]]  # what is written, and the unit that is meant


def units_of(article: Article, book: UnitBook) -> Credits:
    """Return the contributing units of an article, each with what is written there."""
    return {(storable(written), storable(unit)) for written, unit in credited(article, book)}


def text_sha256(article: Article) -> str | None:
    """Return the hash of what a body says, whatever its spaces; None where that is too little."""
    text = "".join("".join(block.text for block in article.body).split())
    return digest(storable(text).encode()) if len(text) >= _SHORTEST_TEXT else None


def add_units(connection: Connection, added: Iterable[tuple[int, Article]], book: UnitBook) -> None:
    """Keep the units of articles of which none are kept."""
    rows = [
        {"article_key": key, "written": written, "unit": unit}
        for key, article in added
        for written, unit in units_of(article, book)
    ]
    if rows:
        connection.execute(insert(article_units), rows)
        touch_units(connection)


def put_units(connection: Connection, key: int, article: Article, book: UnitBook) -> None:
    """Keep the units of an article, in place of those that were kept of it."""
    columns = select(article_units.c.written, article_units.c.unit)
    kept = connection.execute(columns.where(article_units.c.article_key == key))
    if {(row.written, row.unit) for row in kept} != units_of(article, book):
        remove_units(connection, [key])
        add_units(connection, [(key, article)], book)


def remove_units(connection: Connection, keys: Iterable[int]) -> None:
    """Forget the units of articles."""
    gone = article_units.c.article_key.in_(list(keys))
    if connection.execute(delete(article_units).where(gone)).rowcount:
        touch_units(connection)


def known_units(connection: Connection) -> list[str]:
    """Return the contributing units, those of most articles first."""
    unit = article_units.c.unit
    uses = func.count(article_units.c.article_key.distinct()).desc()
    return list(connection.scalars(select(unit).group_by(unit).order_by(uses, unit)))


def kept_units(connection: Connection, keys: Iterable[int]) -> dict[int, Credits]:
    """Return the units that are kept of articles, by their keys."""
    found: dict[int, Credits] = {}
    of = article_units.c.article_key.in_(list(keys))
    for row in connection.execute(select(article_units).where(of)):
        found.setdefault(row.article_key, set()).add((row.written, row.unit))
    return found
