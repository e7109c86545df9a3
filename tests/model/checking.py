"""What the tests of the checks share: a sound issue to put a text into, and short questions."""

import datetime

from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section, new_id
from bulletin_desk.model.checks import Problem, check_bulletin
from bulletin_desk.model.richtext import Block, plain
from bulletin_desk.model.templates import load_template

TEMPLATE = load_template("jingshen-wenming")
MASTHEAD = Masthead("简报", 1, issuer="办公室", date=datetime.date(2026, 1, 2))


def issue(
    *body: str | Block,
    title: str = "标题",
    article_id: str = "",
    date: datetime.date | None = None,
) -> Bulletin:
    """An issue of one article."""
    blocks = tuple(plain(block) if isinstance(block, str) else block for block in body)
    article = Article(article_id or new_id(), title, date=date, body=blocks)
    return Bulletin(masthead=MASTHEAD, sections=(Section(articles=(article,)),))


def rule_ids(bulletin: Bulletin) -> set[str]:
    """The rules that find something."""
    return {problem.rule for problem in check_bulletin(bulletin, TEMPLATE)}


def found(bulletin: Bulletin, rule: str) -> list[Problem]:
    """What one rule finds."""
    return [problem for problem in check_bulletin(bulletin, TEMPLATE) if problem.rule == rule]
