"""Pieces on pages: fill a page, go back to the last place where it may end, go on."""

from typing import NamedTuple

from bulletin_desk.model.flow import PageSetup
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.typeset.pieces import Piece

# Rounding of millimetres and of summed pitches, in points.
_EPSILON = 0.01


class Sheet(NamedTuple):
    """The pieces of a page with their tops, and where they end, from the type area's top."""

    pieces: list[tuple[float, Piece]]
    bottom: float


def page_depth(page: PageSetup) -> float:
    """Return how much of the type area's height the text takes: the grid's lines, if there is one.

    22 lines of GB/T 9704 leave a rest that would hold another line at some pitches.
    """
    return page.lines * page.pitch if page.lines else page.depth


def paginate(pieces: list[Piece], page: PageSetup) -> list[Sheet]:
    """Return the sheets that the pieces fill, at least one."""
    return run(paginating(pieces, page))


def paginating(pieces: list[Piece], page: PageSetup) -> Steps[list[Sheet]]:
    """Fill the sheets in steps: one for each page."""
    limit = page_depth(page) + _EPSILON
    sheets: list[Sheet] = []
    at = 0
    while at < len(pieces):
        sheet, at = _fill(pieces, at, limit)
        if sheet.pieces:
            sheets.append(sheet)
        yield
    return sheets or [Sheet([], 0.0)]


def _fill(pieces: list[Piece], first: int, limit: float) -> tuple[Sheet, int]:
    """Fill one page from pieces[first] on; return it and the first piece of the next."""
    placed: list[tuple[float, Piece]] = []
    owners: list[int] = []  # of each placed piece its index, for going back
    y = gap = 0.0
    for index in range(first, len(pieces)):
        piece = pieces[index]
        before, height, after, _, items, _, carry, breaks = piece
        if breaks:
            if placed:
                return _sheet(placed), index + 1
            continue
        if not items:
            gap += height
            continue
        # Space above the first block of all is kept: it positions the masthead.
        if not placed and first > 0:
            gap = before = 0.0
            for head in carry:
                placed.append((y, head))
                owners.append(index)
                y += head.height
        top = y + gap + before
        if top + height > limit and owners and owners[0] != index:
            at = _last_end(pieces, owners[0], index)
            while owners[-1] >= at:
                owners.pop()
                placed.pop()
            return _sheet(placed), at
        placed.append((top, piece))
        owners.append(index)
        y = top + height
        gap = after
    return _sheet(placed), len(pieces)


def _sheet(placed: list[tuple[float, Piece]]) -> Sheet:
    return Sheet(placed, placed[-1][0] + placed[-1][1].height if placed else 0.0)


def _last_end(pieces: list[Piece], first: int, index: int) -> int:
    """Return the last place in first < place <= index where the page may end, else `index`."""
    for at in range(index, first, -1):
        if not pieces[at - 1].keep:
            return at
    return index


def stack(pieces: list[Piece]) -> tuple[list[tuple[float, Piece]], float]:
    """Return the pieces one below the other from 0, and their height."""
    placed: list[tuple[float, Piece]] = []
    y = 0.0
    for piece in pieces:
        y += piece.before
        if piece.items:
            placed.append((y, piece))
        y += piece.height + piece.after
    return placed, y


def add_closing(sheets: list[Sheet], closing: list[Piece], page: PageSetup) -> list[Sheet]:
    """Return the sheets with the closing blocks at the foot of the last one, or on a new one.

    Those that are higher than a page go on over several.
    """
    if not closing:
        return sheets
    placed, height = stack(closing)
    if height > page.depth + _EPSILON:
        more = paginate(closing, page)
        return [*(sheets if sheets[-1].pieces else sheets[:-1]), *more]
    top = max(0.0, page.depth - height)
    foot = [(top + y, piece) for y, piece in placed]
    last = sheets[-1]
    if last.pieces and last.bottom > top + _EPSILON:
        return [*sheets, Sheet(foot, top + height)]
    return [*sheets[:-1], Sheet([*last.pieces, *foot], top + height)]
