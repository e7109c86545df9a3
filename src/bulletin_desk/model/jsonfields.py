"""Strict reading of JSON objects: every key is taken once, what is malformed is named by place."""

import datetime
import math
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

T = TypeVar("T")


class Fields:
    """The keys of one JSON object, taken one by one; end() refuses what nobody took."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError(f": an object is expected, not {value!r:.40}")
        self._left = dict(cast("Mapping[str, object]", value))

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def end(self) -> None:
        """Refuse the keys that are left."""
        if self._left:
            raise ValueError(f": unknown key {min(map(str, self._left))!r}")

    def take(self, key: str) -> object:
        """Return a value that must be there."""
        if key not in self._left:
            raise ValueError(f": the key {key!r} is missing")
        return self._left.pop(key)

    def text(self, key: str, default: str | None = "") -> str:
        """Return a text; without a default the key must be there."""
        value = self.take(key) if default is None else self._left.pop(key, default)
        if not isinstance(value, str):
            raise ValueError(f".{key}: a text is expected, not {value!r:.40}")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        value = self._left.pop(key, default)
        if not isinstance(value, bool):
            raise ValueError(f".{key}: true or false is expected, not {value!r:.40}")
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number, or None."""
        return as_whole(self._left.pop(key), key) if key in self._left else None

    def length(self, key: str) -> float | None:
        """Return a finite number, or None."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f".{key}: a length is expected, not {value!r:.40}")
        if value != value or abs(value) == math.inf:
            raise ValueError(f".{key}: a finite length is expected, not {value!r}")
        return value

    def date(self, key: str) -> datetime.date | None:
        """Return a date, or None."""
        text = self.text(key)
        try:
            date = datetime.date.fromisoformat(text) if text else None
        except ValueError:
            date = None
        if text != (date.isoformat() if date else ""):
            raise ValueError(f".{key}: a date such as 2026-02-03 is expected, not {text!r:.40}")
        return date

    def nested(self, key: str) -> object:
        """Return a nested object; an absent one is empty."""
        return self._left.pop(key, {})

    def items(self, key: str) -> list[object]:
        """Return a list; an absent one is empty."""
        return as_list(self._left.pop(key, []), key)


def as_list(value: object, key: str) -> list[object]:
    """Return a value that must be a list."""
    if not isinstance(value, list):
        raise ValueError(f".{key}: a list is expected, not {value!r:.40}")
    return cast("list[object]", value)


def as_whole(value: object, key: str) -> int:
    """Return a value that must be a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f".{key}: a whole number is expected, not {value!r:.40}")
    return value


def read_object(value: object, place: str, read: Callable[[Fields], T]) -> T:
    """Read one nested object to its end, saying in a ValueError where it stands."""
    try:
        fields = Fields(value)
        result = read(fields)
        fields.end()
    except ValueError as error:
        raise ValueError(f"{place}{error}") from None
    return result


def read_objects(fields: Fields, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
    """Return the objects of a list, each read to its end."""
    items = enumerate(fields.items(key))
    return tuple([read_object(value, f".{key}[{i}]", read) for i, value in items])
