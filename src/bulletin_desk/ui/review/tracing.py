"""Where each line of a source has gone: which part of the masthead, which article, which block.

Recognition joins lines, cuts titles off paragraphs and tidies spaces. So lines are found again by
their letters and digits alone, in order, in the text that was made of them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from bulletin_desk.intake.marks import key
from bulletin_desk.intake.source import Role, SourceLine
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.richtext import Block, Picture, Table

MASTHEAD, CONTENTS, DISTRIBUTION = "masthead", "contents", "distribution"
_PARTS = {
    Role.NAME: MASTHEAD, Role.NUMBER: MASTHEAD, Role.ISSUER: MASTHEAD, Role.DATE: MASTHEAD,
    Role.MARKING: MASTHEAD, Role.CONTENTS: CONTENTS, Role.DISTRIBUTION: DISTRIBUTION,
}  # fmt: skip
_LOST = (Role.DROPPED, Role.UNKNOWN)
# How far ahead a line is looked for, in letters: beyond it, it would be found by accident.
_AHEAD = 20_000


class Trace(NamedTuple):
    """A place in the result: a part; of an article its id and the block (-1: its head)."""

    part: str
    owner: str = ""
    block: int = -1


_QUOTED = re.compile("“([^“”]+)”")


def quoted_line(
    sentence: str, lines: Sequence[SourceLine], roles: Sequence[Role] = ()
) -> int | None:
    """Return the line that a sentence quotes, None where it quotes none.

    Of several that hold the words, a line that says nothing else, or that has no place yet.
    """
    whole = sentence[sentence.find("“") + 1 : sentence.rfind("”")] if "“" in sentence else ""
    for quote in (whole, *_QUOTED.findall(sentence)):
        wanted = key(quote.split("\n")[0])[:40]
        if not wanted:
            continue
        found = [n for n, line in enumerate(lines) if wanted in key(line.text)]
        if found:
            exact = quote.split("\n")[0].strip(" \u3000…")
            return max(found, key=lambda n: (*_fitness(lines[n], exact, roles[n : n + 1]), -n))
    return None


def _fitness(line: SourceLine, quote: str, role: Sequence[Role]) -> tuple[bool, ...]:
    """Return how well a line fits a quote whose letters it holds."""
    text = line.text.strip()
    return text == quote, quote in text, Role.UNKNOWN in role, text.startswith(quote)


class _Stream:
    """The letters of all columns and articles in a row, and where each piece begins."""

    def __init__(self, bulletin: Bulletin) -> None:
        pieces: list[str] = []
        self.starts: list[int] = []
        self.traces: list[Trace] = []
        length = 0
        for text, trace in _pieces(bulletin):
            self.starts.append(length)
            self.traces.append(trace)
            pieces.append(text)
            length += len(text)
        self.text = "".join(pieces)

    def trace(self, position: int) -> Trace | None:
        """Return what stands at a position."""
        at = bisect_right(self.starts, position) - 1
        return self.traces[at] if at >= 0 else None


def traces(
    lines: Sequence[SourceLine], roles: Sequence[Role], bulletin: Bulletin | None
) -> list[Trace | None]:
    """Return where each line has gone, None where it has gone nowhere."""
    if bulletin is None:
        return [None] * len(lines)
    stream = _Stream(bulletin)
    found: list[Trace | None] = []
    cursor = 0
    for number, line in enumerate(lines):
        role = roles[number] if number < len(roles) else Role.PARAGRAPH
        part = _PARTS.get(role)
        if part is not None or role in _LOST:
            found.append(Trace(part) if part else None)
            continue
        before = found[-1] if found else None
        if role is Role.CONTINUATION and before and before.part in (*_PARTS.values(),):
            found.append(before)
            continue
        position, length = _find(stream.text, line, cursor)
        if position < 0:
            found.append(before if role is Role.CONTINUATION else None)
        else:
            found.append(stream.trace(position))
            cursor = position + length
    return found


def _find(text: str, line: SourceLine, cursor: int) -> tuple[int, int]:
    """Return where a line stands in the stream, from a position on, and how long it is there."""
    wanted = _block_key(line.block) if line.block is not None else key(line.text)
    if not wanted:
        return -1, 0
    position = text.find(wanted, cursor, cursor + _AHEAD + len(wanted))
    if position < 0 and len(wanted) > 12:
        # A byline was cut off its end, or a title off its beginning.
        for part in (wanted[:12], wanted[-12:]):
            position = text.find(part, cursor, cursor + _AHEAD)
            if position >= 0:
                return position, len(part)
    if position < 0:
        # What a head holds may stand in another order than in the file.
        position = text.find(wanted, max(0, cursor - 400), cursor)
        return position, 0 if position < 0 else cursor - position
    return position, len(wanted)


def _pieces(bulletin: Bulletin) -> list[tuple[str, Trace]]:
    found: list[tuple[str, Trace]] = []
    for section in bulletin.sections:
        if section.name:
            found.append((key(section.name), Trace("column", section.id)))
        for article in section.articles:
            head = "".join((article.title, article.subtitle, article.byline))
            found.append((key(head), Trace("article", article.id)))
            for number, block in enumerate(article.body):
                found.append((_block_key(block), Trace("article", article.id, number)))
    return found


def _block_key(block: Block) -> str:
    if isinstance(block, Picture):
        return block.digest + key(block.text)
    return ("tbl" if isinstance(block, Table) else "") + key(block.text)
