"""What the library tells about series, issues, versions and search hits."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from bulletin_desk.model.bulletin import Masthead
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
    the column that the article stands in.
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
