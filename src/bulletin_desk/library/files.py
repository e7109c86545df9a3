"""Names and places of library files: beside one another, written whole or not at all."""

import datetime
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bulletin_desk.library.driver import sidecars


def dated(path: Path, label: str) -> Path:
    """Return a name beside `path`, with a label and the time, that no file has."""
    name = f"{path.stem}.{label}-{datetime.datetime.now():%Y%m%d-%H%M%S}"
    candidate = path.with_name(name + path.suffix)
    count = 1
    while os.path.lexists(candidate):
        count += 1
        candidate = path.with_name(f"{name}-{count}{path.suffix}")
    return candidate


@contextmanager
def written_beside(path: Path) -> Generator[Path, None, None]:
    """Give the path of an empty file in the same folder; what is left of it is deleted."""
    # Not tempfile's: its files are closed to everybody else, also where the folder is shared.
    fresh = path.with_name(f".{path.name}-{os.urandom(4).hex()}.new")
    fresh.touch(exist_ok=False)
    try:
        yield fresh
    finally:
        for left in (fresh, *sidecars(fresh)):
            left.unlink(missing_ok=True)


def give_second_name(path: Path, second: Path) -> None:
    """Let a file have a second name; FileExistsError when another file has it.

    The first name stays where the file system has hard links; FAT has none.
    """
    try:
        os.link(path, second)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(second):
            raise FileExistsError(second) from None
        path.rename(second)
