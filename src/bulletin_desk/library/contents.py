"""The sections and articles of an issue, and the pool that articles come from and return to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from bulletin_desk.library import search, traces
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.places import Head
from bulletin_desk.library.rows import article_form, read_article, storable
from bulletin_desk.library.schema import articles, in_pool, sections
from bulletin_desk.model.bulletin import Article, Bulletin, Section, one_line

# The hash of the articles saved or loaded last, by article id. It holds only while the article is
# the same object, so that an unchanged article costs no conversion.
Known = dict[str, tuple[Article, str]]


@dataclass(frozen=True, slots=True)
class _Place:
    article: Article
    section_id: str
    section: str
    position: int


@dataclass(frozen=True, slots=True)
class _New:
    article: Article
    body: str
    sha256: str
    head: Head
    section: str = ""
    place: Mapping[str, object] | None = None


def head_of(bulletin: Bulletin, status: str) -> Head:
    """Return what the places of a bulletin's articles have in common."""
    masthead = bulletin.masthead
    return Head(bulletin.series, masthead.numbering_year, masthead.date, status)


def write(
    connection: Connection,
    issue_id: int,
    bulletin: Bulletin,
    known: Known,
    status: str,
    deriver: Deriver,
) -> bool:
    """Make the issue's rows say what the bulletin says; return whether anything changed.

    Articles that stand in the pool move into the issue. Those that no longer stand in the issue
    return to the pool if they came from it, and are deleted otherwise.
    """
    places = _places(bulletin)
    obsolete, changed = _write_sections(connection, issue_id, bulletin.sections)
    rows = _rows(connection, articles.c.issue_id == issue_id)
    gone = [row for article_id, row in rows.items() if article_id not in places]
    # The rows that leave go first: one that returns to the pool must not be taken out again.
    pooled = _rows(connection, and_(in_pool, articles.c.id.in_(places.keys() - rows.keys())))
    _release(connection, gone, deriver)
    writer = _Writer(connection, issue_id, head_of(bulletin, status), known, deriver)
    changed |= writer.write(places, {**rows, **pooled})
    if obsolete:
        connection.execute(
            delete(sections).where(sections.c.issue_id == issue_id, sections.c.id.in_(obsolete))
        )
    return changed or bool(gone)


def read(connection: Connection, issue_id: int) -> tuple[tuple[Section, ...], Known]:
    """Return the sections of an issue with their articles, and the articles' hashes."""
    by_section: dict[str, list[Article]] = {}
    known: Known = {}
    statement = select(articles).where(articles.c.issue_id == issue_id)
    for row in connection.execute(statement.order_by(articles.c.position)):
        article = read_article(row.body, row.sha256)
        known[article.id] = (article, row.sha256)
        by_section.setdefault(row.section_id, []).append(article)
    statement = select(sections).where(sections.c.issue_id == issue_id)
    found = tuple(
        Section(row.id, row.name, tuple(by_section.get(row.id, ())))
        for row in connection.execute(statement.order_by(sections.c.position))
    )
    return found, known


def restate(connection: Connection, issue_id: int, head: Head) -> None:
    """Let an issue's articles be found as those of an issue that stands otherwise."""
    deriver = Deriver(connection)
    rows = _rows(connection, articles.c.issue_id == issue_id)
    found = connection.execute(select(sections).where(sections.c.issue_id == issue_id))
    names = {row.id: row.name for row in found}
    moved = [
        (row, deriver.number(row.key, head, names.get(row.section_id, ""), row.date))
        for row in rows.values()
        if row.search_rowid is not None
    ]
    _renumber(connection, [(row, number) for row, number in moved if number != row.search_rowid])


def clear(connection: Connection, issue_id: int) -> None:
    """Empty an issue; what came from the pool returns to it."""
    rows = _rows(connection, articles.c.issue_id == issue_id).values()
    _release(connection, rows, Deriver(connection))
    connection.execute(delete(sections).where(sections.c.issue_id == issue_id))


def read_article_of(connection: Connection, issue_id: int | None, article_id: str) -> Article:
    """Return one article of an issue, or (None) of the pool."""
    place = and_(articles.c.id == article_id, articles.c.issue_id.is_(issue_id))
    row = connection.execute(select(articles.c.body, articles.c.sha256).where(place)).one_or_none()
    if row is None:
        where = "待用稿" if issue_id is None else "那一期"
        raise LibraryError(f"这篇稿件已不在{where}中，可能已被移走或删除。请重新查找。")
    return read_article(row.body, row.sha256)


def read_pool(connection: Connection) -> list[Article]:
    """Return the articles in the pool in order of arrival."""
    rows = connection.execute(
        select(articles.c.body, articles.c.sha256).where(in_pool).order_by(articles.c.arrival)
    )
    return [read_article(row.body, row.sha256) for row in rows]


def add_to_pool(connection: Connection, added: Iterable[Article], deriver: Deriver) -> None:
    """Put articles at the end of the pool; one that stands there already is brought up to date."""
    arrival = connection.scalar(select(func.max(articles.c.arrival))) or 0
    new: dict[str, _New] = {}
    for article in added:
        body, sha256 = article_form(article)
        if article.id in new or not _update_pool_row(connection, article, body, sha256, deriver):
            place = new[article.id].place if article.id in new else {"arrival": arrival + 1}
            arrival += article.id not in new
            new[article.id] = _New(article, body, sha256, Head(), place=place)
    _insert(connection, list(new.values()), deriver)


