"""Replacing what was found in articles and bulletins; whatever has no hit stays the same object."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section
from bulletin_desk.model.finding import (
    FIELDS,
    LISTS,
    Found,
    Query,
    find_in_article,
    find_in_bulletin,
    run_text,
)
from bulletin_desk.model.richtext import Block, Paragraph, Picture, Run, Table


def replace_in_article(article: Article, query: Query, text: str) -> tuple[Article, int]:
    """Return the article with every hit replaced, and how many that were.

    A replacement takes the emphasis of the run in which the hit begins. Blocks without a hit, and
    hits that say the same already, stay the very objects they are.
    """
    return _put(article, find_in_article(article, query), text)


def replace_in_bulletin(
    bulletin: Bulletin, query: Query, text: str, articles: Iterable[str] | None = None
) -> tuple[Bulletin, int]:
    """Return the bulletin with every hit replaced, and how many; only in `articles` if given."""
    found = find_in_bulletin(bulletin, query)
    if articles is not None:
        chosen = set(articles)
        found = [hit for hit in found if hit.where.owner in chosen]
    return replace_found(bulletin, found, text)


def replace_found(bulletin: Bulletin, found: Sequence[Found], text: str) -> tuple[Bulletin, int]:
    """Return the bulletin with these hits replaced, and how many of them said something else."""
    by_owner: dict[str, list[Found]] = {}
    for hit in found:
        by_owner.setdefault(hit.where.owner, []).append(hit)
    count = 0

    def change_article(article: Article) -> Article:
        nonlocal count
        hits = by_owner.get(article.id)
        if hits:
            article, changed = _put(article, hits, text)
            count += changed
        return article

    sections: list[Section] = []
    for section in bulletin.sections:
        articles = tuple([change_article(article) for article in section.articles])
        name, changed = _put_plain(section.name, by_owner.get(section.id, ()), text)
        count += changed
        same = not changed and _same(articles, section.articles)
        sections.append(section if same else replace(section, name=name, articles=articles))
    distribution, changed = _put_lists(bulletin.distribution, by_owner.get("", ()), text)
    count += changed
    if not count:
        return bulletin, 0
    return replace(bulletin, sections=tuple(sections), distribution=distribution), count


def _put(article: Article, found: Sequence[Found], text: str) -> tuple[Article, int]:
    count = 0

    def change(value: str, hits: Sequence[Found]) -> str:
        nonlocal count
        value, changed = _put_plain(value, hits, text)
        count += changed
        return value

    hits_of = _by(found, lambda hit: (hit.where.part, hit.where.block))
    fields = {name: change(getattr(article, name), hits_of.get((name, -1), ())) for name in FIELDS}
    units = [change(unit, hits_of.get(("unit", i), ())) for i, unit in enumerate(article.units)]
    blocks: list[Block] = []
    for number, block in enumerate(article.body):
        block, changed = _put_block(block, hits_of.get((_part(block), number), ()), text)
        blocks.append(block)
        count += changed
    if not count:
        return article, 0
    body = article.body if _same(blocks, article.body) else tuple(blocks)
    return replace(article, **fields, units=tuple(units), body=body), count


def _put_block(block: Block, found: Sequence[Found], text: str) -> tuple[Block, int]:
    if not found:
        return block, 0
    match block:
        case Paragraph(runs):
            runs, count = _put_runs(runs, found, text)
            return (replace(block, runs=runs) if count else block), count
        case Picture():
            runs, count = _put_runs(block.caption, found, text)
            return (replace(block, caption=runs) if count else block), count
        case Table(rows):
            hits_of = _by(found, lambda hit: (hit.where.row, hit.where.column))
            cells = [
                [_put_runs(c, hits_of.get((i, j), ()), text) for j, c in enumerate(row)]
                for i, row in enumerate(rows)
            ]
            count = sum(changed for row in cells for _, changed in row)
            fresh = tuple([tuple([runs for runs, _ in row]) for row in cells])
            return (replace(block, rows=fresh) if count else block), count


def _put_runs(
    runs: tuple[Run, ...], found: Sequence[Found], text: str
) -> tuple[tuple[Run, ...], int]:
    whole = run_text(runs)
    hits = [hit for hit in found if whole[hit.start : hit.end] != text]
    for hit in reversed(hits):
        runs = _put_one(runs, hit.start, hit.end, text)
    return runs, len(hits)


def _put_one(runs: tuple[Run, ...], start: int, end: int, text: str) -> tuple[Run, ...]:
    result: list[Run] = []
    at = 0
    for run in runs:
        first, last = start - at, end - at
        at += len(run.text)
        if first >= len(run.text) or last <= 0:
            result.append(run)
            continue
        # The run in which the hit begins holds the replacement; later ones lose their part.
        middle = text if first >= 0 else ""
        rest = run.text[: max(first, 0)] + middle + run.text[max(last, 0) :]
        if rest:
            result.append(replace(run, text=rest))
    return _joined(result)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Return the runs with neighbours of the same emphasis made one."""
    result: list[Run] = []
    for run in runs:
        if result and (result[-1].bold, result[-1].kai) == (run.bold, run.kai):
            run = replace(run, text=result.pop().text + run.text)
        result.append(run)
    return tuple(result)


def _put_plain(value: str, found: Sequence[Found], text: str) -> tuple[str, int]:
    hits = [hit for hit in found if value[hit.start : hit.end] != text]
    for hit in reversed(hits):
        value = value[: hit.start] + text + value[hit.end :]
    return value, len(hits)


def _put_lists(
    distribution: Distribution, found: Sequence[Found], text: str
) -> tuple[Distribution, int]:
    count = 0
    values: dict[str, str] = {}
    for name in LISTS:
        hits = [hit for hit in found if hit.where.part == name]
        values[name], changed = _put_plain(getattr(distribution, name), hits, text)
        count += changed
    return (replace(distribution, **values) if count else distribution), count


def _part(block: Block) -> str:
    match block:
        case Paragraph():
            return "body"
        case Picture():
            return "caption"
        case Table():
            return "table"


def _by(
    found: Sequence[Found], key: Callable[[Found], tuple[object, int]]
) -> dict[tuple[object, int], list[Found]]:
    groups: dict[tuple[object, int], list[Found]] = {}
    for hit in found:
        groups.setdefault(key(hit), []).append(hit)
    return groups


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))
