"""The JSON forms of what the office keeps beside its issues: desk.json, the imports, the queue."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bulletin_desk.exchange.checking import DIGEST
from bulletin_desk.exchange.library_form import (
    known,
    read_time,
    read_warned,
    texts,
    time_text,
    warned_to_json,
    whole,
)
from bulletin_desk.library.kept import KeptImport, KeptQueued, Warned
from bulletin_desk.library.records import ImportKind, ImportRecord, Phrase
from bulletin_desk.model.credit import Unit
from bulletin_desk.model.jsonfields import Fields, read_object, read_objects
from bulletin_desk.model.jsonform import Json
from bulletin_desk.model.recipients import Recipient

if TYPE_CHECKING:
    from bulletin_desk.library.snapshot import Snapshot

_DESK_KEYS = ("preferences", "recipients", "units", "credits", "phrases", "warnings")
_IMPORT_KEYS = (
    "id", "sha256", "name", "folder", "created", "kind", "issue", "articles", "reason",
    "brought",
)  # fmt: skip
_QUEUED_KEYS = ("id", "sha256", "name", "folder", "created", "doubts", "source", "pictures")


@dataclass(frozen=True, slots=True)
class KeptDesk:
    """How the office works, and what intake said of articles for the pool."""

    preferences: dict[str, object]
    recipients: tuple[Recipient, ...]
    units: tuple[Unit, ...]
    credits: dict[str, tuple[str, ...]]
    phrases: tuple[Phrase, ...]
    warnings: tuple[Warned, ...]


def desk_to_json(source: "Snapshot") -> Json:
    """Return what the office keeps beside its issues."""
    return {
        "preferences": source.preferences(),
        "recipients": [
            {"name": one.name, "copies": one.copies, "group": one.group}
            for one in source.recipients()
        ],
        "units": [
            {"name": unit.name, "aliases": list(unit.aliases), "former": list(unit.former)}
            for unit in source.units()
        ],
        "credits": source.credits(),
        "phrases": [
            {"name": phrase.name, "text": phrase.text, "kind": phrase.kind}
            for phrase in source.phrases()
        ],
        "warnings": [warned_to_json(warned) for warned in source.warnings(None)],
    }


def import_to_json(kept: KeptImport) -> Json:
    """Return what became of a file that was imported."""
    record = kept.record
    issue: Json = {} if record.issue_id is None else {"issue": record.issue_id}
    return {
        "id": record.id,
        "sha256": record.sha256,
        "name": record.name,
        "folder": record.folder,
        "created": time_text(record.created),
        "kind": record.kind.value,
        **issue,
        "articles": record.articles,
        "reason": record.reason,
        "brought": list(kept.articles),
    }


def queued_to_json(queued: KeptQueued, pictures: list[str]) -> Json:
    """Return a file that waits for a clerk; its pictures by the names of their parts."""
    return {
        "id": queued.id,
        "sha256": queued.file_sha256,
        "name": queued.name,
        "folder": queued.folder,
        "created": time_text(queued.created),
        "doubts": list(queued.doubts),
        "source": queued.source,
        "pictures": pictures,
    }


def desk_from_json(document: object, *, newer: bool) -> KeptDesk:
    """Return what the office keeps; ValueError says where it is malformed."""
    return read_object(known(document, _DESK_KEYS, newer), "", _read_desk)


def import_from_json(document: object, *, newer: bool) -> KeptImport:
    """Return what became of a file, with the id that its issue has there."""
    return read_object(known(document, _IMPORT_KEYS, newer), "", _read_import)


def queued_from_json(document: object, *, newer: bool) -> tuple[KeptQueued, tuple[str, ...]]:
    """Return a file that waits, and the names of its pictures' parts."""
    return read_object(known(document, _QUEUED_KEYS, newer), "", _read_queued)


def _read_desk(fields: Fields) -> KeptDesk:
    preferences, credits = fields.nested("preferences"), fields.nested("credits")
    if not isinstance(preferences, dict) or not isinstance(credits, dict):
        raise ValueError(": an object is expected")
    return KeptDesk(
        cast("dict[str, object]", preferences),
        read_objects(fields, "recipients", _read_recipient),
        read_objects(fields, "units", _read_unit),
        {
            written: read_object({"units": units}, ".credits", lambda f: texts(f, "units"))
            for written, units in cast("dict[str, object]", credits).items()
        },
        read_objects(fields, "phrases", _read_phrase),
        read_objects(fields, "warnings", read_warned),
    )


def _read_recipient(fields: Fields) -> Recipient:
    group = fields.text("group")
    if group not in ("", "report", "send", "issue"):
        raise ValueError(f".group: {group!r:.40} is not known")
    return Recipient(fields.text("name"), whole(fields, "copies"), group)


def _read_unit(fields: Fields) -> Unit:
    return Unit(fields.text("name"), texts(fields, "aliases"), texts(fields, "former"))


def _read_phrase(fields: Fields) -> Phrase:
    return Phrase(fields.text("name"), fields.text("text"), fields.text("kind"))


def _read_import(fields: Fields) -> KeptImport:
    kind = fields.text("kind")
    if kind not in set(ImportKind):
        raise ValueError(f".kind: {kind!r:.40} is not known")
    record = ImportRecord(
        whole(fields, "id"),
        _digest(fields),
        fields.text("name"),
        fields.text("folder"),
        read_time(fields.take("created")),
        ImportKind(kind),
        whole(fields, "issue") if "issue" in fields else None,
        whole(fields, "articles"),
        fields.text("reason"),
    )
    return KeptImport(record, tuple(dict.fromkeys(texts(fields, "brought"))))


def _read_queued(fields: Fields) -> tuple[KeptQueued, tuple[str, ...]]:
    kept = KeptQueued(
        whole(fields, "id"),
        _digest(fields),
        fields.text("name"),
        fields.text("folder"),
        read_time(fields.take("created")),
        texts(fields, "doubts"),
        fields.text("source"),
    )
    return kept, texts(fields, "pictures")


def _digest(fields: Fields) -> str:
    digest = fields.text("sha256", default=None)
    if not DIGEST.match(digest):
        raise ValueError(f".sha256: a hash is expected, not {digest!r:.40}")
    return digest
