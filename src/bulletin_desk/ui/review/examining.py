"""Recognition with all that the review shows of it, in a form that another process can send."""

from collections.abc import Mapping
from dataclasses import dataclass

from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.source import Recognised, Role, Source
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import Paragraph, Picture, Table
from bulletin_desk.ui.outline.facts import size_of
from bulletin_desk.ui.review.tracing import Trace, traces


@dataclass(frozen=True, slots=True)
class Examined:
    """What was made of a source, and where each of its lines has gone.

    `facts` say of each article, by its id, whose it is and how long.
    """

    recognised: Recognised
    traces: tuple[Trace | None, ...]
    facts: Mapping[str, str]


def examine(source: Source, roles: Mapping[int, Role]) -> Examined:
    """Recognise a source in the light of some decisions."""
    return examined(source, recognise(source, roles))


def examined(source: Source, found: Recognised) -> Examined:
    """Return what was recognised before with the places of the lines."""
    bulletin = found.intake.bulletin or issue_of(found.intake.articles)
    facts = {article.id: _facts(article) for article in bulletin.articles()}
    return Examined(found, tuple(traces(source.lines, found.roles, bulletin)), facts)


def _facts(article: Article) -> str:
    paragraphs = sum(isinstance(block, Paragraph) for block in article.body)
    pictures = sum(isinstance(block, Picture) for block in article.body)
    tables = sum(isinstance(block, Table) for block in article.body)
    facts = (
        "、".join(article.units) or article.byline,
        f"{paragraphs} 段" if paragraphs else "没有正文",
        f"{size_of(article)} 字" if paragraphs else "",
        f"{pictures} 张图" if pictures else "",
        f"{tables} 个表" if tables else "",
    )
    return " · ".join(fact for fact in facts if fact)


def issue_of(articles: tuple[Article, ...]) -> Bulletin:
    """Return an issue that holds just these articles."""
    return Bulletin("gongzuo", Masthead(), False, (Section(articles=articles),))
