"""Putting blocks into a body in the place of a selection: what pasting does, without a window."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind
from bulletin_desk.model.runs import joined, sliced


class Spot(NamedTuple):
    """A place between two characters of a body; a picture or table counts as one character."""

    block: int
    position: int


class Spliced(NamedTuple):
    """A body after splicing; what was put in lies between `start` and `end`."""

    body: tuple[Block, ...]
    start: Spot
    end: Spot


def cut_out(body: Sequence[Block], start: Spot, end: Spot) -> tuple[Block, ...]:
    """Return what stands between two places, as blocks."""
    if not body:
        return ()
    first, last = body[start.block], body[end.block]
    if start.block == end.block:
        return _some(_part(first, start.position, end.position))
    return (
        *_some(_part(first, start.position, None)),
        *body[start.block + 1 : end.block],
        *_some(_part(last, 0, end.position)),
    )


def spliced(body: Sequence[Block], start: Spot, end: Spot, blocks: Sequence[Block]) -> Spliced:
    """Put blocks in the place of what stands between two places.

    The first and the last paragraph become one with the text beside them. A paragraph that was
    empty takes the kind of what comes into it; one with text keeps its own.
    """
    body = body or (Paragraph(),)
    head = _part(body[start.block], 0, start.position)
    tail = _part(body[end.block], end.position, None)
    middle = list(blocks) or [Paragraph()]
    first = start
    if isinstance(head, Paragraph) and isinstance(middle[0], Paragraph):
        middle[0] = _merged(head, middle[0])
    elif _is_empty(head) and start.position == 0:
        first = Spot(start.block, 0)
    elif head is not None:
        middle.insert(0, head)
        first = Spot(start.block + 1, 0)
    last = middle[-1]
    if isinstance(last, Paragraph) and isinstance(tail, Paragraph):
        stop = Spot(start.block + len(middle) - 1, len(last.text))
        alone = len(middle) == 1 and not (head and head.text)
        middle[-1] = _merged(last, tail, tail.kind if alone and tail.text else None)
    else:
        stop = Spot(start.block + len(middle) - 1, _length(last))
        if tail is not None and not _is_empty(tail):
            middle.append(tail)
    fresh = (*body[: start.block], *middle, *body[end.block + 1 :])
    return Spliced(fresh, first, stop)


def _part(block: Block, start: int, end: int | None) -> Block | None:
    """Return the characters start..end of a block, None for no part of a picture or table."""
    if isinstance(block, Paragraph):
        return replace(block, runs=sliced(block.runs, start, end))
    return block if start == 0 and end != 0 else None


def _merged(one: Paragraph, other: Paragraph, kind: ParagraphKind | None = None) -> Paragraph:
    """Return two paragraphs as one, of the kind of the first one unless that is empty."""
    if kind is None:
        kind = one.kind if one.text or one.kind is not ParagraphKind.BODY else other.kind
    return Paragraph(joined((*one.runs, *other.runs)), kind)


def _some(block: Block | None) -> tuple[Block, ...]:
    return () if block is None else (block,)


def _is_empty(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and not block.text


def _length(block: Block) -> int:
    return len(block.text) if isinstance(block, Paragraph) else 1
