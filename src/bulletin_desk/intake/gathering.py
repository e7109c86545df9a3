"""Folders with years of issues: the files in them in the order a clerk would name them."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from bulletin_desk.intake.shown import shown_name
from bulletin_desk.model.numbering import chinese_integer

# Deeper than any office files anything.
MAX_DEPTH = 40
_NUMBER = re.compile("[0-9０-９]+|[〇零一二三四五六七八九十百]+")
_SYSTEM = {
    "thumbs.db", "desktop.ini", "ehthumbs.db", "$recycle.bin", "system volume information",
    "__macosx", "lost+found", "recycler",
}  # fmt: skip
_TEMPORARY = re.compile(
    r"~\$|\.~|~wr[adl]\d*\.tmp$|.*\.(?:tmp|crdownload|part|lnk)$", re.IGNORECASE
)
_PAGE_PARTS = re.compile(r"(.+?)(?:_files|\.files)")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or a folder that is passed over, and why, as one sentence.

    `quiet` ones no clerk put there: lock files, what the system keeps.
    """

    path: PurePath
    reason: str
    quiet: bool = False


def gather(paths: Iterable[Path]) -> Iterator[Path | Skipped]:
    """Yield the files at `paths`, those in folders and their subfolders too, in natural order.

    What was named itself is never passed over for its name.
    """
    for path in paths:
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if is_folder:
            yield from _inside(path, set(), 0)
        else:
            yield path


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts 第2期 before 第10期, and 二月 before 十月."""
    key: list[tuple[int, int, str]] = []
    end = 0
    for match in _NUMBER.finditer(name):
        text = name[end : match.start()].casefold()
        key += [(1, 0, text)] if text else []
        key.append((0, _value(match[0]), match[0]))
        end = match.end()
    return [*key, (1, 0, name[end:].casefold())] if name[end:] else key


def _value(digits: str) -> int:
    if digits[0].isdecimal():
        return int(digits[:30])
    return chinese_integer(digits) or 0


def _inside(folder: Path, above: set[tuple[int, int]], depth: int) -> Iterator[Path | Skipped]:
    name = shown_name(folder)
    try:
        status = folder.stat()
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: (natural_key(entry.name), entry.name))
    except OSError as error:
        reason = error.strerror or "原因不明"
        yield Skipped(folder, f"文件夹“{name}”打不开（{reason}），里面的文件没有读入。请检查权限。")
        return
    here = (status.st_dev, status.st_ino)
    if here in above or depth > MAX_DEPTH:
        yield Skipped(folder, f"文件夹“{name}”套得太深或绕了回来，没有再往里找。")
        return
    names = {entry.name.casefold() for entry in entries}
    for entry in entries:
        path = Path(entry.path)
        skipped = _passed_over(entry, path, names)
        if skipped is not None:
            yield skipped
        elif entry.is_dir(follow_symlinks=False):
            yield from _inside(path, above | {here}, depth + 1)
        else:
            yield path


def _passed_over(entry: "os.DirEntry[str]", path: Path, names: set[str]) -> Skipped | None:
    """Return why an entry of a folder is passed over, None for one that is not."""
    name = shown_name(path)
    page = _PAGE_PARTS.fullmatch(entry.name.casefold())
    if _TEMPORARY.match(entry.name):
        return Skipped(path, f"“{name}”是打开文件时留下的临时文件，没有读入。", quiet=True)
    if entry.name.casefold() in _SYSTEM:
        return Skipped(path, f"“{name}”是系统自己的文件，没有读入。", quiet=True)
    if entry.name.startswith("."):
        return Skipped(path, f"“{name}”是隐藏的文件，没有读入。", quiet=True)
    try:
        status = entry.stat(follow_symlinks=False)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "原因不明"
        return Skipped(path, f"“{name}”打不开（{reason}），没有读入。请检查权限。")
    if _is_link(status):
        return Skipped(path, f"“{name}”是一个链接，没有跟着读。需要时请直接选择它指向的文件。")
    if stat.S_ISDIR(status.st_mode):
        if page and {f"{page[1]}.htm", f"{page[1]}.html"} & names:
            return Skipped(path, f"“{name}”是网页的图片等附件，没有读入。", quiet=True)
        return None
    if not stat.S_ISREG(status.st_mode):
        return Skipped(path, f"“{name}”不是普通文件，没有读入。")
    return None


def _is_link(status: os.stat_result) -> bool:
    # Windows has links to folders that are no symbolic ones; those of cloud drives are files.
    mount = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == mount
