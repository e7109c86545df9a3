"""What a page draws besides text: ruling lines and pictures, through forms inside forms."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from bulletin_desk.intake.pdf.document import Budget
from bulletin_desk.intake.pdf.glyphs import Edges, PageText

_DEEPEST = 4
_MOST = 20_000
_MOST_SEGMENTS = 4_000
_THIN = 3.0
_SHORTEST = 6.0
_WHITE = 0xF0

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawn(NamedTuple):
    """One object of a page, and the matrix of the forms around it."""

    handle: Any
    kind: int
    matrix: Matrix


class Rule(NamedTuple):
    """A ruling line between two points of the page as it is read, x or y being alike."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def drawn_on(page: Any, budget: Budget) -> list[Drawn]:
    """Return the objects of a page that are no text, forms taken apart."""
    found: list[Drawn] = []
    count = raw.FPDFPage_CountObjects(page)
    for index in range(count):
        if not index % 1024:
            budget.check()
        found += _taken_apart(raw.FPDFPage_GetObject(page, index), _PLAIN, 0)
        if len(found) > _MOST:
            break
    return found[:_MOST]


def _taken_apart(handle: Any, matrix: Matrix, depth: int) -> Iterator[Drawn]:
    if not handle:
        return
    kind = raw.FPDFPageObj_GetType(handle)
    if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        yield Drawn(handle, kind, matrix)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = multiplied(matrix_of(handle), matrix)
        for index in range(min(raw.FPDFFormObj_CountObjects(handle), _MOST)):
            yield from _taken_apart(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1)


def matrix_of(handle: Any) -> Matrix:
    """Return the matrix of an object."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def multiplied(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def edges_of(drawn: Drawn, text: PageText) -> Edges | None:
    """Return the edges of an object on the page as it is read."""
    values = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn.handle, *values):
        return None
    left, bottom, right, top = (value.value for value in values)
    corners = [_moved(drawn.matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return text.box(min(xs), min(ys), max(xs), max(ys))


def rules_of(drawn: list[Drawn], text: PageText) -> list[Rule]:
    """Return the ruling lines among the paths of a page."""
    rules: list[Rule] = []
    for item in drawn:
        if item.kind != raw.FPDF_PAGEOBJ_PATH or not _is_seen(item.handle):
            continue
        edges = edges_of(item, text)
        if edges is None:
            continue
        left, top, right, bottom = edges
        if min(right - left, bottom - top) <= _THIN:
            rules.append(_rule(left, top, right, bottom))
        elif raw.FPDFPath_CountSegments(item.handle) <= _MOST_SEGMENTS:
            rules += _sides(item, text)
    return [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) >= _SHORTEST]


def _rule(left: float, top: float, right: float, bottom: float) -> Rule:
    if right - left >= bottom - top:
        level = (top + bottom) / 2
        return Rule(left, level, right, level)
    upright = (left + right) / 2
    return Rule(upright, top, upright, bottom)


def _is_seen(handle: Any) -> bool:
    """Tell whether a path is painted, and not in white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(handle, fill, stroke) or not (fill.value or stroke.value):
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    ask = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
    return not ask(handle, *colour) or min(value.value for value in colour[:3]) < _WHITE


def _sides(item: Drawn, text: PageText) -> Iterator[Rule]:
    """Yield the straight sides of a stroked path: a grid may be one path."""
    stroke = ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.handle, ctypes.c_int(), stroke)
    if not stroke.value:
        return
    matrix = multiplied(matrix_of(item.handle), item.matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(item.handle)):
        segment = raw.FPDFPath_GetPathSegment(item.handle, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = text.place(*_moved(matrix, x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(point, start)
        last = point


def _straight(first: tuple[float, float], second: tuple[float, float]) -> Iterator[Rule]:
    left, right = sorted((first[0], second[0]))
    top, bottom = sorted((first[1], second[1]))
    if min(right - left, bottom - top) <= 0.5:
        yield _rule(left, top, right, bottom)
