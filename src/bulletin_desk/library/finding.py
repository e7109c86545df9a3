"""What finds articles in a library: words, likeness, earlier uses."""

from collections.abc import Sequence

from bulletin_desk.library import near, search, usage
from bulletin_desk.library.opened import OpenFile
from bulletin_desk.library.records import Facets, Hit, IssueRecord, Near
from bulletin_desk.library.search import Limits
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.steps import Steps

_COMPARED = 8  # articles that are read and compared in one step


class Finding(OpenFile):
    """Looks through all articles; each method one transaction."""

    def search(
        self,
        words: str,
        *,
        limit: int = 50,
        offset: int = 0,
        series: str | None = None,
        year: int | None = None,
        section: str | None = None,
        unit: str | None = None,
        status: str | None = None,
        by_date: bool = False,
    ) -> list[Hit]:
        """Return articles that hold all the words: found in the title first, then newest first.

        Only those of a series, a year, a column, a unit (its canonical name), or with the status
        draft, final or pool, where one is given. `by_date` sorts by date alone. Without words
        the newest are returned, if there is something to keep to.
        """
        limits = Limits(series, year, section, unit, status)
        with self._reading() as connection:
            return search.find(
                connection, words, limits, limit=limit, offset=offset, by_date=by_date
            )

    def facets(
        self,
        words: str = "",
        *,
        series: str | None = None,
        year: int | None = None,
        section: str | None = None,
        unit: str | None = None,
        status: str | None = None,
    ) -> Facets:
        """Return how many articles a search finds in each series, year, column and so on."""
        limits = Limits(series, year, section, unit, status)
        with self._reading() as connection:
            return search.facets(connection, words, limits)

    def near_duplicates(
        self, articles: Sequence[Article], *, issue_id: int | None = None, likeness: float = 0.6
    ) -> dict[str, list[Near]]:
        """Return, by article id, the articles elsewhere that say nearly the same.

        The most alike come first. Articles of the issue itself are left out, and so is the same
        article (by its id) in the pool.
        """
        with self._reading() as connection:
            return near.near_duplicates(connection, articles, issue_id, likeness)

    def near_steps(
        self, article: Article, *, issue_id: int | None = None, likeness: float = 0.6
    ) -> Steps[list[Near]]:
        """Find the same for one article in steps of a few milliseconds, each a transaction."""
        with self._reading() as connection:
            keys = near.candidates(connection, article)
        found: list[Near] = []
        for start in range(0, len(keys), _COMPARED):
            yield
            some = keys[start : start + _COMPARED]
            with self._reading() as connection:
                found += near.close(connection, article, some, issue_id, likeness)
        return sorted(found, key=near.nearness)

    def used_before(self, bulletin: Bulletin, issue_id: int | None) -> dict[str, list[IssueRecord]]:
        """Return, by article id, the other issues that hold the same article, newest first.

        The same is what has the same id, the same title of six characters or more, or the same
        text. Articles that stand nowhere else are not in the result.
        """
        with self._reading() as connection:
            return usage.used_before(connection, bulletin.articles(), issue_id)

    def used_before_pool(self, articles: Sequence[Article]) -> dict[str, list[IssueRecord]]:
        """Return, by article id, the issues that hold an article of the pool already."""
        with self._reading() as connection:
            return usage.used_before(connection, articles, None)
