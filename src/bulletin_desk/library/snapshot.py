"""One view of a library's file as it stands: ids, times and order with its content."""

import json
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, func, select

from bulletin_desk.library import driver, finals, habits, issues, unitbook, versions
from bulletin_desk.library.driver import Access
from bulletin_desk.library.errors import LibraryError, told
from bulletin_desk.library.kept import (
    KeptFinal,
    KeptImport,
    KeptIssue,
    KeptQueued,
    KeptVersion,
    Place,
    Warned,
)
from bulletin_desk.library.records import (
    ImportKind,
    ImportRecord,
    IssueStatus,
    Phrase,
    VersionRecord,
)
from bulletin_desk.library.rows import digest, read_article
from bulletin_desk.library.schema import (
    articles,
    engine_of,
    import_articles,
    imports,
    in_pool,
    phrases,
    pictures,
    preferences,
    queued_imports,
    queued_pictures,
    remembered_credits,
    series,
)
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.schema import warnings as warning_table
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.credit import Unit
from bulletin_desk.model.recipients import Recipient


@contextmanager
def snapshot(path: Path) -> "Generator[Snapshot, None, None]":
    """Give one view of an open library's file; others may read and write it meanwhile."""
    with told(path), closing(driver.connect(path, Access.READ)) as raw:
        engine = engine_of(raw)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            # The view is taken by the first reading.
            connection.scalar(select(func.count()).select_from(series))
            yield Snapshot(connection)
        engine.dispose()


class Snapshot:
    """Reads a library as it was at one moment; LibraryError where something is damaged."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue_ids(self) -> list[int]:
        """Return the ids of all issues, in order."""
        return list(self._connection.scalars(select(issue_table.c.id).order_by(issue_table.c.id)))

    def issue(self, issue_id: int) -> KeptIssue:
        """Return an issue with all that is kept of it, but its versions."""
        bulletin, _ = issues.load(self._connection, issue_id)
        row = self._connection.execute(
            select(issue_table).where(issue_table.c.id == issue_id)
        ).one()
        records = finals.records(self._connection, issue_id)
        return KeptIssue(
            issue_id,
            IssueStatus(row.status),
            row.created,
            row.updated,
            bulletin,
            self._places(issue_id),
            self.warnings(issue_id),
            tuple(sorted(habits.ignored(self._connection, issue_id))),
            tuple(
                KeptFinal(
                    record.revision,
                    record.created.replace(tzinfo=None),
                    record.note,
                    record.template,
                    record.pdf_sha256,
                    record.docx_sha256,
                )
                for record in reversed(records)
            ),
        )

    def versions(self, issue_id: int) -> list[VersionRecord]:
        """Return the versions of an issue, the oldest first."""
        return versions.records(self._connection, issue_id)[::-1]

    def version(self, record: VersionRecord) -> KeptVersion:
        """Return a version with what it holds."""
        created = record.created.replace(tzinfo=None)
        bulletin = versions.load(self._connection, record.id)
        return KeptVersion(record.id, record.label, created, record.automatic, bulletin)

    def final_file(self, issue_id: int, kind: finals.Kind, revision: int) -> bytes:
        """Return a file as it was published."""
        return finals.file(self._connection, issue_id, kind, revision)

    def pool(self) -> list[tuple[Article, Place]]:
        """Return the articles of the pool in order of arrival."""
        columns = (articles.c.key, articles.c.arrival, articles.c.body, articles.c.sha256)
        rows = self._connection.execute(select(*columns).where(in_pool).order_by(*_ARRIVED))
        return [(read_article(row.body, row.sha256), Place(row.key, row.arrival)) for row in rows]

    def warnings(self, issue_id: int | None) -> tuple[Warned, ...]:
        """Return what intake said of an issue, or (None) of articles that went to the pool."""
        of = warning_table.c.issue_id.is_(issue_id)
        rows = self._connection.execute(select(warning_table).where(of).order_by("id"))
        return tuple(Warned(row.created, row.text) for row in rows)

    def pictures(self) -> list[str]:
        """Return the digests of all pictures, in order."""
        return list(self._connection.scalars(select(pictures.c.sha256).order_by("sha256")))

    def picture(self, name: str) -> bytes:
        """Return a picture's file as it is, damaged or not."""
        of = select(pictures.c.data).where(pictures.c.sha256 == name)
        return self._connection.execute(of).scalar_one()

    def preferences(self) -> dict[str, object]:
        """Return the preferences that can be read, by key."""
        rows = self._connection.execute(select(preferences).order_by(preferences.c.key))
        found: dict[str, object] = {}
        for row in rows:
            with suppress(ValueError):
                found[row.key] = json.loads(row.value)
        return found

    def recipients(self) -> list[Recipient]:
        """Return the saved units that bulletins are sent to."""
        return habits.read_recipients(self._connection)

    def units(self) -> list[Unit]:
        """Return the units that the office knows (单位名录)."""
        return unitbook.read_units(self._connection)

    def credits(self) -> dict[str, list[str]]:
        """Return which units the clerk said that written credits mean."""
        rows = self._connection.execute(
            select(remembered_credits).order_by(remembered_credits.c.written)
        )
        return {row.written: json.loads(row.units) for row in rows}

    def phrases(self) -> list[Phrase]:
        """Return the boilerplate (常用语)."""
        rows = self._connection.execute(select(phrases).order_by(phrases.c.position))
        return [Phrase(row.name, row.text, row.kind) for row in rows]

    def imports(self) -> Iterator[KeptImport]:
        """Yield the files that were imported, in order."""
        rows = self._connection.execute(select(imports).order_by(imports.c.id)).all()
        for row in rows:
            record = ImportRecord(
                row.id, row.sha256, row.name, row.folder, row.created, ImportKind(row.kind),
                row.issue_id, row.articles, row.reason,
            )  # fmt: skip
            of = select(import_articles.c.article_id).where(import_articles.c.import_id == row.id)
            came = self._connection.scalars(of.order_by(import_articles.c.article_id))
            yield KeptImport(record, tuple(came))

    def queued(self) -> Iterator[KeptQueued]:
        """Yield the files that wait for a clerk, in order."""
        rows = self._connection.execute(select(queued_imports).order_by(queued_imports.c.id))
        for row in rows:
            if digest(row.source.encode()) != row.sha256:
                raise LibraryError(f"待核对的“{row.name}”与保存时不一致。请从备份恢复。")
            doubts = tuple(json.loads(row.doubts))
            yield KeptQueued(
                row.id, row.file_sha256, row.name, row.folder, row.created, doubts, row.source
            )

    def queued_pictures(self, queued_id: int) -> Iterator[bytes]:
        """Yield the pictures of a file that waits, in the order of their digests."""
        of = select(queued_pictures.c.data).where(queued_pictures.c.queued_id == queued_id)
        yield from self._connection.scalars(of.order_by(queued_pictures.c.sha256))

    def _places(self, issue_id: int) -> dict[str, Place]:
        columns = (articles.c.id, articles.c.key, articles.c.arrival)
        rows = self._connection.execute(
            select(*columns).where(articles.c.issue_id == issue_id).order_by(articles.c.key)
        )
        return {row.id: Place(row.key, row.arrival) for row in rows}


_ARRIVED = (articles.c.arrival, articles.c.key)
