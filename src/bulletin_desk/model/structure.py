"""The structure of a bulletin as plain data: what `import --json` and `show --json` print.

Scripts and checks depend on this form; keys are only ever added.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section, one_line
from bulletin_desk.model.richtext import Paragraph, ParagraphKind

_SHOWN = 12  # characters of the first and the last paragraph
_CLOSING = re.compile(r"[（(]([^（()）]*)[）)]$")


def structure(
    bulletin: Bulletin, warnings: Iterable[str] = (), id: int | None = None
) -> dict[str, Any]:
    """Return the structure of an issue; null stands for what is absent."""
    masthead = bulletin.masthead
    return {
        "id": id,
        "series": bulletin.series or None,
        "number": masthead.number,
        "issuer": masthead.issuer or None,
        "date": masthead.date.isoformat() if masthead.date else None,
        "toc": bulletin.contents,
        "sections": [_section(section) for section in bulletin.sections],
        "distribution": _distribution(bulletin.distribution),
        "warnings": list(warnings),
    }


def pool_structure(articles: Sequence[Article], warnings: Iterable[str] = ()) -> dict[str, Any]:
    """Return articles for the pool in the form of an issue: one section without a name."""
    section = Section(articles=tuple(articles))
    return structure(Bulletin(contents=False, sections=(section,)), warnings)


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name or None,
        "articles": [_article(article) for article in section.articles],
    }


def _distribution(distribution: Distribution) -> dict[str, Any]:
    return {
        "report_to": distribution.report_to or None,
        "send_to": distribution.send_to or None,
        "issue_to": distribution.issue_to or None,
        "copies": distribution.copies,
    }


def _article(article: Article) -> dict[str, Any]:
    texts = [
        "".join(block.text.split())
        for block in article.body
        if isinstance(block, Paragraph) and block.kind is not ParagraphKind.SIGNATURE
    ]
    first = texts[0] if texts else ""
    last = _without_closing_byline(texts[-1], article) if texts else ""
    return {
        "title": one_line(article.title) or None,
        "byline": article.byline or None,
        "run_in": article.run_in,
        "paragraphs": len(texts),
        "first": first[:_SHOWN] or None,
        "last": last[-_SHOWN:] or None,
    }


def _without_closing_byline(text: str, article: Article) -> str:
    """Return a last paragraph without a byline in brackets at its very end."""
    match = _CLOSING.search(text)
    if match is None:
        return text
    byline = "".join(article.byline.split())
    is_byline = match[1].endswith("供稿") or (byline != "" and byline in match[1])
    return text[: match.start()] if is_byline else text
