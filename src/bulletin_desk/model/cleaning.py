"""Cleaning text that came from elsewhere: odd characters, half-width marks, needless spaces.

No letter, digit or Chinese character is ever lost, and what is clean stays the same object.
Emphasis and the kinds of paragraphs stay; a caret can follow every change (`Cleaned.place`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.punctuation import HAN, wide_marks
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Run, Table
from bulletin_desk.model.runs import Edit, edited, moved, run_text
from bulletin_desk.model.spacing import space_edits

Counts = Counter["Change"]
# A paragraph's text needs one round, seldom two: a mark that became full-width frees a space.
_ROUNDS = 8
# Zero-width and control characters, soft hyphens, marks of direction; joiners after Chinese.
_ODD = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff]"
    rf"|(?<=[{HAN}，。、；：？！])[\u200c\u200d]"
)
# Digits and letters of full width, and radicals that PDF files write in place of characters.
_COMPATIBLE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2f00-\u2fd5]")
# Their spaces are arranged by hand.
_ARRANGED = {ParagraphKind.SIGNATURE, ParagraphKind.QUOTATION}


class Change(StrEnum):
    """What cleaning changes, as the clerk is told."""

    LINE = "断行"
    MARK = "标点"
    SPACE = "空格"
    CHARACTER = "字符"
    EMPTY = "空行"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Blocks after cleaning and how many changes of each kind that were."""

    blocks: tuple[Block, ...]
    counts: Counts
    # By block: where it went, and the rounds of edits it went through.
    _ways: tuple[tuple[int, tuple[tuple[Edit, ...], ...]], ...]

    def place(self, block: int, position: int) -> tuple[int, int]:
        """Return where a place of the blocks stands after cleaning."""
        if block >= len(self._ways):
            return block - len(self._ways) + len(self.blocks), position
        number, rounds = self._ways[block]
        for edits in rounds:
            position = moved(position, edits)
        return number, position


def clean_runs(
    runs: Sequence[Run], *, running: bool = True
) -> tuple[tuple[Run, ...], Counts, tuple[tuple[Edit, ...], ...]]:
    """Return clean runs, what was changed, and the rounds of edits in their order.

    In a `running` text spaces between Chinese characters go; in a title they are text.
    """
    counts: Counts = Counter()
    rounds: list[tuple[Edit, ...]] = []
    steps: tuple[tuple[Change, Callable[[str], list[Edit]]], ...] = (
        (Change.CHARACTER, _character_edits),
        (Change.MARK, wide_marks),
        (Change.SPACE, lambda text: space_edits(text, running=running)),
    )
    clean = tuple(runs)
    for _ in range(_ROUNDS):
        known = len(rounds)
        for change, find in steps:
            edits = find(run_text(clean))
            if edits:
                clean = edited(clean, edits)
                rounds.append(tuple(edits))
                counts[change] += len(edits)
        if len(rounds) == known:
            break
    return clean, counts, tuple(rounds)


def clean_text(text: str, *, running: bool = True) -> tuple[str, Counts]:
    """Return a clean text without emphasis, and what was changed."""
    runs, counts, _ = clean_runs((Run(text),) if text else (), running=running)
    return run_text(runs), counts


def without_odd(text: str) -> str:
    """Return the text without the characters that no text can hold."""
    return _ODD.sub("", text)


def clean_blocks(blocks: Iterable[Block], *, keep_empty: bool = False) -> Cleaned:
    """Return the blocks clean; empty paragraphs are left out unless they are to be kept."""
    result: list[Block] = []
    counts: Counts = Counter()
    ways: list[tuple[int, tuple[tuple[Edit, ...], ...]]] = []
    for block in blocks:
        block, changed, rounds = _clean_block(block)
        counts += changed
        ways.append((len(result), rounds))
        if isinstance(block, Paragraph) and not block.text and not keep_empty:
            counts[Change.EMPTY] += 1
        else:
            result.append(block)
    last = max(len(result) - 1, 0)
    return Cleaned(tuple(result), counts, tuple([(min(n, last), way) for n, way in ways]))


def clean_bulletin(
    bulletin: Bulletin, clean: Callable[[Article], tuple[Article, Counts]]
) -> tuple[Bulletin, Counts]:
    """Return the bulletin with every article cleaned; what is clean stays the same object."""
    counts: Counts = Counter()
    sections = list(bulletin.sections)
    for number, section in enumerate(sections):
        articles = [clean(article) for article in section.articles]
        changed = sum((count for _, count in articles), Counter[Change]())
        if changed:
            counts += changed
            sections[number] = replace(section, articles=tuple([a for a, _ in articles]))
    return (replace(bulletin, sections=tuple(sections)) if counts else bulletin), counts


def told(counts: Counts, *, nothing: str = "没有要清理的地方。") -> str:
    """Return what was cleaned as a sentence: 清理了 12 处：标点 7，空格 5。"""
    if not counts:
        return nothing
    parts = "，".join([f"{change} {counts[change]}" for change in Change if counts[change]])
    return f"清理了 {counts.total()} 处：{parts}。"


def _clean_block(block: Block) -> tuple[Block, Counts, tuple[tuple[Edit, ...], ...]]:
    match block:
        case Paragraph(runs, kind):
            clean, counts, rounds = clean_runs(runs, running=kind not in _ARRANGED)
            return (replace(block, runs=clean) if counts else block), counts, rounds
        case Picture(caption=runs):
            clean, counts, _ = clean_runs(runs)
            return (replace(block, caption=clean) if counts else block), counts, ()
        case Table(rows):
            counts: Counts = Counter()
            fresh: list[tuple[tuple[Run, ...], ...]] = []
            for row in rows:
                cells = [clean_runs(cell, running=False) for cell in row]
                counts = sum((count for _, count, _ in cells), counts)
                fresh.append(tuple([runs for runs, _, _ in cells]))
            return (replace(block, rows=tuple(fresh)) if counts else block), counts, ()


def _character_edits(text: str) -> list[Edit]:
    edits = [Edit(m.start(), m.end(), "") for m in _ODD.finditer(text)]
    for match in _COMPATIBLE.finditer(text):
        plain = unicodedata.normalize("NFKC", match[0])
        edits.append(Edit(match.start(), match.end(), plain))
    return sorted(edits)
