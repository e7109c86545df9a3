"""The objects of a PDF file, numbered and written by reportlab's document layer.

The one place that knows reportlab, whose values are untyped. Its canvas is left out: that takes
longer to load, and brings a font of its own that is not embedded.
"""

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import md5
from typing import Any, cast

from reportlab.pdfbase import pdfdoc


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Ref(str):
    """A reference to an object of the file, which may be given later."""

    __slots__ = ()


Value = str | int | float | Sequence["Value"] | Mapping[str, "Value"]


class PdfFile:
    """A PDF being put together."""

    def __init__(self) -> None:
        # Invariant: the same document makes the same bytes, without time stamps.
        self._document = cast(Any, pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 7)))
        self._count = 0
        self._digest = md5(usedforsecurity=False)

    def reserve(self) -> Ref:
        """Return a reference to an object that `put` gives later."""
        self._count += 1
        return Ref(f"o{self._count}")

    def put(self, ref: Ref, value: Value) -> None:
        """Give the object of a reference."""
        self._document.Reference(_object(value), ref)

    def add(self, value: Value) -> Ref:
        """Add an object and return the reference to it."""
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def stream(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Ref:
        """Add a stream: deflated, unless `entries` name the filter that it already has."""
        ref = self.reserve()
        entries = dict(entries or {})
        if "Filter" not in entries:
            data = zlib.compress(data)
            entries["Filter"] = Name("FlateDecode")
        entries["Length"] = len(data)
        self._digest.update(data)
        # Not a PDFStream: that leaves out the line end that belongs before "endstream".
        head = _object(entries).format(self._document)
        self._document.Reference(b"%s\nstream\n%s\nendstream" % (head, data), ref)
        return ref

    def finish(self, catalog: Value, info: Value) -> bytes:
        """Return the file's bytes; its identifier comes from what is in its streams."""
        document = self._document
        document.Catalog = _object(catalog)
        document.info = _object(info)
        identifier = self._digest.hexdigest().encode()
        document._ID = b"[<%s><%s>]" % (identifier, identifier)
        return cast(bytes, document.format())


# reportlab spells a name out letter by letter, and a file holds the same few thousands of times.
_name = cache(pdfdoc.PDFName)


def _object(value: Value) -> Any:
    """Return reportlab's form of a value."""
    match value:
        case Name():
            return _name(value)
        case Ref():
            return pdfdoc.PDFObjectReference(value)
        case str():
            return pdfdoc.PDFString(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case Mapping():
            return pdfdoc.PDFDictionary({key: _object(item) for key, item in value.items()})
        case _:
            return pdfdoc.PDFArrayCompact([_object(item) for item in value])
