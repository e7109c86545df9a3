"""What of other issues is like the articles of an issue that is to be checked."""

from collections.abc import Mapping
from typing import NamedTuple

from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueRecord, Near
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.checks.facts import NearFact
from bulletin_desk.model.numbering import issue_name
from bulletin_desk.model.steps import Steps


class _Found(NamedTuple):
    near: Near
    issue: IssueRecord


class NearFacts:
    """Asks the library about one issue again and again; articles that stayed are not asked about.

    Earlier uses are a fact of their own: the issues that they stand in are left out. So is the
    pool, which does not go out.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, tuple[Article, _Found | None]] = {}
        self._fresh: set[str] = set()

    def forget(self) -> None:
        """Ask anew at the next steps: other issues may have changed."""
        self._fresh.clear()

    def known(self, bulletin: Bulletin) -> Mapping[str, NearFact]:
        """Return what was found of an issue's articles by now, without asking."""
        facts: dict[str, NearFact] = {}
        for article in bulletin.articles():
            asked, found = self._kept.get(article.id, (None, None))
            if asked is article and found is not None:
                facts[article.id] = _fact(found, bulletin)
        return facts

    def steps(self, bulletin: Bulletin, issue_id: int | None) -> Steps[Mapping[str, NearFact]]:
        """Find, by article id, what is most like the articles of an issue, and keep it."""
        for article in bulletin.articles():
            known = self._kept.get(article.id)
            if known is None or known[0] is not article or article.id not in self._fresh:
                found = yield from self._find(article, issue_id)
                self._kept[article.id] = article, found
                self._fresh.add(article.id)
                yield
        there = {article.id for article in bulletin.articles()}
        self._kept = {key: known for key, known in self._kept.items() if key in there}
        return self.known(bulletin)

    def _find(self, article: Article, issue_id: int | None) -> Steps[_Found | None]:
        near = yield from self._library.near_steps(article, issue_id=issue_id)
        issues = {one.issue_id for one in near} - {None}
        if not issues:
            return None
        yield
        alone = Bulletin(sections=(Section(articles=(article,)),))
        used = self._library.used_before(alone, issue_id).get(article.id, [])
        issues -= {record.id for record in used}
        first = next((one for one in near if one.issue_id in issues), None)
        if first is None or first.issue_id is None:
            return None
        yield
        return _Found(first, self._library.record(first.issue_id))


def _fact(found: _Found, bulletin: Bulletin) -> NearFact:
    near, record = found
    year = record.date.year if record.date else record.year
    series, number, supplement = record.series, record.number, record.supplement
    name = issue_name(series, year, number, supplement=supplement, beside=bulletin.series)
    return NearFact(near.article_id, name or "往期", near.title, near.likeness)
