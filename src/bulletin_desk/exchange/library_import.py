"""A library in open formats, taken into a library that may have issues of its own."""

import re
import shutil
import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bulletin_desk.errors import DeskError
from bulletin_desk.exchange import library_form as form
from bulletin_desk.exchange import pictures, reading, templates
from bulletin_desk.exchange.checking import check_articles, check_bulletin
from bulletin_desk.exchange.desk_form import desk_from_json, import_from_json, queued_from_json
from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.exchange.library_source import LibrarySource
from bulletin_desk.exchange.opening import without_number
from bulletin_desk.exchange.reading import Limits
from bulletin_desk.library.finals import Kind
from bulletin_desk.library.kept import KeptImport, KeptIssue, KeptQueued, Place, fresh_ids
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportKind, IssueStatus
from bulletin_desk.library.transfer import Receiver
from bulletin_desk.model.bulletin import Article, Bulletin, new_id
from bulletin_desk.process import StoppedError

T = TypeVar("T")
Progress = Callable[[int, int], None]

LIMITS = Limits(parts=200_000, part=2 << 30, total=1 << 40)
# Of one transaction: the window's own saving must not wait for more.
_ISSUES, _PICTURES, _ROWS = 8, 16, 200
_PICTURE_NAME = re.compile(r"(?:pictures|queue)/([0-9a-f]{64})\.[a-z]{3,4}\Z")
_NUMBER_USED = "导入时期号已被占用，存为没有期号的一期。"


@dataclass
class LibraryImportResult:
    """What came into the library, what was there already, and what to tell."""

    issues: int = 0
    known: int = 0
    articles: int = 0
    pictures: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """A sentence that says what arrived."""
        text = f"导入 {self.issues} 期简报、{self.articles} 篇待用稿、{self.pictures} 张图片"
        if self.known:
            text += f"，稿库里已有的 {self.known} 期没有重复导入"
        return text + "。"


def import_library(
    library: Library,
    source: Path,
    progress: Progress = lambda done, total: None,
    stopped: threading.Event | None = None,
) -> LibraryImportResult:
    """Take in all that an export holds; what is here stays as it is and is not doubled.

    StoppedError when `stopped` is set; what came before that stays, and is known the next time.
    """
    if not source.exists():
        raise ExchangeError(f"找不到“{source}”，请检查名称。")
    with reading.parts_of(source, LIMITS) as parts:
        if parts.total > shutil.disk_usage(library.path.parent).free:
            raise ExchangeError("磁盘空间不够，没有导入。请清理磁盘后再试。")
        found = LibrarySource(parts, source.name)
        return _Import(library, found, progress, stopped or threading.Event()).run()


