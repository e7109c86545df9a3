"""Where an article stands, as a row of the search index says it: by its number alone.

The number holds the day, the article's key and the id of its place (series, year, column,
status), from the highest bits down. The index gives its rows by number: so the newest come first
without sorting, and a hundred thousand hits are narrowed down and counted without reading one.
"""

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import articles, search_places

POOL = "pool"
PLACES = 1 << 16
MOST = PLACES - 1  # places that are kept
KEYS = 1 << 25
_DAY = PLACES * KEYS


@dataclass(frozen=True, slots=True)
class Place:
    """A series, the year of issues in it, a column, and draft, final or pool."""

    series: str = ""
    year: int = 0
    section: str = ""
    status: str = POOL


@dataclass(frozen=True, slots=True)
class Head:
    """What the places of an issue's articles have in common; `year` is that of its number."""

    series: str = ""
    year: int | None = None
    date: datetime.date | None = None
    status: str = POOL

    def place(self, section: str, own: datetime.date | None) -> tuple[Place, datetime.date | None]:
        """Return where an article with a date of its own stands, and its date there."""
        date = self.date or own
        return Place(self.series, date.year if date else self.year or 0, section, self.status), date


def rowid(date: datetime.date | None, key: int, place_id: int) -> int:
    """Return the number of an article's row in the index; without a date it comes last."""
    return (date.toordinal() if date else 0) * _DAY + key * PLACES + place_id


def key_of(number: int) -> int:
    """Return the key of the article that a row of the index is of."""
    return number // PLACES % KEYS


def place_id(connection: Connection, place: Place) -> int:
    """Return the id of a place, which is made where there is none."""
    values = {
        "series": storable(place.series),
        "year": place.year,
        "section": storable(place.section),
        "status": place.status,
    }
    found = connection.scalar(select(search_places.c.id).filter_by(**values))
    if found is None:
        found = _free_id(connection)
        connection.execute(insert(search_places).values(id=found, **values))
    return found


def all_places(connection: Connection) -> dict[int, Place]:
    """Return every place by its id."""
    rows = connection.execute(select(search_places))
    return {row.id: Place(row.series, row.year, row.section, row.status) for row in rows}


def _free_id(connection: Connection) -> int:
    highest = connection.scalar(select(func.max(search_places.c.id))) or 0
    if highest < MOST:
        return highest + 1
    # Names that were typed letter by letter have left places behind that nothing stands in.
    used = select(articles.c.search_rowid % PLACES).where(articles.c.search_rowid.is_not(None))
    connection.execute(delete(search_places).where(search_places.c.id.not_in(used)))
    taken = set(connection.scalars(select(search_places.c.id)))
    return next(number for number in range(1, MOST + 1) if number not in taken)
