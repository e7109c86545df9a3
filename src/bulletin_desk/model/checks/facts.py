"""What the checks cannot see in the bulletin itself, handed to them as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bulletin_desk.model.flow import Source


class NearFact(NamedTuple):
    """An article of another issue that says nearly the same: how alike it is, from 0 to 1.

    `article` is its id, `issue` the name of the issue that it stands in.
    """

    article: str
    issue: str
    title: str
    likeness: float


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What the library knows of an issue's number and articles.

    `taken` names the other issue that has the number; `previous` and `previous_serial` are the
    highest numbers below the issue's own in the same sequence; `used_before` gives for an article
    the names of the other issues that hold it, `near` the article of
    another issue that is most like it. `footer_before` says whether the issue before it
    has a footer (版记), None where there is no issue before it.
    """

    taken: str = ""
    previous: int | None = None
    previous_serial: int | None = None
    used_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    footer_before: bool | None = False
    near: Mapping[str, NearFact] = field(default_factory=dict[str, NearFact])


class Flaw(StrEnum):
    """What can be wrong with a line on the page."""

    ALONE_ON_LINE = "alone-on-line"  # one character stands on a line by itself
    TOP_OF_PAGE = "top-of-page"  # a paragraph's last line alone begins a page
    FOOT_OF_PAGE = "foot-of-page"  # a paragraph's first line, or a title, alone ends a page
    ALONE_ON_PAGE = "alone-on-page"  # a page holds one line
    FOOTER_ALONE = "footer-alone"  # the last page holds nothing but the footer
    NO_GLYPH = "no-glyph"  # a character that no font has


@dataclass(frozen=True, slots=True)
class PageFlaw:
    """A flaw of a line: where its text comes from, what it shows, the page (from 1)."""

    flaw: Flaw
    source: Source
    start: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the typeset pages show; `substitutions` are pairs of a standard family and its stand-in.

    Only stand-ins that the pages use are named.
    """

    flaws: tuple[PageFlaw, ...] = ()
    substitutions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts; None stands for what is not known, and its rules are silent then."""

    library: LibraryFacts | None = None
    pages: PageFacts | None = None


NO_FACTS = Facts()
