"""What a check finds, and what a rule says of itself."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.checks.facts import Facts
from bulletin_desk.model.flow import Source
from bulletin_desk.model.template import Template


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # the issue must not go out like this
    WARNING = "warning"  # worth a look
    NOTICE = "notice"  # good to know; holds nothing up


class Scope(StrEnum):
    """What a rule looks at."""

    MASTHEAD = "masthead"
    COLUMN = "column"
    ARTICLE = "article"
    ISSUE = "issue"  # one article against the others
    PAGE = "page"  # the typeset pages and their fonts
    LIBRARY = "library"  # this issue against the others


class Finding(NamedTuple):
    """What a rule reports: a sentence that says what to do, and where.

    `start` and `length` are characters of the text at `source`. `subject` is what the problem is
    about; where it stays the same, the problem is the same one although the sentence changes.
    """

    message: str
    source: Source
    start: int = 0
    length: int = 0
    subject: str = ""


class Problem(NamedTuple):
    """A finding with its rule, its severity and the name of its place."""

    rule: str
    severity: Severity
    place: str
    message: str
    source: Source
    start: int = 0
    length: int = 0
    subject: str = ""

    @property
    def key(self) -> str:
        """A name that stays the same while the problem does: rule, owner, what it is about."""
        source = self.source
        text = f"{source.part}|{self.subject or self.message}"
        print_ = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
        return f"{self.rule}:{source.owner or '-'}:{print_}"

    def to_json(self) -> dict[str, object]:
        """Return the problem as the command line prints it."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "place": self.place,
            "message": self.message,
            "article": self.source.owner or None,
            "block": None if self.source.block < 0 else self.source.block,
            "part": self.source.part,
            "start": self.start,
            "length": self.length,
            "key": self.key,
        }


class Issue(NamedTuple):
    """What the rules of a whole issue look at."""

    bulletin: Bulletin
    template: Template
    facts: Facts


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `name` is what the list of checks shows, `explains` what it looks for."""

    id: str
    name: str
    explains: str
    scope: Scope
    severity: Severity


@dataclass(frozen=True, slots=True)
class ArticleRule(Rule):
    """A check of an article by itself: asked again only when the article has changed."""

    find: Callable[[Article, Template], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class IssueRule(Rule):
    """A check of the issue as a whole."""

    find: Callable[[Issue], Iterable[Finding]]
