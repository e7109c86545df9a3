"""Which files an export writes, and which it must never write over."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from bulletin_desk.cli.sources import Issue
from bulletin_desk.errors import DeskError
from bulletin_desk.model.numbering import number_text

# A file's name may have 255 bytes, and some are left for a count and a suffix.
_LONGEST = 200
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
        name = file_name(issue)
        path = target / f"{name}.{suffix}"
        names[path if path not in names else target / f"{name} ({index + 1}).{suffix}"] = [index]
    return list(names.items())


def file_name(issue: Issue) -> str:
    """Return a file name that says which issue it is: 云泽市精神文明建设简报 2026年第6期."""
    masthead = issue.bulletin.masthead
    year = masthead.numbering_year
    number = (f"{year}年" if year else "") + number_text(masthead)
    series = _cut(_clean(issue.bulletin.series), _LONGEST - len(number.encode()))
    return " ".join(p for p in (series or "简报", _clean(number)) if p)


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


def _clean(text: str) -> str:
    """Return a text without what no file's name may hold on one of the systems."""
    text = "".join(" " if char < " " or "\ud800" <= char <= "\udfff" else char for char in text)
    return text.translate(str.maketrans('/\\:*?"<>|', "_" * 9)).strip(" .")


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")
