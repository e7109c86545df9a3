"""What another library remembers of imports: the files that came, and those that wait."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from bulletin_desk.library.kept import KeptImport, KeptQueued
from bulletin_desk.library.rows import digest, storable
from bulletin_desk.library.schema import import_articles, imports, queued_imports, queued_pictures


@dataclass(frozen=True, slots=True)
class Shift:
    """What is added to keys and arrivals, so that what comes stands after what is there."""

    key: int
    arrival: int
    keeps_ids: bool  # nothing was here: ids are as they were


class FileReceiver:
    """Writes what comes from another library, in one transaction; nothing is overwritten."""

    def __init__(self, connection: Connection, shift: Shift) -> None:
        self._connection, self._shift = connection, shift

    def add_import(self, kept: KeptImport, issue_id: int | None) -> None:
        """Remember a file that was imported, unless it is; its issue has this id here."""
        record = kept.record
        there = select(imports.c.id).where(imports.c.sha256 == record.sha256)
        if self._connection.scalar(there) is not None:
            return
        values: dict[str, object] = {
            "sha256": record.sha256,
            "name": storable(record.name),
            "folder": storable(record.folder),
            "created": record.created,
            "kind": record.kind,
            "issue_id": issue_id,
            "articles": record.articles,
            "reason": storable(record.reason),
        }
        if self._shift.keeps_ids:
            values["id"] = record.id
        made = self._connection.execute(insert(imports).values(values)).inserted_primary_key
        assert made is not None
        self._insert(
            import_articles,
            [{"import_id": made[0], "article_id": article_id} for article_id in kept.articles],
        )

    def add_queued(self, kept: KeptQueued, pictures: Sequence[bytes]) -> None:
        """Let a file wait for a clerk, unless it waits already."""
        there = select(queued_imports.c.id).where(queued_imports.c.file_sha256 == kept.file_sha256)
        if self._connection.scalar(there) is not None:
            return
        source = storable(kept.source)
        values: dict[str, object] = {
            "file_sha256": kept.file_sha256,
            "name": storable(kept.name),
            "folder": storable(kept.folder),
            "created": kept.created,
            "doubts": json.dumps([storable(doubt) for doubt in kept.doubts], ensure_ascii=False),
            "source": source,
            "sha256": digest(source.encode()),
        }
        if self._shift.keeps_ids:
            values["id"] = kept.id
        made = self._connection.execute(insert(queued_imports).values(values)).inserted_primary_key
        assert made is not None
        files = {digest(data): data for data in pictures}
        self._insert(
            queued_pictures,
            [{"queued_id": made[0], "sha256": name, "data": data} for name, data in files.items()],
        )

    def _insert(self, table: Any, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._connection.execute(insert(table), [dict(row) for row in rows])
