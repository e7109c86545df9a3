"""The versions of an issue: those that were named, and those kept automatically."""

import datetime
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bulletin_desk.library import issues
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import VersionRecord
from bulletin_desk.library.rows import aware, bulletin_form, now, read_bulletin, storable
from bulletin_desk.library.schema import versions
from bulletin_desk.model.bulletin import Bulletin

# Of the automatic ones: the last of every ten minutes for a day, then the last of a day.
_SLOT = datetime.timedelta(minutes=10)
_RECENT = datetime.timedelta(hours=24)
_MOST = 60
_GONE = "这个版本已不在稿库中。请重新打开版本列表再选。"


def save(
    connection: Connection, issue_id: int, label: str, bulletin: Bulletin | None, *, automatic: bool
) -> int:
    """Keep a bulletin, or (None) an issue as it is now, under a label; return the version's id.

    An automatic version that would repeat the newest one is not kept: that one's id is returned.
    """
    if bulletin is None:
        bulletin, _ = issues.load(connection, issue_id)
    body, sha256 = bulletin_form(bulletin)
    if automatic:
        newest = connection.execute(
            select(versions.c.id, versions.c.sha256)
            .where(versions.c.issue_id == issue_id)
            .order_by(versions.c.id.desc())
            .limit(1)
        ).one_or_none()
        if newest and newest.sha256 == sha256:
            return newest.id
    values = {"label": storable(label), "created": now(), "body": body, "sha256": sha256}
    key = connection.execute(
        insert(versions).values(issue_id=issue_id, automatic=automatic, **values)
    ).inserted_primary_key
    assert key is not None
    if automatic:
        _thin(connection, issue_id)
    return key[0]


def records(connection: Connection, issue_id: int) -> list[VersionRecord]:
    """Return the versions of an issue, the newest first."""
    return [
        VersionRecord(row.id, row.issue_id, row.label, aware(row.created), row.automatic)
        for row in _rows(connection, issue_id)
    ]


def load(connection: Connection, version_id: int) -> Bulletin:
    """Return an issue as it was when the version was saved."""
    row = connection.execute(select(versions).where(versions.c.id == version_id)).one_or_none()
    if row is None:
        raise LibraryError(_GONE)
    return read_bulletin(row.body, row.sha256)


def rename(connection: Connection, version_id: int, label: str) -> None:
    """Give a version another label; a name of its own keeps it from being thinned."""
    values = {"label": storable(label), "automatic": False}
    found = connection.execute(
        update(versions).where(versions.c.id == version_id).values(values)
    ).rowcount
    if not found:
        raise LibraryError(_GONE)


def remove(connection: Connection, version_id: int) -> None:
    """Delete a version, if it is there."""
    connection.execute(delete(versions).where(versions.c.id == version_id))


def _rows(connection: Connection, issue_id: int) -> Iterator[Any]:
    columns = (
        versions.c.id,
        versions.c.issue_id,
        versions.c.label,
        versions.c.created,
        versions.c.automatic,
    )
    statement = select(*columns).where(versions.c.issue_id == issue_id)
    yield from connection.execute(statement.order_by(versions.c.id.desc()))


def _thin(connection: Connection, issue_id: int) -> None:
    automatic = [row for row in _rows(connection, issue_id) if row.automatic]
    gone = list(_superfluous([(row.id, row.created) for row in automatic], now()))
    if gone:
        connection.execute(delete(versions).where(versions.c.id.in_(gone)))


def _superfluous(
    newest_first: Iterable[tuple[int, datetime.datetime]], time: datetime.datetime
) -> Iterator[int]:
    """Yield the automatic versions that a later one of the same time stands for."""
    slots: set[Hashable] = set()
    for version_id, created in newest_first:
        recent = time - created < _RECENT
        # Days as the clerk counts them.
        slot = (
            (created - datetime.datetime.min) // _SLOT
            if recent
            else aware(created).astimezone().date()
        )
        if slot in slots or len(slots) == _MOST:
            yield version_id
        else:
            slots.add(slot)
