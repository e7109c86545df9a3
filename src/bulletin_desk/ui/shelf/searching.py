"""Searching the library off the main thread, for the panel of the library tab."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import Facets, Hit, IssueRecord
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.ui.shelf.filters import Wanted
    from bulletin_desk.ui.shelf.panel import LibraryPanel

_SHOWN = 100


class Searching:
    """Shows in the panel what is found; an answer that comes too late is not shown."""

    def __init__(
        self,
        library: Library,
        panel: "LibraryPanel",
        records: Callable[[], list[IssueRecord]],
        tell: Callable[[DeskError], None],
    ) -> None:
        self._library, self._panel = library, panel
        self._records, self._tell = records, tell
        self._tasks = Tasks(panel)
        self._asked = 0
        self._more: tuple[Wanted, int] | None = None
        panel.search_wanted.connect(self.search)
        panel.facets_wanted.connect(self.find_facets)
        panel.more_wanted.connect(self.find_more)

    def stop(self) -> None:
        """Wait for a search that is under way: the library is going to be closed."""
        self._asked += 1  # its answer is not shown any more
        self._tasks.wait()

    def search(self, wanted: "Wanted") -> None:
        """Show what is found, or past issues when nothing is looked for."""
        from bulletin_desk.library.search import places

        self._asked += 1
        self._more = None
        if not wanted.is_search:
            self._panel.show_issues(self._records())
            return
        number = self._asked
        find = partial(places, words=wanted.words)

        def show(hits: list[Hit]) -> None:
            # An answer to what was typed before comes too late.
            if number == self._asked:
                self._more = (wanted, _SHOWN) if len(hits) == _SHOWN else None
                self._panel.show_hits(hits, find)

        self._tasks.run(partial(self._hits, wanted, 0), show, self._tell)
        if not self._panel.filters.section.isHidden():
            self.find_facets(wanted)

    def find_more(self) -> None:
        """List the next hits below the others."""
        if self._more is None:
            return
        wanted, offset = self._more
        self._more = None
        number = self._asked

        def show(hits: list[Hit]) -> None:
            if number == self._asked:
                self._more = (wanted, offset + _SHOWN) if len(hits) == _SHOWN else None
                self._panel.add_hits(hits)

        self._tasks.run(partial(self._hits, wanted, offset), show, self._tell)

    def find_facets(self, wanted: "Wanted") -> None:
        """Offer the columns and units of what is found; those chosen do not narrow themselves."""
        number = self._asked

        def show(facets: Facets) -> None:
            if number == self._asked:
                self._panel.show_facets(facets)

        kept = {"series": wanted.series, "year": wanted.year, "status": wanted.status}
        work = partial(self._library.facets, wanted.words, **kept)
        self._tasks.run(work, show, self._tell)

    def _hits(self, wanted: "Wanted", offset: int) -> list[Hit]:
        return self._library.search(
            wanted.words,
            limit=_SHOWN,
            offset=offset,
            series=wanted.series,
            year=wanted.year,
            section=wanted.section,
            unit=wanted.unit,
            status=wanted.status,
            by_date=wanted.by_date,
        )
