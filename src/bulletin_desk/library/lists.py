"""The lists of issues and units that windows show, kept in memory until something is written."""

import datetime

from sqlalchemy import Connection

from bulletin_desk.library import issues, traces
from bulletin_desk.library.records import IssueRecord, SeriesRecord
from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.stale import forget_issues, forget_units, has_stale_units, stale_issues

_SOME = 200  # issues that are read anew by themselves; of more all are read


class Lists:
    """Reads a list once; afterwards only what was noted as changed (stale.py).

    What another program writes is seen by SQLite's data_version: everything is read anew then.
    """

    def __init__(self) -> None:
        self._version: object = None
        self._records: list[IssueRecord] | None = None
        self._units: list[str] | None = None

    def issues(self, connection: Connection) -> list[IssueRecord]:
        """Return every issue, the newest first."""
        self._look(connection)
        stale = stale_issues(connection)
        if self._records is None or len(stale) > _SOME:
            self._records = list(issues.records(connection))
        elif stale:
            fresh = issues.records(connection, issue_table.c.id.in_(stale))
            others = [record for record in self._records if record.id not in stale]
            self._records = sorted([*fresh, *others], key=_age, reverse=True)
        forget_issues(connection)
        return self._records

    def series(self, connection: Connection) -> list[SeriesRecord]:
        """Return the series by name, each with its newest issue that is no supplement."""
        counts: dict[str, int] = {}
        latest: dict[str, IssueRecord] = {}
        for record in self.issues(connection):
            if record.series:
                counts[record.series] = counts.get(record.series, 0) + 1
                first = latest.setdefault(record.series, record)
                if first.supplement and not record.supplement:
                    latest[record.series] = record
        return [SeriesRecord(name, counts[name], latest[name].id) for name in sorted(counts)]

    def of_series(self, connection: Connection, series: str) -> list[IssueRecord]:
        """Return the issues of one series, the newest first; of no name those without one."""
        name = storable(series)
        return [record for record in self.issues(connection) if record.series == name]

    def units(self, connection: Connection) -> list[str]:
        """Return the contributing units, those of most articles first."""
        self._look(connection)
        if self._units is None or has_stale_units(connection):
            self._units = traces.known_units(connection)
        forget_units(connection)
        return self._units

    def _look(self, connection: Connection) -> None:
        version = connection.exec_driver_sql("PRAGMA data_version").scalar()
        if version != self._version:
            self._version, self._records, self._units = version, None, None


def _age(record: IssueRecord) -> tuple[object, ...]:
    """Return what issues are ordered by, as issues.records orders them."""
    date = record.date or datetime.date.min
    year, number = record.year, record.number
    known = (record.date is not None, date, year is not None, year or 0)
    return (*known, number is not None, number or 0, record.id)
