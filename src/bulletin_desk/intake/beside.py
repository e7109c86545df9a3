"""What is taken out of the running text and put back into the articles by its place.

Pictures and tables with their captions stand between the lines and interrupt no paragraph. So
does what the clerk says is a byline, a subtitle, a signature: it belongs to the article around it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from bulletin_desk.intake.body import Body, Column
from bulletin_desk.intake.draft import Draft
from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import is_finished, join
from bulletin_desk.intake.paragraphs import TITLE, Block
from bulletin_desk.intake.roles import BESIDE
from bulletin_desk.intake.shapes import is_caption, is_numbered_caption
from bulletin_desk.intake.source import Align, Role
from bulletin_desk.model.richtext import Picture, Run, Table

_WIDEST_CAPTION = 40.0
_MOST_LINES = 3  # lines of a caption


@dataclass(slots=True)
class Part:
    """Lines that belong to the article around them: a figure with its caption, or a part of it."""

    role: Role
    lines: list[Line]
    figure: Picture | Table | None = None
    caption: list[Line] = field(default_factory=lambda: list[Line]())

    @property
    def at(self) -> int:
        """The line of the source where it stands."""
        return self.lines[0].at

    @property
    def text(self) -> str:
        """Its lines as one."""
        return _joined(self.lines)

    @property
    def block(self) -> Block:
        """Its lines as a paragraph."""
        return Block(self.text, 0, 0.0, caption=True, lines=tuple(self.lines), said=self.role)

    @property
    def shown(self) -> Picture | Table:
        """The figure with its caption."""
        assert self.figure
        if self.caption and isinstance(self.figure, Picture):
            return replace(self.figure, caption=(Run(_joined(self.caption)),))
        return self.figure

    @property
    def wants_caption(self) -> bool:
        """Whether it is a picture that has no caption yet."""
        return isinstance(self.figure, Picture) and not self.figure.caption and not self.caption


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = join(text, line.text)
    return text


def take_beside(lines: list[Line], small: Callable[[Line], bool]) -> tuple[list[Line], list[Part]]:
    """Return the running text, and the parts that stand beside it.

    `small` tells whether a line is in letters smaller than those of the text.
    """
    rest: list[Line] = []
    parts: list[Part] = []
    last: Part | None = None  # the part that the line before belongs to
    for line in lines:
        figure = line.source.block if line.source else None
        if figure is not None:
            part = Part(line.said or Role.PARAGRAPH, [line], figure)
            if part.wants_caption:
                part.caption = _caption_above(rest, parts, last)
            last = part
            parts.append(part)
        elif last and _belongs(last, line, small):
            (last.caption if last.figure else last.lines).append(line)
        elif line.said in BESIDE:
            last = Part(line.said or Role.UNKNOWN, [line])
            parts.append(last)
        else:
            last = None
            rest.append(line)
    return rest, parts


def _caption_above(rest: list[Line], parts: list[Part], last: Part | None) -> list[Line]:
    """Take the caption that stands right above a picture."""
    if last and last.role is Role.CAPTION and not last.figure:
        parts.remove(last)
        return last.lines
    above = rest[-1] if rest and last is None else None
    if above and above.said is None and above.whole and is_caption(above.text):
        return [rest.pop()]
    return []


def _belongs(last: Part, line: Line, small: Callable[[Line], bool]) -> bool:
    """Tell whether a line goes on with the part before it, or is the caption of a picture."""
    if line.said is Role.CONTINUATION:
        return not last.figure or bool(last.caption)
    if last.wants_caption:
        return line.said is Role.CAPTION or (line.said is None and _explains(line, small))
    own = last.caption if last.figure else last.lines if last.role is Role.CAPTION else []
    if not own or line.said is not None or line.whole:
        return False
    return len(own) < _MOST_LINES and not is_finished(own[-1].text) and _both(small, own[-1], line)


def _both(small: Callable[[Line], bool], first: Line, second: Line) -> bool:
    return small(first) and small(second)


def _explains(line: Line, small: Callable[[Line], bool]) -> bool:
    """Tell whether a line under a picture is its caption, by its words or its looks."""
    if is_caption(line.text) or is_numbered_caption(line.text):
        return True
    source = line.source
    if source is None or line.width > _WIDEST_CAPTION or line.rank >= TITLE:
        return False
    plain = source.align is Align.CENTRE and not source.bold and line.rank <= 2
    return small(line) or plain


class Placing:
    """Puts the parts beside the text into the articles of a body."""

    def __init__(self, body: Body) -> None:
        self._body = body
        drafts = [draft for column in body.columns for draft in column.drafts]
        places = [(*place, n) for n, draft in enumerate(drafts) for place in _places(draft)]
        self._places = sorted(places)
        self._drafts = drafts

    def place(self, parts: list[Part], start: int) -> list[Part]:
        """Place the parts; return those without a place. The body begins at source line `start`."""
        homeless: list[Part] = []
        for part in parts:
            if part.role is Role.UNKNOWN or (part.figure and part.at < start):
                homeless.append(part)
            elif part.figure:
                draft, place = self._home(part.at)
                draft.figures.append((place, part.shown))
            elif part.role is Role.CAPTION:
                self._body.captions.append(part.block)
            else:
                _add(self._home(part.at)[0], part)
        return homeless

    def _home(self, at: int) -> tuple[Draft, int]:
        """Return the article around a line of the source, and the place in its body."""
        n = bisect_left(self._places, (at, 0, 0)) - 1
        if n >= 0:
            _, place, number = self._places[n]
            return self._drafts[number], place
        if not self._drafts:
            self._drafts.append(Draft())
            self._body.columns = self._body.columns or [Column("")]
            self._body.columns[0].drafts.append(self._drafts[0])
        return self._drafts[0], 0


def _places(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield for each line of an article the place in the body that follows it."""
    for _, line in draft.head:
        yield line.at, 0
    for n, block in enumerate(draft.body):
        for line in block.lines:
            yield line.at, n + 1
    for block in draft.signature:
        for line in block.lines:
            yield line.at, len(draft.body)


def _add(draft: Draft, part: Part) -> None:
    if part.role is Role.SUBTITLE:
        draft.add_subtitle(part.block)
    elif part.role is Role.BYLINE:
        draft.add_byline(part.block)
    else:
        draft.signature.append(part.block)
