"""Copies of a library that are opened and checked before they count."""

import os
from contextlib import closing
from pathlib import Path

from bulletin_desk.library import driver
from bulletin_desk.library.driver import Access, sqlite
from bulletin_desk.library.errors import (
    CORRUPT,
    NOT_A_DATABASE,
    LibraryError,
    primary_code,
    told,
)
from bulletin_desk.library.files import written_beside

_DAMAGE = (CORRUPT, NOT_A_DATABASE)


def place_of(target: Path, library: Path) -> Path:
    """Return the file that a backup replaces, at the end of all links; refuse what it must not."""
    with told(target):
        place = Path(os.path.realpath(target))
        if place.exists() and not place.is_file() and not place.is_dir():
            # Replacing a device such as /dev/null would take it from everyone.
            raise LibraryError(f"“{target}”不是普通文件，不能写备份。请换一个文件名。")
        own = Path(os.path.realpath(library))
        if place in (own, *(own.with_name(own.name + suffix) for suffix in driver.SUFFIXES)) or (
            place.exists() and place.samefile(library)
        ):
            raise LibraryError("备份不能写到稿库自己的文件上。请换一个文件名或文件夹。")
        return place


def copy_verified(source: sqlite.Connection, target: Path) -> None:
    """Copy an open library into a file of its own, check the copy and put it in its place."""
    with told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(target) as fresh:
            with closing(driver.connect(fresh, Access.WRITE)) as copy:
                _copy(source, copy)
                # One file without -wal and -shm, to be carried about.
                copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            if not _is_faithful(fresh, source):
                raise LibraryError(
                    "备份出来的文件不完整，没有留下这份备份。请检查稿库，或换一个位置再备份。"
                )
            fresh.replace(target)


def _copy(source: sqlite.Connection, copy: sqlite.Connection) -> None:
    try:
        source.backup(copy)
    except sqlite.Error as error:
        if primary_code(error) in _DAMAGE:
            raise LibraryError(
                "稿库已损坏，没有备份成功。请先把稿库文件另外复制保存，再从以前的备份恢复。"
            ) from error
        raise


def _is_faithful(fresh: Path, source: sqlite.Connection) -> bool:
    """Return whether the copy, read from the disk again, is sound and holds as much."""
    try:
        with closing(driver.connect(fresh, Access.READ_MAIN_FILE)) as copy:
            return driver.is_sound(copy, "integrity_check") and _counts(copy) == _counts(source)
    except sqlite.Error as error:
        if primary_code(error) in _DAMAGE:
            return False
        raise


def _counts(connection: sqlite.Connection) -> dict[str, object]:
    """Return how many rows each table has; a copy of an older library has fewer tables."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'article_search%'"
    ).fetchall()
    counted = "SELECT count(*) FROM"
    return {name: connection.execute(f'{counted} "{name}"').fetchone() for (name,) in tables}
