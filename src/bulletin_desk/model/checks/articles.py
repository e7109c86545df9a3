"""Columns and articles: nothing empty, nothing twice, no date out of order."""

from collections.abc import Iterator, Sequence

from bulletin_desk.model.bulletin import Article, one_line
from bulletin_desk.model.checks.problem import (
    ArticleRule,
    Finding,
    Issue,
    IssueRule,
    Scope,
    Severity,
)
from bulletin_desk.model.compose.masthead import date_text
from bulletin_desk.model.flow import Source
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture
from bulletin_desk.model.template import Template

# Shorter titles (简讯, 工作动态) and bodies are the same by chance.
_LEAST_TITLE = 6
_LEAST_BODY = 30
# The rule whose facts take time to find: they are not looked for where it is switched off.
NEAR = "near"


def empty_section(issue: Issue) -> Iterator[Finding]:
    """A column has no article: its heading would stand alone on the page."""
    for section in issue.bulletin.sections:
        if section.name and not section.articles:
            message = "栏目里没有稿件，请放入稿件或删去栏目。"
            yield Finding(message, Source("section", section.id))


def no_title(article: Article, template: Template) -> Iterator[Finding]:
    """An article has no title."""
    if not article.title.strip():
        yield Finding("稿件没有标题，请补上。", Source("title", article.id))


def no_text(article: Article, template: Template) -> Iterator[Finding]:
    """An article has no text and no picture."""
    if not any(isinstance(block, Picture) or block.text.strip() for block in article.body):
        yield Finding("稿件没有正文，请补上或删去。", Source("title", article.id))


def empty_paragraph(article: Article, template: Template) -> Iterator[Finding]:
    """A paragraph without text is printed as a blank line; several in a row are told once."""
    body = article.body
    if all(_is_blank(block) for block in body):
        return  # it has no text at all, which another rule says
    for index, block in enumerate(body):
        goes_on = index > 0 and _is_blank(body[index - 1])
        if _is_blank(block) and not goes_on and not _parts_signature(body, index):
            message = "这里有一个空段，会印成一行空白，请删去。"
            yield Finding(message, Source("body", article.id, index), subject=_before(body, index))


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _parts_signature(body: Sequence[Block], index: int) -> bool:
    """Return whether the blank lines from a place on set off a signature, as letters have it."""
    following = next((block for block in body[index:] if not _is_blank(block)), None)
    return isinstance(following, Paragraph) and following.kind is ParagraphKind.SIGNATURE


def _before(body: Sequence[Block], index: int) -> str:
    """Return the end of the text above, which tells one empty paragraph from another."""
    return f"空段：{body[index - 1].text[-12:]}" if index else "空段"


def issue_before_article(issue: Issue) -> Iterator[Finding]:
    """The issue is dated before an article that stands in it."""
    date = issue.bulletin.masthead.date
    for article in issue.bulletin.articles():
        if date and article.date and article.date > date:
            message = (
                f"稿件日期是{date_text(article.date)}，晚于这一期的日期{date_text(date)}，"
                "请更正“报头 › 日期”；日期无误时可以忽略。"
            )
            yield Finding(message, Source("title", article.id))


def used_before(issue: Issue) -> Iterator[Finding]:
    """Another issue holds the same article."""
    known = issue.facts.library
    for article in issue.bulletin.articles() if known else ():
        issues = known.used_before.get(article.id, ()) if known else ()
        if issues:
            more = "等" if len(issues) > 3 else ""
            named = "、".join(issues[:3]) + more
            message = f"{named}已经用过这篇稿件，请确认是否重复刊登。"
            yield Finding(message, Source("title", article.id), subject="used")


def near(issue: Issue) -> Iterator[Finding]:
    """Another issue holds an article that says nearly the same."""
    known = issue.facts.library
    for article in issue.bulletin.articles() if known else ():
        other = known.near.get(article.id) if known else None
        if other is not None:
            title = f"《{one_line(other.title)}》" if other.title else "一篇稿件"
            # What is not the same is never called so.
            percent = min(int(other.likeness * 100), 99)
            message = f"与{other.issue}的{title}相近（{percent}%），请确认是否同一件事。"
            yield Finding(message, Source("title", article.id), subject=other.article)


def article_twice(issue: Issue) -> Iterator[Finding]:
    """Two articles of this issue have the same title or the same text."""
    seen: dict[str, Article] = {}
    for article in issue.bulletin.articles():
        title = "".join(article.title.split())
        body = "".join("".join(block.text for block in article.body).split())
        keys = [title] if len(title) >= _LEAST_TITLE else []
        keys += [body] if len(body) >= _LEAST_BODY else []
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            name = one_line(first.title) or "（无标题）"
            message = f"和本期的“{name}”相同，请删去一篇。"
            yield Finding(message, Source("title", article.id), subject=first.id)
        for key in keys:
            seen.setdefault(key, article)


RULES = (
    IssueRule(
        "empty-section", "空栏目", "没有稿件的栏目。",
        Scope.COLUMN, Severity.ERROR, empty_section,
    ),
    ArticleRule(
        "no-title", "没有标题", "没有标题的稿件。",
        Scope.ARTICLE, Severity.ERROR, no_title,
    ),
    ArticleRule(
        "no-text", "没有正文", "既没有正文也没有图片的稿件。",
        Scope.ARTICLE, Severity.ERROR, no_text,
    ),
    ArticleRule(
        "empty-paragraph", "空段", "正文里没有文字的段落；落款前的空行不算。",
        Scope.ARTICLE, Severity.WARNING, empty_paragraph,
    ),
    IssueRule(
        "article-twice", "本期重复", "同一期里标题或正文相同的两篇稿件。",
        Scope.ISSUE, Severity.WARNING, article_twice,
    ),
    IssueRule(
        "issue-before-article", "日期早于稿件", "这一期的日期早于稿件自己的日期。",
        Scope.ISSUE, Severity.WARNING, issue_before_article,
    ),
    IssueRule(
        "used-before", "往期用过", "往期已经刊登过的稿件。",
        Scope.LIBRARY, Severity.WARNING, used_before,
    ),
    IssueRule(
        NEAR, "与往期相近", "正文和往期某一篇大部分相同的稿件，可能是同一件事。",
        Scope.LIBRARY, Severity.NOTICE, near,
    ),
)  # fmt: skip
