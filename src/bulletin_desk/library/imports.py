"""Takes files in that were read and recognised: as issues, into the pool, or into the queue."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select
from sqlalchemy.exc import DBAPIError, OperationalError

from bulletin_desk.errors import DeskError
from bulletin_desk.library import contents, issues, queue, sameness
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.records import (
    ImportItem,
    ImportKind,
    ImportOutcome,
    ImportRecord,
    IssueRecord,
    IssueStatus,
)
from bulletin_desk.library.rows import aware, digest, now, storable
from bulletin_desk.library.schema import articles, import_articles, imports, pictures
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.traces import known_units
from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.credit import UnitBook, credit, credit_all

_AT_ONCE = 500  # hashes in one question

EMPTY = "没有读出稿件。请打开这个文件看一看里面有没有文字。"
_FAULT = "这个文件没有导入：程序出错（{error}）。其他文件不受影响，请把这个文件发给维护人员。"


def take_in(connection: Connection, items: Sequence[ImportItem]) -> list[ImportOutcome]:
    """Take files in, each by itself: what fails leaves nothing and stops none of the others."""
    taking = Taking(connection)
    return [_outcome(connection, taking, item) for item in items]


def _outcome(connection: Connection, taking: "Taking", item: ImportItem) -> ImportOutcome:
    # Not SQLAlchemy's savepoint: after a full disk SQLite has none to return to any more, and the
    # complaint about that would hide the reason.
    connection.exec_driver_sql("SAVEPOINT one_file")
    try:
        outcome = taking.take(item)
    except OperationalError:
        raise  # the disk is full or gone: that is not this file's fault
    except DeskError as error:
        outcome = ImportOutcome(item.name, ImportKind.FAILED, reason=str(error))
    except (ValueError, TypeError, AttributeError, KeyError, DBAPIError) as error:
        outcome = ImportOutcome(item.name, ImportKind.FAILED, reason=_FAULT.format(error=error))
    if outcome.kind is ImportKind.FAILED:
        connection.exec_driver_sql("ROLLBACK TO one_file")
        taking.forget()
    connection.exec_driver_sql("RELEASE one_file")
    return outcome


class Taking:
    """Takes in one file after the other within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._deriver = Deriver(connection)

    def forget(self) -> None:
        """Forget what was looked up and may have been undone."""
        self._deriver = Deriver(self._connection)

    @cached_property
    def book(self) -> UnitBook:
        """The units of the office, and those that were credited before."""
        return self._deriver.book.knowing(known_units(self._connection))

    def take(self, item: ImportItem) -> ImportOutcome:
        """Take one file in, and keep that it was."""
        before = record_of(self._connection, item.sha256)
        if before is not None:
            return self._repeated(item, before)
        outcome = self._decided(item)
        if outcome.kind is ImportKind.QUEUED:
            doubts = (*item.doubts, *filter(None, [outcome.reason]))
            queue.add(self._connection, item, doubts)
            outcome = replace(outcome, reason=doubts[0])
        self.note(item, outcome)
        return outcome

    def note(self, item: ImportItem, outcome: ImportOutcome) -> None:
        """Keep what became of a file, in place of what became of it before."""
        if outcome.kind is ImportKind.FAILED:
            return
        forget(self._connection, item.sha256)
        values = {
            "name": storable(item.name), "folder": storable(item.folder), "created": now(),
            "kind": outcome.kind, "issue_id": outcome.issue_id, "articles": outcome.articles,
            "reason": storable(outcome.reason),
        }  # fmt: skip
        key = self._connection.execute(
            insert(imports).values(sha256=item.sha256, **values)
        ).inserted_primary_key
        if outcome.kind is ImportKind.POOL and key is not None:
            ids = dict.fromkeys(article.id for article in item.articles)
            rows = [{"import_id": key[0], "article_id": article_id} for article_id in ids]
            self._connection.execute(insert(import_articles), rows)

    def keep(
        self, item: ImportItem, bulletin: Bulletin | None, articles: Iterable[Article]
    ) -> ImportOutcome:
        """Keep an issue, or articles for the pool, that nothing speaks against."""
        if bulletin is not None:
            filled = credit_all(bulletin, self.book)
            issue_id = issues.add(self._connection, filled, IssueStatus.DRAFT, {}, self._deriver)
            count = sum(1 for _ in filled.articles())
            outcome = ImportOutcome(item.name, ImportKind.ISSUE, issue_id, count)
        else:
            pooled = [credit(article, self.book) for article in articles]
            if not pooled:
                return ImportOutcome(item.name, ImportKind.FAILED, reason=EMPTY)
            contents.add_to_pool(self._connection, pooled, self._deriver)
            outcome = ImportOutcome(item.name, ImportKind.POOL, None, len(pooled))
        issues.add_warnings(self._connection, outcome.issue_id, item.warnings)
        add_pictures(self._connection, item.pictures.items())
        return outcome

    def _repeated(self, item: ImportItem, before: ImportRecord) -> ImportOutcome:
        where = {
            ImportKind.POOL: "，稿件在待用稿里",
            ImportKind.QUEUED: "，正在等待核对",
        }.get(before.kind, "")
        if before.issue_id is not None:
            where = f"，就是{issue_name(issues.record(self._connection, before.issue_id))}"
        reason = f"这个文件以前导入过{where}。"
        return ImportOutcome(item.name, ImportKind.DUPLICATE, before.issue_id, 0, reason)

    def _decided(self, item: ImportItem) -> ImportOutcome:
        # Nothing may be lost: an issue without articles is never another's repeat.
        if item.bulletin is not None and any(item.bulletin.articles()):
            there = sameness.compared(self._connection, item.bulletin)
            if there is not None and there.is_same:
                reason = f"和稿库里的{issue_name(there.record)}是同一期，没有重复导入。"
                return ImportOutcome(item.name, ImportKind.DUPLICATE, there.record.id, 0, reason)
            if there is not None:
                return ImportOutcome(item.name, ImportKind.QUEUED, None, 0, _differing(there))
        if item.doubts:
            return ImportOutcome(item.name, ImportKind.QUEUED, None, 0)
        return self.keep(item, item.bulletin, item.articles)


