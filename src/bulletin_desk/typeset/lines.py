"""A line of text as glyph runs: the only step that knows glyphs and points."""

from bisect import bisect_right
from operator import attrgetter
from typing import NamedTuple

from bulletin_desk.model.flow import TextStyle
from bulletin_desk.typeset.display import GlyphRun, TextLine
from bulletin_desk.typeset.linebreak import trim
from bulletin_desk.typeset.prepare import Prepared, Segment

_start = attrgetter("start")


class Setting(NamedTuple):
    """What the lines of a text share.

    `ascent` is in points; `offset` is how many characters of the block stand before the text.
    """

    prepared: Prepared
    style: TextStyle
    ascent: float
    offset: int = 0


def text_line(
    setting: Setting, start: int, end: int, left: float, shifts: list[float] | None = None
) -> TextLine:
    """Return text[start:end] as a line that begins `left` points right of the line's left edge.

    `shifts` (em) move the characters shown and, its last one, the line's end.
    """
    prepared, style, ascent, offset = setting
    size = style.size
    shown = trim(prepared.text, start, end)
    origin = prepared.lefts[start]
    width = prepared.rights[shown - 1] - origin
    if shifts is None:
        places = [(x - origin) * size for x in prepared.lefts[start:shown]]
    else:
        width += shifts[-1]
        moved = zip(prepared.lefts[start:shown], shifts, strict=False)
        places = [(x - origin + shift) * size for x, shift in moved]
    if prepared.nudges:
        for index, nudge in prepared.nudges.items():
            if start <= index < shown:
                places[index - start] += nudge * size
    segments = prepared.segments
    if len(segments) == 1 and not segments[0].shaped:
        runs = (_plain_run(setting, segments[0], (start, shown), left, places),)
    else:
        runs = _runs(setting, (start, shown), left, places)
    right = left + width * size
    return TextLine(runs, offset + start, offset + end, right, size, ascent)


def _runs(
    setting: Setting, stretch: tuple[int, int], left: float, places: list[float]
) -> tuple[GlyphRun, ...]:
    """Cut a line where its face changes; `stretch` is its start and end."""
    start, end = stretch
    runs: list[GlyphRun] = []
    segments = setting.prepared.segments
    first = bisect_right(segments, start, key=_start) - 1
    for segment in segments[first:]:
        if segment.start >= end:
            break
        begin, stop = max(segment.start, start), min(segment.end, end)
        make = _shaped_run if segment.shaped else _plain_run
        part = places[begin - start : stop - start]
        runs.append(make(setting, segment, (begin, stop), left, part))
    return tuple(runs)


def _plain_run(
    setting: Setting, segment: Segment, stretch: tuple[int, int], left: float, places: list[float]
) -> GlyphRun:
    """Return a run of one glyph for each character."""
    prepared, style, _, _ = setting
    _, _, face, embolden, _ = segment
    text = prepared.text[stretch[0] : stretch[1]]
    x = places[0]
    if x:
        places = [place - x for place in places]
    glyphs = tuple(map(face.glyph_of, text))
    return GlyphRun(face, style.size, style.colour, embolden, left + x, text, glyphs, tuple(places))


def _shaped_run(
    setting: Setting, segment: Segment, stretch: tuple[int, int], left: float, places: list[float]
) -> GlyphRun:
    """Return a run of ligatures or contextual glyphs; a part of a word is shaped anew."""
    prepared, style = setting.prepared, setting.style
    text = prepared.text[stretch[0] : stretch[1]]
    shaped = segment.face.shape(text)
    offsets = tuple([
        (offset + cluster * prepared.spacing) * style.size
        for offset, cluster in zip(shaped.offsets, shaped.clusters, strict=True)
    ])  # fmt: skip
    return GlyphRun(
        segment.face, style.size, style.colour, segment.embolden, left + places[0], text,
        shaped.glyphs, offsets, shaped.clusters,
    )  # fmt: skip
