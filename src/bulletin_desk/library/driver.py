"""The SQLite driver, and how every connection to a library is set up.

A library file is opened by SQLite alone, never by open(): closing such a file drops the locks
that SQLite holds on it (sqlite.org/howtocorrupt.html, 2.2).
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import sqlite3 as sqlite
else:
    # pysqlite3 brings a current SQLite: those before 3.51.3 can damage a WAL file that two
    # connections write to at once.
    try:
        from pysqlite3 import dbapi2 as sqlite
    except ImportError:
        import sqlite3 as sqlite

__all__ = ["Access", "connect", "sqlite"]

PRAGMAS = (
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
# Committed means on the disk, also after a power failure.
WRITING_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL")


# Of the files that SQLite keeps beside a database.
SUFFIXES = ("-wal", "-shm", "-journal")


class Access(StrEnum):
    """What a connection may do to the file; the values are SQLite's URI parameters."""

    CREATE = "mode=rwc"
    WRITE = "mode=rw"
    READ = "mode=ro"
    # Leaves no -wal and -shm behind, but sees only what the main file holds.
    READ_MAIN_FILE = "mode=ro&immutable=1"


def connect(path: Path, access: Access) -> sqlite.Connection:
    """Return a connection that begins no transaction by itself; any thread may use it."""
    connection = sqlite.connect(
        f"{_uri(path)}?{access}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def set_up_writing(connection: sqlite.Connection) -> None:
    """Make a connection's commits durable and let readers go on beside it."""
    for pragma in WRITING_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def is_sound(connection: sqlite.Connection, check: str) -> bool:
    """Return whether every table passes `quick_check` or `integrity_check`.

    Table by table, to leave the search index out: its own check takes three times as long as all
    the rest, and it can be made anew, so that its faults need not stop anybody.
    """
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    results = (connection.execute(f"PRAGMA {check}('{name}')").fetchone() for (name,) in tables)
    return all(result[0] == "ok" for result in results)


def sidecars(path: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database, those that exist now."""
    beside = [path.with_name(path.name + suffix) for suffix in SUFFIXES]
    return [side for side in beside if side.exists()]


def _uri(path: Path) -> str:
    posix = path.absolute().as_posix()
    # Three slashes before a drive letter, four before a Windows share.
    return f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix))}"
