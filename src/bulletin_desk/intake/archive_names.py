"""Names in archives: repaired where they were garbled, and plain before they reach a disk."""

import re
import unicodedata
import zipfile
import zlib
from pathlib import Path

# The longest name that every file system takes, with room for a number behind it.
_LONGEST = 180
_DEEPEST = 12
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
# What Windows takes in no name, and what nobody sees in one.
_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_NOISE = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|~\$|\.~|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)


def entry_name(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry as its author saw it: most of ours are written in GBK."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        said = _unicode_path(info.extra, name)
        name = said or _repaired(name)
    return name.replace("\\", "/")


def is_noise(name: str) -> bool:
    """Tell whether an entry is one that no clerk put there."""
    return _NOISE.search(name) is not None


def entry_parts(name: str) -> list[str]:
    """Return the folders and the name below which a file is written; none where it leads out."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    outside = name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in parts
    if outside or not parts or len(parts) > _DEEPEST:
        return []
    return [_plain(part) for part in parts]


def free_name(folder: Path, name: str) -> Path:
    """Return a path for a file that is not there yet, also where case makes no difference."""
    taken = {unicodedata.normalize("NFC", path.name).casefold() for path in folder.iterdir()}
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem else (name, "")
    count = 1
    wanted = name
    while unicodedata.normalize("NFC", wanted).casefold() in taken:
        count += 1
        wanted = f"{stem} ({count}){suffix}"
    return folder / wanted


def _repaired(name: str) -> str:
    """Return a name that zipfile read as that of an old PC: UTF-8 or GB18030 in truth."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_path(extra: bytes, name: str) -> str:
    """Return the name that Info-ZIP's programs add in UTF-8, empty where there is none."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            # It counts as long as nobody has changed the name beside it.
            right = zlib.crc32(name.encode("cp437", "replace")) == int.from_bytes(
                field[1:5], "little"
            )
            return field[5:].decode("utf-8", "replace") if right else ""
    return ""


def _plain(part: str) -> str:
    """Return a name that every system takes; the suffix of a long one stays."""
    part = part.encode("utf-8", "replace").decode("utf-8")
    part = _FORBIDDEN.sub("_", part).strip(" .") or "_"
    if _RESERVED.fullmatch(part):
        part = f"_{part}"
    stem, dot, suffix = part.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = part, "", ""
    room = _LONGEST - len((dot + suffix).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + suffix
