"""The issues of a library: their headers, and the lists of them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bulletin_desk.library import contents, numbers
from bulletin_desk.library.article_rows import Known, title_of
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.places import Head
from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.library.rows import aware, bulletin_form, now, read_bulletin, storable
from bulletin_desk.library.schema import (
    finals,
    ignored_problems,
    imports,
    issues,
    series,
    versions,
    warnings,
)
from bulletin_desk.library.stale import touch_issue
from bulletin_desk.model.bulletin import Bulletin, Distribution

_NEWEST = (
    issues.c.date.desc().nulls_last(),
    issues.c.year.desc().nulls_last(),
    issues.c.number.desc().nulls_last(),
    issues.c.id.desc(),
)


def add(
    connection: Connection,
    bulletin: Bulletin,
    status: IssueStatus,
    known: Known,
    deriver: Deriver | None = None,
) -> int:
    """Write a new issue and return its id."""
    values = _columns(connection, bulletin, None)
    time = now()
    key = connection.execute(
        insert(issues).values(values).values(status=status, created=time, updated=time)
    ).inserted_primary_key
    assert key is not None
    contents.write(connection, key[0], bulletin, known, status, deriver or Deriver(connection))
    touch_issue(connection, key[0])
    return key[0]


def save(connection: Connection, issue_id: int, bulletin: Bulletin, known: Known) -> None:
    """Write what changed of an issue."""
    row = _draft(connection, issue_id)
    _, sha256 = _header(bulletin)
    deriver = Deriver(connection)
    changed = contents.write(connection, issue_id, bulletin, known, row.status, deriver)
    values: dict[str, object] = {"titles": _titles(bulletin)}
    if row.sha256 != sha256:
        values = _columns(connection, bulletin, issue_id)
        changed = True
    if changed:
        values["updated"] = now()
        connection.execute(update(issues).where(issues.c.id == issue_id).values(values))
        touch_issue(connection, issue_id)
    if row.sha256 != sha256:
        _drop_empty_series(connection)


def load(connection: Connection, issue_id: int) -> tuple[Bulletin, Known]:
    """Return an issue, and its articles' hashes."""
    row = _row(connection, issue_id)
    header = read_bulletin(row.header, row.sha256)
    sections, known = contents.read(connection, issue_id)
    return replace(header, sections=sections), known


def remove(connection: Connection, issue_id: int) -> None:
    """Delete an issue with all that is kept of it; what came from the pool returns there."""
    _draft(connection, issue_id)
    contents.clear(connection, issue_id)
    # With the record of its import, so that the file can be imported again; an issue has no
    # rows in import_articles.
    for table in (versions, warnings, finals, ignored_problems, imports):
        connection.execute(delete(table).where(table.c.issue_id == issue_id))
    connection.execute(delete(issues).where(issues.c.id == issue_id))
    touch_issue(connection, issue_id)
    _drop_empty_series(connection)


def add_warnings(connection: Connection, issue_id: int | None, texts: Iterable[str]) -> None:
    """Keep what intake said of an issue, or (None) of articles that went to the pool."""
    rows = [{"issue_id": issue_id, "created": now(), "text": text} for text in texts]
    if rows:
        connection.execute(insert(warnings), rows)


def read_warnings(connection: Connection, issue_id: int | None) -> list[str]:
    """Return what intake said, in the order it was said."""
    statement = select(warnings.c.text).order_by(warnings.c.id)
    return list(connection.scalars(statement.where(warnings.c.issue_id.is_(issue_id))))


def status(connection: Connection, issue_id: int) -> IssueStatus:
    """Return whether an issue may still change."""
    return IssueStatus(_row(connection, issue_id).status)


def set_status(connection: Connection, issue_id: int, status: IssueStatus) -> None:
    """Lock an issue or let it change again."""
    row = _row(connection, issue_id)
    values = {"status": status, "updated": now()}
    connection.execute(update(issues).where(issues.c.id == issue_id).values(values))
    name = connection.scalar(select(series.c.name).where(series.c.id == row.series_id))
    contents.restate(connection, issue_id, Head(name or "", row.year, row.date, status))
    touch_issue(connection, issue_id)


