"""Laid out in steps, interrupted or not, a bulletin has the pages that it has in one go."""

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.compose import Composer, compose
from bulletin_desk.model.richtext import Run, Table, plain
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.dump import dump
from bulletin_desk.typeset.typesetter import Typesetter
from typeset.flow_samples import free_fonts

_TEXT = st.text("国中云泽市，。“”10 ab", max_size=80)
_TEMPLATES = ("gongzuo", "jingshen-wenming", "chuangcheng")
_EDIT = st.tuples(
    st.sampled_from(["body", "title", "add", "drop", "move", "template", "table"]),
    st.integers(0, 5), _TEXT, st.integers(0, 60),
)  # fmt: skip


def issue() -> Bulletin:
    articles = [
        Article(f"a{n}", f"青石县第{n}次推进会召开", body=(plain(f"第{n}段，" * 90),) * 2)
        for n in range(5)
    ]
    masthead = Masthead("云泽简报", 3, issuer="市文明办", date=datetime.date(2026, 3, 18))
    sections = (
        Section("s1", "动态", tuple(articles[:3])),
        Section("s2", "经验", tuple(articles[3:])),
    )
    return Bulletin("gongzuo", masthead, True, sections)


def edited(bulletin: Bulletin, kind: str, number: int, words: str) -> Bulletin:
    articles = list(bulletin.articles())
    if kind == "add" or not articles:
        return edits.insert_article(bulletin, "s1", 0, Article(title=words, body=(plain(words),)))
    article = articles[number % len(articles)]
    match kind:
        case "body":
            return edits.replace_article(bulletin, replace(article, body=(plain(words * 9),)))
        case "title":
            return edits.replace_article(bulletin, replace(article, title=words))
        case "table":
            rows = tuple(((Run(words),), (Run(str(n)),)) for n in range(number * 8 + 1))
            return edits.replace_article(bulletin, replace(article, body=(Table(rows),)))
        case "drop":
            return edits.remove_article(bulletin, article.id)
        case "move":
            return edits.move_article(bulletin, article.id, "s2", 0)
        case _:
            return replace(bulletin, template=_TEMPLATES[number % len(_TEMPLATES)])


@given(st.lists(_EDIT, max_size=8))
def test_steps_that_are_left_and_begun_again_end_at_the_same_pages(
    steps: list[tuple[str, int, str, int]],
) -> None:
    composer, typesetter = Composer(), Typesetter(free_fonts())

    def layout() -> Steps[Document]:
        flow = yield from composer.steps(bulletin, load_template(bulletin.template))
        return (yield from typesetter.steps(flow))

    bulletin = issue()
    for kind, number, words, patience in steps:
        bulletin = edited(bulletin, kind, number, words)
        for _ in zip(range(patience), layout(), strict=False):
            pass  # the next change comes before the pages are done
    made = run(layout())
    flow = compose(bulletin, load_template(bulletin.template))
    whole = Typesetter(free_fonts()).typeset(flow)
    assert dump(made) == dump(whole)
    assert made == whole


def test_each_step_is_small() -> None:
    """A long table, a new article, a page: none of them is done in one step with another."""
    rows = tuple(((Run("单位"),), (Run(str(n)),)) for n in range(200))
    bulletin = edits.insert_article(issue(), "s1", 0, Article("t", "表", body=(Table(rows),)))
    flow = compose(bulletin, load_template("gongzuo"))
    typesetter = Typesetter(free_fonts())
    steps = typesetter.steps(flow)
    count = 0
    while True:
        known = len(typesetter._paragraphs)
        try:
            next(steps)
        except StopIteration as end:
            document = end.value
            break
        count += 1
        assert len(typesetter._paragraphs) - known <= 2
    assert count >= len(rows) + len(document.pages)