def save_pool_article(connection: Connection, article: Article) -> None:
    """Save an article that stands in the pool."""
    if not _update_pool_row(connection, article, *article_form(article), Deriver(connection)):
        raise LibraryError(
            f"稿件“{one_line(article.title)}”已不在待用稿中，没有保存。请在它所在的那一期里修改。"
        )


def rewrite(connection: Connection, key: int, article: Article, deriver: Deriver) -> None:
    """Write an article anew where it stands, its place and its date unchanged."""
    (row,) = _rows(connection, articles.c.key == key).values()
    body, sha256 = article_form(article)
    _update_text(connection, row, row.search_rowid, article, body, sha256, deriver)


def remove_from_pool(connection: Connection, article_id: str) -> None:
    """Delete an article of the pool; nothing happens when it is not there."""
    rows = _rows(connection, and_(in_pool, articles.c.id == article_id)).values()
    _delete(connection, rows, Deriver(connection))


def _places(bulletin: Bulletin) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    for section in bulletin.sections:
        for position, article in enumerate(section.articles):
            if article.id in places:
                raise ValueError(f"the article id {article.id} stands twice in one bulletin")
            places[article.id] = _Place(article, section.id, section.name, position)
    return places


def _rows(connection: Connection, where: Any) -> dict[str, Any]:
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


def _write_sections(
    connection: Connection, issue_id: int, wanted: tuple[Section, ...]
) -> tuple[list[str], bool]:
    """Write the sections; return those to delete once they are empty, and whether any changed."""
    rows = connection.execute(select(sections).where(sections.c.issue_id == issue_id))
    present = {row.id: (row.position, row.name) for row in rows}
    want = {section.id: (i, storable(section.name)) for i, section in enumerate(wanted)}
    if len(want) < len(wanted):
        raise ValueError("two sections of one bulletin have the same id")
    for section_id, (position, name) in want.items():
        values = {"position": position, "name": name}
        if section_id not in present:
            connection.execute(insert(sections).values(issue_id=issue_id, id=section_id, **values))
        elif present[section_id] != (position, name):
            this = and_(sections.c.issue_id == issue_id, sections.c.id == section_id)
            connection.execute(update(sections).where(this).values(values))
    return list(present.keys() - want.keys()), present != want


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the articles of one issue whose text or place differs."""

    connection: Connection
    issue_id: int
    head: Head
    known: Known
    deriver: Deriver

    def write(self, places: dict[str, _Place], rows: dict[str, Any]) -> bool:
        """Write the articles; return whether any was other than its row."""
        new: list[_New] = []
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
                new.append(_New(*form, self.head, place.section, where))
                continue
            number = self.deriver.number(row.key, self.head, place.section, place.article.date)
            if row.sha256 != sha256:
                form = (place.article, body, sha256)
                _update_text(self.connection, row, number, *form, self.deriver)
                rewritten = True
            elif number != row.search_rowid:
                renumbered.append((row, number))
            if (row.issue_id, row.section_id, row.position) != tuple(where.values()):
                moved.append((row, where))
        _insert(self.connection, new, self.deriver)
        _renumber(self.connection, renumbered)
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


def _renumber(connection: Connection, rows: list[tuple[Any, int]]) -> None:
    """Let articles have other rows in the search index, their texts unchanged."""
    indexed = [(row.search_rowid, number) for row, number in rows if row.search_rowid is not None]
    if indexed:
        search.move(connection, indexed)
        of = update(articles).where(articles.c.search_rowid == bindparam("old"))
        values = [{"old": old, "number": number} for old, number in indexed]
        connection.execute(of.values(search_rowid=bindparam("number")), values)


def _release(connection: Connection, rows: Iterable[Any], deriver: Deriver) -> None:
    """Let articles leave their issue: to the pool if they came from it, else for good."""
    rows = list(rows)
    came = [row for row in rows if row.arrival is not None]
    again = _rows(connection, and_(in_pool, articles.c.id.in_([row.id for row in came])))
    back = [row for row in came if row.id not in again]
    for row in back:
        pooled = {"issue_id": None, "section_id": None, "position": None}
        connection.execute(update(articles).where(articles.c.key == row.key).values(pooled))
    _renumber(connection, [(row, deriver.number(row.key, Head(), "", row.date)) for row in back])
    gone = [row for row in rows if row.arrival is None or row.id in again]
    _delete(connection, gone, deriver)


def _delete(connection: Connection, rows: Iterable[Any], deriver: Deriver) -> None:
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


def title_of(article: Article) -> str:
    """Return an article's title as lists have it."""
    return storable(one_line(article.title))


def _insert(connection: Connection, new: list[_New], deriver: Deriver) -> None:
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


def _update_text(
    connection: Connection,
    row: Any,
    number: int,
    article: Article,
    body: str,
    sha256: str,
    deriver: Deriver,
) -> None:
    values = {**_columns(article, body, sha256), "search_rowid": number}
    connection.execute(update(articles).where(articles.c.key == row.key).values(values))
    deriver.renew(row.key, row.search_rowid, number, article)


def _update_pool_row(
    connection: Connection, article: Article, body: str, sha256: str, deriver: Deriver
) -> bool:
    """Bring an article in the pool up to date; return whether it is there."""
    rows = _rows(connection, and_(in_pool, articles.c.id == article.id))
    for row in rows.values():
        if row.sha256 != sha256:
            number = deriver.number(row.key, Head(), "", article.date)
            _update_text(connection, row, number, article, body, sha256, deriver)
    return bool(rows)
