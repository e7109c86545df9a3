"""What the library tells about series, issues, versions and search hits."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bulletin_desk.model.bulletin import Article, Bulletin, Masthead
from bulletin_desk.model.numbering import number_text


class IssueStatus(StrEnum):
    """Whether an issue may still change."""

    DRAFT = "draft"
    FINAL = "final"  # 定稿


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """A series (刊物) that has issues; `latest` is the id of its newest one."""

    name: str
    issues: int
    latest: int


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """One line of the list of issues; `titles` counts the articles that have one."""

    id: int
    series: str
    year: int | None
    number: int | None
    serial_number: int | None
    supplement: bool
    date: datetime.date | None
    titles: int
    status: IssueStatus
    updated: datetime.datetime

    @property
    def number_text(self) -> str:
        """The number as printed, such as 第7期（总第112期）; empty when there is none."""
        return number_text(
            Masthead(
                number=self.number, serial_number=self.serial_number, supplement=self.supplement
            )
        )


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version of an issue that was kept by name, or `automatic`ally."""

    id: int
    issue_id: int
    label: str
    created: datetime.datetime
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class FinalRecord:
    """One 定稿 of an issue: when, with which template (its TOML text), and the files' hashes.

    `note` says why the issue was opened again; it is empty while the revision stands.
    """

    revision: int
    created: datetime.datetime
    note: str
    template: str
    pdf_sha256: str
    docx_sha256: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found; `issue_id` is None in the pool.

    `date` is the issue's, or the article's own where the issue has none; `section` is the name of
    the column that the article stands in; `status` is draft, final or pool. `marks` are the places
    of the words in the snippet, `title_marks` those in the title.
    """

    article_id: str
    issue_id: int | None
    series: str
    number: int | None
    supplement: bool
    date: datetime.date | None
    title: str
    snippet: str
    section: str = ""
    units: tuple[str, ...] = ()
    status: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many articles of a search stand where, most first; years the newest first.

    What is not known of an article (no series, no date) is not counted there.
    """

    series: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    units: tuple[tuple[str, int], ...] = ()
    statuses: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """An article that says nearly the same as another; `issue_id` is None in the pool.

    `likeness` is the share of what both say together, from 0 to 1.
    """

    article_id: str
    issue_id: int | None
    series: str
    number: int | None
    date: datetime.date | None
    title: str
    likeness: float


class ImportKind(StrEnum):
    """What became of a file that was imported."""

    ISSUE = "issue"
    POOL = "pool"
    QUEUED = "queued"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportItem:
    """A file to be imported, as it was read and recognised.

    `sha256` is that of the file. `doubts` say why a clerk must look at it first; `source` is then
    kept, in its JSON form, with the pictures.
    """

    name: str
    folder: str
    sha256: str
    bulletin: Bulletin | None
    articles: tuple[Article, ...]
    warnings: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    doubts: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file; `reason` is a sentence where it was not simply kept."""

    name: str
    kind: ImportKind
    issue_id: int | None = None
    articles: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """A file that was imported before."""

    id: int
    sha256: str
    name: str
    folder: str
    created: datetime.datetime
    kind: ImportKind
    issue_id: int | None
    articles: int
    reason: str


@dataclass(frozen=True, slots=True)
class QueuedImport:
    """A file that waits for a clerk to look at it, and why."""

    id: int
    name: str
    folder: str
    doubts: tuple[str, ...]
    created: datetime.datetime


@dataclass(frozen=True, slots=True)
class Phrase:
    """Boilerplate (常用语): its name, its text, and of what kind it is."""

    name: str
    text: str
    kind: str = ""
