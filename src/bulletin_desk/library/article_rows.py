"""The rows of articles: written, moved and deleted, with all that follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from bulletin_desk.library import search, traces
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.places import Head
from bulletin_desk.library.rows import article_form, storable
from bulletin_desk.library.schema import articles, in_pool
from bulletin_desk.model.bulletin import Article, one_line

# The hash of the articles saved or loaded last, by article id. It holds only while the article is
# the same object, so that an unchanged article costs no conversion.
Known = dict[str, tuple[Article, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """An article with its place in the issue that is written."""

    article: Article
    section_id: str
    section: str
    position: int


@dataclass(frozen=True, slots=True)
class New:
    """An article that has no row yet, and the columns of its place."""

    article: Article
    body: str
    sha256: str
    head: Head
    section: str = ""
    place: Mapping[str, object] | None = None


def title_of(article: Article) -> str:
    """Return an article's title as lists have it."""
    return storable(one_line(article.title))


def rows_of(connection: Connection, where: Any) -> dict[str, Any]:
    """Return articles' rows by the articles' ids, without their texts."""
    columns = (
        articles.c.key,
        articles.c.id,
        articles.c.issue_id,
        articles.c.section_id,
        articles.c.position,
        articles.c.arrival,
        articles.c.sha256,
        articles.c.date,
        articles.c.search_rowid,
    )
    return {row.id: row for row in connection.execute(select(*columns).where(where))}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the articles of one issue whose text or place differs."""

    connection: Connection
    issue_id: int
    head: Head
    known: Known
    deriver: Deriver

    def write(self, places: dict[str, Standing], rows: dict[str, Any]) -> bool:
        """Write the articles; return whether any was other than its row."""
        new: list[New] = []
        moved: list[tuple[Any, Mapping[str, object]]] = []
        renumbered: list[tuple[Any, int]] = []
        rewritten = False
        for article_id, place in places.items():
            row = rows.get(article_id)
            body, sha256 = self._form(place.article, row)
            where = {"section_id": place.section_id, "position": place.position}
            where = {"issue_id": self.issue_id, **where}
            if row is None:
                form = (place.article, body, sha256)
                new.append(New(*form, self.head, place.section, where))
                continue
            number = self.deriver.number(row.key, self.head, place.section, place.article.date)
            if row.sha256 != sha256:
                form = (place.article, body, sha256)
                update_text(self.connection, row, number, *form, self.deriver)
                rewritten = True
            elif number != row.search_rowid:
                renumbered.append((row, number))
            if (row.issue_id, row.section_id, row.position) != tuple(where.values()):
                moved.append((row, where))
        insert_new(self.connection, new, self.deriver)
        renumber(self.connection, renumbered)
        if moved:
            of = update(articles).where(articles.c.key == bindparam("of"))
            self.connection.execute(of, [{"of": row.key, **where} for row, where in moved])
        return rewritten or bool(new or moved)

    def _form(self, article: Article, row: Any) -> tuple[str, str]:
        """Return an article's JSON and its hash; no JSON where the row has it already."""
        same, sha256 = self.known.get(article.id, (None, ""))
        if row is not None and same is article and row.sha256 == sha256:
            return "", sha256
        body, sha256 = article_form(article)
        self.known[article.id] = (article, sha256)
        return body, sha256


def insert_new(connection: Connection, new: list[New], deriver: Deriver) -> None:
    """Write articles that are new, and what follows from them, all at once."""
    if not new:
        return
    highest = connection.scalar(select(func.max(articles.c.key))) or 0
    derived: list[tuple[int, int, Article]] = []
    rows: list[dict[str, object]] = []
    nowhere = dict.fromkeys(("issue_id", "section_id", "position", "arrival"))
    for key, one in enumerate(new, highest + 1):
        number = deriver.number(key, one.head, one.section, one.article.date)
        columns = _columns(one.article, one.body, one.sha256)
        own = {"key": key, "id": one.article.id, "search_rowid": number}
        rows.append({**nowhere, **own, **columns, **(one.place or {})})
        derived.append((key, number, one.article))
    connection.execute(insert(articles), rows)
    deriver.add(derived)


def update_text(
    connection: Connection,
    row: Any,
    number: int,
    article: Article,
    body: str,
    sha256: str,
    deriver: Deriver,
) -> None:
    """Write what an article says in place of what its row said, and what follows from it."""
    values = {**_columns(article, body, sha256), "search_rowid": number}
    connection.execute(update(articles).where(articles.c.key == row.key).values(values))
    deriver.renew(row.key, row.search_rowid, number, article)


def renumber(connection: Connection, rows: list[tuple[Any, int]]) -> None:
    """Let articles have other rows in the search index, their texts unchanged."""
    indexed = [(row.search_rowid, number) for row, number in rows if row.search_rowid is not None]
    if indexed:
        search.move(connection, indexed)
        of = update(articles).where(articles.c.search_rowid == bindparam("old"))
        values = [{"old": old, "number": number} for old, number in indexed]
        connection.execute(of.values(search_rowid=bindparam("number")), values)


def release(connection: Connection, rows: Iterable[Any], deriver: Deriver) -> None:
    """Let articles leave their issue: to the pool if they came from it, else for good."""
    rows = list(rows)
    came = [row for row in rows if row.arrival is not None]
    again = rows_of(connection, and_(in_pool, articles.c.id.in_([row.id for row in came])))
    back = [row for row in came if row.id not in again]
    for row in back:
        pooled = {"issue_id": None, "section_id": None, "position": None}
        connection.execute(update(articles).where(articles.c.key == row.key).values(pooled))
    renumber(connection, [(row, deriver.number(row.key, Head(), "", row.date)) for row in back])
    gone = [row for row in rows if row.arrival is None or row.id in again]
    delete_rows(connection, gone, deriver)


def delete_rows(connection: Connection, rows: Iterable[Any], deriver: Deriver) -> None:
    """Delete articles with what follows from them."""
    gone = [(row.key, row.search_rowid) for row in rows]
    if gone:
        deriver.remove(gone)
        connection.execute(delete(articles).where(articles.c.key.in_([key for key, _ in gone])))


def _columns(article: Article, body: str, sha256: str) -> dict[str, object]:
    return {
        "title": title_of(article),
        "date": article.date,
        "body": body,
        "sha256": sha256,
        "text_sha256": traces.text_sha256(article),
    }
