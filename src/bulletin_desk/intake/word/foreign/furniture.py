"""Headers and footers: furniture of the page, but for a masthead or an imprint in them."""

import re
from collections.abc import Iterator

from bulletin_desk.intake.dates import DATE
from bulletin_desk.intake.marks import squash
from bulletin_desk.intake.source import SourceLine
from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.images import Images
from bulletin_desk.intake.word.foreign.inline import Inline
from bulletin_desk.intake.word.foreign.looks import Looks
from bulletin_desk.intake.word.foreign.numbering import Numbering
from bulletin_desk.intake.word.foreign.package import Package
from bulletin_desk.intake.word.foreign.reader import FlowReader
from bulletin_desk.intake.word.names import W, toggle
from bulletin_desk.model.numbering import parse_number_line

_IMPRINT = re.compile(r"(?:抄|主|分)?[报送发][：:]|共印\d+份")
_MOST_LINES = 30


def first_header(package: Package, body: Element, looks: Looks) -> list[SourceLine]:
    """Return the header of the first page where it holds the masthead: the number, or the date."""
    lines = _lines(package, _shown_first(body, "headerReference"), looks)
    marked = any(parse_number_line(line.text) or _dated(line.text) for line in lines)
    return [line for line in lines if line.block is None] if marked else []


def last_footer(package: Package, body: Element, looks: Looks) -> list[SourceLine]:
    """Return the footer of the last section where it holds the distribution."""
    for reference in _references(body, "footerReference", last=True):
        lines = _lines(package, reference, looks)
        if any(_IMPRINT.match(squash(line.text)) for line in lines):
            return [line for line in lines if line.block is None]
    return []


def _dated(text: str) -> bool:
    return len(text) < 80 and bool(DATE.search(text)) and "页" not in text


def _shown_first(body: Element, kind: str) -> Element | None:
    """Return the reference that the first page shows."""
    section = next(iter(body.iter(W + "sectPr")), None)
    wanted = "first" if toggle(section, "titlePg") else "default"
    references = _references(body, kind, last=False)
    return next((r for r in references if r.get(W + "type", "default") == wanted), None)


def _references(body: Element, kind: str, *, last: bool) -> list[Element]:
    sections = list(body.iter(W + "sectPr"))
    if not sections:
        return []
    return list(sections[-1 if last else 0].iterchildren(W + kind))[:3]


def _lines(package: Package, reference: Element | None, looks: Looks) -> list[SourceLine]:
    target = package.target(reference)
    root = package.part(target) if target else None
    if root is None:
        return []
    beside = package.beside(target)
    reader = FlowReader(
        looks,
        Numbering(package.related("numbering"), looks),
        Inline(looks, lambda _: ""),
        Images(beside),
    )
    return list(_first(reader.read(root)))


def _first(lines: Iterator[SourceLine]) -> Iterator[SourceLine]:
    for _, line in zip(range(_MOST_LINES), lines, strict=False):
        yield line
