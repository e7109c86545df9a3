"""The library: every bulletin, article and picture of an office in one file."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import insert, select

from bulletin_desk.library import backup, check, contents, derived, issues, numbers, versions
from bulletin_desk.library.arrivals import Arrivals
from bulletin_desk.library.article_rows import Known
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.desk import DeskMemory
from bulletin_desk.library.driver import sqlite
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.finding import Finding
from bulletin_desk.library.opening import open_connection
from bulletin_desk.library.records import IssueRecord, IssueStatus, SeriesRecord, VersionRecord
from bulletin_desk.library.rows import digest
from bulletin_desk.library.schema import pictures
from bulletin_desk.library.transfer import Transfers
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution
from bulletin_desk.model.numbering import IssueNumber


class Library(Finding, Arrivals, DeskMemory, Transfers):
    """A library file that is open; model values in and out, each method one transaction.

    Any thread may call any method; one call runs at a time. What goes wrong outside the program
    is a LibraryError, and then nothing of that call is in the file.
    """

    def __init__(self, path: Path, connection: sqlite.Connection) -> None:
        super().__init__(path, connection)
        self._known: Known = {}

    @staticmethod
    def open(path: Path) -> "Library":
        """Open the library at `path`; create it when absent, back it up and upgrade it when old."""
        return Library(path, open_connection(path))

    # Issues

    def series(self) -> list[SeriesRecord]:
        """Return the series that have issues, by name."""
        with self._reading() as connection:
            return self._lists.series(connection)

    def issues(self, series: str | None = None) -> list[IssueRecord]:
        """Return every issue, or every one of a series, the newest first."""
        with self._reading() as connection:
            if series is not None:
                return self._lists.of_series(connection, series)
            return list(self._lists.issues(connection))

    def record(self, issue_id: int) -> IssueRecord:
        """Return one issue's record; LibraryError when the issue is gone."""
        with self._reading() as connection:
            return issues.record(connection, issue_id)

    def latest_issue(self, series: str) -> int | None:
        """Return the newest issue of a series; a supplement only where there is nothing else."""
        with self._reading() as connection:
            return issues.latest(connection, series)

    def distributions(
        self, series: str, *, limit: int = 12, except_issue: int | None = None
    ) -> list[Distribution]:
        """Return where the newest issues of a series went (报、送、发), the newest first."""
        with self._reading() as connection:
            return issues.distributions(connection, series, limit, except_issue)

    def add_issue(
        self, bulletin: Bulletin, *, final: bool = False, warnings: Iterable[str] = ()
    ) -> int:
        """Keep a new issue and return its id; NumberTakenError when its number is used.

        `warnings` are what intake could not recognise of it.
        """
        status = IssueStatus.FINAL if final else IssueStatus.DRAFT
        with self._writing() as connection:
            issue_id = issues.add(connection, bulletin, status, self._known)
            issues.add_warnings(connection, issue_id, warnings)
            self._keep_known(bulletin)
        return issue_id

    def save_issue(self, issue_id: int, bulletin: Bulletin) -> None:
        """Write what changed of an issue; NumberTakenError when its number is used.

        An article of the pool that stands in the bulletin leaves the pool; one that came from the
        pool and no longer stands in the bulletin returns to it.
        """
        with self._writing() as connection:
            issues.save(connection, issue_id, bulletin, self._known)
            self._keep_known(bulletin)

    def load_issue(self, issue_id: int) -> Bulletin:
        """Return an issue as it was saved, ids included."""
        with self._reading() as connection:
            bulletin, self._known = issues.load(connection, issue_id)
        return bulletin

    def load_article(self, issue_id: int | None, article_id: str) -> Article:
        """Return one article of an issue, or (None) of the pool; LibraryError when it is gone."""
        with self._reading() as connection:
            return contents.read_article_of(connection, issue_id, article_id)

    def warnings(self, issue_id: int | None) -> list[str]:
        """Return what intake could not recognise of an issue; of the pool's articles for None."""
        with self._reading() as connection:
            return issues.read_warnings(connection, issue_id)

    def delete_issue(self, issue_id: int) -> None:
        """Delete a draft with all that is kept of it; what came from the pool returns there."""
        with self._writing() as connection:
            issues.remove(connection, issue_id)

    def set_final(self, issue_id: int, final: bool) -> None:
        """Lock an issue (定稿), or let it change again."""
        with self._writing() as connection:
            status = IssueStatus.FINAL if final else IssueStatus.DRAFT
            issues.set_status(connection, issue_id, status)

    # Numbers

    def next_number(self, series: str, year: int | None, supplement: bool = False) -> int:
        """Return the number after the highest of a year; of all years where `year` is None."""
        with self._reading() as connection:
            return numbers.next_number(connection, series, year, supplement)

    def next_serial_number(self, series: str) -> int | None:
        """Return the next cumulative number (总第N期), or None where the series has none."""
        with self._reading() as connection:
            return numbers.next_serial_number(connection, series)

    def number_taken(
        self, series: str, number: IssueNumber, except_issue: int | None = None
    ) -> int | None:
        """Return the issue that has a number, or None; a number without year means any year."""
        with self._reading() as connection:
            return numbers.holder(connection, series, number, except_issue)

    # The pool

    def pool(self) -> list[Article]:
        """Return the articles in the pool (待用稿) in order of arrival."""
        with self._reading() as connection:
            return contents.read_pool(connection)

    def add_to_pool(self, articles: Iterable[Article], warnings: Iterable[str] = ()) -> None:
        """Put articles at the end of the pool; one that is there already is brought up to date."""
        with self._writing() as connection:
            contents.add_to_pool(connection, articles, Deriver(connection))
            issues.add_warnings(connection, None, warnings)

    def save_pool_article(self, article: Article) -> None:
        """Save an article of the pool; LibraryError when it has left the pool."""
        with self._writing() as connection:
            contents.save_pool_article(connection, article)

    def remove_from_pool(self, article_id: str) -> None:
        """Delete an article of the pool, if it is there."""
        with self._writing() as connection:
            contents.remove_from_pool(connection, article_id)

    # Pictures

    def add_picture(self, data: bytes) -> str:
        """Keep a picture's file and return its digest; the same file is kept once."""
        name = digest(data)
        with self._writing() as connection:
            if connection.scalar(select(pictures.c.sha256).filter_by(sha256=name)) is None:
                connection.execute(insert(pictures).values(sha256=name, data=data))
        return name

    def picture(self, digest: str) -> bytes:
        """Return a picture's file; LibraryError when the library does not have it."""
        with self._reading() as connection:
            data = connection.scalar(select(pictures.c.data).where(pictures.c.sha256 == digest))
        if data is None:
            raise LibraryError("稿库里没有这张图片。请重新插入图片，或从备份恢复。")
        return data

    # Versions

    def save_version(
        self,
        issue_id: int,
        label: str,
        *,
        automatic: bool = False,
        bulletin: Bulletin | None = None,
    ) -> int:
        """Keep the issue as it was last saved under a label; return the version's id.

        A `bulletin` is kept in place of what was saved last: as the issue was at another time.
        Automatic versions are thinned: of the last day one every ten minutes stays, of the days
        before one a day, sixty in all. One that repeats the newest version is not kept again.
        """
        with self._writing() as connection:
            return versions.save(connection, issue_id, label, bulletin, automatic=automatic)

    def versions(self, issue_id: int) -> list[VersionRecord]:
        """Return the versions of an issue, the newest first."""
        with self._reading() as connection:
            return versions.records(connection, issue_id)

    def load_version(self, version_id: int) -> Bulletin:
        """Return an issue as it was when the version was saved."""
        with self._reading() as connection:
            return versions.load(connection, version_id)

    def rename_version(self, version_id: int, label: str) -> None:
        """Give a version another label; an automatic one is a named one from then on."""
        with self._writing() as connection:
            versions.rename(connection, version_id, label)

    def delete_version(self, version_id: int) -> None:
        """Delete a version, if it is there."""
        with self._writing() as connection:
            versions.remove(connection, version_id)

    # Care

    def rebuild_index(self) -> None:
        """Make the search index, and what else is found by, anew from the articles."""
        with self._writing() as connection:
            derived.rebuild(connection)

    def check(self) -> list[str]:
        """Return what is wrong with the file, in sentences; nothing when all is well."""
        with self._reading() as connection:
            return check.findings(connection)

    def backup(self, target: Path) -> None:
        """Write a checked copy of the library to `target`, in place of what was there."""
        place = backup.place_of(target, self.path)
        with self._lock:
            backup.copy_verified(self._raw, place)

    def _keep_known(self, bulletin: Bulletin) -> None:
        # Only the current issue's: the memory must not grow with every issue that was open.
        self._known = {article.id: self._known[article.id] for article in bulletin.articles()}
