"""Compares what is kept beside the articles with what follows from them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from bulletin_desk.library import bands, places, search, traces, unitbook
from bulletin_desk.library.derived import head_of_row
from bulletin_desk.model.bulletin import Article


class Index:
    """Compares some articles after the other: an index need not fit into memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._book = unitbook.read_book(connection)
        self._places = places.all_places(connection)
        self._stale = False
        self._met = [0, 0]  # rows of the search index, of the bands

    def compare(self, rows: Sequence[Any], whole: Sequence[tuple[Any, Article]]) -> None:
        """Compare what is kept of some rows; `whole` are those whose articles can be read."""
        keys = [row.key for row in rows]
        numbers = [row.search_rowid for row in rows if row.search_rowid is not None]
        indexed = search.entries(self._connection, numbers)
        alike = bands.entries(self._connection, keys)
        units = traces.kept_units(self._connection, keys)
        self._met[0] += len(indexed)
        self._met[1] += len(alike)
        for row, article in whole:
            kept = (
                indexed.get(row.search_rowid), alike.get(row.key, ""), row.text_sha256,
                units.get(row.key, set()),
            )  # fmt: skip
            follows = (
                search.index_columns(article), bands.bands_of(article),
                traces.text_sha256(article), traces.units_of(article, self._book),
            )  # fmt: skip
            self._stale |= kept != follows or not self._stands(row)

    def is_stale(self) -> bool:
        """Return whether anything differed, or stands in an index without an article."""
        held = [search.count(self._connection), bands.count(self._connection)]
        return self._stale or held != self._met

    def _stands(self, row: Any) -> bool:
        """Return whether a row of the search index says where its article stands."""
        if row.issue_id is not None and row.section is None:
            return True  # its column is gone, which is told as what it is
        place, date = head_of_row(row).place(row.section or "", row.own)
        number = row.search_rowid
        kept = self._places.get(number % places.PLACES)
        return kept == place and number == places.rowid(date, row.key, number % places.PLACES)
