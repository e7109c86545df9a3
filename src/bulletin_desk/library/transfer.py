"""Takes in what another library kept, with its ids, times and order; nothing is overwritten."""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.exc import IntegrityError

from bulletin_desk.library import finals, issues, numbers, traces
from bulletin_desk.library.article_rows import title_of
from bulletin_desk.library.contents import head_of
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.kept import (
    KeptFinal,
    KeptIssue,
    KeptVersion,
    Place,
    Warned,
    said,
)
from bulletin_desk.library.opened import OpenFile
from bulletin_desk.library.places import Head
from bulletin_desk.library.received_files import FileReceiver, Shift
from bulletin_desk.library.rows import (
    article_form,
    bulletin_form,
    digest,
    read_article,
    storable,
)
from bulletin_desk.library.schema import (
    articles,
    ignored_problems,
    in_pool,
    pictures,
    sections,
    series,
)
from bulletin_desk.library.schema import finals as final_table
from bulletin_desk.library.schema import issues as issue_table
from bulletin_desk.library.schema import versions as version_table
from bulletin_desk.library.schema import warnings as warning_table
from bulletin_desk.library.stale import touch_issue
from bulletin_desk.model.bulletin import Article, Bulletin

# Gives a file that was published, by its digest and kind.
FinalFile = Callable[[str, finals.Kind], bytes]


@dataclass(frozen=True, slots=True)
class _Arriving:
    """An article, and where it goes: the pool where nothing is said."""

    article: Article
    place: Place
    head: Head
    section: str = ""
    where: Mapping[str, object] = field(default_factory=dict[str, object])


