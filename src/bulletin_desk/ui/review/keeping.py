"""From review into the library, or out of it: what the buttons do."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.result import Intake
from bulletin_desk.intake.source_json import source_to_json
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportItem, ImportKind, IssueRecord
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.numbering import IssueNumber
from bulletin_desk.ui.review.work import Decided, ReviewFile

_DECIDED = "review/"
_ASIDE = "留待以后核对。"


@dataclass
class Tally:
    """What a review has brought."""

    issues: list[int]
    articles: int = 0
    dropped: int = 0

    def sentence(self, waiting: int) -> str:
        """Return what went where while so many files still wait; empty where nothing did."""
        parts = [f"收入 {len(self.issues)} 期简报"] if self.issues else []
        parts += [f"{self.articles} 篇稿件放进待用稿"] if self.articles else []
        parts += [f"丢弃 {self.dropped} 个文件"] if self.dropped else []
        if not parts:
            return ""
        left = f"还有 {waiting} 个文件等待核对。" if waiting else ""
        return f"{'' if waiting else '核对完毕：'}{'，'.join(parts)}。{left}"


class Kept(NamedTuple):
    """What keeping one file gave: an issue's id, or how many articles went into the pool."""

    issue_id: int | None
    articles: int


class Keeper:
    """Keeps and drops files of a review in a library. Any thread may call it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def waiting(self) -> list[ReviewFile]:
        """Return the queued files, as they were left; what their lines are is read later."""
        return [
            ReviewFile(
                queued.name,
                folder=queued.folder,
                doubts=queued.doubts,
                queue_id=queued.id,
                decided=Decided.from_json(self._library.preference(f"{_DECIDED}{queued.id}")),
            )
            for queued in self._library.queued()
        ]

    def remember(self, file: ReviewFile) -> None:
        """Keep what the clerk has decided about a queued file."""
        if file.queue_id is not None:
            decided = file.decided
            value = decided.to_json() if decided.roles or decided.typed else None
            self._library.set_preference(f"{_DECIDED}{file.queue_id}", value)

    def set_aside(self, file: ReviewFile) -> None:
        """Let a file wait that was in no queue, such as a copied text."""
        if file.queue_id is not None or file.source is None:
            return
        source = source_to_json(file.source)
        item = ImportItem(
            file.name,
            file.folder,
            hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
            None,
            (),
            pictures=file.source.pictures,
            doubts=file.doubts or (_ASIDE,),
            source=source,
        )
        (outcome,) = self._library.import_batch([item])
        if outcome.kind is ImportKind.QUEUED:
            file.queue_id = max(queued.id for queued in self._library.queued())
            self.remember(file)

    def taken(self, bulletin: Bulletin) -> IssueRecord | None:
        """Return the issue that has the number of another one already."""
        number = IssueNumber.of(bulletin.masthead)
        if number is None:
            return None
        issue_id = self._library.number_taken(bulletin.series, number, None)
        return self._library.record(issue_id) if issue_id is not None else None

    def same(self, bulletin: Bulletin) -> IssueRecord | None:
        """Return an issue of the library that says the same."""
        return self._library.same_issue(bulletin)

    def keep_issue(self, file: ReviewFile, result: Intake, bulletin: Bulletin) -> Kept:
        """Keep a file as an issue."""
        if file.queue_id is not None:
            return self._keep_queued(file.queue_id, bulletin, (), result.warnings)
        self._keep_pictures(result)
        return Kept(self._library.add_issue(bulletin, warnings=result.warnings), 0)

    def keep_articles(self, file: ReviewFile, result: Intake, articles: Sequence[Article]) -> Kept:
        """Keep a file's articles in the pool."""
        if file.queue_id is not None:
            return self._keep_queued(file.queue_id, None, tuple(articles), result.warnings)
        self._keep_pictures(result)
        self._library.add_to_pool(articles, result.warnings)
        return Kept(None, len(articles))

    def drop(self, files: Iterable[ReviewFile]) -> None:
        """Let go of files."""
        for file in files:
            if file.queue_id is not None:
                self._library.drop_queued(file.queue_id)
                self._forget(file.queue_id)

    def _keep_queued(
        self,
        queue_id: int,
        bulletin: Bulletin | None,
        articles: tuple[Article, ...],
        warnings: tuple[str, ...],
    ) -> Kept:
        outcome = self._library.keep_queued(queue_id, bulletin, articles, warnings)
        if outcome.kind not in ("issue", "pool"):
            raise DeskError(outcome.reason or "没有收入，请稍后再试。")
        self._forget(queue_id)
        return Kept(outcome.issue_id, 0 if bulletin is not None else outcome.articles)

    def _forget(self, queue_id: int) -> None:
        self._library.set_preference(f"{_DECIDED}{queue_id}", None)

    def _keep_pictures(self, result: Intake) -> None:
        for data in result.pictures.values():
            self._library.add_picture(data)


def unnumbered(bulletin: Bulletin) -> Bulletin:
    """Return an issue without its number, so that it stands beside the one that has it."""
    return replace(bulletin, masthead=replace(bulletin.masthead, number=None))
