"""ZIP files as others make them, also such as nobody should open."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

TEXT = "青石县来稿\n\n近日，青石县开展志愿服务活动。\n"


def zip_of(entries: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP whose names are in UTF-8, marked as such."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def raw_zip(
    entries: list[tuple[bytes, bytes]],
    *,
    flags: int = 0,
    size: int | None = None,
    mode: int = 0,
    extra: bytes = b"",
) -> bytes:
    """Return a ZIP with the names as bytes, as old programs write them; `size` is what it says."""
    body, directory = b"", b""
    for name, data in entries:
        packed = zlib.compress(data)[2:-4]
        head = struct.pack(
            "<HHHHHIIIHH", 20, flags, 8, 0, 33, zlib.crc32(data), len(packed),
            len(data) if size is None else size, len(name), len(extra),
        )  # fmt: skip
        system = struct.pack("<BB", 20, 3 if mode else 0)
        directory += b"PK\x01\x02" + system + head
        directory += struct.pack("<HHHII", 0, 0, 0, mode << 16, len(body)) + name + extra
        body += b"PK\x03\x04" + head + name + extra + packed
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def unicode_path(name: bytes, said: str) -> bytes:
    """Return the extra field by which Info-ZIP's programs give the name in UTF-8."""
    data = b"\x01" + struct.pack("<I", zlib.crc32(name)) + said.encode()
    return struct.pack("<HH", 0x7075, len(data)) + data
