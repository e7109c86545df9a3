"""Tells whether an issue that arrives is one that the library has, in another form or edition.

What says so is the text of the articles: issues of one bulletin often have the same titles.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, func, select

from bulletin_desk.library import issues, near, numbers
from bulletin_desk.library.article_rows import title_of
from bulletin_desk.library.contents import read
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.library.schema import articles
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.words import letters
from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.likeness import likeness, text_shingles

_MOST = 0.6  # of the articles, or of what they say
_HALF = 0.5
_SOME = 0.3  # of the articles, to be looked at: the titles of the others may be read otherwise
_SAME_TEXT = 0.8  # the readings of two kinds of file differ a little
_SURE_TEXT = 0.9  # where no number says that the two are one
_CHANGED_TEXT = 0.4
_INSIDE = 0.95  # of what an article says, where two articles were read as one, or one as two
_SAME_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an issue that arrives has in common with one of the library.

    `fresh` articles are only in the one that arrives, `changed` ones say something else there.
    """

    record: IssueRecord
    ours: int
    theirs: int
    common: int
    fresh: int
    changed: int
    covers: bool  # most of what the library's issue says

    @property
    def is_same(self) -> bool:
        """Whether nothing of the one that arrives is missing in the library."""
        return not self.fresh and not self.changed and self.covers

    @property
    def overlaps(self) -> bool:
        """Whether the two are editions of one issue."""
        return self.common >= _HALF * min(self.ours, self.theirs) and self.common > 0

    @property
    def mostly_same(self) -> bool:
        """Whether most articles of both are the same."""
        return self.common >= _MOST * max(self.ours, self.theirs)


def same_issue(connection: Connection, bulletin: Bulletin) -> IssueRecord | None:
    """Return the issue that says all that this bulletin says, and not much more.

    It has the same number; or one of the two has none.
    """
    found = compared(connection, bulletin)
    return found.record if found is not None and found.is_same else None


def compared(connection: Connection, bulletin: Bulletin) -> Comparison | None:
    """Return how the issue compares that has the bulletin's number, or else is mostly the same."""
    taken = numbers.taken(connection, bulletin, None)
    if taken is not None:
        return _compare(connection, taken[0], bulletin, _SAME_TEXT)
    found: list[Comparison] = []
    for issue_id in _suspects(connection, bulletin):
        record = issues.record(connection, issue_id)
        if bulletin.masthead.date in (None, record.date) or record.date is None:
            one = _compare(connection, issue_id, bulletin, _SURE_TEXT)
            if one.is_same:
                return one
            found += [one] if one.mostly_same else []
    return max(found, key=lambda one: one.common, default=None)


def _compare(connection: Connection, issue_id: int, bulletin: Bulletin, least: float) -> Comparison:
    sections, _ = read(connection, issue_id)
    theirs = [_Said(article) for section in sections for article in section.articles]
    ours = [_Said(article) for article in bulletin.articles()]
    whole = frozenset[bytes]().union(*(said.all for said in theirs))
    arriving = frozenset[bytes]().union(*(said.all for said in ours))
    unmatched, left = _paired(ours, theirs, least)
    missing = [said for said in unmatched if not said.is_inside(whole)]
    changed = 0
    for said in missing:
        twin = next((other for other in left if said.is_edited(other)), None)
        if twin is not None:
            left.remove(twin)
            changed += 1
    common = len(ours) - len(unmatched)
    return Comparison(
        issues.record(connection, issue_id),
        len(ours), len(theirs), common, len(missing) - changed, changed,
        covers=common >= _MOST * len(theirs) or len(arriving & whole) >= _MOST * len(whole) > 0,
    )  # fmt: skip


def _paired(
    ours: Sequence["_Said"], theirs: Sequence["_Said"], least: float
) -> tuple[list["_Said"], list["_Said"]]:
    """Return what of ours, and of theirs, has no twin among the others; each has one at most."""
    left = list(theirs)
    unmatched: list[_Said] = []
    for said in ours:
        degrees = [said.likeness(other) for other in left]
        best = max(degrees, default=0.0)
        if best >= least:
            del left[degrees.index(best)]
        else:
            unmatched.append(said)
    return unmatched, left


class _Said:
    """What an article says, to be compared."""

    def __init__(self, article: Article) -> None:
        self.title = letters(one_line(article.title))
        self.text = letters("".join([block.text for block in article.body]))

    @cached_property
    def body(self) -> frozenset[bytes]:
        """The shingles of the body."""
        return text_shingles(self.text)

    @cached_property
    def all(self) -> frozenset[bytes]:
        """The shingles of title and body; one reading may take the title for a paragraph."""
        return text_shingles(self.title + self.text)

    def likeness(self, other: "_Said") -> float:
        """Return how alike two articles are, from 0 to 1: by their texts, if there is any."""
        if self.text == other.text:
            if self.text:
                return 1.0
            return float(self.is_titled_like(other))
        if not self.text or not other.text:
            # What has text in the library alone is not lost; the other way about it would be.
            return float(not self.text and self.title != "" and self.is_titled_like(other))
        return max(likeness(self.body, other.body), likeness(self.all, other.all))

    def is_titled_like(self, other: "_Said") -> bool:
        """Return whether two titles are the same, or nearly."""
        if self.title == other.title:
            return True
        return likeness(text_shingles(self.title), text_shingles(other.title)) >= _SAME_TITLE

    def is_inside(self, whole: frozenset[bytes]) -> bool:
        """Return whether an issue says all that the article says."""
        return bool(self.all) and len(self.all & whole) >= _INSIDE * len(self.all)

    def is_edited(self, other: "_Said") -> bool:
        """Return whether one may be the other, with another text."""
        if self.title and self.is_titled_like(other):
            return True
        return likeness(self.body, other.body) >= _CHANGED_TEXT


def _suspects(connection: Connection, bulletin: Bulletin) -> list[int]:
    """Return issues that may hold most of the bulletin's articles, where one has no number."""
    articles_ = list(bulletin.articles())
    titles = dict.fromkeys(map(title_of, articles_))
    same = articles.c.title.in_([title for title in titles if title])
    found = _most(connection, [same], len(articles_), bulletin)
    if bulletin.masthead.number is not None:
        return found
    # Titles may be read otherwise, or be those of every issue: by what the articles say.
    alike = [articles.c.key.in_(near.candidates(connection, article)) for article in articles_]
    return list(dict.fromkeys(_most(connection, alike, len(articles_), bulletin) + found))


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
