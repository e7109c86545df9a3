"""Boilerplate (常用语) that is kept in a library."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from bulletin_desk.library.records import Phrase
from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import phrases


def read(connection: Connection) -> list[Phrase]:
    """Return the phrases in the clerk's order."""
    rows = connection.execute(select(phrases).order_by(phrases.c.position))
    return [Phrase(row.name, row.text, row.kind) for row in rows]


def save(connection: Connection, saved: Sequence[Phrase]) -> None:
    """Keep these phrases in place of those that were kept."""
    connection.execute(delete(phrases))
    rows = [
        {
            "position": position,
            "name": storable(phrase.name),
            "text": storable(phrase.text),
            "kind": storable(phrase.kind),
        }
        for position, phrase in enumerate(saved, 1)
    ]
    if rows:
        connection.execute(insert(phrases), rows)
