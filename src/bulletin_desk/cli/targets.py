"""Which files an export writes, and which it must never write over."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from bulletin_desk.cli.sources import Issue
from bulletin_desk.errors import DeskError
from bulletin_desk.model.naming import file_stem

_SIDECARS = ("", "-wal", "-shm", "-journal")


def files_of(
    issues: Sequence[Issue], target: Path | None, suffix: str
) -> list[tuple[Path, Sequence[int]]]:
    """Return the files to write with the issues for each: a folder takes one file an issue."""
    if target is None:
        return []
    if not os.path.isdir(target):  # noqa: PTH112 - Path's raises where a name is too long
        return [(target, range(len(issues)))]
    names: dict[Path, Sequence[int]] = {}
    for index, issue in enumerate(issues):
        name = file_stem(issue.bulletin)
        path = target / f"{name}.{suffix}"
        names[path if path not in names else target / f"{name} ({index + 1}).{suffix}"] = [index]
    return list(names.items())


def refuse_overwriting(
    targets: Iterable[Path | None], sources: Iterable[str], library: Path
) -> None:
    """Refuse targets that are one file, a source of the export, or the library."""
    kept = [(library.with_name(library.name + side), "稿库的文件") for side in _SIDECARS]
    kept += [(Path(source), "要读入的文稿") for source in sources]
    for target in targets:
        if target is None or os.path.isdir(target):  # noqa: PTH112
            continue
        for path, what in kept:
            if _same(target, path):
                raise DeskError(f"“{target}”是{what}，不能写到它上面，请换一个文件名。")
        kept.append((target, "要写的另一个文件"))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there
        return one.absolute() == other.absolute()
