"""Writing a file beside its place and then putting it there, so that the old one stays whole."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bulletin_desk.errors import DeskError


class ExportError(DeskError):
    """A file could not be written; the sentence says why and what to do."""


def replace_file(target: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a new file beside `target`, then put it in the target's place.

    Whatever fails, the old file stays as it was and nothing is left beside it. A link keeps
    pointing where it did: the file that it leads to is replaced.
    """
    try:
        place = _place(target)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    except OSError as error:
        raise _told(error, target) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            _take_mode(beside, place)
            os.fsync(file.fileno())
        beside.replace(place)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        # After success there is nothing left under this name.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    _sync_folder(place.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless it is there; ExportError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(f"文件夹“{folder}”建不成（{reason}），请换一个位置。") from error


def _place(target: Path) -> Path:
    """Return the file that is to be replaced, at the end of all links."""
    try:
        place = target.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    if place.is_dir():
        raise ExportError(f"“{target}”是一个文件夹，请换一个文件名。")
    if place.exists() and not place.is_file():
        # Replacing a device such as /dev/null would take it from everyone.
        raise ExportError(f"“{target}”不是普通文件，请换一个文件名。")
    if place.exists() and not os.access(
        place, os.W_OK, effective_ids=os.access in os.supports_effective_ids
    ):
        # Only the folder's permission counts for replacing; a protected file means to stay.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return place


def _take_mode(beside: Path, place: Path) -> None:
    """Give the new file the old one's permissions, or those of any new file (mkstemp: 0600)."""
    if os.name != "posix":
        return
    try:
        mode = stat.S_IMODE(place.stat().st_mode)
    except FileNotFoundError:
        # The umask can only be read by setting it.
        mask = os.umask(0o077)
        os.umask(mask)
        mode = 0o666 & ~mask
    beside.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can do that."""
    if os.name != "posix":
        return
    # The file is in its place already: some network drives cannot sync a folder, and may not.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _told(error: OSError, target: Path) -> ExportError:
    """Return what happened as a sentence for the clerk."""
    kept = "原来的文件没有变动。"
    match error:
        case FileNotFoundError() | NotADirectoryError():
            reason = f"文件夹“{target.parent}”不存在，请先建立它，或者换一个位置。"
        case PermissionError():
            reason = (
                f"无法写入“{target}”：没有写入权限，或者文件正在别的程序中打开。"
                f"请关闭那个程序，或者换一个位置再试。{kept}"
            )
        case _ if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            reason = f"磁盘空间不足，“{target}”没有写成。请清理磁盘，或者换一个位置再试。{kept}"
        case _ if error.errno == errno.EROFS:
            reason = f"“{target.parent}”所在的磁盘是只读的，请换一个位置。"
        case _ if error.errno == errno.ENAMETOOLONG:
            reason = f"文件名“{target.name}”太长，请改短一些。"
        case _:
            said = error.strerror or str(error)
            reason = f"“{target}”没有写成({said})，请换一个位置再试。{kept}"
    return ExportError(reason)
