"""What arrives in a library: files that are imported, many at a time, and those that wait."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bulletin_desk.library import imports, queue, sameness
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.opened import OpenFile
from bulletin_desk.library.records import (
    ImportItem,
    ImportOutcome,
    ImportRecord,
    IssueRecord,
    QueuedImport,
)
from bulletin_desk.model.bulletin import Article, Bulletin


class Arrivals(OpenFile):
    """Takes in files that were read; each method one transaction."""

    def import_batch(self, items: Sequence[ImportItem]) -> list[ImportOutcome]:
        """Take files in, in one transaction, and return what became of each.

        A file that was imported before, or an issue that the library has in another form, is a
        duplicate; it has all of its articles. What has doubts, or the number of an issue that says
        less or something else, waits in the queue.
        A file that fails leaves nothing behind and takes no other down.
        """
        with self._writing() as connection:
            return imports.take_in(connection, items)

    def imported(self, sha256: str) -> ImportRecord | None:
        """Return what became of a file, by its hash; None where it can be imported."""
        with self._reading() as connection:
            return imports.record_of(connection, sha256)

    def imported_hashes(self, hashes: Iterable[str]) -> frozenset[str]:
        """Return which of these files were imported, by their hashes."""
        with self._reading() as connection:
            return imports.known_hashes(connection, list(hashes))

    def imports(self, limit: int = 200) -> list[ImportRecord]:
        """Return the files that were imported, the last first."""
        with self._reading() as connection:
            return imports.records(connection, limit)

    def same_issue(self, bulletin: Bulletin) -> IssueRecord | None:
        """Return the issue that is this bulletin in another form, or None.

        It says all that the bulletin says; their numbers are the same or one has none.
        """
        with self._reading() as connection:
            return sameness.same_issue(connection, bulletin)

    def queued(self) -> list[QueuedImport]:
        """Return the files that wait for a clerk, in the order of arrival."""
        with self._reading() as connection:
            return queue.records(connection)

    def queued_source(self, queued_id: int) -> tuple[str, Mapping[str, bytes]]:
        """Return a waiting file as it was read (JSON), and its pictures by their digests."""
        with self._reading() as connection:
            return queue.source(connection, queued_id)

    def keep_queued(
        self,
        queued_id: int,
        bulletin: Bulletin | None,
        articles: Sequence[Article],
        warnings: Iterable[str] = (),
    ) -> ImportOutcome:
        """Keep a waiting file as the clerk sees it; NumberTakenError when its number is used."""
        with self._writing() as connection:
            item = replace(queue.item(connection, queued_id, warnings), articles=tuple(articles))
            taking = imports.Taking(connection)
            outcome = taking.keep(item, bulletin, articles)
            if outcome.reason:
                raise LibraryError(outcome.reason)
            queue.remove(connection, queued_id)
            taking.note(item, outcome)
            return outcome

    def drop_queued(self, queued_id: int) -> None:
        """Delete a waiting file, if it is there; it can then be imported again."""
        with self._writing() as connection:
            sha256 = queue.remove(connection, queued_id)
            if sha256 is not None:
                imports.forget(connection, sha256)
