"""The bulletin (简报): masthead, sections of articles, distribution.

Every part of the masthead and of the footer is optional: four real bulletins showed four
different combinations. An absent text is the empty string, an absent number or date is None.
"""

import datetime
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bulletin_desk.model.richtext import Block


def new_id() -> str:
    """Return a fresh identifier: 16 hexadecimal digits, unique for all practical purposes."""
    return os.urandom(8).hex()


def one_line(title: str) -> str:
    """Return a title as the contents and lists show it: its manual breaks removed.

    A title keeps a newline where the clerk (or the printed original) breaks it. The newline adds
    nothing to the text: where the one-line form has a space, the space is written before it.
    """
    return title.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Article:
    """One article (稿件): title, optional subtitle, byline and units, and a body of blocks.

    `units` are the contributing units (供稿单位), in order. `run_in` means that the title opens
    the first paragraph and ends in 。 (标题接排), as brief-news columns print it. `origin` says in
    which issue the article stood that this one is a copy of; it is not printed.
    """

    id: str = field(default_factory=new_id)
    title: str = ""
    subtitle: str = ""
    byline: str = ""
    units: tuple[str, ...] = ()
    date: datetime.date | None = None
    run_in: bool = False
    body: tuple[Block, ...] = ()
    origin: str = ""

    @property
    def text(self) -> str:
        """Title and body as plain text, one block a line; what search looks through."""
        head = (one_line(self.title), self.subtitle, self.byline)
        return "\n".join([part for part in head if part] + [block.text for block in self.body])


@dataclass(frozen=True, slots=True)
class Section:
    """A column (栏目) with its articles; an issue without columns has one section without name."""

    id: str = field(default_factory=new_id)
    name: str = ""
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """The masthead (报头) of one issue.

    `name` may hold manual breaks like a title. `supplement` marks a 增刊, which has a number
    sequence of its own. `year` is the year of the number sequence when it is not the date's, and
    0 where the sequence goes on over the years.
    """

    name: str = ""
    number: int | None = None
    serial_number: int | None = None
    supplement: bool = False
    year: int | None = None
    issuer: str = ""
    date: datetime.date | None = None
    classification: str = ""  # 密级
    copy_number: str = ""  # 编号
    notice: str = ""  # 内部资料 注意保存

    @property
    def numbering_year(self) -> int | None:
        """The year whose sequence the number belongs to (0: all years), None when not known."""
        if self.year is not None:
            return self.year
        return self.date.year if self.date else None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The distribution footer: 报 report_to, 送 send_to, 发 issue_to, 共印N份 copies.

    Lists are kept as typed: their order is protocol and is never sorted.
    """

    report_to: str = ""
    send_to: str = ""
    issue_to: str = ""
    copies: int | None = None


def has_footer(distribution: Distribution) -> bool:
    """Return whether anything of a distribution is printed."""
    lists = (distribution.report_to, distribution.send_to, distribution.issue_to)
    return any(names.strip() for names in lists) or distribution.copies is not None


class ContentsStyle(StrEnum):
    """How the contents list the titles."""

    GROUPED = "grouped"  # under their column's name
    BULLETED = "bulleted"  # a bullet before each title, columns not named


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One issue of a series, as an immutable value; `template` is a template's id.

    `contents_style` and `contents_pages` (page numbers in the contents) are what this issue has
    otherwise than its template, which decides where they are None.
    """

    template: str = "jingshen-wenming"
    masthead: Masthead = Masthead()
    contents: bool = True
    sections: tuple[Section, ...] = ()
    distribution: Distribution = Distribution()
    contents_style: ContentsStyle | None = None
    contents_pages: bool | None = None

    @property
    def series(self) -> str:
        """The series (刊物) the issue belongs to: the masthead's name on one line."""
        return one_line(self.masthead.name)

    def articles(self) -> Iterator[Article]:
        """Yield every article in reading order."""
        for section in self.sections:
            yield from section.articles

    def find_article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        return next((a for a in self.articles() if a.id == article_id), None)
