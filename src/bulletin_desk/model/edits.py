"""Pure edits: each takes a bulletin and returns a new one, sharing whatever did not change."""

import datetime
from collections.abc import Callable, Collection, Set
from dataclasses import replace
from itertools import pairwise

from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section, new_id, one_line
from bulletin_desk.model.template import Restart, Template


def new_bulletin(
    template: Template,
    *,
    series: str = "",
    number: int | None = None,
    date: datetime.date | None = None,
) -> Bulletin:
    """Return an empty issue as the template has it: its columns, issuer and distribution."""
    masthead = Masthead(
        name=series or template.series,
        number=number,
        supplement=template.supplement,
        year=0 if template.restart is Restart.NEVER else None,
        issuer=template.issuer,
        date=date,
        notice=template.notice,
    )
    names = [section.name for section in template.sections] or [""]
    sections = tuple([Section(name=name) for name in names])
    return Bulletin(template.id, masthead, template.has_contents, sections, template.distribution)


def with_template(bulletin: Bulletin, old: Template, new: Template) -> Bulletin:
    """Return the bulletin in another template, with the parts that only that one asks for.

    Contents go where the new template has none, and come where the old one had none; they look as
    the new template has them.
    """
    contents = new.has_contents and (bulletin.contents or not old.has_contents)
    notice = bulletin.masthead.notice
    if notice in ("", old.notice):
        notice = new.notice
    masthead = replace(bulletin.masthead, notice=notice)
    own = {"contents_style": None, "contents_pages": None}
    return replace(bulletin, template=new.id, contents=contents, masthead=masthead, **own)


def next_issue(
    past: Bulletin,
    *,
    number: int | None,
    date: datetime.date | None,
    keep_articles: bool = False,
    origin: str = "",
) -> Bulletin:
    """Return a new issue on the base of a past one, with identifiers of its own.

    Masthead, columns and distribution are kept, articles only when asked, as copies from `origin`;
    the cumulative number goes up by one where there is one.
    """
    serial = past.masthead.serial_number
    masthead = replace(
        past.masthead,
        number=number,
        serial_number=None if serial is None else serial + 1,
        date=date,
        # A year of its own was that one issue's; a sequence over all years goes on.
        year=0 if past.masthead.year == 0 else None,
        copy_number="",
    )
    sections = tuple([_copy_section(s, origin, articles=keep_articles) for s in past.sections])
    return replace(past, masthead=masthead, sections=sections)


def copy_article(article: Article, origin: str = "") -> Article:
    """Return the same article under an identifier of its own, from `origin` where that is given."""
    return replace(article, id=new_id(), origin=origin or article.origin)


def in_column(article: Article, name: str, template: Template) -> Article:
    """Return the article with its title run in or not, as the template has it in this column."""
    run_in = template.runs_in(name)
    return article if run_in in (None, article.run_in) else replace(article, run_in=run_in)


def replace_article(bulletin: Bulletin, article: Article) -> Bulletin:
    """Return the bulletin with the article of this id replaced."""
    return _each_section(bulletin, lambda section: _with_article(section, article))


def insert_article(bulletin: Bulletin, section_id: str, index: int, article: Article) -> Bulletin:
    """Return the bulletin with an article put into a section before the one at `index`."""

    def insert(section: Section) -> Section:
        if section.id != section_id:
            return section
        at = max(0, min(index, len(section.articles)))
        articles = (*section.articles[:at], article, *section.articles[at:])
        return replace(section, articles=articles)

    return _each_section(bulletin, insert)


def remove_article(bulletin: Bulletin, article_id: str) -> Bulletin:
    """Return the bulletin without the article of this id."""

    def without(section: Section) -> Section:
        kept = tuple([a for a in section.articles if a.id != article_id])
        return section if len(kept) == len(section.articles) else replace(section, articles=kept)

    return _each_section(bulletin, without)


def move_article(bulletin: Bulletin, article_id: str, section_id: str, index: int) -> Bulletin:
    """Return the bulletin with an article moved; `index` counts without the moved article."""
    article = bulletin.find_article(article_id)
    if article is None:
        return bulletin
    return insert_article(remove_article(bulletin, article_id), section_id, index, article)


def move_articles(
    bulletin: Bulletin, article_ids: Collection[str], section_id: str, index: int
) -> Bulletin:
    """Return the bulletin with articles moved together, in reading order.

    `index` counts the section's articles as they stand before, those to be moved included.
    """
    moved = [article for article in bulletin.articles() if article.id in article_ids]
    target = next((s for s in bulletin.sections if s.id == section_id), None)
    if target is None:
        return bulletin
    at = sum(article.id not in article_ids for article in target.articles[:index])
    changed = bulletin
    for article in moved:
        changed = remove_article(changed, article.id)
    for offset, article in enumerate(moved):
        changed = insert_article(changed, section_id, at + offset, article)
    order = [article.id for article in target.articles]
    after = next(s for s in changed.sections if s.id == section_id)
    return bulletin if order == [article.id for article in after.articles] else changed


