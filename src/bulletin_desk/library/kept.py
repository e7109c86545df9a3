"""What is kept of an issue, with the ids and times it has there: a copy of a library needs both."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bulletin_desk.library.records import ImportRecord, IssueStatus
from bulletin_desk.model.bulletin import Bulletin


@dataclass(frozen=True, slots=True)
class Place:
    """An article's place among all articles, and in the pool's order if it came from there."""

    key: int
    arrival: int | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """What intake could not recognise, and when."""

    created: datetime.datetime
    text: str


@dataclass(frozen=True, slots=True)
class KeptFinal:
    """One 定稿: what FinalRecord tells, the files by their digests."""

    revision: int
    created: datetime.datetime
    note: str
    template: str
    pdf: str
    docx: str


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version with what it holds."""

    id: int
    label: str
    created: datetime.datetime
    automatic: bool
    bulletin: Bulletin


@dataclass(frozen=True, slots=True)
class KeptIssue:
    """All that is kept of an issue, but its versions. Times are UTC, without saying so."""

    id: int
    status: IssueStatus
    created: datetime.datetime
    updated: datetime.datetime
    bulletin: Bulletin
    places: Mapping[str, Place]
    warnings: tuple[Warned, ...] = ()
    ignored: tuple[str, ...] = ()
    finals: tuple[KeptFinal, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptImport:
    """A file that was imported, and the ids of the articles that it brought."""

    record: ImportRecord
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptQueued:
    """A file that waits for a clerk: the source as JSON, the digest of the file."""

    id: int
    file_sha256: str
    name: str
    folder: str
    created: datetime.datetime
    doubts: tuple[str, ...]
    source: str


def fresh_ids(bulletin: Bulletin, ids: Mapping[str, str]) -> Bulletin:
    """Return an issue whose articles have other ids where the mapping has one for theirs."""
    if not ids:
        return bulletin
    sections = tuple(
        replace(
            section,
            articles=tuple(
                replace(article, id=ids.get(article.id, article.id)) for article in section.articles
            ),
        )
        for section in bulletin.sections
    )
    return replace(bulletin, sections=sections)


def said(bulletin: Bulletin) -> Bulletin:
    """Return what an issue says, without ids and template, so that two may be compared."""
    sections = tuple(
        replace(
            section,
            id="",
            articles=tuple(replace(article, id="") for article in section.articles),
        )
        for section in bulletin.sections
    )
    return replace(bulletin, sections=sections, template="")
