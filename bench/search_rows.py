"""How fast a library of 100,000 articles answers; rows of the table."""

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

import big_library
from big_library import COMMON, RARE, SECOND, SERIES, UNITS
from documents import Documents
from measure import Job, ratio
from peers import Peers
from rows import Row, as_time

from bulletin_desk.library import Library, driver
from bulletin_desk.library.driver import Access, sqlite

_ROUNDS, _SCANS = 40, 5
_ALLOWED = 0.050  # seconds
_SCAN = (
    "SELECT a.key, a.title FROM articles a LEFT JOIN issues i ON i.id = a.issue_id WHERE {words}"
    " ORDER BY coalesce(i.date, a.date) DESC LIMIT 50"
)


def searches(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure searching, and what else is asked while one types, with 50 hits and snippets."""
    path = documents.path("big.library")
    big_library.make(path)
    scanning = driver.connect(path, Access.READ)
    with Library.open(path) as library:
        rows = [*_scanned(library, scanning), *_limited(library)]
    scanning.close()
    return rows, []


def _scanned(library: Library, scanning: sqlite.Connection) -> list[Row]:
    """Return the rows that are told against a LIKE scan of the same file."""
    limit = "Reading 50 articles for their snippets; the index answers in half a millisecond."
    rows: list[Row] = []
    for what, words in {
        "a word in most articles": COMMON,
        "a rare word": RARE,
        "two words": f"{COMMON} {SECOND}",
        "one character": COMMON[0],
    }.items():
        ours, theirs = _in_turn(library, scanning, words)
        share = ratio(ours, theirs)
        rows.append(
            Row(f"search, {what}", as_time(median(ours)), "LIKE scan", as_time(median(theirs)),
                share, 0.02, limit)
        )  # fmt: skip
    return rows


def _limited(library: Library) -> list[Row]:
    """Return the rows that are told against what a keystroke may take."""
    hit = library.search(RARE)[0]
    probe = [library.load_article(hit.issue_id, hit.article_id)]
    asked: dict[str, Callable[[], object]] = {
        "by date": lambda: library.search(COMMON, by_date=True),
        "in one series and year": lambda: library.search(COMMON, series=SERIES[1], year=2015),
        "of one column": lambda: library.search(SECOND, section="县区传真"),
        "of one unit": lambda: library.search(COMMON, unit=UNITS[3]),
        "of one unit, a rare word": lambda: library.search(RARE, unit=UNITS[3]),
        "the newest of one unit": lambda: library.search("", unit=UNITS[3]),
        "of the pool, which is empty": lambda: library.search(COMMON, status="pool"),
        "the 20th page": lambda: library.search(COMMON, offset=950),
        "a number's beginning": lambda: library.search("2"),
    }
    rows = [_row(f"search, {what}", job) for what, job in asked.items()]
    rows.append(_row("near duplicates of one article", lambda: library.near_duplicates(probe)))
    rows.append(_row("list of 10,000 issues, unchanged", library.issues))
    rows.append(_row("list of known units, unchanged", library.known_units))
    rows.append(_row("counts by series, year, column, unit", lambda: library.facets(SECOND), None))
    return rows


def _in_turn(
    library: Library, scanning: sqlite.Connection, words: str
) -> tuple[list[float], list[float]]:
    """Return the times of searches and of scans, each median of some searches beside a scan."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(_SCANS):
        ours.append(median(_times(lambda: library.search(words), _ROUNDS // _SCANS)))
        theirs += _times(lambda: _scan(scanning, words), 1)
    return ours, theirs


def _row(what: str, job: Callable[[], object], bound: float | None = 1.0) -> Row:
    times = _times(job, _ROUNDS)
    slow = quantiles(times, n=20)[-1]
    limit = f"Median {as_time(median(times))}; the time told is the 95th percentile."
    return Row(what, as_time(slow), "limit", as_time(_ALLOWED), slow / _ALLOWED, bound, limit)


def _times(job: Callable[[], object], rounds: int) -> Sequence[float]:
    job()
    found: list[float] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        job()
        found.append(time.perf_counter() - begun)
    return found


def _scan(connection: sqlite.Connection, words: str) -> list[object]:
    parts = words.split()
    clause = " AND ".join(["(a.title LIKE ? OR a.body LIKE ?)"] * len(parts))
    values = [f"%{part}%" for part in parts for _ in range(2)]
    return connection.execute(_SCAN.format(words=clause), values).fetchall()
