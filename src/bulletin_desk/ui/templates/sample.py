"""The sample issue (样张) that shows what a template looks like while no issue is open."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section
from bulletin_desk.model.edits import in_column, with_template
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import load_template
from bulletin_desk.paths import RESOURCES


def sample_in(template: Template) -> Bulletin:
    """Return the sample issue as one of the template's series: its name, columns and defaults."""
    plain = _sample()
    issue = with_template(plain, load_template(plain.template), template)
    masthead = replace(
        issue.masthead,
        name=template.series or plain.masthead.name,
        issuer=template.issuer or plain.masthead.issuer,
        serial_number=plain.masthead.serial_number if template.serial else None,
        supplement=template.supplement,
        notice=template.notice,
    )
    return replace(
        issue,
        masthead=masthead,
        contents=template.has_contents,
        sections=tuple(_sections(template)),
        distribution=_distribution(plain.distribution, template.distribution),
    )


def _sections(template: Template) -> Iterator[Section]:
    """Yield the template's columns with the sample's articles, or all of these in none."""
    groups = [section.articles for section in _sample().sections]
    names = [section.name for section in template.sections]
    if not names:
        articles = tuple([replace(a, run_in=False) for group in groups for a in group])
        yield Section(id="sample-0", articles=articles)
        return
    for index, name in enumerate(names):
        # One column more than the sample has shows the articles of the first one again.
        group = groups[index % len(groups)]
        if index == len(names) - 1 and index < len(groups):
            group = tuple([article for rest in groups[index:] for article in rest])
        yield Section(f"sample-{index}", name, tuple(_articles(group, index, name, template)))


def _articles(
    group: tuple[Article, ...], index: int, name: str, template: Template
) -> Iterator[Article]:
    for article in group:
        yield in_column(replace(article, id=f"{article.id}-{index}"), name, template)


def _distribution(plain: Distribution, own: Distribution) -> Distribution:
    return plain if own == Distribution() else own


@cache
def _sample() -> Bulletin:
    from bulletin_desk.intake.reader import read_file

    found = read_file(RESOURCES / "sample" / "jianbao.txt").bulletin
    assert found is not None
    return found
