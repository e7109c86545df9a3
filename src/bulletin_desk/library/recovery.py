"""Puts a backup in a library's place, keeping what was there."""

import os
from contextlib import closing
from pathlib import Path

from bulletin_desk.library import driver
from bulletin_desk.library.backup import copy_verified
from bulletin_desk.library.driver import Access, sqlite
from bulletin_desk.library.errors import BUSY, LOCKED, LibraryError, primary_code, told
from bulletin_desk.library.files import dated, give_second_name, written_beside
from bulletin_desk.library.opening import examine, untouching


def restore(backup: Path, library: Path) -> Path | None:
    """Put a backup in the library's place; return where the old library is kept, if there was one.

    Refused while anybody has the library open.
    """
    # A link keeps pointing where it did: the file that it leads to is replaced.
    library = Path(os.path.realpath(library))
    if not backup.exists():
        raise LibraryError(f"找不到备份文件“{backup}”。请检查路径，或选择另一份备份。")
    if library.exists() and backup.samefile(library):
        raise LibraryError("所选的备份就是正在使用的稿库。请选择另外保存的备份文件。")
    if library.is_dir():
        raise LibraryError(f"“{library}”是文件夹，不能用备份替换。请选择稿库文件的位置。")
    if library.exists() and not library.is_file():
        raise LibraryError(f"“{library}”不是普通文件，不能用备份替换。请选择稿库文件的位置。")
    examine(backup, writable=False)
    with told(library):
        library.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(library) as fresh:
            with told(backup), closing(driver.connect(backup, untouching(backup))) as source:
                copy_verified(source, fresh)
            kept = _set_aside(library) if library.exists() else None
            fresh.replace(library)
    return kept


def _set_aside(library: Path) -> Path:
    """Give the old library a second, dated name; its first is then free to be replaced."""
    _close_up(library)
    kept = dated(library, "恢复前")
    # What a damaged library has not taken over from its -wal stays with it.
    for side in driver.sidecars(library):
        side.rename(side.with_name(kept.name + side.name.removeprefix(library.name)))
    give_second_name(library, kept)
    return kept


def _close_up(library: Path) -> None:
    """Let SQLite take the -wal over into the file; refuse when somebody has the library open."""
    try:
        examine(library)
    except LibraryError as error:
        if primary_code(error.__cause__) in (BUSY, LOCKED):
            raise
        # Damaged, which may be why it is replaced: SQLite might delete what could be saved.
        return
    try:
        with closing(driver.connect(library, Access.WRITE)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite.Error as error:
        if primary_code(error) not in (BUSY, LOCKED):
            raise
        raise LibraryError(
            f"稿库“{library}”正在使用，不能恢复。请关闭所有正在使用它的简报台窗口，再恢复。"
        ) from error
