"""The objects of a PDF file: numbered, written and listed in the cross-reference table."""

import zlib
from collections.abc import Mapping, Sequence

# Glyph outlines hardly get smaller with more effort, and every issue waits for them.
_LEVEL = 4


class Name(str):
    """A PDF name, without its slash; letters, digits and - + . alone."""

    __slots__ = ()


class Ref(str):
    """A reference to an object of the file, which may be given later."""

    __slots__ = ()


Value = str | int | float | Sequence["Value"] | Mapping[str, "Value"]


def deflated(data: bytes) -> bytes:
    """Return data as a stream's FlateDecode filter reads it."""
    return zlib.compress(data, _LEVEL)


class PdfFile:
    """A PDF being put together."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []
        self._sum = 0
        self._size = 0

    def reserve(self) -> Ref:
        """Return a reference to an object that `put` gives later."""
        self._objects.append(b"null")
        return Ref(f"{len(self._objects)} 0 R")

    def put(self, ref: Ref, value: Value) -> None:
        """Give the object of a reference."""
        self._objects[int(ref[:-4]) - 1] = _written(value)

    def add(self, value: Value) -> Ref:
        """Add an object and return the reference to it."""
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def stream(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Ref:
        """Add a stream: deflated, unless `entries` name the filter that it already has."""
        entries = dict(entries or {})
        if "Filter" not in entries:
            data = deflated(data)
            entries["Filter"] = Name("FlateDecode")
        entries["Length"] = len(data)
        self._sum = zlib.crc32(data, self._sum)
        self._size += len(data)
        ref = self.reserve()
        self._objects[-1] = b"%s\nstream\n%s\nendstream" % (_written(entries), data)
        return ref

    def finish(self, catalog: Value, info: Value) -> bytes:
        """Return the file's bytes; its identifier comes from what is in its streams."""
        root, told = self.add(catalog), self.add(info)
        # The second line tells programs that move files that this one is binary.
        parts = [b"%PDF-1.7\n%\xe7\xae\x80\xe6\x8a\xa5\n"]
        at = len(parts[0])
        places = [b"0000000000 65535 f \n"]
        for number, value in enumerate(self._objects, 1):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, value)
            parts.append(part)
            places.append(b"%010d 00000 n \n" % at)
            at += len(part)
        mark = f"{self._sum:08x}{self._size:024x}"
        trailer = f"/Size {len(places)} /Root {root} /Info {told} /ID [<{mark}><{mark}>]"
        parts += [b"xref\n0 %d\n" % len(places), *places]
        parts.append(f"trailer\n<<{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode("ascii"))
        return b"".join(parts)


def _written(value: Value) -> bytes:
    return _text(value).encode("ascii")


def _text(value: Value) -> str:
    match value:
        case Ref():
            return value
        case Name():
            return f"/{value}"
        case str():
            return _string(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case Mapping():
            return f"<<{' '.join([f'/{key} {_text(item)}' for key, item in value.items()])}>>"
        case _:
            return f"[{' '.join(map(_text, value))}]"


def _string(value: str) -> str:
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{value.encode('utf-16-be', 'replace').hex()}>"
