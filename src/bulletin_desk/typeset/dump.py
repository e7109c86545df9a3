"""A document as text: its lines, and the whole display list for golden files."""

from collections.abc import Iterator

from bulletin_desk.typeset.display import (
    Box,
    Document,
    GlyphRun,
    Page,
    PictureItem,
    Placed,
    TextLine,
)
from bulletin_desk.typeset.furniture import FURNITURE


def lines(document: Document) -> str:
    """Return the typeset lines in reading order, a blank line between pages, no page numbers."""
    pages = ["".join([f"{line}\n" for line in _texts(page)]) for page in document.pages]
    return "\n".join(pages)


def dump(document: Document) -> str:
    """Return the display list: positions in points with two decimals, faces by family."""
    rows: list[str] = [f"document {document.title!r} {document.author!r} {document.date!r}"]
    for index, page in enumerate(document.pages):
        rows.append(f"page {index} {page.width:.2f} x {page.height:.2f} label {page.label!r}")
        for placed in page.items:
            rows += _item(placed)
    for entry in document.outline:
        rows.append(
            f"outline {entry.level} {entry.label!r} page {entry.page} y {entry.y:.2f}"
            f" anchor {entry.anchor!r}"
        )
    rows += [f"anchor {name!r} page {page}" for name, page in document.anchors.items()]
    return "\n".join(rows) + "\n"


def _texts(page: Page) -> Iterator[str]:
    for placed in page.items:
        if isinstance(placed.item, TextLine) and placed.source is not FURNITURE:
            text = placed.item.text
            if text.strip():
                yield text


def _item(placed: Placed) -> Iterator[str]:
    source = placed.source
    origin = f"{source.part}:{source.owner}:{source.block}+{source.offset}"
    place = f"{placed.x:.2f} {placed.y:.2f}"
    match placed.item:
        case TextLine() as line:
            yield (
                f"  line {place} [{line.start}:{line.end}] width {line.width:.2f}"
                f" size {line.size:g} ascent {line.ascent:.2f} {origin}"
            )
            for run in line.runs:
                yield _run(run)
        case Box(width, height, colour):
            yield f"  box {place} {width:.2f} x {height:.2f} {colour} {origin}"
        case PictureItem(digest, width, height, rotation):
            yield (
                f"  picture {place} {width:.2f} x {height:.2f} turned {rotation} {digest} {origin}"
            )


def _run(run: GlyphRun) -> str:
    weight = " embolden" if run.embolden else ""
    missing = run.glyphs.count(0)
    lost = f" missing {missing}" if missing else ""
    places = " ".join([f"{offset:.2f}" for offset in run.offsets])
    return (
        f"    {run.face.family} {run.size:g} {run.colour}{weight}{lost} x {run.x:.2f}"
        f" {run.text!r} at {places}"
    )
