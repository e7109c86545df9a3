"""What a picture's file is, told by its first bytes: the kind and the number of pixels."""

import struct
from collections.abc import Callable
from typing import NamedTuple

# As the window lets in: more cannot be shown or printed.
MAX_PIXELS = 100_000_000


class Measured(NamedTuple):
    """A picture's kind and size."""

    media_type: str
    width: int
    height: int


ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/webp": "webp",
    "image/tiff": "tiff",
}
# For the files of a library that are none of these.
OTHER = "bin"


def ending_of(data: bytes) -> str:
    """Return the ending for a picture's file name."""
    found = measure(data)
    return ENDINGS[found.media_type] if found else OTHER


def measure(data: bytes) -> Measured | None:
    """Return what the file says of itself; None when it is no picture of a known kind."""
    for start, read in _READERS:
        if data.startswith(start):
            try:
                found = read(data)
            except (struct.error, IndexError):
                return None
            return found if found and found.width > 0 and found.height > 0 else None
    return None


def _png(data: bytes) -> Measured | None:
    if data[12:16] != b"IHDR":
        return None
    return Measured("image/png", *struct.unpack(">II", data[16:24]))


def _gif(data: bytes) -> Measured:
    return Measured("image/gif", *struct.unpack("<HH", data[6:10]))


def _bmp(data: bytes) -> Measured:
    width, height = struct.unpack("<ii", data[18:26])
    return Measured("image/bmp", width, abs(height))  # a negative height: from the top down


def _webp(data: bytes) -> Measured | None:
    kind = data[8:16]
    if kind == b"WEBPVP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Measured("image/webp", width, height)
    if kind == b"WEBPVP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return Measured("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"WEBPVP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return Measured("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(data: bytes) -> Measured | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Measured("image/jpeg", width, height)
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def _tiff(data: bytes) -> Measured | None:
    order = "<" if data.startswith(b"II") else ">"
    (at,) = struct.unpack(order + "I", data[4:8])
    (count,) = struct.unpack(order + "H", data[at : at + 2])
    found: dict[int, int] = {}
    for place in range(at + 2, at + 2 + 12 * min(count, 200), 12):
        tag, kind = struct.unpack(order + "HH", data[place : place + 4])
        form = order + ("H" if kind == 3 else "I")
        size = struct.calcsize(form)
        found[tag] = struct.unpack(form, data[place + 8 : place + 8 + size])[0]
    width, height = found.get(256, 0), found.get(257, 0)
    return Measured("image/tiff", width, height)


_READERS: tuple[tuple[bytes, Callable[[bytes], Measured | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF8", _gif),
    (b"BM", _bmp),
    (b"RIFF", _webp),
    (b"II*\x00", _tiff),
    (b"MM\x00*", _tiff),
)
