"""All rules, and asking them: articles that did not change are not looked through again."""

from collections.abc import Collection, Iterable
from functools import cache

from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.checks import (
    articles,
    characters,
    headings,
    layout,
    marks,
    masthead,
    pairs,
    pictures,
)
from bulletin_desk.model.checks.facts import NO_FACTS, Facts
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Issue, IssueRule, Problem, Rule
from bulletin_desk.model.checks.words import word_rules
from bulletin_desk.model.flow import Source
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.model.template import Template

_Kept = tuple[Article, list[Problem]]


@cache
def rules() -> tuple[ArticleRule | IssueRule, ...]:
    """Return every rule, in the order in which the list of checks shows them."""
    return (
        *masthead.RULES,
        *articles.RULES,
        *headings.RULES,
        *pairs.RULES,
        *marks.RULES,
        *word_rules(),
        *characters.RULES,
        *pictures.RULES,
        *layout.RULES,
    )


def check_bulletin(
    bulletin: Bulletin,
    template: Template,
    facts: Facts = NO_FACTS,
    disabled: Collection[str] = frozenset(),
) -> list[Problem]:
    """Return every problem of an issue, in the order of the page."""
    return Checker().check(bulletin, template, facts, disabled)


class Checker:
    """Checks one issue again and again; keeps what it found in the articles, by identity."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._template: Template | None = None

    def check(
        self,
        bulletin: Bulletin,
        template: Template,
        facts: Facts = NO_FACTS,
        disabled: Collection[str] = frozenset(),
    ) -> list[Problem]:
        """Return every problem of an issue as it is now, in the order of the page."""
        return run(self.steps(bulletin, template, facts, disabled))

    def steps(
        self,
        bulletin: Bulletin,
        template: Template,
        facts: Facts = NO_FACTS,
        disabled: Collection[str] = frozenset(),
    ) -> Steps[list[Problem]]:
        """Check article by article; what was found in one is known when the rest is left."""
        if template is not self._template:
            self._template, self._kept = template, {}
        kept: dict[str, _Kept] = {}
        for article in bulletin.articles():
            kept[article.id] = self._kept[article.id] = self._of_article(article, template)
            yield
        self._kept = kept
        found = [problem for _, problems in kept.values() for problem in problems]
        found += _of_issue(Issue(bulletin, template, facts))
        order = _order(bulletin)
        found.sort(key=lambda problem: _place_in(order, problem.source, problem.start))
        return [problem for problem in found if problem.rule not in disabled]

    def _of_article(self, article: Article, template: Template) -> _Kept:
        known = self._kept.get(article.id)
        if known is not None and known[0] is article:
            return known
        place = one_line(article.title) or "（无标题）"
        found: list[Problem] = []
        for rule in rules():
            if isinstance(rule, ArticleRule):
                found += [
                    _problem(rule, finding, place) for finding in rule.find(article, template)
                ]
        return article, found


def _of_issue(issue: Issue) -> Iterable[Problem]:
    names = _names(issue.bulletin)
    for rule in rules():
        if isinstance(rule, IssueRule):
            for finding in rule.find(issue):
                source = finding.source
                yield _problem(rule, finding, names.get(source.owner or source.part, "全文"))


def _problem(rule: Rule, finding: Finding, place: str) -> Problem:
    message, source, start, length, subject = finding
    return Problem(rule.id, rule.severity, place, message, source, start, length, subject)


def _names(bulletin: Bulletin) -> dict[str, str]:
    names = {"masthead": "报头", "distribution": "版记", "contents": "目录"}
    for section in bulletin.sections:
        names[section.id] = f"【{section.name}】" if section.name else "栏目"
        for article in section.articles:
            names[article.id] = one_line(article.title) or "（无标题）"
    return names


def _order(bulletin: Bulletin) -> dict[str, int]:
    order = {"": -1, "masthead": 0, "contents": 1}
    for section in bulletin.sections:
        for owner in (section.id, *(article.id for article in section.articles)):
            order[owner] = len(order)
    order["distribution"] = len(order)
    return order


def _place_in(order: dict[str, int], source: Source, start: int) -> tuple[int, int, int]:
    return order.get(source.owner or source.part, len(order)), source.block, start
