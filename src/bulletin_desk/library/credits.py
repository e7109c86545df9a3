"""Units and their names, and what was corrected of them: in the book, and in the articles."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, func, or_, select

from bulletin_desk.library import contents, search, traces, unitbook
from bulletin_desk.library.derived import Deriver
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.library.rows import read_article, storable
from bulletin_desk.library.schema import article_units, articles, issues
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.credit import Unit, UnitBook

_AT_ONCE = 500  # articles
_STEP = 200  # articles of one transaction, where there may be very many


def save_units(connection: Connection, saved: Sequence[Unit]) -> None:
    """Keep these units, and credit the articles anew by them."""
    before = unitbook.read_book(connection)
    unitbook.save_units(connection, saved)
    _recredit(connection, before)


def remember(connection: Connection, written: str, meant: Sequence[str]) -> None:
    """Keep what a written credit means, and credit the articles anew by it."""
    before = unitbook.read_book(connection)
    unitbook.remember(connection, written, meant)
    _recredit(connection, before)


@dataclass(frozen=True, slots=True)
class Correction:
    """What was credited to one unit is to be credited to another.

    `credited` articles were; `keys` are those of all articles that may have to say so, some at a
    time.
    """

    old: str
    new: str
    credited: int = 0
    keys: tuple[tuple[int, ...], ...] = ()


def begin_correction(connection: Connection, old: str, new: str) -> Correction:
    """Keep that one unit means another, and return where that is to be said.

    From then on what arrives is credited to the other. Where `correct` was not called for all
    keys, to begin once more completes it.
    """
    old, new = storable(old.strip()), storable(new.strip())
    if not old or not new or old == new:
        return Correction(old, new)
    of = article_units.c.unit == old
    credited = set(connection.scalars(select(article_units.c.article_key).where(of)))
    unitbook.remember(connection, old, [new])
    keys = sorted(credited | _naming(connection, ["".join(old.split())]))
    steps = [tuple(keys[start : start + _STEP]) for start in range(0, len(keys), _STEP)]
    return Correction(old, new, len(credited), tuple(steps))


def correct(connection: Connection, correction: Correction, keys: Sequence[int]) -> None:
    """Credit some articles to the other unit.

    Drafts and the pool say so themselves afterwards; a final issue keeps what was printed.
    """
    old, new = correction.old, correction.new
    open_ones = or_(articles.c.issue_id.is_(None), issues.c.status != IssueStatus.FINAL)
    deriver = Deriver(connection)
    for row in _rows(connection, keys, open_ones):
        units = tuple(dict.fromkeys(new if unit == old else unit for unit in row.article.units))
        if units != row.article.units:
            contents.rewrite(connection, row.key, replace(row.article, units=units), deriver)
    for row in _rows(connection, keys):
        traces.put_units(connection, row.key, row.article, deriver.book)


@dataclass(frozen=True, slots=True)
class _Row:
    key: int
    article: Article


def _recredit(connection: Connection, before: UnitBook) -> None:
    """Credit those articles anew of which the book says otherwise than the one before."""
    book = unitbook.read_book(connection)
    old, new = before.names(), book.names()
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    for row in _rows(connection, _naming(connection, changed)):
        traces.put_units(connection, row.key, row.article, book)


def _naming(connection: Connection, names: Iterable[str]) -> set[int]:
    """Return the keys of the articles that may be credited by these names."""
    keys: set[int] = set()
    bare = func.replace(func.replace(article_units.c.written, " ", ""), "\u3000", "")
    for name in names:
        # Who is credited by a name has it in the text; who is not yet is found by the index.
        written = bare.contains(name, autoescape=True)
        keys.update(connection.scalars(select(article_units.c.article_key).where(written)))
        keys.update(search.keys_without_units(connection, name))
    return keys


def _rows(
    connection: Connection, keys: Iterable[int], where: ColumnElement[bool] | None = None
) -> Iterator[_Row]:
    """Yield articles that can be read, some at a time."""
    wanted = sorted(keys)
    columns = (articles.c.key, articles.c.body, articles.c.sha256)
    statement = select(*columns).select_from(articles).outerjoin(issues)
    for start in range(0, len(wanted), _AT_ONCE):
        some = statement.where(articles.c.key.in_(wanted[start : start + _AT_ONCE]))
        for row in connection.execute(some if where is None else some.where(where)).all():
            with suppress(LibraryError):
                yield _Row(row.key, read_article(row.body, row.sha256))
