"""Whether a picture's file is whole: Qt shows grey where a download stopped, and says nothing."""

import re

# After the header of a scan: a marker, which is no stuffed 0xFF and no restart.
_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_SCAN, _END = 0xDA, 0xD9
_RESTARTS = range(0xD0, 0xD8)


def is_whole(data: bytes, form: str) -> bool:
    """Return whether nothing is missing at the end of a file that Qt has read as `form`."""
    match form:
        case "jpeg":
            return _jpeg_ends(data)
        case "bmp":
            return len(data) >= _bmp_size(data)
        case "gif":
            return data.rstrip(b"\0").endswith(b";")
        case "webp":
            return len(data) >= int.from_bytes(data[4:8], "little") + 8
        case _:
            return True  # Qt refuses a PNG or TIFF that is not whole


def _jpeg_ends(data: bytes) -> bool:
    """Return whether the end marker follows the last scan, whatever a camera adds behind it."""
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _END:
            return True
        if marker == 0xFF:
            at += 1
            continue
        if marker in _RESTARTS or marker == 0x01:
            at += 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            found = _MARKER.search(data, at)
            if found is None:
                return False
            at = found.end() - 2
    return False


def _bmp_size(data: bytes) -> int:
    """Return how long a BMP without compression must be; 0 for another one."""

    def number(at: int, size: int = 4) -> int:
        return int.from_bytes(data[at : at + size], "little", signed=True)

    if number(14) < 40 or number(30) not in (0, 3):
        return 0
    row = (abs(number(18)) * number(28, 2) + 31) // 32 * 4
    return number(10) + row * abs(number(22))
