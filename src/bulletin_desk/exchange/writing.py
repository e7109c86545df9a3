"""Writes the parts of a package into a ZIP file or a folder, whole or not at all."""

import os
import shutil
import zipfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.library.errors import told
from bulletin_desk.library.files import written_beside

# No time and no owner of the machine it was made on: the same content gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3
# Files that are small already.
_PACKED = (".png", ".jpg", ".gif", ".webp", ".pdf", ".docx")


class PartWriter(Protocol):
    """Takes the parts of a package one after another."""

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one part."""
        ...


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, deflated: bool) -> None:
        self._archive, self._deflated = archive, deflated

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name, _TIME)
        info.create_system, info.external_attr = _UNIX, _MODE
        if self._deflated and not name.endswith(_PACKED):
            info.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w") as part:
            for chunk in chunks:
                part.write(chunk)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as part:
            part.writelines(chunks)


@contextmanager
def zip_at(target: Path, *, deflated: bool) -> Generator[PartWriter, None, None]:
    """Give a writer whose parts are put into the ZIP file `target` at the end, in place of it.

    A link keeps pointing where it did: the file that it leads to is replaced.
    """
    with told(target):
        place = Path(os.path.realpath(target))
        if place.exists() and not place.is_file():
            raise ExchangeError(f"“{target}”不是普通文件，请换一个文件名。")
        with written_beside(place) as fresh:
            with fresh.open("wb") as file:
                with zipfile.ZipFile(file, "w") as archive:
                    yield _Zip(archive, deflated)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(place)


@contextmanager
def folder_at(target: Path) -> Generator[PartWriter, None, None]:
    """Give a writer whose parts stand in the new folder `target` at the end."""
    with told(target):
        if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
            raise ExchangeError(f"“{target}”已经有内容了，请换一个新的文件夹。")
        fresh = target.with_name(f".{target.name}-{os.urandom(4).hex()}.new")
        fresh.mkdir()
        try:
            yield _Folder(fresh)
            if target.is_dir():
                target.rmdir()
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
