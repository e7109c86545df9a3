"""Finding and replacing in the whole library, issue by issue; runs in a thread.

The search index says which issues to read where it surely knows them all: it holds Chinese by the
character, but letters and digits by the word, and marks not at all. Final issues are told and
never changed.
"""

import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueRecord, IssueStatus
from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.finding import Found, Query, find_in_article, text_in
from bulletin_desk.model.replacing import replace_in_article, replace_in_bulletin

_LEAD, _SNIPPET = 10, 42
# Of more articles each is better read than told by the index, which keeps the library meanwhile.
_MOST_CANDIDATES = 300
# Lets the window in between two issues: Python runs one thread at a time.
_BREATH = 0.003
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_BY_THE_WORD = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
# The pool has no number of its own.
POOL = None

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ArticleHits:
    """An article that holds the words, with the text around the first of them."""

    article_id: str
    title: str
    snippet: str
    count: int


@dataclass(frozen=True, slots=True)
class IssueHits:
    """What one issue, or the pool, holds of the words."""

    issue_id: int | None
    name: str
    is_final: bool
    articles: tuple[ArticleHits, ...]

    @property
    def count(self) -> int:
        """How many hits there are."""
        return sum(article.count for article in self.articles)


@dataclass(slots=True)
class Outcome:
    """What replacing did: hits, issues, articles of the pool, and what was left alone and why."""

    count: int = 0
    issues: int = 0
    pooled: int = 0
    problems: list[str] = field(default_factory=list[str])


def search(
    library: Library, query: Query, held: tuple[int, Bulletin] | None, tell: Progress, stop: Stopped
) -> list[IssueHits]:
    """Return what the issues and the pool hold; `held` is the open issue as it is on the desk."""
    candidates = _candidates(library, query)
    own_id = held[0] if held else None
    records = [
        record
        for record in library.issues()
        if candidates is None or record.id == own_id or record.id in candidates
    ]
    found: list[IssueHits] = []
    for number, record in enumerate(records):
        if stop():
            break
        tell(number, len(records))
        time.sleep(_BREATH)
        try:
            own = own_id == record.id
            bulletin = held[1] if own and held else library.load_issue(record.id)
        except DeskError:
            continue  # the library's own check tells of damaged issues
        articles = _hits(bulletin.articles(), query)
        if articles:
            final = record.status is IssueStatus.FINAL
            found.append(IssueHits(record.id, issue_name(record), final, articles))
    pooled = _hits(library.pool(), query)
    return [*found, IssueHits(POOL, "待用稿", False, pooled)] if pooled else found


def replace_everywhere(
    library: Library,
    query: Query,
    text: str,
    chosen: Mapping[int | None, Collection[str]],
    tell: Progress,
    stop: Stopped,
) -> Outcome:
    """Replace in the chosen articles; each issue is kept as a version before, and is all or none.

    The version is a named one: an automatic one might be thinned out, and nothing else could
    take the change back.
    """
    outcome = Outcome()
    label = f"替换“{query.words}”之前"
    for number, (issue_id, articles) in enumerate(chosen.items()):
        if stop():
            break
        tell(number, len(chosen))
        time.sleep(_BREATH)
        try:
            if issue_id is None:
                _replace_in_pool(library, query, text, articles, outcome)
            else:
                _replace_in_issue(library, query, text, issue_id, articles, label, outcome)
        except DeskError as error:
            outcome.problems.append(str(error))
    return outcome


def issue_name(record: IssueRecord) -> str:
    """Return what the list shows of an issue."""
    date = f"{record.date:%Y年}{record.date.month}月{record.date.day}日" if record.date else ""
    parts = (record.series or "未命名简报", record.number_text, date)
    return " ".join(part for part in parts if part)


def _replace_in_issue(
    library: Library, query: Query, text: str, issue_id: int, articles: Collection[str],
    label: str, outcome: Outcome,
) -> None:  # fmt: skip
    record = library.record(issue_id)
    if record.status is IssueStatus.FINAL:
        outcome.problems.append(f"{issue_name(record)} 已经定稿，没有改动。")
        return
    bulletin = library.load_issue(issue_id)
    changed, count = replace_in_bulletin(bulletin, query, text, articles)
    if count:
        library.save_version(issue_id, label)
        library.save_issue(issue_id, changed)
        outcome.count += count
        outcome.issues += 1


def _replace_in_pool(
    library: Library, query: Query, text: str, articles: Collection[str], outcome: Outcome
) -> None:
    for article in library.pool():
        if article.id in articles:
            changed, count = replace_in_article(article, query, text)
            if count:
                library.save_pool_article(changed)
                outcome.count += count
                outcome.pooled += 1


def _candidates(library: Library, query: Query) -> set[int | None] | None:
    """Return the issues that alone can hold the words, None where each must be read."""
    if _BY_THE_WORD.search(query.words) or not _CHINESE.search(query.words):
        return None
    hits = library.search(query.words, limit=_MOST_CANDIDATES)
    return {hit.issue_id for hit in hits} if len(hits) < _MOST_CANDIDATES else None


def _hits(articles: Iterable[Article], query: Query) -> tuple[ArticleHits, ...]:
    found: list[ArticleHits] = []
    for article in articles:
        hits = find_in_article(article, query)
        if hits:
            title = one_line(article.title) or "（无标题）"
            found.append(ArticleHits(article.id, title, _snippet(article, hits[0]), len(hits)))
    return tuple(found)


def _snippet(article: Article, hit: Found) -> str:
    text = text_in(article, hit.where)
    start = max(hit.start - _LEAD, 0)
    piece = text[start : start + _SNIPPET]
    before, after = "…" if start else "", "…" if start + _SNIPPET < len(text) else ""
    return " ".join(f"{before}{piece}{after}".split())
