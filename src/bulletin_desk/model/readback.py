"""A marked-up copy of an issue onto the issue: what its readers changed, apart from what we did.

The copy was written from the issue at some time; both may have changed since. The export keeps the
digest of every part, so that a change can be laid to the side that made it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    Distribution,
    Masthead,
    Section,
    one_line,
)
from bulletin_desk.model.differences import Change, PartDifference
from bulletin_desk.model.restoring import home_in, place_in, restore_part
from bulletin_desk.model.richtext import Block
from bulletin_desk.model.singles import PLACE, with_singles
from bulletin_desk.model.states import DISTRIBUTION, MASTHEAD, settled, state_of
from bulletin_desk.model.textdiff import likeness

# A text of a copy that shares so much with one of ours is the same article.
_ALIKE = 0.6
_Part = TypeVar("_Part", Masthead, Distribution)


@dataclass(frozen=True, slots=True)
class Returned:
    """The issue as it is when every change of the marked-up copy is taken over.

    `merged` are the articles in which both sides changed different paragraphs, `clashes` those
    (and "masthead", "distribution") where they changed the same: there the copy stands.
    """

    bulletin: Bulletin
    merged: frozenset[str] = frozenset()
    clashes: frozenset[str] = frozenset()


def returned_onto(
    current: Bulletin,
    copy: Bulletin,
    states: Mapping[str, str],
    base: Callable[[str, str], Article | None] = lambda key, state: None,
) -> Returned:
    """Return what a marked-up copy makes of the current issue.

    `states` are those of the parts as they were exported; `base` finds an article as it was, by
    id and state. What only we changed since stays as we have it; an article that came here since
    stays, one that went stays gone.
    """
    merged: set[str] = set()
    clashes: set[str] = set()

    def whose(theirs: Article) -> Article | None:
        ours, state = current.find_article(theirs.id), states.get(theirs.id)
        if state is None or ours == theirs:
            return theirs
        if state_of(theirs) == state:
            return ours  # gone, or changed, by us alone
        if ours is None or state_of(ours) == state:
            return theirs
        known = base(theirs.id, state)
        both = merge_articles(known, ours, theirs) if known else None
        (clashes if both is None else merged).add(theirs.id)
        return both or theirs

    sections = tuple(
        replace(s, articles=tuple(a for a in map(whose, s.articles) if a is not None))
        for s in copy.sections
    )
    masthead = _settle(MASTHEAD, current.masthead, copy.masthead, states, clashes)
    distribution = _settle(DISTRIBUTION, current.distribution, copy.distribution, states, clashes)
    result = replace(
        current,
        masthead=masthead,
        distribution=distribution,
        contents=copy.contents,
        sections=sections,
    )
    for article in current.articles():
        if article.id not in states and copy.find_article(article.id) is None:
            result = _inserted(result, current, article)
    return Returned(result, frozenset(merged), frozenset(clashes))


def accepted(
    current: Bulletin,
    target: Bulletin,
    parts: Collection[PartDifference],
    singly: Mapping[str, Collection[str]] = {},
) -> Bulletin:
    """Return the current issue with these parts as the target has them.

    `singly` has, by id, the articles of which only some changes are taken: the keys of these.
    """
    result = current
    if any(part.part == "columns" for part in parts):
        result = _with_columns(result, target)
    for part in parts:
        if part.part != "article":
            result = restore_part(result, replace(target, template=current.template), part)
        elif part.id in singly:
            result = _with_singles(result, target, part.id, singly[part.id])
        elif part.change is Change.REMOVED:
            result = edits.remove_article(result, part.id)
        elif part.change in (Change.MOVED, Change.MOVED_AND_CHANGED):
            result = _moved(restore_part(result, target, part), target, part.id)
        else:
            result = restore_part(result, target, part)
    return result


def _with_singles(
    current: Bulletin, target: Bulletin, article_id: str, keys: Collection[str]
) -> Bulletin:
    ours, theirs = current.find_article(article_id), target.find_article(article_id)
    if ours is None or theirs is None:
        return current
    result = edits.replace_article(current, with_singles(ours, theirs, keys))
    return _moved(result, target, article_id) if PLACE in keys else result


def merge_articles(base: Article, ours: Article, theirs: Article) -> Article | None:
    """Return an article with the changes of both sides; None where they changed the same."""
    body = _merged_blocks(base.body, ours.body, theirs.body)
    if body is None:
        return None
    heads: dict[str, object] = {}
    for name in ("title", "subtitle", "byline", "units", "date", "run_in"):
        was, one, other = (getattr(article, name) for article in (base, ours, theirs))
        if one != was and other not in (was, one):
            return None
        heads[name] = other if one == was else one
    return replace(ours, body=body, **heads)  # pyright: ignore[reportArgumentType]


def _merged_blocks(
    base: tuple[Block, ...], ours: tuple[Block, ...], theirs: tuple[Block, ...]
) -> tuple[Block, ...] | None:
    """Return the blocks with the changes of both sides, None where these touch each other."""
    one, other = _changes(base, ours), _changes(base, theirs)
    kept = [change for change in other if change not in one]
    for start, end, _ in one:
        # Changes at the same place have no order: neither may begin where the other ends.
        if any(start <= stop and begin <= end for begin, stop, _ in kept):
            return None
    merged = list(base)
    for start, end, blocks in sorted([*one, *kept], key=lambda change: change[0], reverse=True):
        merged[start:end] = blocks
    return tuple(merged)


def _changes(
    base: tuple[Block, ...], side: tuple[Block, ...]
) -> list[tuple[int, int, tuple[Block, ...]]]:
    """Return which blocks of the base a side has otherwise: from, to, and what stands there."""
    before, after = ([settled(block) for block in blocks] for blocks in (base, side))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (i1, i2, side[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"
    ]


def _settle(
    name: str, ours: _Part, theirs: _Part, states: Mapping[str, str], clashes: set[str]
) -> _Part:
    """Return the part that changed since the export; theirs, and a clash, where both did."""
    state = states.get(name)
    if state is None or ours == theirs or state_of(ours) == state:
        return theirs
    if state_of(theirs) == state:
        return ours
    clashes.add(name)
    return theirs


def _inserted(target: Bulletin, source: Bulletin, article: Article) -> Bulletin:
    """Put an article of one issue into another, at the place that it has in the first."""
    home = next(section for section in source.sections if article in section.articles)
    if not target.sections:
        return replace(target, sections=(replace(home, articles=(article,)),))
    into = home_in(target, home)
    return edits.insert_article(target, into.id, place_in(into, home, article), article)


def _moved(current: Bulletin, target: Bulletin, article_id: str) -> Bulletin:
    """Move an article to the place that it has in the target."""
    article = current.find_article(article_id)
    home = next(s for s in target.sections if any(a.id == article_id for a in s.articles))
    goal = target.find_article(article_id)
    if article is None or goal is None:
        return current
    without = edits.remove_article(current, article_id)
    into = home_in(without, home)
    return edits.insert_article(without, into.id, place_in(into, home, goal), article)


def _with_columns(current: Bulletin, target: Bulletin) -> Bulletin:
    """Return the current issue with the columns of the target: their names, order and number."""
    ours = {section.id: section for section in current.sections}
    there = {section.id for section in target.sections}
    columns = [
        replace(ours[s.id], name=s.name) if s.id in ours else Section(s.id, s.name)
        for s in target.sections
    ]
    # A column that went keeps its articles until each of these has gone.
    columns += [s for s in current.sections if s.id not in there and s.articles]
    return replace(current, sections=tuple(columns))


def with_known_ids(current: Bulletin, copy: Bulletin) -> Bulletin:
    """Return a copy whose articles and columns have the ids of those of ours that they are.

    For a copy that lost its ids: an article is known by its title, else by a text much alike.
    """
    free = {article.id: article for article in current.articles()}
    columns = {section.name: section.id for section in current.sections}
    taken: dict[str, str] = {}
    for same in (_same_title, _same_text):
        for article in copy.articles():
            if article.id not in taken:
                known = next((k for k, ours in free.items() if same(ours, article)), None)
                if known is not None:
                    taken[article.id] = known
                    del free[known]
    sections = tuple(
        replace(
            section,
            id=columns.pop(section.name, section.id),
            articles=tuple(
                _as_known(current.find_article(taken.get(a.id, "")), a) for a in section.articles
            ),
        )
        for section in copy.sections
    )
    return replace(copy, sections=sections)


def _as_known(ours: Article | None, theirs: Article) -> Article:
    """Return an article of a copy with what no page shows taken from ours."""
    if ours is None:
        return theirs
    title = ours.title if one_line(ours.title) == one_line(theirs.title) else theirs.title
    kept = {"units": ours.units, "date": ours.date, "origin": ours.origin}
    return replace(theirs, id=ours.id, title=title, **kept)  # pyright: ignore[reportArgumentType]


def _same_title(ours: Article, theirs: Article) -> bool:
    return bool(ours.title) and "".join(ours.title.split()) == "".join(theirs.title.split())


def _same_text(ours: Article, theirs: Article) -> bool:
    one, other = ("".join(b.text for b in a.body) for a in (ours, theirs))
    return bool(one and other) and likeness(one, other) >= _ALIKE
