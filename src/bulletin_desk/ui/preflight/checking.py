"""Asking the rules about the issue on the desk: facts collected, choices of the office kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bulletin_desk.library.facts import library_facts, rules_off
from bulletin_desk.library.library import Library
from bulletin_desk.library.near_facts import NearFacts
from bulletin_desk.model.bulletin import Bulletin, has_footer
from bulletin_desk.model.checks import (
    NEAR,
    Checker,
    Facts,
    LibraryFacts,
    PageFacts,
    Problem,
    Severity,
)
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.model.template import Template
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.findings import page_facts
from bulletin_desk.typeset.fonts import Fonts


class Result(NamedTuple):
    """What a check found, and the part of it that the clerk ignores in this issue."""

    problems: list[Problem]
    ignored: list[Problem]


class IssueCheck:
    """Checks the open issue; what has not changed since the last time is not looked at again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._checker = Checker()
        self._known: tuple[object, LibraryFacts] | None = None
        self._near = NearFacts(library)
        self._paged: tuple[Document, PageFacts] | None = None

    def forget(self) -> None:
        """Ask the library anew: other issues may have changed."""
        self._known = None
        self._near.forget()

    def run(
        self,
        issue_id: int,
        bulletin: Bulletin,
        template: Template,
        document: Document | None,
        fonts: Fonts | None,
    ) -> Result:
        """Return the problems of the issue as it is now."""
        return run(self.steps(issue_id, bulletin, template, document, fonts))

    def steps(
        self,
        issue_id: int,
        bulletin: Bulletin,
        template: Template,
        document: Document | None,
        fonts: Fonts | None,
        *,
        at_once: bool = False,
    ) -> Steps[Result]:
        """Check in steps, so that the window may work between them.

        Who does them `at_once` is not kept waiting for what is like the articles elsewhere: only
        what was found of it before counts, and it holds nothing up.
        """
        pages = None if document is None or fonts is None else self._pages(document, fonts)
        yield
        known = self._library_facts(bulletin, issue_id)
        yield
        off = rules_off(self._library)
        if NEAR not in off:
            near = self._near.known(bulletin)
            if not at_once:
                near = yield from self._near.steps(bulletin, issue_id)
            known = replace(known, near=near)
        facts = Facts(known, pages)
        yield
        found = yield from self._checker.steps(bulletin, template, facts, off)
        ignored = self._library.ignored_problems(issue_id)
        shown = [problem for problem in found if problem.key not in ignored]
        hidden = [problem for problem in found if problem.key in ignored]
        return Result(shown, hidden)

    def _library_facts(self, bulletin: Bulletin, issue_id: int) -> LibraryFacts:
        articles = tuple((article.id, article.title) for article in bulletin.articles())
        key = (issue_id, bulletin.masthead, articles, has_footer(bulletin.distribution))
        if self._known is None or self._known[0] != key:
            self._known = key, library_facts(self._library, bulletin, issue_id)
        return self._known[1]

    def _pages(self, document: Document, fonts: Fonts) -> PageFacts:
        if self._paged is None or self._paged[0] is not document:
            self._paged = document, page_facts(document, fonts)
        return self._paged[1]


def summary(problems: Sequence[Problem], *, final: bool = False) -> str:
    """Return the line over the list: 3 处必须改，5 处请核对; a final issue has gone out."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    parts = [
        form.format(counts[severity])
        for severity, form in (
            (Severity.ERROR, "{} 处必须改"),
            (Severity.WARNING, "{} 处请核对"),
            (Severity.NOTICE, "{} 条提示"),
        )
        if counts[severity]
    ]
    if counts[Severity.ERROR] or counts[Severity.WARNING]:
        return "，".join(parts)
    sound = "没有发现问题" if final else "没有发现问题，可以出刊"
    return "，另有 ".join((sound, *parts)) + "。"


def unresolved(problems: Sequence[Problem]) -> frozenset[str]:
    """Return the keys of the problems that should be looked at before the issue goes out."""
    return frozenset(p.key for p in problems if p.severity is not Severity.NOTICE)
