"""The sections and articles of an issue, and the pool that articles come from and return to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from bulletin_desk.library import search, traces
from bulletin_desk.library.errors import LibraryError
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
    position: int


def write(connection: Connection, issue_id: int, bulletin: Bulletin, known: Known) -> bool:
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
    _release(connection, gone)
    changed |= _write_articles(connection, issue_id, places, {**rows, **pooled}, known)
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


def clear(connection: Connection, issue_id: int) -> None:
    """Empty an issue; what came from the pool returns to it."""
    _release(connection, _rows(connection, articles.c.issue_id == issue_id).values())
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


def add_to_pool(connection: Connection, added: Iterable[Article]) -> None:
    """Put articles at the end of the pool; one that stands there already is brought up to date."""
    arrival = connection.scalar(select(func.max(articles.c.arrival))) or 0
    for article in added:
        body, sha256 = article_form(article)
        if not _update_pool_row(connection, article, body, sha256):
            arrival += 1
            _insert(connection, article, body, sha256, arrival=arrival)


def put_in(connection: Connection, article: Article, **place: object) -> None:
    """Write a new article into these columns of its row, whatever stands in the pool."""
    _insert(connection, article, *article_form(article), **place)


def save_pool_article(connection: Connection, article: Article) -> None:
    """Save an article that stands in the pool."""
    if not _update_pool_row(connection, article, *article_form(article)):
        raise LibraryError(
            f"稿件“{one_line(article.title)}”已不在待用稿中，没有保存。请在它所在的那一期里修改。"
        )


def remove_from_pool(connection: Connection, article_id: str) -> None:
    """Delete an article of the pool; nothing happens when it is not there."""
    _delete(connection, _rows(connection, and_(in_pool, articles.c.id == article_id)).values())


def _places(bulletin: Bulletin) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    for section in bulletin.sections:
        for position, article in enumerate(section.articles):
            if article.id in places:
                raise ValueError(f"the article id {article.id} stands twice in one bulletin")
            places[article.id] = _Place(article, section.id, position)
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


def _write_articles(
    connection: Connection,
    issue_id: int,
    places: dict[str, _Place],
    rows: dict[str, Any],
    known: Known,
) -> bool:
    """Write the articles whose text or place differs; return whether there were any."""
    moved: list[dict[str, object]] = []
    rewritten = False
    for article_id, place in places.items():
        where = {"section_id": place.section_id, "position": place.position}
        row = rows.get(article_id)
        same, sha256 = known.get(article_id, (None, ""))
        if row is None or same is not place.article or row.sha256 != sha256:
            body, sha256 = article_form(place.article)
            known[article_id] = (place.article, sha256)
            if row is None:
                _insert(connection, place.article, body, sha256, issue_id=issue_id, **where)
                rewritten = True
                continue
            if row.sha256 != sha256:
                _update_text(connection, row.key, place.article, body, sha256)
                rewritten = True
        if (row.issue_id, row.section_id, row.position) != (issue_id, *where.values()):
            moved.append({"of": row.key, "issue_id": issue_id, **where})
    if moved:
        connection.execute(update(articles).where(articles.c.key == bindparam("of")), moved)
    return rewritten or bool(moved)


def _release(connection: Connection, rows: Iterable[Any]) -> None:
    """Let articles leave their issue: to the pool if they came from it, else for good."""
    rows = list(rows)
    came = [row for row in rows if row.arrival is not None]
    again = _rows(connection, and_(in_pool, articles.c.id.in_([row.id for row in came])))
    for row in came:
        if row.id not in again:
            back = {"issue_id": None, "section_id": None, "position": None}
            connection.execute(update(articles).where(articles.c.key == row.key).values(back))
    _delete(connection, [row for row in rows if row.arrival is None or row.id in again])


def _delete(connection: Connection, rows: Iterable[Any]) -> None:
    keys = [row.key for row in rows]
    search.remove(connection, keys)
    traces.remove_units(connection, keys)
    connection.execute(delete(articles).where(articles.c.key.in_(keys)))


def _columns(article: Article, body: str, sha256: str) -> dict[str, object]:
    return {
        "title": storable(one_line(article.title)),
        "date": article.date,
        "body": body,
        "sha256": sha256,
        "text_sha256": traces.text_sha256(article),
    }


def _insert(
    connection: Connection, article: Article, body: str, sha256: str, **place: object
) -> None:
    values = {"id": article.id, **_columns(article, body, sha256), **place}
    key = connection.execute(insert(articles).values(values)).inserted_primary_key
    assert key is not None
    _put_derived(connection, key[0], article)


def _update_text(
    connection: Connection, key: int, article: Article, body: str, sha256: str
) -> None:
    values = _columns(article, body, sha256)
    connection.execute(update(articles).where(articles.c.key == key).values(values))
    _put_derived(connection, key, article)


def _put_derived(connection: Connection, key: int, article: Article) -> None:
    search.put(connection, [(key, article)])
    traces.put_units(connection, key, article)


def _update_pool_row(connection: Connection, article: Article, body: str, sha256: str) -> bool:
    """Bring an article in the pool up to date; return whether it is there."""
    rows = _rows(connection, and_(in_pool, articles.c.id == article.id))
    for row in rows.values():
        if row.sha256 != sha256:
            _update_text(connection, row.key, article, body, sha256)
    return bool(rows)
