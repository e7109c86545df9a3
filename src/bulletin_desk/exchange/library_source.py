"""An exported library as it lies in a folder or a ZIP file: its index, its parts checked."""

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar, cast

from bulletin_desk.exchange import library_form as form
from bulletin_desk.exchange import reading
from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.exchange.jsondata import MAX_BYTES, from_bytes, malformed
from bulletin_desk.exchange.reading import Parts
from bulletin_desk.exchange.versioning import check_version

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_LARGEST = 512 << 20  # a picture, or a file that was published


class Form(Protocol[T_co]):
    """What reads a JSON document; of a newer minor version it passes over unknown keys."""

    def __call__(self, document: object, *, newer: bool) -> T_co:
        """Return what the document holds; ValueError says where it is malformed."""
        ...


class LibrarySource:
    """Reads the parts that the index names; ExchangeError where one is not as it was written."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._parts = parts
        self.names = parts.names()
        if form.INDEX not in self.names:
            raise ExchangeError(
                f"“{name}”不是导出的稿库，没有导入。请选择含有 {form.INDEX} 的文件夹或 ZIP 文件。"
            )
        document = from_bytes(reading.read(parts, form.INDEX, MAX_BYTES), form.INDEX)
        index = cast("dict[str, object]", document) if isinstance(document, dict) else {}
        self._newer = check_version(index.get("format"), form.FORMAT, index.get("version"), name)
        hashes, issues = index.get("parts"), index.get("issues")
        if not isinstance(hashes, dict) or not isinstance(issues, list):
            raise malformed(form.INDEX)(ValueError("parts and issues are expected"))
        self._hashes = cast("dict[str, object]", hashes)
        self.issues = [
            str(cast("dict[str, object]", entry).get("file"))
            for entry in cast("list[object]", issues)
            if isinstance(entry, dict)
        ]

    def __contains__(self, name: str) -> bool:
        return name in self._hashes

    def value(self, name: str, read: Form[T]) -> T:
        """Return what the JSON document of a part holds."""
        return self._value(self.data(name), name, read)

    def data(self, name: str) -> bytes:
        """Return a part of text whole."""
        data = reading.read(self._parts, name, MAX_BYTES)
        self._compare(name, data)
        return data

    def lines(self, name: str, read: Form[T]) -> Iterator[T]:
        """Yield what the lines of a part hold, one at a time; nothing where there is no part."""
        if name not in self:
            return
        found = hashlib.sha256()
        for line in reading.lines(self._parts, name, MAX_BYTES):
            found.update(line)
            yield self._value(line, name, read)
        self._compare_hash(name, found.hexdigest())

    def file(self, name: str, digest: str) -> bytes:
        """Return a part that is named by its hash."""
        data = reading.read(self._parts, name, _LARGEST)
        if hashlib.sha256(data).hexdigest() != digest:
            raise _different(name)
        return data

    def _value(self, data: bytes, name: str, read: Form[T]) -> T:
        with told_where(name):
            return read(from_bytes(data, name), newer=self._newer)

    def _compare(self, name: str, data: bytes) -> None:
        self._compare_hash(name, hashlib.sha256(data).hexdigest())

    def _compare_hash(self, name: str, found: str) -> None:
        if self._hashes.get(name) != found:
            raise _different(name)


@contextmanager
def told_where(name: str) -> Generator[None, None, None]:
    """Turn a ValueError about a part's values into a sentence."""
    try:
        yield
    except (ValueError, RecursionError) as error:
        raise malformed(name)(error) from error


def _different(name: str) -> ExchangeError:
    return ExchangeError(f"“{name:.80}”与导出时不一致，没有导入。请重新导出，或重新复制一遍。")
