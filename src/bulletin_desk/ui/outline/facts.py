"""What the rows of the outline say beside their names: sizes, pages, problems."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import Problem, Severity
from bulletin_desk.typeset.display import Document

# The worst first. What a row shows is the worst of what it counts.
_SEVERITIES = ("error", "warning", "notice")


class Mark(NamedTuple):
    """The problems of one part: the worst severity, how many, and the sentences."""

    severity: str
    number: int
    text: str


class Facts(NamedTuple):
    """What one row shows."""

    name: str = ""
    size: int = 0
    articles: int = 0
    pages: str = ""
    mark: Mark | None = None
    remark: str = ""
    use: str = ""


def size_of(article: Article) -> int:
    """Return the number of characters of an article's text."""
    return sum(len(block.text) for block in article.body)


def together(marks: Iterable[Mark | None]) -> Mark | None:
    """Return the problems of several parts as one."""
    found = [mark for mark in marks if mark is not None and mark.number]
    if not found:
        return None
    worst = min((mark.severity for mark in found), key=_rank)
    return Mark(worst, sum(mark.number for mark in found), "\n".join(mark.text for mark in found))


def info_text(kind: str, facts: Facts) -> str:
    """Return the quiet words of a row: 856字 · 第2–3页."""
    if kind == "section":
        parts = [f"{facts.articles}篇", f"{facts.size}字"] if facts.articles else ["没有稿件"]
    elif kind == "article":
        parts = [f"{facts.size}字" if facts.size else "没有正文"]
        parts += [f"第{facts.pages}页"] if facts.pages else []
        parts += [facts.use] if facts.use else []
    else:
        parts = [facts.remark] if facts.remark else []
    return " · ".join(parts)


def marks_of(problems: Iterable[Problem]) -> dict[str, tuple[str, int, str]]:
    """Return the problems of each part as the outline's model takes them; notices are no mark."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is not Severity.NOTICE:
            found.setdefault(problem.source.owner or problem.source.part, []).append(problem)
    return {
        owner: (
            min((problem.severity for problem in those), key=_rank),
            len(those),
            "\n".join(problem.message for problem in those),
        )
        for owner, those in found.items()
    }


def article_pages(document: Document | None) -> Mapping[str, str]:
    """Return on which pages each article stands: 2, or 2–3."""
    spans: dict[str, list[int]] = {}
    for index, page in enumerate(document.pages if document else ()):
        number = int(page.label) if page.label.isdigit() else index + 1
        # An article's title in the contents is not the article.
        owners = {p.source.owner for p in page.items if p.source.part != "contents"}
        for owner in owners - {""}:
            spans.setdefault(owner, []).append(number)
    return {
        owner: str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
        for owner, pages in spans.items()
    }


def _rank(severity: str) -> int:
    return _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)
