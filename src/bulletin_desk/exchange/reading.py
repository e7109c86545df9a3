"""Reads the parts of a package from a ZIP file or a folder that anybody may have made.

A part is read by its name and never written under it, and never read beyond what it may have.
"""

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.library.errors import told

_MIB = 1 << 20
# JSON and text shrink to a tenth, at most; what shrinks more was made to fill the memory.
_RATIO = 200
_SMALL = _MIB  # below this the ratio says nothing
_PLAIN = re.compile(r"[^\\:\x00-\x1f\x7f\ud800-\udfff]{1,400}\Z")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = "“{name}”已损坏或不完整，没有读入。请让对方重新导出，或重新复制一遍。"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may have: parts, bytes of one part, bytes of all parts."""

    parts: int
    part: int
    total: int


class Parts(Protocol):
    """The parts of a package, by name; `total` is the number of bytes of all of them."""

    total: int

    def names(self) -> list[str]:
        """Return the names of all parts, in order."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """Open a part; ExchangeError when there is none of this name."""
        ...


def read(parts: Parts, name: str, limit: int) -> bytes:
    """Return a part whole; ExchangeError when it is larger than `limit` or damaged."""
    with parts.open(name) as file, _damage_told(name):
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ExchangeError(f"“{name}”超过 {limit // _MIB} MB，没有读入。")
    return data


def lines(parts: Parts, name: str, limit: int) -> Iterator[bytes]:
    """Yield the lines of a part, one at a time."""
    with parts.open(name) as file:
        while True:
            with _damage_told(name):
                line = file.readline(limit + 1)
            if len(line) > limit:
                raise ExchangeError(f"“{name}”里有一行超过 {limit // _MIB} MB，没有读入。")
            if not line:
                return
            yield line


@contextmanager
def parts_of(path: Path, limits: Limits) -> Generator[Parts, None, None]:
    """Give the parts of a ZIP file or a folder, their names and declared sizes checked."""
    with told(path):
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            yield _Folder(path, limits)
            return
        if not stat.S_ISREG(kind):
            raise ExchangeError(f"“{path.name}”不是普通文件，没有读入。")
        with path.open("rb") as file:
            _check_directory(file, path.name, limits)
            with _damage_told(path.name):
                archive = zipfile.ZipFile(file)
            with archive:
                yield _Zip(archive, path.name, limits)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
        self._archive = archive
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        _check_names([info.filename for info in infos], name)
        for info in infos:
            _check_entry(info, limits)
        self.total = _check_amounts([info.file_size for info in infos], name, limits)
        self._infos = {info.filename: info for info in infos}

    def names(self) -> list[str]:
        return list(self._infos)

    def open(self, name: str) -> IO[bytes]:
        if name not in self._infos:
            raise _absent(name)
        with _damage_told(name):
            return self._archive.open(self._infos[name])


class _Folder:
    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        found: dict[str, int] = {}
        for below, folders, files in os.walk(folder):
            # The same order everywhere.
            folders.sort()
            for file in sorted(files):
                path = Path(below, file)
                state = path.lstat()
                # What the system puts into folders is no part; a link may lead anywhere.
                if stat.S_ISREG(state.st_mode) and not file.startswith("."):
                    found[path.relative_to(folder).as_posix()] = state.st_size
                if len(found) > limits.parts:
                    raise _too_many(folder.name)
        _check_names(list(found), folder.name)
        self.total = _check_amounts(list(found.values()), folder.name, limits)
        self._names = found

    def names(self) -> list[str]:
        return list(self._names)

    def open(self, name: str) -> IO[bytes]:
        if name not in self._names:
            raise _absent(name)
        return (self._folder / name).open("rb")


def _absent(name: str) -> ExchangeError:
    return ExchangeError(f"里面缺少“{name}”，文件不完整。请让对方重新导出，或重新复制一遍。")


def _too_many(name: str) -> ExchangeError:
    return ExchangeError(f"“{name}”里的文件太多，不像简报台导出的，没有读入。")


def _check_names(names: list[str], package: str) -> None:
    """Refuse names that lead out of the package, and those that are one on some system."""
    seen: set[str] = set()
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        pieces = name.split("/")
        if not _PLAIN.match(name) or any(piece in ("", ".", "..") for piece in pieces):
            raise ExchangeError(
                f"“{package}”里有不安全的文件名，没有读入。请勿使用来历不明的文件。"
            )
        if folded in seen:
            raise ExchangeError(f"“{package}”里有重名的文件，没有读入。请让对方重新导出。")
        seen.add(folded)


def _check_amounts(sizes: list[int], package: str, limits: Limits) -> int:
    """Refuse more than a package may have; return the number of all bytes."""
    if len(sizes) > limits.parts:
        raise _too_many(package)
    if sum(sizes) > limits.total:
        raise ExchangeError(f"“{package}”展开后超过 {limits.total // _MIB} MB，没有读入。")
    return sum(sizes)


def _check_entry(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = info.filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ExchangeError(f"“{name:.80}”是链接或设备，没有读入。请勿使用来历不明的文件。")
    if info.flag_bits & 1:
        raise ExchangeError("文件有密码，没有读入。请让对方不加密码重新导出。")
    if info.compress_type not in _METHODS:
        raise ExchangeError(f"“{name:.80}”的压缩方式不支持，没有读入。请让对方重新导出。")
    if info.file_size > limits.part:
        raise ExchangeError(f"“{name:.80}”展开后超过 {limits.part // _MIB} MB，没有读入。")
    # Lines are read one at a time; many versions of one issue are much alike.
    bulky = info.file_size > _SMALL and not name.endswith(".jsonl")
    if bulky and info.file_size > _RATIO * info.compress_size:
        raise ExchangeError(f"“{name:.80}”的压缩率不正常，没有读入。请勿使用来历不明的文件。")


# Of an entry in the directory at a ZIP file's end, beside its name.
_ENTRY = 46 + 400
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_COMMENT = 1 << 16


def _check_directory(file: IO[bytes], name: str, limits: Limits) -> None:
    """Refuse a directory larger than the parts allowed need: zipfile would read all of it."""
    size = file.seek(0, os.SEEK_END)
    start = max(size - _END_SIZE - _COMMENT, 0)
    file.seek(start)
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise ExchangeError(DAMAGED.format(name=name))
    (length,) = struct.unpack("<I", tail[at + 12 : at + 16])
    locator = tail[at - _LOCATOR_SIZE : at] if at >= _LOCATOR_SIZE else b""
    if locator.startswith(_LOCATOR):
        (place,) = struct.unpack("<Q", locator[8:16])
        file.seek(min(place, size))
        record = file.read(56)
        file.seek(0)
        length = struct.unpack("<Q", record[40:48])[0] if len(record) == 56 else length
    if length > limits.parts * _ENTRY:
        raise _too_many(name)


@contextmanager
def _damage_told(name: str) -> Generator[None, None, None]:
    """Turn what a damaged ZIP file makes its reader raise into a sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OverflowError,
    ) as error:
        raise ExchangeError(DAMAGED.format(name=name)) from error
