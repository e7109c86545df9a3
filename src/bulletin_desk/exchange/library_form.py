"""The JSON forms of a whole library: its issues, its pool, the desk (docs/exchange.md)."""

import datetime
from collections.abc import Mapping
from typing import cast

from bulletin_desk.library.kept import (
    KeptFinal,
    KeptIssue,
    KeptVersion,
    Place,
    Warned,
)
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.jsonfields import Fields, read_object, read_objects
from bulletin_desk.model.jsonform import (
    Json,
    article_from_json,
    article_to_json,
    bulletin_from_json,
    bulletin_to_json,
)

FORMAT = "bulletin-desk library"
INDEX, DESK, POOL = "library.json", "desk.json", "pool.jsonl"
IMPORTS, QUEUE = "imports.jsonl", "queue.jsonl"
ISSUES, VERSIONS = "issues/", ".versions.jsonl"
PICTURES, FINALS, TEMPLATES, QUEUED = "pictures/", "finals/", "templates/", "queue/"

_ISSUE_KEYS = (
    "id", "status", "created", "updated", "bulletin", "articles", "warnings", "ignored", "finals",
)  # fmt: skip
_VERSION_KEYS = ("id", "label", "created", "automatic", "bulletin")
# As many articles as the search index can number, with room for those that are there.
_KEYS = 1 << 24
_POOL_KEYS = ("article", "key", "arrival")


def time_text(time: datetime.datetime) -> str:
    """Return a row's time (UTC, without saying so) as text that says so."""
    return time.isoformat() + "Z"


def read_time(text: object) -> datetime.datetime:
    """Return the time of a text as rows hold it; ValueError when it is none."""
    time = datetime.datetime.fromisoformat(text) if isinstance(text, str) else None
    if time is None or time.tzinfo is None:
        raise ValueError(f": a time such as 2026-02-03T08:00:00Z is expected, not {text!r:.40}")
    try:
        return time.astimezone(datetime.UTC).replace(tzinfo=None)
    except OverflowError:
        raise ValueError(": the time is beyond all calendars") from None


def issue_to_json(kept: KeptIssue) -> Json:
    """Return all that is kept of an issue, but its versions."""
    return {
        "id": kept.id,
        "status": kept.status.value,
        "created": time_text(kept.created),
        "updated": time_text(kept.updated),
        "bulletin": bulletin_to_json(kept.bulletin),
        "articles": {article_id: _place(place) for article_id, place in kept.places.items()},
        "warnings": [warned_to_json(warned) for warned in kept.warnings],
        "ignored": list(kept.ignored),
        "finals": [_final(final) for final in kept.finals],
    }


def version_to_json(kept: KeptVersion) -> Json:
    """Return a version with what it holds."""
    return {
        "id": kept.id,
        "label": kept.label,
        "created": time_text(kept.created),
        "automatic": kept.automatic,
        "bulletin": bulletin_to_json(kept.bulletin),
    }


def pooled_to_json(article: Article, place: Place) -> Json:
    """Return an article of the pool."""
    return {"article": article_to_json(article), **_place(place)}


def warned_to_json(warned: Warned) -> Json:
    """Return what intake could not recognise."""
    return {"created": time_text(warned.created), "text": warned.text}


def issue_from_json(document: object, *, newer: bool) -> KeptIssue:
    """Return an issue; ValueError says where it is malformed. A `newer` form may have more keys."""
    return read_object(known(document, _ISSUE_KEYS, newer), "", _read_issue)


def version_from_json(document: object, *, newer: bool) -> KeptVersion:
    """Return a version; ValueError says where it is malformed."""
    return read_object(known(document, _VERSION_KEYS, newer), "", _read_version)


def pooled_from_json(document: object, *, newer: bool) -> tuple[Article, Place]:
    """Return an article of the pool; ValueError says where it is malformed."""
    return read_object(known(document, _POOL_KEYS, newer), "", _read_pooled)


def known(document: object, keys: tuple[str, ...], newer: bool) -> object:
    """Return the document, of a newer one only the keys that this program knows."""
    if not newer or not isinstance(document, dict):
        return document
    values = cast("Mapping[str, object]", document)
    return {key: values[key] for key in keys if key in values}


def whole(fields: Fields, key: str) -> int:
    """Return a whole number that must be there, of a size that any database holds."""
    number = fields.whole(key)
    if number is None or not 0 <= number < 2**31:
        raise ValueError(f".{key}: a whole number is expected, not {number!r:.40}")
    return number


def read_warned(fields: Fields) -> Warned:
    """Return what intake could not recognise."""
    return Warned(read_time(fields.take("created")), fields.text("text"))


def texts(fields: Fields, key: str) -> tuple[str, ...]:
    """Return a list of texts; an absent one is empty."""
    items = fields.items(key)
    if not all(isinstance(item, str) for item in items):
        raise ValueError(f".{key}: a list of texts is expected")
    return tuple(cast("list[str]", items))


def _place(place: Place) -> Json:
    arrival: Json = {} if place.arrival is None else {"arrival": place.arrival}
    return {"key": place.key, **arrival}


def _final(final: KeptFinal) -> Json:
    return {
        "revision": final.revision,
        "created": time_text(final.created),
        "note": final.note,
        "template": final.template,
        "pdf": final.pdf,
        "docx": final.docx,
    }


def _read_issue(fields: Fields) -> KeptIssue:
    bulletin = bulletin_from_json(fields.take("bulletin"))
    places = fields.nested("articles")
    if not isinstance(places, dict):
        raise ValueError(".articles: an object is expected")
    kept = KeptIssue(
        whole(fields, "id"),
        _status(fields),
        read_time(fields.take("created")),
        read_time(fields.take("updated")),
        bulletin,
        {
            key: read_object(value, f".articles[{key!r:.40}]", _read_place)
            for key, value in cast("dict[str, object]", places).items()
        },
        read_objects(fields, "warnings", read_warned),
        texts(fields, "ignored"),
        read_objects(fields, "finals", _read_final),
    )
    if set(kept.places) != {article.id for article in bulletin.articles()}:
        raise ValueError(".articles: a place is expected for every article")
    revisions = {final.revision for final in kept.finals}
    if len(revisions) < len(kept.finals) or len(set(kept.ignored)) < len(kept.ignored):
        raise ValueError(": something is there twice")
    return kept


def _status(fields: Fields) -> IssueStatus:
    status = fields.text("status")
    if status not in set(IssueStatus):
        raise ValueError(f".status: {status!r:.40} is not known")
    return IssueStatus(status)


def _read_version(fields: Fields) -> KeptVersion:
    return KeptVersion(
        whole(fields, "id"),
        fields.text("label"),
        read_time(fields.take("created")),
        fields.flag("automatic"),
        bulletin_from_json(fields.take("bulletin")),
    )


def _read_pooled(fields: Fields) -> tuple[Article, Place]:
    return article_from_json(fields.take("article")), _read_place(fields)


def _read_place(fields: Fields) -> Place:
    arrival = whole(fields, "arrival") if "arrival" in fields else None
    key = whole(fields, "key")
    if key >= _KEYS:
        raise ValueError(f".key: {key} is too large")
    return Place(key, arrival)


def _read_final(fields: Fields) -> KeptFinal:
    return KeptFinal(
        whole(fields, "revision"),
        read_time(fields.take("created")),
        fields.text("note"),
        fields.text("template"),
        fields.text("pdf", default=None),
        fields.text("docx", default=None),
    )
