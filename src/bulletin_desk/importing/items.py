"""From what was read to what the library keeps, and back to what is told of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin_desk.importing.outcomes import Part
from bulletin_desk.importing.reading import Read
from bulletin_desk.intake.doubts import NO_NAME
from bulletin_desk.intake.source import Recognised, Source
from bulletin_desk.intake.source_json import source_to_json
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportItem, ImportKind, ImportOutcome, Near
from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.numbering import issue_name


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are to be kept.

    With `to_pool` no issue is made; `series` names what has no name of its own; with `review`
    what is doubtful waits for the clerk, else it is kept, and the doubts are told with it; with
    `again` files are read also when they were imported before.
    """

    to_pool: bool = False
    series: str = ""
    review: bool = True
    again: bool = False


def items_of(read: Read, wishes: Wishes) -> tuple[ImportItem, ...]:
    """Return what a file brings to the library; of one that it knows already, the digest alone."""
    if read.known:
        return (ImportItem(read.file.name, read.file.folder, read.sha256, None, ()),)
    return tuple(
        _item(read, number, source, recognised, wishes)
        for number, (source, recognised) in enumerate(read.found)
    )


def _item(
    read: Read, number: int, source: Source, recognised: Recognised, wishes: Wishes
) -> ImportItem:
    intake, doubts = recognised.intake, recognised.doubts
    bulletin, articles = intake.bulletin, intake.articles
    if bulletin is not None and wishes.to_pool:
        bulletin, articles = None, tuple(bulletin.articles())
    if bulletin is None:
        doubts = ()  # a submission is read in the pool anyway
    elif not bulletin.series and wishes.series:
        masthead = replace(bulletin.masthead, name=wishes.series)
        bulletin = replace(bulletin, masthead=masthead)
        doubts = tuple(doubt for doubt in doubts if doubt != NO_NAME)
    return ImportItem(
        name=read.file.name,
        folder=read.file.folder,
        sha256=_digest(read.sha256, number),
        bulletin=bulletin,
        articles=articles,
        warnings=intake.warnings if wishes.review else (*intake.warnings, *doubts),
        pictures=intake.pictures or source.pictures,
        doubts=doubts if wishes.review else (),
        # The library, too, may find that a clerk should look at it first.
        source=source_to_json(source) if bulletin is not None else "",
    )


def _digest(sha256: str, number: int) -> str:
    """Return what the library knows a part of a file by; the first goes by the file's own."""
    return hashlib.sha256(f"{sha256} {number}".encode()).hexdigest() if number else sha256


def part_of(outcome: ImportOutcome, item: ImportItem) -> Part:
    """Return what is told of something that was kept, or not."""
    bulletin = item.bulletin
    title = name_of(bulletin) if bulletin is not None else ""
    kind = outcome.kind
    warnings = () if kind is ImportKind.DUPLICATE else item.warnings
    return Part(kind, outcome.issue_id, outcome.articles, title, outcome.reason, warnings)


def with_near(library: Library, items: Sequence[ImportItem], parts: Sequence[Part]) -> list[Part]:
    """Return the parts, those of the pool with what in the library resembles their articles."""
    fresh = [
        article
        for item, part in zip(items, parts, strict=True)
        if part.kind is ImportKind.POOL
        for article in item.articles
    ]
    found = _once(library.near_duplicates(fresh))
    return [
        replace(part, near=near_sentences(item.articles, found))
        if part.kind is ImportKind.POOL
        else part
        for item, part in zip(items, parts, strict=True)
    ]


def _once(found: Mapping[str, list[Near]]) -> Mapping[str, list[Near]]:
    """Return what is alike without what was told of the other article of a pair already."""
    told: set[tuple[str, str]] = set()
    left: dict[str, list[Near]] = {}
    for article_id, near in found.items():
        if near and (near[0].article_id, article_id) not in told:
            left[article_id] = near
            told.add((article_id, near[0].article_id))
    return left


def name_of(bulletin: Bulletin) -> str:
    """Return how one speaks of an issue: 《某某简报》2023年第5期."""
    head = bulletin.masthead
    year = head.numbering_year or (head.date.year if head.date else None)
    return issue_name(bulletin.series, year, head.number, supplement=head.supplement)


def near_sentences(articles: Sequence[Article], found: Mapping[str, list[Near]]) -> tuple[str, ...]:
    """Return a sentence for each article that something in the library resembles."""
    return tuple(
        near_sentence(article, found[article.id][0])
        for article in articles
        if found.get(article.id)
    )


def near_sentence(article: Article, near: Near) -> str:
    """Return what an article resembles, and how much."""
    title = one_line(article.title) or "（无标题）"
    return f"“{title}”与{near_place(near)}“{near.title}”相近（{near.likeness:.0%}）"


def near_place(near: Near) -> str:
    """Return where the other article stands: 《某某简报》2023年第5期的, 待用稿里的."""
    if near.issue_id is None:
        return "待用稿里的"
    year = near.date.year if near.date else None
    return f"{issue_name(near.series, year, near.number) or '往期'}的"
