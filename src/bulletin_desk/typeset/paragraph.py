"""A paragraph: prepare → break → justify → glyph runs."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from bulletin_desk.model.flow import Align, Punctuation, Span, TextStyle
from bulletin_desk.typeset.display import GlyphRun, TextLine
from bulletin_desk.typeset.ink import Inks
from bulletin_desk.typeset.justify import shifts
from bulletin_desk.typeset.linebreak import break_lines, trim
from bulletin_desk.typeset.lines import Setting, text_line
from bulletin_desk.typeset.prepare import prepare
from bulletin_desk.typeset.titles import balanced_lines

# What stays free between a title and the leader, and how many digits a page number may have
# before the title's lines move, in em.
_BESIDE_LEADER = 0.5
_LEAST_TAIL = 1.5
# A tail that leaves less beside it stands below.
_LEAST_HEAD = 4.0


class Paragraph(NamedTuple):
    """What is to be set: spans in a style, `measure` points wide."""

    spans: tuple[Span, ...]
    style: TextStyle
    measure: float
    rule: Punctuation


def typeset_paragraph(paragraph: Paragraph, inks: Inks) -> tuple[TextLine, ...]:
    """Return the lines of a paragraph; an empty one has one empty line."""
    style = paragraph.style
    ascent = inks.ink(style.font, style.bold, style.latin).face.ascent * style.size
    lines: list[TextLine] = []
    for offset, spans in _parts(paragraph.spans, "\n"):
        indent = 0.0 if lines else style.indent
        if not any(span.text for span in spans):
            empty = TextLine((), offset, offset, style.left * style.cell, style.size, ascent)
            lines.append(empty)
        elif any("\t" in span.text for span in spans):
            lines += _tabbed(paragraph, spans, offset, inks)
        else:
            setting = Setting(prepare(spans, style, inks, paragraph.rule), style, ascent, offset)
            lines += _lines(setting, paragraph.measure, indent, style.align)
    return tuple(lines)


def _lines(setting: Setting, measure: float, indent: float, align: Align) -> list[TextLine]:
    """Break a text without newlines and set its lines."""
    prepared, style = setting.prepared, setting.style
    cell = style.cell / style.size
    indent, margin = indent * cell, style.left * cell
    rest = measure / style.size - margin - style.right * cell
    first = rest - indent
    choose = balanced_lines if style.balanced else break_lines
    ends = choose(prepared, first, rest)
    lines: list[TextLine] = []
    start = 0
    justify = align is Align.JUSTIFY and not style.balanced
    for end in ends:
        width, left = (rest, margin) if start else (first, margin + indent)
        shown = trim(prepared.text, start, end)
        moved = shifts(prepared, start, shown, width, justify and end < ends[-1])
        if align is Align.CENTER or align is Align.RIGHT:
            free = width - (prepared.rights[shown - 1] - prepared.lefts[start])
            free -= moved[-1] if moved else 0.0
            left += free / 2 if align is Align.CENTER else free
        lines.append(text_line(setting, start, end, left * style.size, moved))
        start = end
    return lines


def _parts(spans: tuple[Span, ...], mark: str) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Yield the spans between newlines or tabs, each with its place in the text."""
    if not any(mark in span.text for span in spans):
        yield 0, spans
        return
    start = at = 0
    part: list[Span] = []
    for span in spans:
        for index, text in enumerate(span.text.split(mark)):
            if index:
                yield start, tuple(part)
                at += 1
                start, part = at, []
            part.append(span._replace(text=text))
            at += len(text)
    yield start, tuple(part)


def _at_tab(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], int, tuple[Span, ...]]:
    """Return what stands before the first tab, and after it with its place; more are spaces."""
    (_, head), (after, first), *more = _parts(spans, "\t")
    tail = [*first]
    for _, part in more:
        tail += [part[0]._replace(text=" " + part[0].text), *part[1:]]
    return head, after, tuple(tail)


def _tabbed(
    paragraph: Paragraph, spans: tuple[Span, ...], offset: int, inks: Inks
) -> list[TextLine]:
    """Set what stands before a tab from the left, what follows it at the right edge."""
    style = paragraph.style
    size = style.size
    head, after, tail = _at_tab(spans)
    ascent = inks.ink(style.font, style.bold, style.latin).face.ascent * size
    end = Setting(prepare(tail, style, inks, paragraph.rule), style, ascent, offset + after)
    tail_width = (end.prepared.rights[-1] if end.prepared.rights else 0.0) * size
    # The head keeps clear of the tail, and of a longer number that may come later.
    clear = max(tail_width, _LEAST_TAIL * size) + 2 * _BESIDE_LEADER * size
    beside = paragraph.measure - clear >= _LEAST_HEAD * size
    lines = [TextLine((), offset, offset, style.left * style.cell, size, ascent)]
    if any(span.text for span in head):
        setting = Setting(prepare(head, style, inks, paragraph.rule), style, ascent, offset)
        width = paragraph.measure - clear * beside
        lines = _lines(setting, width, style.indent, Align.LEFT)
    if not beside:
        return [*lines, *_lines(end, paragraph.measure, 0.0, Align.RIGHT)]
    right = paragraph.measure - style.right * style.cell
    length = len(end.prepared.text)
    last = lines[-1]
    runs = (*last.runs, *_leader(end, inks, last.width, (right, tail_width)))
    if length:
        runs = (*runs, *text_line(end, 0, length, right - tail_width).runs)
    lines[-1] = last._replace(runs=runs, end=end.offset + length, width=right)
    return lines


def _leader(
    end: Setting, inks: Inks, left: float, tail: tuple[float, float]
) -> tuple[GlyphRun, ...]:
    """Repeat the leader between `left` and the tail; leaders stand below each other on a page."""
    style = end.style
    if not style.leader:
        return ()
    right, tail_width = tail
    one = prepare((Span(style.leader),), style, inks).rights[-1] * style.size
    free = _BESIDE_LEADER * style.size
    most, least = int((right - left - free) / one), ceil((tail_width + free) / one)
    if most <= least:
        return ()
    text = style.leader * (most - least)
    setting = end._replace(prepared=prepare((Span(text),), style, inks))
    return text_line(setting, 0, len(text), right - most * one).runs