def _differing(there: sameness.Comparison) -> str:
    """Return why an issue waits that another of the library resembles, or has the number of."""
    name = issue_name(there.record)
    if not there.overlaps:
        return f"期号和稿库里的{name}相同，内容却不同，请核对期号和日期。"
    said = [f"多出 {there.fresh} 篇稿件"] if there.fresh else []
    said += [f"有 {there.changed} 篇稿件的内容不同"] if there.changed else []
    return f"{name}已在稿库，这一份{'，'.join(said) or '只有其中一部分稿件'}，请核对。"


def add_pictures(connection: Connection, files: Iterable[tuple[str, bytes]]) -> None:
    """Keep pictures by their digests, each once."""
    for name, data in files:
        if digest(data) != name:
            raise ValueError(f"a picture is not what its name {name[:16]} says")
        if connection.scalar(select(pictures.c.sha256).filter_by(sha256=name)) is None:
            connection.execute(insert(pictures).values(sha256=name, data=data))


def record_of(connection: Connection, sha256: str) -> ImportRecord | None:
    """Return what became of a file, or None where it was not imported, or nothing is left of it."""
    return next(iter(_records(connection, and_(imports.c.sha256 == sha256, _holds()))), None)


def records(connection: Connection, limit: int) -> list[ImportRecord]:
    """Return the files that were imported, the last first."""
    return _records(connection, None, limit)


def known_hashes(connection: Connection, hashes: Collection[str]) -> frozenset[str]:
    """Return which of these files were imported."""
    wanted = list(hashes)
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = imports.c.sha256.in_(wanted[start : start + _AT_ONCE])
        left = (some, _something_left(), _holds())
        found.update(connection.scalars(select(imports.c.sha256).where(*left)))
    return frozenset(found)


def forget(connection: Connection, sha256: str) -> None:
    """Forget that a file was imported."""
    key = connection.scalar(select(imports.c.id).where(imports.c.sha256 == sha256))
    if key is not None:
        connection.execute(delete(import_articles).where(import_articles.c.import_id == key))
        connection.execute(delete(imports).where(imports.c.id == key))


def issue_name(record: IssueRecord) -> str:
    """Return how one speaks of an issue: 《云泽简报》第3期（2026年2月1日）."""
    date = record.date
    when = f"（{date.year}年{date.month}月{date.day}日）" if date else ""
    return f"《{one_line(record.series) or '无刊名'}》{record.number_text}{when}"


def _something_left() -> ColumnElement[bool]:
    of = import_articles.c.import_id == imports.c.id
    left = exists().where(of, articles.c.id == import_articles.c.article_id)
    return or_(imports.c.kind != ImportKind.POOL, left)


def _holds() -> ColumnElement[bool]:
    """Return the condition that what was a repeat still is: the issue has not changed since."""
    of = issue_table.c.id == imports.c.issue_id
    same = exists().where(of, issue_table.c.updated <= imports.c.created)
    return or_(imports.c.kind != ImportKind.DUPLICATE, same)


def _records(
    connection: Connection, where: ColumnElement[bool] | None, limit: int = 1
) -> list[ImportRecord]:
    statement = select(imports).where(_something_left()).order_by(imports.c.id.desc())
    if where is not None:
        statement = statement.where(where)
    return [_record(row) for row in connection.execute(statement.limit(limit))]


def _record(row: Any) -> ImportRecord:
    return ImportRecord(
        id=row.id,
        sha256=row.sha256,
        name=row.name,
        folder=row.folder,
        created=aware(row.created),
        kind=ImportKind(row.kind),
        issue_id=row.issue_id,
        articles=row.articles,
        reason=row.reason,
    )
