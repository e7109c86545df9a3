"""JSON out of and into bytes: the same bytes for the same value; what comes in is bounded."""

import json
import re
from collections.abc import Callable
from typing import TypeVar, cast

from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.model.jsonfields import Fields, read_object

T = TypeVar("T")

# A long issue has 300 KB and 5,000 values. In memory a value takes some twenty times its bytes.
MAX_BYTES = 16 << 20
MAX_VALUES = 500_000
MAX_DEPTH = 32


def to_bytes(document: object) -> bytes:
    """Return a document as people can read it, with a newline at its end."""
    return _encoded(document, indent=1)


def to_line(document: object) -> bytes:
    """Return a document as one line of a .jsonl file."""
    return _encoded(document, separators=(",", ":"))


def _encoded(document: object, **form: object) -> bytes:
    try:
        return json.dumps(document, ensure_ascii=False, **form).encode() + b"\n"  # type: ignore[arg-type]
    except UnicodeEncodeError:
        # Half of a surrogate pair, which UTF-8 cannot hold: kept as an escape.
        return json.dumps(document, **form).encode() + b"\n"  # type: ignore[arg-type]


def from_bytes(data: bytes, name: str) -> object:
    """Return the document of a part; ExchangeError when it is malformed, too large or too deep."""
    if len(data) > MAX_BYTES or len(re.findall(rb"[\[{,]", data)) > MAX_VALUES:
        raise ExchangeError(f"“{name}”太大，不像一期简报的内容，没有读入。")
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"“{name}”的内容已损坏，没有读入。请让对方重新导出。") from error
    if _is_deep(document):
        raise ExchangeError(f"“{name}”的内容套得太深，没有读入。请让对方重新导出。")
    return document


def read_part(data: bytes, name: str, read: Callable[[Fields], T]) -> T:
    """Return what `read` makes of the object in a part, all its keys taken."""
    document = from_bytes(data, name)
    with_place = malformed(name)
    try:
        return read_object(document, "", read)
    except ValueError as error:
        raise with_place(error) from error


def malformed(name: str) -> Callable[[Exception], ExchangeError]:
    """Return what makes the sentence about a part whose values are not as they should be."""

    def sentence(error: Exception) -> ExchangeError:
        return ExchangeError(f"“{name}”的内容不合格式（{error!s:.120}），没有读入。")

    return sentence


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")


def _is_deep(document: object) -> bool:
    level = [document]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner += cast("dict[str, object]", value).values()
            elif isinstance(value, list):
                inner += cast("list[object]", value)
        if not inner:
            return False
        level = inner
    return True