def shift_articles(bulletin: Bulletin, article_ids: Collection[str], by: int) -> Bulletin:
    """Return the bulletin with each article one place up (-1) or down (1), over columns' edges.

    Their gaps stay; those that stand at the end already stay there, and hold back the next ones.
    """
    ids = [article.id for article in bulletin.articles() if article.id in article_ids]
    held: set[str] = set()
    for article_id in ids if by < 0 else reversed(ids):
        shifted = _shift_article(bulletin, article_id, by, held)
        if shifted is bulletin:
            held.add(article_id)
        bulletin = shifted
    return bulletin


def _shift_article(bulletin: Bulletin, article_id: str, by: int, held: Set[str]) -> Bulletin:
    found = find_section(bulletin, article_id)
    if found is None:
        return bulletin
    section, index = found
    if 0 <= index + by < len(section.articles):
        if section.articles[index + by].id in held:
            return bulletin
        return move_article(bulletin, article_id, section.id, index + by)
    number = bulletin.sections.index(section) + by
    if not 0 <= number < len(bulletin.sections):
        return bulletin
    target = bulletin.sections[number]
    return move_article(bulletin, article_id, target.id, len(target.articles) if by < 0 else 0)


def move_sections(bulletin: Bulletin, section_ids: Collection[str], index: int) -> Bulletin:
    """Return the bulletin with sections moved together; `index` counts them all as they stand."""
    moved = [section for section in bulletin.sections if section.id in section_ids]
    rest = [section for section in bulletin.sections if section.id not in section_ids]
    at = sum(section.id not in section_ids for section in bulletin.sections[:index])
    sections = (*rest[:at], *moved, *rest[at:])
    return bulletin if sections == bulletin.sections else replace(bulletin, sections=sections)


def shift_sections(bulletin: Bulletin, section_ids: Collection[str], by: int) -> Bulletin:
    """Return the bulletin with each section one place up (-1) or down (1), their gaps kept."""
    sections = list(bulletin.sections)
    places = [i for i, section in enumerate(sections) if section.id in section_ids]
    held: set[int] = set()
    for place in places if by < 0 else reversed(places):
        to = place + by
        if not 0 <= to < len(sections) or to in held:
            held.add(place)
        else:
            sections[place], sections[to] = sections[to], sections[place]
    same = tuple(sections) == bulletin.sections
    return bulletin if same else replace(bulletin, sections=tuple(sections))


def retitled(title: str, line: str) -> str:
    """Return a title's new one-line form with the manual breaks outside of what changed."""
    old = one_line(title)
    start = _common(old, line)
    rest = min(len(old), len(line)) - start
    end = _common(old[::-1][:rest], line[::-1][:rest])
    breaks: list[int] = []
    passed = 0
    for part in title.split("\n")[:-1]:
        passed += len(part)
        if passed <= start:
            breaks.append(passed)
        elif passed >= len(old) - end:
            breaks.append(passed + len(line) - len(old))
    kept = [at for at in dict.fromkeys(breaks) if 0 < at < len(line)]
    bounds = [0, *kept, len(line)]
    return "\n".join(line[a:b] for a, b in pairwise(bounds))


def add_section(bulletin: Bulletin, name: str, index: int | None = None) -> Bulletin:
    """Return the bulletin with an empty section, at the end unless `index` says where."""
    at = len(bulletin.sections) if index is None else index
    section = Section(name=name)
    sections = (*bulletin.sections[:at], section, *bulletin.sections[at:])
    return replace(bulletin, sections=sections)


def rename_section(bulletin: Bulletin, section_id: str, name: str) -> Bulletin:
    """Return the bulletin with a section renamed."""
    return _each_section(
        bulletin, lambda s: replace(s, name=name) if s.id == section_id and s.name != name else s
    )


def remove_section(bulletin: Bulletin, section_id: str) -> Bulletin:
    """Return the bulletin without a section and its articles."""
    kept = tuple([section for section in bulletin.sections if section.id != section_id])
    return replace(bulletin, sections=kept)


def move_section(bulletin: Bulletin, section_id: str, index: int) -> Bulletin:
    """Return the bulletin with a section moved; `index` counts without the moved section."""
    moved = next((s for s in bulletin.sections if s.id == section_id), None)
    if moved is None:
        return bulletin
    rest = [section for section in bulletin.sections if section.id != section_id]
    rest.insert(max(0, min(index, len(rest))), moved)
    return replace(bulletin, sections=tuple(rest))


def find_section(bulletin: Bulletin, article_id: str) -> tuple[Section, int] | None:
    """Return the section that holds an article, and its index there."""
    for section in bulletin.sections:
        for index, article in enumerate(section.articles):
            if article.id == article_id:
                return section, index
    return None


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _each_section(bulletin: Bulletin, change: Callable[[Section], Section]) -> Bulletin:
    changed = tuple([change(section) for section in bulletin.sections])
    same = all(a is b for a, b in zip(changed, bulletin.sections, strict=True))
    return bulletin if same else replace(bulletin, sections=changed)


def _with_article(section: Section, article: Article) -> Section:
    for index, known in enumerate(section.articles):
        if known.id == article.id and known is not article:
            articles = (*section.articles[:index], article, *section.articles[index + 1 :])
            return replace(section, articles=articles)
    return section


def _copy_section(section: Section, origin: str, *, articles: bool) -> Section:
    copied = [copy_article(a, origin) for a in section.articles] if articles else ()
    return Section(name=section.name, articles=tuple(copied))
