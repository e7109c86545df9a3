"""Taking parts of an older version back into an issue; ids are kept, so undo and links hold."""

from dataclasses import replace

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.differences import PartDifference


def restore_part(current: Bulletin, version: Bulletin, part: PartDifference) -> Bulletin:
    """Return the current issue with one part as the version has it.

    An article that is in both keeps its place; one that went returns to where it stood. What the
    version does not have stays.
    """
    match part.part:
        case "masthead":
            return replace(
                current,
                masthead=version.masthead,
                contents=version.contents,
                contents_style=version.contents_style,
                contents_pages=version.contents_pages,
                template=version.template,
            )
        case "distribution":
            return replace(current, distribution=version.distribution)
        case "article":
            return _restore_article(current, version, part.id)
        case _:
            return current


def with_number_of(version: Bulletin, current: Bulletin) -> Bulletin:
    """Return the version with the current issue's place in its sequence.

    The version's own number may have gone to another issue since.
    """
    now = current.masthead
    masthead = replace(
        version.masthead,
        number=now.number,
        serial_number=now.serial_number,
        supplement=now.supplement,
        year=now.year,
    )
    return replace(version, masthead=masthead)


def _restore_article(current: Bulletin, version: Bulletin, article_id: str) -> Bulletin:
    article = version.find_article(article_id)
    if article is None:
        return current
    if current.find_article(article_id) is not None:
        return edits.replace_article(current, article)
    home = next(section for section in version.sections if article in section.articles)
    if not current.sections:
        return replace(current, sections=(replace(home, articles=(article,)),))
    target = home_in(current, home)
    return edits.insert_article(current, target.id, place_in(target, home, article), article)


def home_in(current: Bulletin, home: Section) -> Section:
    """Return the column that the article stood in, by id or by name, else the last one."""
    by_id = [section for section in current.sections if section.id == home.id]
    by_name = [section for section in current.sections if section.name == home.name]
    return [*by_id, *by_name, current.sections[-1]][0]


def place_in(target: Section, home: Section, article: Article) -> int:
    """Return where the article stood: behind the nearest neighbour before it that is there."""
    now = [a.id for a in target.articles]
    before = [a.id for a in home.articles[: home.articles.index(article)]]
    return next((now.index(key) + 1 for key in reversed(before) if key in now), 0)
