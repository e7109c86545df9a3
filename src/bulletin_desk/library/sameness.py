"""Tells whether an issue that arrives is one that the library has, in another form or edition."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from bulletin_desk.library import issues, near, numbers
from bulletin_desk.library.article_rows import title_of
from bulletin_desk.library.contents import read
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.library.schema import articles
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.words import letters
from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.likeness import likeness, shingles, text_shingles

_MOST = 0.6  # of the articles of the one that has more
_SOME = 0.3  # of the articles, to be looked at: the titles of the others may be read otherwise
_ALIKE = 0.6  # of two texts, or of two titles
_EXACT_TITLE = 4  # letters; 简讯 is the title of different articles


def number_holder(connection: Connection, bulletin: Bulletin) -> IssueRecord | None:
    """Return the issue that has a number of the bulletin's, or None."""
    taken = numbers.taken(connection, bulletin, None)
    return issues.record(connection, taken[0]) if taken else None


def same_issue(connection: Connection, bulletin: Bulletin) -> IssueRecord | None:
    """Return the issue that is this bulletin in another form: most articles are alike.

    It has the same number; or one of the two has none.
    """
    holder = number_holder(connection, bulletin)
    if holder is not None:
        return holder if holds_the_same(connection, holder.id, bulletin) else None
    for issue_id in _suspects(connection, bulletin):
        record = issues.record(connection, issue_id)
        same_date = bulletin.masthead.date in (None, record.date) or record.date is None
        if same_date and holds_the_same(connection, issue_id, bulletin):
            return record
    return None


def holds_the_same(connection: Connection, issue_id: int, bulletin: Bulletin) -> bool:
    """Return whether most articles of a bulletin and of an issue are alike."""
    sections, _ = read(connection, issue_id)
    theirs = [article for section in sections for article in section.articles]
    ours = list(bulletin.articles())
    if not ours or not theirs:
        return not ours and not theirs
    return _pairs(ours, theirs) >= _MOST * max(len(ours), len(theirs))


def _pairs(ours: Sequence[Article], theirs: Sequence[Article]) -> int:
    """Return how many of our articles are each like another one of theirs."""
    left = list(theirs)
    for article in ours:
        twin = next((other for other in left if _alike(article, other)), None)
        if twin is not None:
            left.remove(twin)
    return len(theirs) - len(left)


def _alike(one: Article, other: Article) -> bool:
    title, their_title = letters(one_line(one.title)), letters(one_line(other.title))
    if title == their_title and len(title) >= _EXACT_TITLE:
        return True
    if likeness(text_shingles(title), text_shingles(their_title)) >= _ALIKE:
        return True
    return likeness(shingles(one), shingles(other)) >= _ALIKE


def _suspects(connection: Connection, bulletin: Bulletin) -> list[int]:
    """Return issues that may hold most of the bulletin's articles, where one has no number."""
    articles_ = list(bulletin.articles())
    titles = dict.fromkeys(map(title_of, articles_))
    same = articles.c.title.in_([title for title in titles if title])
    found = _most(connection, [same], len(articles_), bulletin)
    if found or bulletin.masthead.number is not None:
        return found
    # Titles that were read otherwise: by what the articles say. A number makes this needless.
    alike = [articles.c.key.in_(near.candidates(connection, article)) for article in articles_]
    return _most(connection, alike, len(articles_), bulletin)


def _most(
    connection: Connection,
    places: Sequence[ColumnElement[bool]],
    count: int,
    bulletin: Bulletin,
) -> list[int]:
    """Return the issues that hold most articles at some of the places, those with most first."""
    counts: Counter[int] = Counter()
    for place in places:
        statement = select(articles.c.issue_id, func.count()).join(issue_table).where(place)
        if bulletin.masthead.number is not None:
            statement = statement.where(issue_table.c.number.is_(None))
        for issue_id, holds in connection.execute(statement.group_by(articles.c.issue_id)):
            counts[issue_id] += holds if len(places) == 1 else 1
    enough = [(issue_id, held) for issue_id, held in counts.items() if held >= _SOME * count]
    return [issue_id for issue_id, _ in sorted(enough, key=lambda one: (-one[1], one[0]))[:5]]
