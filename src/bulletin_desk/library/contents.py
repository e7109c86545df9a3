"""The sections and articles of an issue, and the pool that articles come from and return to."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from bulletin_desk.library.article_rows import (
    Known,
    New,
    Standing,
    Writer,
    delete_rows,
    insert_new,
    release,
    renumber,
    rows_of,
    update_text,
)
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.places import Head
from bulletin_desk.library.rows import article_form, read_article, storable
from bulletin_desk.library.schema import articles, in_pool, sections
from bulletin_desk.model.bulletin import Article, Bulletin, Section, one_line


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
    rows = rows_of(connection, articles.c.issue_id == issue_id)
    gone = [row for article_id, row in rows.items() if article_id not in places]
    # The rows that leave go first: one that returns to the pool must not be taken out again.
    pooled = rows_of(connection, and_(in_pool, articles.c.id.in_(places.keys() - rows.keys())))
    release(connection, gone, deriver)
    writer = Writer(connection, issue_id, head_of(bulletin, status), known, deriver)
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
    rows = rows_of(connection, articles.c.issue_id == issue_id)
    found = connection.execute(select(sections).where(sections.c.issue_id == issue_id))
    names = {row.id: row.name for row in found}
    moved = [
        (row, deriver.number(row.key, head, names.get(row.section_id, ""), row.date))
        for row in rows.values()
        if row.search_rowid is not None
    ]
    renumber(connection, [(row, number) for row, number in moved if number != row.search_rowid])


def clear(connection: Connection, issue_id: int) -> None:
    """Empty an issue; what came from the pool returns to it."""
    rows = rows_of(connection, articles.c.issue_id == issue_id).values()
    release(connection, rows, Deriver(connection))
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
    new: dict[str, New] = {}
    for article in added:
        body, sha256 = article_form(article)
        if article.id in new or not _update_pool_row(connection, article, body, sha256, deriver):
            place = new[article.id].place if article.id in new else {"arrival": arrival + 1}
            arrival += article.id not in new
            new[article.id] = New(article, body, sha256, Head(), place=place)
    insert_new(connection, list(new.values()), deriver)


def save_pool_article(connection: Connection, article: Article) -> None:
    """Save an article that stands in the pool."""
    if not _update_pool_row(connection, article, *article_form(article), Deriver(connection)):
        raise LibraryError(
            f"稿件“{one_line(article.title)}”已不在待用稿中，没有保存。请在它所在的那一期里修改。"
        )


def rewrite(connection: Connection, key: int, article: Article, deriver: Deriver) -> None:
    """Write an article anew where it stands, its place and its date unchanged."""
    (row,) = rows_of(connection, articles.c.key == key).values()
    body, sha256 = article_form(article)
    update_text(connection, row, row.search_rowid, article, body, sha256, deriver)


def remove_from_pool(connection: Connection, article_id: str) -> None:
    """Delete an article of the pool; nothing happens when it is not there."""
    rows = rows_of(connection, and_(in_pool, articles.c.id == article_id)).values()
    delete_rows(connection, rows, Deriver(connection))


def _places(bulletin: Bulletin) -> dict[str, Standing]:
    places: dict[str, Standing] = {}
    for section in bulletin.sections:
        for position, article in enumerate(section.articles):
            if article.id in places:
                raise ValueError(f"the article id {article.id} stands twice in one bulletin")
            places[article.id] = Standing(article, section.id, section.name, position)
    return places


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


def _update_pool_row(
    connection: Connection, article: Article, body: str, sha256: str, deriver: Deriver
) -> bool:
    """Bring an article in the pool up to date; return whether it is there."""
    rows = rows_of(connection, and_(in_pool, articles.c.id == article.id))
    for row in rows.values():
        if row.sha256 != sha256:
            number = deriver.number(row.key, Head(), "", article.date)
            update_text(connection, row, number, article, body, sha256, deriver)
    return bool(rows)
