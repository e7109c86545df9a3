"""Takes parts of a past issue into another: columns, articles, the distribution, the masthead."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.edits import copy_article, in_column
from bulletin_desk.model.template import Template

# What of a masthead may stand in another issue as well: number and date are that issue's own.
MASTHEAD_PARTS = ("issuer", "classification", "copy_number", "notice")
DISTRIBUTION_PARTS = tuple(field.name for field in fields(Distribution))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is taken: columns by name and articles by id, parts by the names of their fields."""

    columns: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    distribution: frozenset[str] = frozenset()
    masthead: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.columns or self.articles or self.distribution or self.masthead)


@dataclass(frozen=True, slots=True)
class Taken:
    """The issue with what it took over, and the ids of the articles that came."""

    bulletin: Bulletin
    articles: tuple[str, ...] = ()


def take(
    bulletin: Bulletin,
    past: Bulletin,
    wanted: Wanted,
    *,
    origin: str,
    template: Template | None = None,
    at: str = "",
) -> Taken:
    """Return the issue with copies of what is wanted of a past one.

    Columns are matched by name; those that the issue lacks are appended in their order, with a
    wanted article or by themselves. Articles without a column go to the section `at`, or to the
    first one. Wanted parts of distribution and masthead replace those that the issue has.
    """
    sections = list(bulletin.sections)
    came: list[str] = []
    for section in past.sections:
        copies = [
            copy_article(article, origin)
            for article in section.articles
            if article.id in wanted.articles
        ]
        if copies or (section.name and section.id in wanted.columns):
            _put(sections, section.name, copies, template, at)
            came += [article.id for article in copies]
    changed = replace(
        bulletin,
        sections=_without_placeholder(bulletin, sections),
        distribution=replace(
            bulletin.distribution, **_values(past.distribution, wanted.distribution)
        ),
        masthead=replace(bulletin.masthead, **_values(past.masthead, wanted.masthead)),
    )
    return Taken(bulletin if changed == bulletin else changed, tuple(came))


def _put(
    sections: list[Section],
    name: str,
    copies: Sequence[Article],
    template: Template | None,
    at: str,
) -> None:
    place = _place(sections, name, at)
    if place is None:
        sections.append(Section(name=name))
        place = len(sections) - 1
    found = sections[place]
    if template is not None:
        copies = [in_column(article, found.name, template) for article in copies]
    if copies:
        sections[place] = replace(found, articles=(*found.articles, *copies))


def _place(sections: Sequence[Section], name: str, at: str) -> int | None:
    """Return where the column of a name stands; what has no name goes where there is room."""
    wanted = _plain(name)
    same = (n for n, section in enumerate(sections) if _plain(section.name) == wanted)
    found = next(same, None)
    if found is not None or wanted:
        return found
    chosen = (n for n, section in enumerate(sections) if section.id == at)
    return next(chosen, 0 if sections else None)


def _plain(name: str) -> str:
    return "".join(name.split())


def _without_placeholder(bulletin: Bulletin, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections; columns that come take the place of the empty one without name.

    An issue without columns begins with such a section; it would stand before them.
    """
    first, *others = bulletin.sections or (None,)
    if first is None or others or first.name or first.articles or len(sections) == 1:
        return tuple(sections)
    return tuple([section for section in sections if section is not first])


def _values(part: Distribution | Masthead, names: frozenset[str]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
