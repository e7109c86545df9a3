"""Opens a library file, having found out what it is without touching it."""

import os
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

from bulletin_desk.library import driver, migrate
from bulletin_desk.library.driver import Access, sqlite
from bulletin_desk.library.errors import DAMAGED, LibraryError, told
from bulletin_desk.library.schema import APPLICATION_ID, REVISION


class Age(Enum):
    """How a library's schema stands to this program's."""

    CURRENT = auto()
    OLDER = auto()


def open_connection(path: Path) -> sqlite.Connection:
    """Return a writing connection to the library at `path`, created or upgraded if need be.

    A file that cannot be used is refused with a LibraryError and stays as it is.
    """
    with told(path):
        if path.exists():
            # SQLite keeps the files beside the database at the end of all links.
            path = path.resolve()
        if not os.path.lexists(path):
            migrate.create(path)
        elif examine(path) is Age.OLDER:
            migrate.upgrade(path)
        connection = driver.connect(path, Access.WRITE)
        try:
            driver.set_up_writing(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def examine(path: Path, *, writable: bool = True) -> Age:
    """Return the age of a library that can be used; LibraryError says why it cannot."""
    _check_file(path)
    if writable:
        _check_writable(path)
    with told(path), closing(driver.connect(path, untouching(path))) as connection:
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise LibraryError(
                f"“{path}”是其他程序的数据库，不是简报台的稿库，文件没有改动。"
                "请选择正确的稿库文件。"
            )
        revision = migrate.revision_of(connection)
        if revision is None or not driver.is_sound(connection, "quick_check"):
            raise LibraryError(DAMAGED.format(path=path))
    if revision == REVISION:
        return Age.CURRENT
    if revision in migrate.known_revisions():
        return Age.OLDER
    raise LibraryError(
        f"稿库“{path}”由更新版本的简报台保存，本版本打不开，文件没有改动。请升级简报台后再打开。"
    )


def untouching(path: Path) -> Access:
    """Return the access that sees all that was committed and leaves no trace."""
    suffixes = {side.name.removeprefix(path.name) for side in driver.sidecars(path)}
    if "-journal" in suffixes:
        # Left by a crash in the middle of a commit: only a writer may bring it to order.
        return Access.WRITE
    return Access.READ if "-wal" in suffixes else Access.READ_MAIN_FILE


def _check_file(path: Path) -> None:
    """Refuse what is no file, or nothing that can be read."""
    if path.is_dir():
        raise LibraryError(f"“{path}”是文件夹，不是稿库文件。请选择文件夹里的稿库文件。")
    if not path.is_file():
        raise LibraryError(f"“{path}”不是普通文件，不能当作稿库。请选择正确的稿库文件。")
    if path.stat().st_size == 0:
        raise LibraryError(
            f"稿库“{path}”是空文件（0 字节），里面没有内容，程序没有改动它。"
            "请从最近的备份恢复；如果要新建稿库，请先把这个文件移走。"
        )
    if not os.access(path, os.R_OK):
        raise LibraryError(f"没有权限读取稿库“{path}”。请检查文件的权限，或请管理员授权。")


def _check_writable(path: Path) -> None:
    """Refuse a file that could be read and never saved to."""
    if not os.access(path, os.W_OK):
        raise LibraryError(
            f"稿库“{path}”是只读的，无法保存。请去掉文件的只读属性，或把它复制到可以写入的位置。"
        )
    if not os.access(path.parent, os.W_OK):
        raise LibraryError(
            f"稿库所在的文件夹“{path.parent}”不能写入。请检查文件夹的权限，"
            "或把稿库复制到可以写入的位置。"
        )


def _pragma(connection: sqlite.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
