"""What can go wrong with a library file, in sentences for the clerk."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bulletin_desk.errors import DeskError
from bulletin_desk.library.driver import sqlite


class LibraryError(DeskError):
    """The library cannot be opened, read or written; the file is as it was before."""


class NumberTakenError(LibraryError):
    """Another issue of the series has this number; `issue_id` is that issue."""

    def __init__(self, message: str, issue_id: int) -> None:
        super().__init__(message)
        self.issue_id = issue_id


DAMAGED = "稿库“{path}”已损坏，这次操作没有进行。请先把这个文件另外复制保存，再从最近的备份恢复。"

# SQLite's primary result codes (sqlite.org/rescode.html).
BUSY, LOCKED, CORRUPT, NOT_A_DATABASE = 5, 6, 11, 26

# By SQLite's primary result code; what is not listed is a fault of the program.
_SENTENCES = {
    3: "没有权限使用稿库“{path}”。请检查文件和所在文件夹的权限，或换一个位置。",  # PERM
    BUSY: "稿库“{path}”正被另一个程序占用。请关闭其他正在使用它的程序，稍后再试。",
    LOCKED: "稿库“{path}”正被另一个程序占用。请关闭其他正在使用它的程序，稍后再试。",
    7: "内存不足，稿库“{path}”的这次操作没有完成。请关闭一些程序后再试。",  # NOMEM
    8: "稿库“{path}”是只读的，无法保存。请去掉文件的只读属性，或把它复制到可以写入的位置。",
    10: "读写稿库“{path}”时磁盘出错，这次操作已撤销。请检查磁盘或 U 盘是否正常、是否已拔出，"
    "然后再试。",  # IOERR
    CORRUPT: DAMAGED,
    13: "磁盘空间已满，这次操作没有保存到稿库“{path}”。请清理磁盘后再试。",  # FULL
    14: "无法打开稿库“{path}”。请检查文件是否存在、文件夹是否可以写入。",  # CANTOPEN
    18: "内容太大，稿库“{path}”放不下。请删减文字或缩小图片后再试。",  # TOOBIG
    NOT_A_DATABASE: "“{path}”不是简报台的稿库文件。请选择正确的稿库，或从备份恢复。",
}

_CODES = {
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": CORRUPT,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": NOT_A_DATABASE,
    "database is locked": BUSY,
}

_CAUSES = {
    errno.EACCES: ("没有权限", "请检查文件夹的权限，或换一个位置"),
    errno.EPERM: ("没有权限", "请检查文件夹的权限，或换一个位置"),
    errno.EROFS: ("磁盘是只读的", "请换一个可以写入的位置"),
    errno.ENOSPC: ("磁盘空间已满", "请清理磁盘后再试"),
    errno.ENOENT: ("文件或文件夹不存在", "请检查路径"),
    errno.ENOTDIR: ("路径里有一段不是文件夹", "请检查路径"),
    errno.EEXIST: ("要用作文件夹的地方是一个文件", "请检查路径"),
    errno.EISDIR: ("那里是一个文件夹", "请换一个文件名"),
    errno.ENAMETOOLONG: ("名字太长", "请换一个短一些的文件名"),
    errno.EIO: ("磁盘出错", "请检查磁盘或 U 盘是否正常"),
}


def sentence(error: BaseException, path: Path) -> str | None:
    """Return what a driver's error means for the clerk, or None when it is a fault of ours."""
    if not isinstance(error, sqlite.Error):
        return None
    code = primary_code(error)
    if code is None and "decode to UTF-8" in str(error):
        code = CORRUPT
    if "no such table" in str(error):
        code = CORRUPT  # the file says which tables it has, and one of them is gone
    known = _SENTENCES.get(code) if code is not None else None
    return known.format(path=path) if known else None


def primary_code(error: BaseException | None) -> int | None:
    """Return SQLite's primary result code of a driver's error, or None when it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    # The driver's backup() raises its errors without their codes.
    return _CODES.get(str(error)) if isinstance(error, sqlite.Error) else None


def _system_sentence(error: OSError, path: Path) -> str:
    cause, remedy = _CAUSES.get(error.errno or 0, (str(error.strerror or error), "请检查后再试"))
    return f"无法读写“{path}”：{cause}。{remedy}。"


@contextmanager
def told(path: Path) -> Generator[None, None, None]:
    """Turn what the world does to the file at `path` into a LibraryError."""
    try:
        yield
    except LibraryError:
        raise
    except OSError as error:
        raise LibraryError(_system_sentence(error, path)) from error
    except Exception as error:
        # SQLAlchemy keeps the driver's error in `orig`.
        message = sentence(getattr(error, "orig", error), path)
        if message is None:
            raise
        raise LibraryError(message) from error