class _Import:
    def __init__(
        self,
        library: Library,
        source: LibrarySource,
        progress: Progress,
        stopped: threading.Event,
    ) -> None:
        self._library, self._source = library, source
        self._progress, self._stopped = progress, stopped
        self._shift = library.shift()
        self._templates: dict[str, str] = {}
        # The ids that issues have here, by those that they had there.
        self._ids: dict[int, int] = {}
        self._new: set[int] = set()
        self._done = self._total = 0
        self.result = LibraryImportResult()

    def run(self) -> LibraryImportResult:
        drawn = [n for n in self._source.names if n.startswith(form.PICTURES)]
        self._total = len(self._source.issues) + len(drawn)
        self._take_templates()
        # Before the articles: their units are known by the names of the directory.
        self._take_desk()
        for start in range(0, len(drawn), _PICTURES):
            self._take_pictures(drawn[start : start + _PICTURES])
        for start in range(0, len(self._source.issues), _ISSUES):
            self._take_issues(self._source.issues[start : start + _ISSUES])
        self._take_pool()
        self._take_imports()
        self._take_queue()
        self._progress(self._total, self._total)
        return self.result

    def _step(self) -> None:
        if self._stopped.is_set():
            raise StoppedError("已取消。已经导入的留在稿库里，再导入一次时不会重复。")
        self._progress(self._done, self._total)
        self._done += 1

    def _attempt(self, work: Callable[[], T]) -> T | None:
        """Return what `work` returns; a sentence about what is wrong with it is kept."""
        try:
            return work()
        except StoppedError:
            raise
        except DeskError as error:
            self.result.remarks.append(str(error))
            return None

    # What there is besides issues

    def _take_templates(self) -> None:
        for name in self._source.names:
            if name.startswith(form.TEMPLATES):
                self._attempt(lambda n=name: self._take_template(n))

    def _take_template(self, name: str) -> None:
        text = templates.checked(self._source.data(name), name)
        settled = templates.settle(text, built_in=False)
        templates.keep(settled)
        there = name.removeprefix(form.TEMPLATES).removesuffix(".toml")
        self._templates[there] = settled.id
        if settled.id != there:
            self.result.remarks.append(
                f"模板“{there}”与本机的标识相同而内容不同，已另存为“{settled.name}”。"
            )

    def _take_desk(self) -> None:
        desk = self._source.value(form.DESK, desk_from_json)
        library = self._library
        for key, value in desk.preferences.items():
            if library.preference(key) is None:
                library.set_preference(key, value)
        _merge(library.recipients(), desk.recipients, lambda one: one.name, library.save_recipients)
        _merge(library.units(), desk.units, lambda unit: unit.name, library.save_units)
        _merge(library.phrases(), desk.phrases, lambda phrase: phrase, library.save_phrases)
        remembered = library.unit_book().remembered
        for written, units in desk.credits.items():
            if written not in remembered:
                library.remember_credit(written, units)
        with library.receiving(self._shift) as receiver:
            receiver.add_warnings(None, desk.warnings)

    def _take_pictures(self, names: Sequence[str]) -> None:
        with self._library.receiving(self._shift) as receiver:
            for name in names:
                self._step()
                data = self._attempt(lambda n=name: self._picture(n))
                if data is not None and receiver.add_picture(data):
                    self.result.pictures += 1

    def _picture(self, name: str) -> bytes:
        match = _PICTURE_NAME.match(name)
        if match is None:
            raise ExchangeError(f"“{name:.80}”不是图片，没有导入。")
        data = self._source.file(name, match[1])
        found = pictures.measure(data)
        if found and found.width * found.height > pictures.MAX_PIXELS:
            raise ExchangeError(f"图片“{name}”尺寸太大，没有导入。")
        return data

    # Issues

    def _take_issues(self, names: Sequence[str]) -> None:
        # Read before the library is asked: nobody waits for the reading.
        found = [(name, self._attempt(lambda n=name: self._issue(n))) for name in names]
        with self._library.receiving(self._shift) as receiver:
            for name, kept in found:
                self._step()
                if kept is not None:
                    self._attempt(lambda n=name, k=kept: self._take_issue(receiver, n, k))

    def _issue(self, name: str) -> KeptIssue:
        kept = self._source.value(name, form.issue_from_json)
        check_bulletin(kept.bulletin)
        return replace(kept, bulletin=self._in_template(kept.bulletin))

    def _in_template(self, bulletin: Bulletin) -> Bulletin:
        here = self._templates.get(bulletin.template, bulletin.template)
        return replace(bulletin, template=here) if here != bulletin.template else bulletin

    def _take_issue(self, receiver: Receiver, name: str, kept: KeptIssue) -> None:
        holder = self._holder(receiver, kept.bulletin)
        clash = holder is not None and not holder[1]
        if clash:
            kept = _copy(kept)
            holder = self._holder(receiver, kept.bulletin)
        if holder is not None:
            self._ids[kept.id] = holder[0]
            self.result.known += 1
            return
        with receiver.whole():
            taken = receiver.pooled(kept.places)
            kept, ids = _with_fresh_ids(kept, list(taken))
            issue_id = receiver.add_issue(kept, self._file)
        self._ids[kept.id] = issue_id
        self._new.add(issue_id)
        self.result.issues += 1
        if clash:
            self.result.remarks.append(f"“{name}”的{_NUMBER_USED}")
        self._attempt(lambda: self._take_versions(receiver, name, issue_id, ids))

    def _holder(self, receiver: Receiver, bulletin: Bulletin) -> tuple[int, bool] | None:
        """Return the issue here that is this one, or has its number.

        In an empty library none is: two drafts that say the same were two there as well.
        """
        holder = receiver.holder(bulletin, self._new)
        return None if holder and holder[1] and self._shift.keeps_ids else holder

    def _take_versions(
        self, receiver: Receiver, name: str, issue_id: int, ids: dict[str, str]
    ) -> None:
        part = name.removesuffix(".json") + form.VERSIONS
        with receiver.whole():
            for version in self._source.lines(part, form.version_from_json):
                check_bulletin(version.bulletin)
                bulletin = fresh_ids(self._in_template(version.bulletin), ids)
                receiver.add_version(issue_id, replace(version, bulletin=bulletin))

    def _file(self, digest: str, kind: Kind) -> bytes:
        return self._source.file(f"{form.FINALS}{digest}.{kind}", digest)

    # The pool, imports and the queue

    def _take_pool(self) -> None:
        here = [] if self._shift.keeps_ids else self._library.pool()
        there = set(map(_anonymous, here))
        arrived = self._source.lines(form.POOL, form.pooled_from_json)
        while batch := self._attempt(lambda: list(islice(arrived, _ROWS))):
            with self._library.receiving(self._shift) as receiver:
                for article, place in batch:
                    if _anonymous(article) in there:
                        continue
                    taken = receiver.pooled([article.id])
                    kept = replace(article, id=new_id()) if taken else article
                    self._attempt(lambda k=kept, p=place: self._pool_one(receiver, k, p))

    def _pool_one(self, receiver: Receiver, article: Article, place: Place) -> None:
        check_articles([article])
        with receiver.whole():
            receiver.add_to_pool(article, place)
        self.result.articles += 1

    def _take_imports(self) -> None:
        arrived = self._source.lines(form.IMPORTS, import_from_json)
        while batch := self._attempt(lambda: list(islice(arrived, _ROWS))):
            with self._library.receiving(self._shift) as receiver:
                for kept in batch:
                    here = self._ids.get(kept.record.issue_id or -1)
                    # A file whose issue did not come may be imported again.
                    if here is not None or kept.record.kind is not ImportKind.ISSUE:
                        self._attempt(lambda k=kept, h=here: self._import(receiver, k, h))

    def _import(self, receiver: Receiver, kept: KeptImport, here: int | None) -> None:
        with receiver.whole():
            receiver.add_import(kept, here)

    def _take_queue(self) -> None:
        arrived = self._source.lines(form.QUEUE, queued_from_json)
        while found := self._attempt(lambda: list(islice(arrived, 1))):
            queued, names = found[0]
            drawn = self._attempt(lambda n=names: [self._picture(name) for name in n])
            if drawn is not None:
                self._attempt(lambda q=queued, d=drawn: self._queue(q, d))

    def _queue(self, queued: KeptQueued, drawn: Sequence[bytes]) -> None:
        with self._library.receiving(self._shift) as receiver, receiver.whole():
            receiver.add_queued(queued, drawn)


def _copy(kept: KeptIssue) -> KeptIssue:
    """Return an issue whose number is used here as a draft without number."""
    finals = kept.finals
    if finals and not finals[-1].note:
        finals = (*finals[:-1], replace(finals[-1], note=_NUMBER_USED))
    bulletin = without_number(kept.bulletin)
    return replace(kept, bulletin=bulletin, status=IssueStatus.DRAFT, finals=finals)


def _with_fresh_ids(kept: KeptIssue, taken: Sequence[str]) -> tuple[KeptIssue, dict[str, str]]:
    """Return the issue, other ids for the articles of these ids, and which."""
    ids = {article_id: new_id() for article_id in taken}
    places = {ids.get(article_id, article_id): place for article_id, place in kept.places.items()}
    return replace(kept, bulletin=fresh_ids(kept.bulletin, ids), places=places), ids


def _merge(
    here: Sequence[T],
    arrived: Sequence[T],
    key: Callable[[T], Hashable],
    save: Callable[[Sequence[T]], None],
) -> None:
    """Save what is here and, after it, what came and is not here."""
    there = {key(one) for one in here}
    new = [one for one in arrived if key(one) not in there]
    if new:
        save([*here, *new])


def _anonymous(article: Article) -> Article:
    return replace(article, id="")
