"""The units that the office knows (单位名录), and what it said of written credits."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import remembered_credits, units
from bulletin_desk.model.credit import Unit, UnitBook


def read_units(connection: Connection) -> list[Unit]:
    """Return the units in the clerk's order."""
    rows = connection.execute(select(units).order_by(units.c.position))
    return [Unit(row.name, _names(row.aliases), _names(row.former)) for row in rows]


def save_units(connection: Connection, saved: Sequence[Unit]) -> None:
    """Keep these units, in place of those that were kept; of a name that comes twice the first."""
    connection.execute(delete(units))
    first: dict[str, Unit] = {}
    for unit in saved:
        if unit.name.strip():
            first.setdefault(storable(unit.name.strip()), unit)
    rows = [
        {"position": i, "name": name, "aliases": _json(u.aliases), "former": _json(u.former)}
        for i, (name, u) in enumerate(first.items(), 1)
    ]
    if rows:
        connection.execute(insert(units), rows)


def remember(connection: Connection, written: str, meant: Sequence[str]) -> None:
    """Keep which units a written credit means; none: it means no unit."""
    key = storable("".join(written.split()))
    connection.execute(delete(remembered_credits).where(remembered_credits.c.written == key))
    connection.execute(insert(remembered_credits).values(written=key, units=_json(meant)))


def read_book(connection: Connection, known: Iterable[str] = ()) -> UnitBook:
    """Return what is known of units; `known` are names that were credited before."""
    rows = connection.execute(select(remembered_credits))
    remembered = {row.written: _names(row.units) for row in rows}
    return UnitBook(read_units(connection), remembered, known)


def _json(names: Iterable[str]) -> str:
    return json.dumps([storable(name) for name in names], ensure_ascii=False)


def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
