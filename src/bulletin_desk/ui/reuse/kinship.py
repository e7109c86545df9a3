"""Where articles stood before and what is like them: asked of the library in a thread, kept."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueRecord, Near
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.ui.reuse.naming import is_origin, issue_name, near_name
from bulletin_desk.ui.tasks import Tasks

# So many articles are asked about at once: closing the window waits for no more.
_AT_ONCE = 10
_NAMED = 3


class Kin(NamedTuple):
    """What the library has of an article besides itself."""

    used: tuple[IssueRecord, ...] = ()
    near: tuple[Near, ...] = ()
    origin: str = ""

    @property
    def other_uses(self) -> tuple[IssueRecord, ...]:
        """The uses besides the issue that the article was taken from: its origin tells of that."""
        return tuple(record for record in self.used if not is_origin(self.origin, record))

    @property
    def mark(self) -> str:
        """The word that a row of a list shows; empty where there is nothing."""
        if self.other_uses:
            return "用过"
        return f"相近{min(int(self.near[0].likeness * 100), 99)}%" if self.near else ""

    def sentence(self, series: str) -> str:
        """Return what is told of it beside an issue of a series."""
        told: list[str] = []
        if uses := self.other_uses:
            names = [issue_name(record, series) for record in uses[:_NAMED]]
            told.append(f"用过：{'、'.join(names)}{'等' if len(uses) > _NAMED else ''}")
        if self.near:
            told.append(near_name(self.near[0], series))
        return "；".join(told)


class Kinship(QObject):
    """Answers for articles; `found` tells that more is known.

    What is known of an article holds while it is the same object.
    """

    found = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = Tasks(self)
        self._known: dict[str, tuple[Article, Kin]] = {}
        self._asked = 0

    def of(self, article: Article) -> Kin | None:
        """Return what is known of an article, None where nothing is yet."""
        known = self._known.get(article.id)
        return known[1] if known is not None and known[0] is article else None

    def last(self, article_id: str) -> Kin | None:
        """Return what was known of an article last: it may have been written on since."""
        known = self._known.get(article_id)
        return known[1] if known is not None else None

    def ask(self, articles: Iterable[Article], issue_id: int | None) -> None:
        """Find out about those articles of an issue (None: the pool) that nothing is known of."""
        self._asked += 1
        wanted = [article for article in articles if self.of(article) is None]
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            work = partial(self._look, self._asked, some, issue_id)
            self._tasks.run(work, partial(self._take, some), lambda _: None)

    def forget(self) -> None:
        """Ask anew: other issues have changed."""
        self._known.clear()

    def stop(self) -> None:
        """Ask no more: the library is going to be closed."""
        self._asked += 1
        self._tasks.wait()

    def _look(
        self, asked: int, articles: Sequence[Article], issue_id: int | None
    ) -> dict[str, Kin] | None:
        if asked != self._asked:
            return None  # others are wanted by now
        alone = Bulletin(sections=(Section("", "", tuple(articles)),))
        used = self._library.used_before(alone, issue_id)
        near = self._library.near_duplicates(articles, issue_id=issue_id)
        kin: dict[str, Kin] = {}
        for article in articles:
            records = tuple(used.get(article.id, ()))
            there = {record.id for record in records}
            others = [n for n in near.get(article.id, ()) if n.issue_id not in there]
            kin[article.id] = Kin(records, tuple(others), article.origin)
        return kin

    def _take(self, articles: Sequence[Article], kin: dict[str, Kin] | None) -> None:
        if kin is None:
            return
        for article in articles:
            self._known[article.id] = (article, kin[article.id])
        self.found.emit()


def look_up(kinship: Kinship, articles: Iterable[Article]) -> dict[str, Kin]:
    """Return what there is to tell of articles, by id: of changed ones what was known last."""
    found = {article.id: kinship.last(article.id) for article in articles}
    return {key: kin for key, kin in found.items() if kin is not None and (kin.used or kin.near)}


def other_article(library: Library, kin: Kin, article: Article) -> tuple[str, Article] | None:
    """Return what an article is compared with, and its name; None where it is gone.

    The likest other one; of an earlier use the article there.
    """
    try:
        if kin.near:
            near = kin.near[0]
            return near_name(near), library.load_article(near.issue_id, near.article_id)
        record = kin.used[0]
        issue = library.load_issue(record.id)
    except DeskError:
        return None
    same = (a for a in issue.articles() if a.id == article.id or a.title == article.title)
    body = "".join(block.text for block in article.body)
    alike = (a for a in issue.articles() if "".join(b.text for b in a.body) == body)
    found = next(same, None) or next(alike, None)
    return (issue_name(record), found) if found is not None else None