class Receiver(FileReceiver):
    """Writes what comes from another library, in one transaction; nothing is overwritten."""

    def __init__(self, connection: Connection, shift: Shift) -> None:
        super().__init__(connection, shift)
        self._deriver = Deriver(connection)

    @contextmanager
    def whole(self) -> Generator[None, None, None]:
        """Keep what is written in the block only when the block ends well."""
        try:
            with self._connection.begin_nested():
                yield
        except (IntegrityError, UnicodeEncodeError, OverflowError) as error:
            # What no library of ours holds: an id twice, half of a surrogate pair in one.
            raise LibraryError(
                "里面有重复的编号或不成文字的内容，没有导入。请重新导出。"
            ) from error

    def holder(
        self, bulletin: Bulletin, except_issues: Collection[int] = ()
    ) -> tuple[int, bool] | None:
        """Return the issue that has a number of this one, and whether it says the same.

        Of an issue without number, another than those named that says the same.
        """
        taken = numbers.taken(self._connection, bulletin, None)
        if taken:
            there, _ = issues.load(self._connection, taken[0])
            return taken[0], said(there) == said(bulletin)
        if bulletin.masthead.number is None and bulletin.masthead.serial_number is None:
            return self._twin(bulletin, except_issues)
        return None

    def add_issue(self, kept: KeptIssue, file: FinalFile) -> int:
        """Write a new issue with all that is kept of it; return its id."""
        header = replace(kept.bulletin, sections=())
        made = issues.add(self._connection, header, kept.status, {}, self._deriver)
        issue_id = kept.id if self._shift.keeps_ids else made
        titled = sum(bool(title_of(article)) for article in kept.bulletin.articles())
        # Nothing points to the row yet: its id may still change.
        self._connection.execute(
            update(issue_table)
            .where(issue_table.c.id == made)
            .values(id=issue_id, created=kept.created, updated=kept.updated, titles=titled)
        )
        touch_issue(self._connection, issue_id)
        self._add_articles(issue_id, kept)
        self.add_warnings(issue_id, kept.warnings)
        self._insert(
            ignored_problems, [{"issue_id": issue_id, "key": storable(key)} for key in kept.ignored]
        )
        for final in kept.finals:
            self._add_final(issue_id, final, file)
        return issue_id

    def add_version(self, issue_id: int, kept: KeptVersion) -> None:
        """Write a version of an issue."""
        body, sha256 = bulletin_form(kept.bulletin)
        values: dict[str, object] = {
            "issue_id": issue_id,
            "label": storable(kept.label),
            "created": kept.created,
            "automatic": kept.automatic,
            "body": body,
            "sha256": sha256,
        }
        if self._shift.keeps_ids:
            values["id"] = kept.id
        self._insert(version_table, [values])

    def pooled(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """Return those articles of these ids that stand in the pool."""
        columns = (articles.c.id, articles.c.body, articles.c.sha256)
        there = and_(in_pool, articles.c.id.in_(list(article_ids)))
        rows = self._connection.execute(select(*columns).where(there))
        return {row.id: read_article(row.body, row.sha256) for row in rows}

    def add_to_pool(self, article: Article, place: Place) -> None:
        """Write an article into the pool, after those that were there."""
        self._put_in([_Arriving(article, place, Head())])

    def add_warnings(self, issue_id: int | None, warnings: Iterable[Warned]) -> None:
        """Write what intake said, where it is not said already."""
        there = set(issues.read_warnings(self._connection, issue_id))
        rows = [
            {"issue_id": issue_id, "created": warned.created, "text": storable(warned.text)}
            for warned in warnings
            if warned.text not in there
        ]
        self._insert(warning_table, rows)

    def add_picture(self, data: bytes) -> bool:
        """Keep a picture's file; return whether it was not there."""
        name = digest(data)
        of = select(pictures.c.sha256).filter_by(sha256=name)
        if self._connection.scalar(of) is not None:
            return False
        self._insert(pictures, [{"sha256": name, "data": data}])
        return True

    def _twin(self, bulletin: Bulletin, except_issues: Collection[int]) -> tuple[int, bool] | None:
        of_series = (
            issue_table.c.series_id.is_(None)
            if not bulletin.series
            else issue_table.c.series_id == _series_id(bulletin.series)
        )
        likely = select(issue_table.c.id).where(
            of_series,
            issue_table.c.number.is_(None),
            issue_table.c.serial_number.is_(None),
            issue_table.c.date.is_not_distinct_from(bulletin.masthead.date),
        )
        for issue_id in self._connection.scalars(likely).all():
            if issue_id in except_issues:
                continue
            there, _ = issues.load(self._connection, issue_id)
            if said(there) == said(bulletin):
                return issue_id, True
        return None

    def _add_articles(self, issue_id: int, kept: KeptIssue) -> None:
        for position, section in enumerate(kept.bulletin.sections):
            row = {"id": section.id, "position": position, "name": storable(section.name)}
            self._insert(sections, [{"issue_id": issue_id, **row}])
        head = head_of(kept.bulletin, kept.status)
        self._put_in(
            _Arriving(
                article,
                kept.places[article.id],
                head,
                section.name,
                {"issue_id": issue_id, "section_id": section.id, "position": position},
            )
            for section in kept.bulletin.sections
            for position, article in enumerate(section.articles)
        )

    def _put_in(self, arriving: Iterable[_Arriving]) -> None:
        """Write articles and what follows from them, with the keys that they had, or after them."""
        rows: list[dict[str, object]] = []
        derived: list[tuple[int, int, Article]] = []
        for one in arriving:
            article, arrival = one.article, one.place.arrival
            key = one.place.key + self._shift.key
            number = self._deriver.number(key, one.head, one.section, article.date)
            body, sha256 = article_form(article)
            row: dict[str, object] = {
                "key": key,
                "id": article.id,
                "arrival": None if arrival is None else arrival + self._shift.arrival,
                "title": title_of(article),
                "date": article.date,
                "body": body,
                "sha256": sha256,
                "text_sha256": traces.text_sha256(article),
                "search_rowid": number,
                **one.where,
            }
            rows.append(row)
            derived.append((key, number, article))
        self._insert(articles, rows)
        self._deriver.add(derived)

    def _add_final(self, issue_id: int, final: KeptFinal, file: FinalFile) -> None:
        template = storable(final.template)
        values = {
            "issue_id": issue_id,
            "revision": final.revision,
            "created": final.created,
            "note": storable(final.note),
            "template": template,
            "template_sha256": digest(template.encode()),
            "pdf": file(final.pdf, "pdf"),
            "pdf_sha256": final.pdf,
            "docx": file(final.docx, "docx"),
            "docx_sha256": final.docx,
        }
        self._insert(final_table, [values])


class Transfers(OpenFile):
    """Takes in what another library kept."""

    def shift(self) -> Shift:
        """Return where what comes is to stand; asked once, before anything of it is written."""
        with self._reading() as connection:
            key = connection.scalar(select(func.max(articles.c.key))) or 0
            arrival = connection.scalar(select(func.max(articles.c.arrival))) or 0
            used = key or connection.scalar(select(func.max(issue_table.c.id)))
            return Shift(key, arrival, keeps_ids=not used)

    @contextmanager
    def receiving(self, shift: Shift) -> Generator[Receiver, None, None]:
        """Give what writes, in one transaction; when the block fails nothing of it is kept."""
        with self._writing() as connection:
            yield Receiver(connection, shift)


def _series_id(name: str) -> Any:
    return select(series.c.id).where(numbers.named(name)).scalar_subquery()
