"""Which files an import reads: those chosen, those in the folders, those in the archives."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from threading import Event
from typing import NamedTuple

from bulletin_desk.importing.outcomes import File
from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.gathering import Skipped

# Photos lie beside the texts in every folder; as files of their own they are nothing to import.
_PICTURES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".heic",
        ".svg",
        ".wmf",
        ".emf",
        ".psd",
        ".ico",
    ]
)


class Plan(NamedTuple):
    """The files to read, in their order, and how many pictures lie beside them."""

    files: list[File]
    pictures: int


def plan(chosen: Sequence[Path], reader: FileReader, stopped: Event) -> Plan:
    """Return what to read of what was chosen; `reader` unpacks the archives."""
    files: list[File] = []
    for root in dict.fromkeys(chosen):
        base = root if root.is_dir() else root.parent
        for item in reader.expand([root]):
            if stopped.is_set():
                break
            if not isinstance(item, Skipped):
                files.append(_file(item, root, reader.origin(item), base))
            elif not item.quiet:
                files.append(_file(Path(item.path), root, item.path, base, item.reason))
    chosen_once = {file.origin: file for file in reversed(files)}
    files = [file for file in files if chosen_once[file.origin] is file]
    texts = [file for file in files if not _is_beside(file)]
    return Plan(texts, len(files) - len(texts))


def _file(path: Path, root: Path, origin: PurePath, base: Path, problem: str = "") -> File:
    inside = origin.is_relative_to(base) and origin != base
    folder = origin.parent.relative_to(base).as_posix() if inside else ""
    return File(path, root, origin, "" if folder == "." else folder, problem)


def _is_beside(file: File) -> bool:
    return file.origin != file.root and file.origin.suffix.lower() in _PICTURES
