"""Between model values and what a row holds: JSON text with its SHA-256 beside it."""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from bulletin_desk.library.errors import LibraryError
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.jsonform import (
    Json,
    article_from_json,
    article_to_json,
    bulletin_from_json,
    bulletin_to_json,
)

T = TypeVar("T")


def article_form(article: Article) -> tuple[str, str]:
    """Return an article's JSON text and its hash."""
    return _form(article_to_json(article))


def bulletin_form(bulletin: Bulletin) -> tuple[str, str]:
    """Return a bulletin's JSON text and its hash."""
    return _form(bulletin_to_json(bulletin))


def read_article(body: str, sha256: str) -> Article:
    """Return the article that a row holds; LibraryError when the row is damaged."""
    return _read(body, sha256, article_from_json)


def read_bulletin(body: str, sha256: str) -> Bulletin:
    """Return the bulletin that a row holds; LibraryError when the row is damaged."""
    return _read(body, sha256, bulletin_from_json)


def digest(data: bytes) -> str:
    """Return the SHA-256 that names these bytes."""
    return hashlib.sha256(data).hexdigest()


def storable(text: str) -> str:
    """Return a text that UTF-8 can hold: half of a surrogate pair becomes a question mark."""
    return text.encode(errors="replace").decode()


def now() -> datetime.datetime:
    """Return the time as rows hold it: UTC, without saying so."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def aware(time: datetime.datetime) -> datetime.datetime:
    """Return a row's time as UTC."""
    return time.replace(tzinfo=datetime.UTC)


def _form(document: Json) -> tuple[str, str]:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    try:
        data = body.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, which UTF-8 cannot hold: keep it as an escape.
        body = json.dumps(document, separators=(",", ":"))
        data = body.encode()
    return body, digest(data)


def _read(body: str, sha256: str, read: Callable[[object], T]) -> T:
    if digest(body.encode()) != sha256:
        raise LibraryError(
            "稿库里有一处内容与保存时不一致，可能是磁盘损坏造成的。"
            "请运行“检查稿库”看是哪一处，再从备份恢复。"
        )
    try:
        return read(json.loads(body))
    except ValueError as error:
        raise LibraryError(
            "稿库里有一处内容不是本版本认识的格式。请升级简报台，或从备份恢复。"
        ) from error