_STATUSES = {status.value: status for status in IssueStatus}
# What a record needs, and not the header: of ten thousand issues that is much to read.
_RECORD = [column for column in issues.c if column.name not in {"header", "sha256"}]


def records(
    connection: Connection, where: ColumnElement[bool] | None = None
) -> Iterator[IssueRecord]:
    """Yield the issues' records, the newest first."""
    statement = (
        select(*_RECORD, series.c.name)
        .outerjoin(series, series.c.id == issues.c.series_id)
        .order_by(*_NEWEST)
    )
    # All at once: of ten thousand rows, fetching one by one takes a third of the time.
    for row in connection.execute(statement if where is None else statement.where(where)).all():
        yield IssueRecord(
            id=row.id,
            series=row.name or "",
            year=row.year,
            number=row.number,
            serial_number=row.serial_number,
            supplement=row.supplement,
            date=row.date,
            titles=row.titles,
            status=_STATUSES[row.status],
            updated=aware(row.updated),
        )


def record(connection: Connection, issue_id: int) -> IssueRecord:
    """Return one issue's record."""
    _row(connection, issue_id)
    return next(records(connection, issues.c.id == issue_id))


def latest(connection: Connection, name: str) -> int | None:
    """Return the newest issue of a series; a supplement only where there is nothing else."""
    return connection.scalar(
        select(issues.c.id)
        .join(series)
        .where(numbers.named(name))
        .order_by(issues.c.supplement, *_NEWEST)
        .limit(1)
    )


def distributions(
    connection: Connection, name: str, limit: int, except_issue: int | None
) -> list[Distribution]:
    """Return where the newest issues of a series went; a damaged issue is passed over."""
    rows = connection.execute(
        select(issues.c.header, issues.c.sha256)
        .join(series)
        .where(numbers.named(name), issues.c.id.is_distinct_from(except_issue))
        .order_by(*_NEWEST)
        .limit(limit)
    )
    found: list[Distribution] = []
    for row in rows:
        with suppress(LibraryError):
            found.append(read_bulletin(row.header, row.sha256).distribution)
    return found


def _row(connection: Connection, issue_id: int) -> Any:
    row = connection.execute(select(issues).where(issues.c.id == issue_id)).one_or_none()
    if row is None:
        raise LibraryError("这一期已不在稿库中，可能已被删除。请重新打开期刊列表再选。")
    return row


def _draft(connection: Connection, issue_id: int) -> Any:
    row = _row(connection, issue_id)
    if row.status == IssueStatus.FINAL:
        raise LibraryError("这一期已经定稿，不能修改或删除。需要改动时，请先取消定稿。")
    return row


def _header(bulletin: Bulletin) -> tuple[str, str]:
    return bulletin_form(replace(bulletin, sections=()))


def _titles(bulletin: Bulletin) -> int:
    return sum(bool(title_of(article)) for article in bulletin.articles())


def _columns(connection: Connection, bulletin: Bulletin, issue_id: int | None) -> dict[str, object]:
    """Return an issue's columns, having made sure that its numbers are free."""
    masthead = bulletin.masthead
    numbers.check_sizes(masthead)
    taken = numbers.taken(connection, bulletin, issue_id)
    if taken:
        other, number = taken
        record = next(records(connection, issues.c.id == other))
        raise numbers.taken_error(bulletin.series, number, record)
    header, sha256 = _header(bulletin)
    return {
        "series_id": _series_id(connection, bulletin.series),
        "year": masthead.numbering_year,
        "number": masthead.number,
        "serial_number": masthead.serial_number,
        "supplement": masthead.supplement,
        "date": masthead.date,
        "titles": _titles(bulletin),
        "header": header,
        "sha256": sha256,
    }


def _series_id(connection: Connection, name: str) -> int | None:
    if not name:
        return None
    found = connection.scalar(select(series.c.id).where(numbers.named(name)))
    if found is not None:
        return found
    key = connection.execute(insert(series).values(name=storable(name))).inserted_primary_key
    assert key is not None
    return key[0]


def _drop_empty_series(connection: Connection) -> None:
    # A name that is being typed must not leave a series behind for every keystroke.
    used = select(issues.c.series_id).where(issues.c.series_id.is_not(None))
    connection.execute(delete(series).where(series.c.id.not_in(used)))
