"""一键清理: the text of an issue as clean as if it had been pasted, its kinds and emphasis kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bulletin_desk.intake.clipboard.arrange import joined_lines, layout_of_prose, measured
from bulletin_desk.intake.clipboard.clips import Line
from bulletin_desk.intake.lines import Line as Measured
from bulletin_desk.intake.marks import is_finished
from bulletin_desk.intake.paragraphs import grouped
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.cleaning import Change, Cleaned, Counts, clean_blocks, clean_text
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Run
from bulletin_desk.model.runs import run_text

# Paragraphs are joined only where so many of them end inside a sentence.
_MANY_CUTS = 4


@dataclass(frozen=True, slots=True)
class Tidied:
    """The blocks of an article after 一键清理, and where its places went."""

    blocks: tuple[Block, ...]
    counts: Counts
    _joins: tuple[tuple[int, int], ...]
    _cleaned: Cleaned

    def place(self, block: int, position: int) -> tuple[int, int]:
        """Return where a place of the blocks stands now."""
        if block < len(self._joins):
            block, shift = self._joins[block][0], self._joins[block][1]
            position += shift
        return self._cleaned.place(block, position)


def tidied(blocks: Sequence[Block]) -> Tidied:
    """Return an article's blocks clean; paragraphs that were cut at line ends are joined."""
    joins: list[tuple[int, int]] = []
    whole: list[Block] = []
    for group in _cut_paragraphs(blocks):
        first = group[0]
        runs = first.runs if isinstance(first, Paragraph) else ()
        joins.append((len(whole), 0))
        for block in group[1:]:
            assert isinstance(block, Paragraph)
            length = len(run_text(runs).rstrip())
            runs = joined_lines(runs, block.runs)
            gap = len(run_text(runs)) - length - len(block.text.lstrip())
            joins.append((len(whole), length + gap))
        one = isinstance(first, Paragraph) and len(group) > 1
        whole.append(Paragraph(runs) if one else first)
    cleaned = clean_blocks(whole)
    counts = cleaned.counts + Counts({Change.LINE: len(blocks) - len(whole)})
    return Tidied(cleaned.blocks, +counts, tuple(joins), cleaned)


def tidied_article(article: Article) -> tuple[Article, Counts]:
    """Return the article clean, its title too; the same object when there is nothing to do."""
    title, title_counts = clean_text(article.title, running=False)
    subtitle, subtitle_counts = clean_text(article.subtitle, running=False)
    body = tidied(article.body)
    counts = title_counts + subtitle_counts + body.counts
    if not counts:
        return article, counts
    return replace(article, title=title, subtitle=subtitle, body=body.blocks), counts


def _cut_paragraphs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return which blocks make one paragraph; certain only where lines were cut again and again."""
    lines = [_as_line(block) for block in blocks if _is_text(block)]
    layout = layout_of_prose(lines)
    cuts = sum(1 for line in lines[:-1] if not is_finished(line.text))
    if layout.measure is None or layout.ragged or cuts < _MANY_CUTS:
        return [[block] for block in blocks]
    groups: list[list[Block]] = []
    for part in _stretches(blocks):
        if _is_text(part[0]):
            rest = iter(part)
            lines = [_as_line(block) for block in part]
            groups += [[next(rest) for _ in group] for group in grouped(lines, layout)]
        else:
            groups.append(part)
    return groups


def _stretches(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks with neighbours of body text together, every other by itself."""
    parts: list[list[Block]] = []
    for block in blocks:
        if parts and _is_text(block) and _is_text(parts[-1][0]):
            parts[-1].append(block)
        else:
            parts.append([block])
    return parts


def _is_text(block: Block) -> bool:
    body = isinstance(block, Paragraph) and block.kind is ParagraphKind.BODY
    return body and bool(block.text.strip())


def _as_line(block: Block) -> Measured:
    return measured(Line((Run(block.text),)))
