"""From lines to paragraphs: hard line ends joined, headings and signatures known, lists kept."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bulletin_desk.intake.clipboard.clips import Clip, Line, Role
from bulletin_desk.intake.lines import Layout, layout_of
from bulletin_desk.intake.lines import Line as Measured
from bulletin_desk.intake.marks import CLAUSE_MARKS, is_finished, join, width
from bulletin_desk.intake.paragraphs import grouped
from bulletin_desk.intake.shapes import paragraph_kind, starts_item
from bulletin_desk.model.cleaning import Change, Counts, clean_blocks, without_odd
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Run, Table
from bulletin_desk.model.runs import joined, run_text, sliced

_HEADINGS = (
    ParagraphKind.HEADING1, ParagraphKind.HEADING2, ParagraphKind.HEADING3, ParagraphKind.HEADING4,
)  # fmt: skip
_LISTED = (ParagraphKind.HEADING3, ParagraphKind.HEADING4)
# Lines of a wrapped text are about as long as the longest; verses and lists are not.
_WRAPPED = range(15, 61)


def arranged(clips: Sequence[Clip]) -> tuple[tuple[Block, ...], Counts]:
    """Return the clean blocks of a paste, and what was changed."""
    tables = [number for number, clip in enumerate(clips) if isinstance(clip, Table)]
    blocks: list[Block] = []
    counts = Counts()
    start = 0
    for end in (*tables, len(clips)):
        lines = [clip for clip in clips[start:end] if isinstance(clip, Line)]
        paragraphs, cuts = _paragraphs(_without_odd(lines))
        counts[Change.LINE] += cuts
        blocks += paragraphs
        blocks += [clip for clip in clips[end : end + 1] if isinstance(clip, Table)]
        start = end + 1
    cleaned = clean_blocks(_without_overall_bold(blocks))
    return _with_kinds(cleaned.blocks), +(counts + cleaned.counts)


def _without_odd(lines: list[Line]) -> list[Line]:
    """Return the lines without odd characters: what only they fill is blank."""
    return [
        line
        if without_odd(line.text) == line.text
        else replace(line, runs=joined([replace(r, text=without_odd(r.text)) for r in line.runs]))
        for line in lines
    ]


def _paragraphs(lines: list[Line]) -> tuple[list[Paragraph], int]:
    """Return the lines' paragraphs, their kinds as the source says, and how many were joined."""
    filled = _parted_by_blanks(lines)
    layout = layout_of_prose([measured(line) for line in filled])
    paragraphs: list[Paragraph] = []
    for group in _groups(filled, layout):
        runs = group[0].runs
        for before, line in pairwise(group):
            runs = joined_lines(runs, line.runs) if before.text.strip() else line.runs
        paragraphs.append(Paragraph(runs, _kind_said(group[0], lines)))
    return paragraphs, len(filled) - len(paragraphs)


def _parted_by_blanks(lines: list[Line]) -> list[Line]:
    """Return the lines with text; one after a blank line begins a paragraph."""
    result: list[Line] = []
    blank = False
    for line in lines:
        if line.text.strip():
            result.append(replace(line, soft=False) if blank else line)
            blank = False
        else:
            blank = True
    return result


def _groups(lines: list[Line], layout: Layout) -> list[list[Line]]:
    """Return the lines of each paragraph."""
    parts: list[list[Line]] = []
    for line in lines:
        if parts and line.soft and line.role is Role.TEXT and not line.level:
            parts[-1].append(line)
        else:
            parts.append([line])
    groups: list[list[Line]] = []
    for part in parts:
        if layout.measure is None:
            groups += _few_lines(part)
            continue
        rest = iter(part)
        for group in grouped([measured(line) for line in part], layout):
            groups.append([next(rest) for _ in group])
    return groups


def layout_of_prose(lines: list[Measured]) -> Layout:
    """Return how sentences are set; lines without marks are a list, each a paragraph."""
    return layout_of(lines) if _is_prose(lines) else Layout(None)


def _is_prose(lines: list[Measured]) -> bool:
    marked = sum(1 for line in lines if CLAUSE_MARKS.search(line.text) or line.text.isascii())
    return marked * 2 >= len(lines)


def _few_lines(lines: list[Line]) -> list[list[Line]]:
    """Join the lines of a text that is too short to be measured: full ones go on."""
    prose = _is_prose([measured(line) for line in lines])
    widest = max(width(line.text.strip()) for line in lines)
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        full = int(widest) in _WRAPPED and width(before.text.strip()) >= widest - 2
        new = measured(line).indent >= 1.5 or starts_item(line.text.strip())
        # A full line with a comma is a sentence that goes on, whatever stands around it.
        sentence = prose or CLAUSE_MARKS.search(before.text)
        if full and sentence and not new and not is_finished(before.text.strip()):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def measured(line: Line) -> Measured:
    """Return a line as the rules of printed lines look at it."""
    text = line.text
    bare = text.strip()
    blank = text[: len(text) - len(text.lstrip())]
    return Measured(bare, width(blank) if blank else 0.0, 0, False, width(bare))


def joined_lines(runs: tuple[Run, ...], more: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return two lines as one, with a space between Latin words alone."""
    first, second = run_text(runs), run_text(more)
    before = sliced(runs, 0, len(first.rstrip()))
    after = sliced(more, len(second) - len(second.lstrip()))
    end = first.rstrip()[-1:]
    space = (Run(" "),) if join(end, second.lstrip())[len(end) :].startswith(" ") else ()
    return joined((*before, *space, *after))


def _kind_said(line: Line, lines: list[Line]) -> ParagraphKind:
    """Return the kind by the source's own marks: the highest level of heading is our first."""
    if line.level:
        highest = min(other.level for other in lines if other.level)
        return _HEADINGS[min(line.level - highest, 3)]
    return ParagraphKind.SIGNATURE if line.role is Role.SIGNATURE else ParagraphKind.BODY


def _with_kinds(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the kinds that their numbers tell."""
    result = list(blocks)
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.kind is not ParagraphKind.SIGNATURE:
            kind = paragraph_kind(block.text)
            if kind in _LISTED and not _heads_text(blocks, number, kind):
                kind = ParagraphKind.BODY
            if kind is not ParagraphKind.BODY:
                result[number] = _plain_heading(block, kind)
    return tuple(result)


def _heads_text(blocks: Sequence[Block], number: int, kind: ParagraphKind) -> bool:
    """Tell whether a numbered paragraph heads others: members of a list follow one another."""
    beside = [blocks[i] for i in (number - 1, number + 1) if 0 <= i < len(blocks)]
    kinds = [paragraph_kind(block.text) for block in beside if isinstance(block, Paragraph)]
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    if not isinstance(after, Paragraph) or kind in kinds:
        return False
    return kinds[-1] not in _HEADINGS[: _HEADINGS.index(kind)]


def _plain_heading(paragraph: Paragraph, kind: ParagraphKind) -> Paragraph:
    """Return a heading; bold that covers all of it is what the heading looks like anyway."""
    runs = paragraph.runs
    if kind in _HEADINGS and all(run.bold for run in runs):
        runs = joined([replace(run, bold=False) for run in runs])
    return Paragraph(runs, kind)


def _without_overall_bold(blocks: list[Block]) -> list[Block]:
    """Return the blocks without bold where all is bold: that is a font, no emphasis."""
    texts = [block for block in blocks if isinstance(block, Paragraph) and block.runs]
    if len(texts) < 2 or not all(run.bold for block in texts for run in block.runs):
        return blocks
    return [
        replace(block, runs=joined([replace(run, bold=False) for run in block.runs]))
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    ]
