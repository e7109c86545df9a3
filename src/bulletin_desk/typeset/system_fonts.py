"""The fonts installed on this machine, by family name: read once, then kept as JSON.

Reading the name tables of a few hundred files takes a tenth of a second, which every start would
pay; the kept index is good as long as no font folder changed.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from struct import error as struct_error
from struct import unpack_from
from typing import BinaryIO, NamedTuple, cast

from bulletin_desk import paths

_VERSION = 1
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
# name table: family, full name, PostScript name, typographic family
_NAMES = (1, 4, 6, 16)


class Installed(NamedTuple):
    """A face on the disk: `number` counts the faces of its file.

    `family` is as the font writes it, `names` are all its names, folded.
    """

    path: str
    number: int
    family: str
    names: tuple[str, ...]
    weight: int
    italic: bool


def font_folders() -> list[Path]:
    """Return the folders where the system and the user keep fonts; they may not exist."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return [windows / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    data = os.environ.get("XDG_DATA_HOME")
    home = paths.home()
    user = Path(data) / "fonts" if data else home / ".local" / "share" / "fonts"
    return [user, home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def cache_file() -> Path:
    """Return where the index is kept."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or paths.home() / "AppData" / "Local")
        return base / "bulletin-desk" / "cache" / "fonts.json"
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else paths.home() / ".cache") / "bulletin-desk" / "fonts.json"


def installed_fonts(
    folders: list[Path] | None = None, cache: Path | None = None
) -> list[Installed]:
    """Return every installed face, from the kept index when no font folder has changed."""
    roots = [str(folder) for folder in (font_folders() if folders is None else folders)]
    kept = cache_file() if cache is None else cache
    faces = _read_index(kept, roots)
    if faces is None:
        stamps = _stamps(roots)
        faces = [face for folder in stamps for face in _scan(folder)]
        _write_index(kept, roots, stamps, faces)
    return faces


def _stamps(roots: list[str]) -> dict[str, int]:
    """Return every folder below the roots with its time of change, -1 for a missing root."""
    stamps: dict[str, int] = {}
    for root in roots:
        stamps[root] = _stamp(root)
        for folder, _, _ in os.walk(root):
            stamps[folder] = _stamp(folder)
    return stamps


def _stamp(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - a Path costs more than the call
    except OSError:
        return -1


def _read_index(path: Path, roots: list[str]) -> list[Installed] | None:
    """Return the kept index, or None when it is missing, older or damaged."""
    try:
        kept = cast("dict[str, object]", json.loads(path.read_bytes()))
        if kept["version"] != _VERSION or kept["roots"] != roots:
            return None
        stamps = cast("dict[str, int]", kept["stamps"])
        if any(_stamp(folder) != stamp for folder, stamp in stamps.items()):
            return None
        rows = cast("list[tuple[str, int, str, list[str], int, bool]]", kept["faces"])
        return [
            Installed(file, index, family, tuple(names), weight, italic)
            for file, index, family, names, weight, italic in rows
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_index(
    path: Path, roots: list[str], stamps: dict[str, int], faces: list[Installed]
) -> None:
    body = {"version": _VERSION, "roots": roots, "stamps": stamps, "faces": faces}
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError:
        # The index only saves time: a read-only home is no reason to stop.
        beside.unlink(missing_ok=True)


def _scan(folder: str) -> Iterator[Installed]:
    """Yield the faces of the font files that stand directly in a folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return
    for name in names:
        if name.lower().endswith(_SUFFIXES):
            try:
                yield from read_font(Path(folder, name))
            except (OSError, struct_error, IndexError, ValueError):
                continue  # a damaged font file is as good as none


def read_font(path: Path) -> list[Installed]:
    """Return the faces of a font file, by its name and OS/2 tables alone."""
    with path.open("rb") as file:
        head = file.read(12)
        offsets = [0]
        if head[:4] == b"ttcf":
            (count,) = unpack_from(">I", head, 8)
            offsets = list(unpack_from(f">{count}I", file.read(4 * count)))
        return [_read_face(file, path, index, at) for index, at in enumerate(offsets)]


def _read_face(file: BinaryIO, path: Path, index: int, at: int) -> Installed:
    file.seek(at)
    (count,) = unpack_from(">4xH", file.read(12))
    directory = file.read(16 * count)
    tables: dict[bytes, tuple[int, int]] = {}
    for row in range(count):
        tag, offset, length = unpack_from(">4s4xII", directory, 16 * row)
        tables[tag] = (offset, length)
    names = _names(_table(file, tables[b"name"]))
    style = _table(file, tables[b"OS/2"])
    (weight,) = unpack_from(">H", style, 4)
    (selection,) = unpack_from(">H", style, 62)
    folded = tuple(dict.fromkeys(name.casefold() for name in names))
    return Installed(str(path), index, names[0], folded, weight, bool(selection & 1))


def _table(file: BinaryIO, where: tuple[int, int]) -> bytes:
    file.seek(where[0])
    return file.read(min(where[1], 1 << 20))


def _names(table: bytes) -> list[str]:
    """Return the names of a face in every language; its English family first."""
    count, strings = unpack_from(">2xHH", table)
    names: list[tuple[bool, int, str]] = []
    for row in range(count):
        platform, encoding, language, kind, length, offset = unpack_from(">6H", table, 6 + 12 * row)
        if kind in _NAMES and platform == 3:
            raw = table[strings + offset : strings + offset + length]
            # Encoding 3 is the one that old Chinese fonts wrote GBK in.
            text = raw.decode("gbk" if encoding == 3 else "utf-16-be", "replace").strip("\0 ")
            names.append((language != 0x409, 0 if kind == 16 else kind, text))
    return [text for _, _, text in sorted(names)]
