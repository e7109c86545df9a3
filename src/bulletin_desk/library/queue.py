"""Files that wait until a clerk has looked at them: as they were read, with their pictures."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import ImportItem, QueuedImport
from bulletin_desk.library.rows import aware, digest, now, storable
from bulletin_desk.library.schema import queued_imports, queued_pictures

_GONE = "这个待核对的文件已经处理过了。请重新打开待核对的列表。"
_DAMAGED = "这个待核对的文件与保存时不一致，可能是磁盘损坏造成的。请删去它，重新导入原来的文件。"


def add(connection: Connection, item: ImportItem, doubts: Sequence[str]) -> int:
    """Let a file wait, with its pictures; return its id in the queue."""
    source = storable(item.source)
    values = {
        "file_sha256": item.sha256,
        "name": storable(item.name),
        "folder": storable(item.folder),
        "created": now(),
        "doubts": json.dumps([storable(doubt) for doubt in doubts], ensure_ascii=False),
        "source": source,
        "sha256": digest(source.encode()),
    }
    key = connection.execute(insert(queued_imports).values(values)).inserted_primary_key
    assert key is not None
    rows = [
        {"queued_id": key[0], "sha256": name, "data": data} for name, data in item.pictures.items()
    ]
    if rows:
        connection.execute(insert(queued_pictures), rows)
    return key[0]


def records(connection: Connection) -> list[QueuedImport]:
    """Return what waits, in the order of arrival."""
    columns = [queued_imports.c[name] for name in ("id", "name", "folder", "doubts", "created")]
    rows = connection.execute(select(*columns).order_by(queued_imports.c.id))
    return [
        QueuedImport(
            row.id, row.name, row.folder, tuple(json.loads(row.doubts)), aware(row.created)
        )
        for row in rows
    ]


def source(connection: Connection, queued_id: int) -> tuple[str, dict[str, bytes]]:
    """Return a file as it was read, and its pictures by their digests."""
    row = _row(connection, queued_id)
    if digest(row.source.encode()) != row.sha256:
        raise LibraryError(_DAMAGED)
    of = queued_pictures.c.queued_id == queued_id
    rows = connection.execute(select(queued_pictures.c.sha256, queued_pictures.c.data).where(of))
    return row.source, {row.sha256: row.data for row in rows}


def item(connection: Connection, queued_id: int, warnings: Iterable[str]) -> ImportItem:
    """Return a file of the queue to be kept: its name and its pictures."""
    row = _row(connection, queued_id)
    _, pictures = source(connection, queued_id)
    head = (row.name, row.folder, row.file_sha256)
    return ImportItem(*head, None, (), tuple(warnings), pictures)


def remove(connection: Connection, queued_id: int) -> str | None:
    """Take a file out of the queue with all that is kept of it; return its hash, None if gone."""
    this = queued_imports.c.id == queued_id
    found = connection.scalar(select(queued_imports.c.file_sha256).where(this))
    connection.execute(delete(queued_pictures).where(queued_pictures.c.queued_id == queued_id))
    connection.execute(delete(queued_imports).where(this))
    return found


def _row(connection: Connection, queued_id: int) -> Any:
    this = queued_imports.c.id == queued_id
    row = connection.execute(select(queued_imports).where(this)).one_or_none()
    if row is None:
        raise LibraryError(_GONE)
    return row
