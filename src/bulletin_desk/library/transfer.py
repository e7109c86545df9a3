"""Takes in what another library kept, with its ids, times and order; nothing is overwritten."""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select

from bulletin_desk.library import contents, finals, habits, issues, numbers
from bulletin_desk.library.kept import KeptFinal, KeptIssue, KeptVersion, Place, Warned, said
from bulletin_desk.library.opened import OpenFile
from bulletin_desk.library.rows import bulletin_form, digest, read_article, storable
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
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.recipients import Recipient

# Gives a file that was published, by its digest and kind.
FinalFile = Callable[[str, finals.Kind], bytes]


@dataclass(frozen=True, slots=True)
class Shift:
    """What is added to keys and arrivals, so that what comes stands after what is there."""

    key: int
    arrival: int
    keeps_ids: bool  # nothing was here: ids are as they were


class Receiver:
    """Writes what comes from another library, in one transaction; nothing is overwritten."""

    def __init__(self, connection: Connection, shift: Shift) -> None:
        self._connection, self._shift = connection, shift

    @contextmanager
    def whole(self) -> Generator[None, None, None]:
        """Keep what is written in the block only when the block ends well."""
        with self._connection.begin_nested():
            yield

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
        given: dict[str, object] = {
            "status": kept.status,
            "created": kept.created,
            "updated": kept.updated,
        }
        if self._shift.keeps_ids:
            given["id"] = kept.id
        issue_id = issues.add_header(self._connection, kept.bulletin, **given)
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
        contents.put_in(self._connection, article, **self._moved(place))

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

    def add_preference(self, key: str, value: object) -> bool:
        """Keep a preference where there is none of this key; return whether it was kept."""
        if habits.preference(self._connection, key) is not None:
            return False
        habits.set_preference(self._connection, key, value)
        return True

    def add_recipients(self, recipients: Iterable[Recipient]) -> None:
        """Put units at the end of those that are saved; those that are there stay as they are."""
        there = habits.read_recipients(self._connection)
        habits.save_recipients(self._connection, [*there, *recipients])

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
        placed = {
            article.id: (article, {"section_id": section.id, "position": position})
            for section in kept.bulletin.sections
            for position, article in enumerate(section.articles)
        }
        # By their keys, so that they are found in the order in which they came.
        for article_id in sorted(placed, key=lambda a: kept.places[a].key):
            article, where = placed[article_id]
            place = self._moved(kept.places[article_id])
            contents.put_in(self._connection, article, issue_id=issue_id, **where, **place)

    def _moved(self, place: Place) -> dict[str, object]:
        arrival = None if place.arrival is None else place.arrival + self._shift.arrival
        return {"key": place.key + self._shift.key, "arrival": arrival}

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

    def _insert(self, table: Any, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._connection.execute(insert(table), [dict(row) for row in rows])


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
