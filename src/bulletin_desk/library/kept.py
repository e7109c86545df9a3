"""What is kept of an issue, with the ids and times it has there: a copy of a library needs both."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.bulletin import Bulletin, new_id


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


def fresh_ids(bulletin: Bulletin, taken: Collection[str]) -> Bulletin:
    """Return an issue whose articles of these ids have others: the ids stand for other articles."""
    return with_ids(bulletin, {article_id: new_id() for article_id in sorted(taken)})


def with_ids(bulletin: Bulletin, ids: Mapping[str, str]) -> Bulletin:
    """Return an issue whose articles have new ids where the mapping has one for theirs."""
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
