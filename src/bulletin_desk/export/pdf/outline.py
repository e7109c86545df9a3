"""What a PDF says about itself: bookmarks, page labels, title, author and date."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bulletin_desk import __version__
from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value
from bulletin_desk.typeset.display import Document, OutlineEntry, Page


class _Branch(NamedTuple):
    entry: OutlineEntry
    ref: Ref
    below: "list[_Branch]"


def add_outline(file: PdfFile, document: Document, pages: Sequence[Ref]) -> Ref | None:
    """Add the bookmarks; return their root, or None when there are none."""
    if not document.outline:
        return None
    top: list[_Branch] = []
    path: list[_Branch] = []
    for entry in document.outline:
        # An article before the first section stands at the top, whatever its level.
        while path and path[-1].entry.level >= entry.level:
            path.pop()
        branch = _Branch(entry, file.reserve(), [])
        (path[-1].below if path else top).append(branch)
        path.append(branch)
    root = file.reserve()
    _put_branches(file, document, pages, root, top)
    ends = {"First": top[0].ref, "Last": top[-1].ref}
    file.put(root, {"Type": Name("Outlines"), "Count": len(document.outline), **ends})
    return root


def _put_branches(
    file: PdfFile, document: Document, pages: Sequence[Ref], parent: Ref, level: list[_Branch]
) -> None:
    for index, (entry, ref, below) in enumerate(level):
        up = document.pages[entry.page].height - entry.y
        # A zoom of 0 leaves the reader's as it is.
        place: list[Value] = [pages[entry.page], Name("XYZ"), 0, round(up, 1), 0]
        values: dict[str, Value] = {"Title": entry.label, "Parent": parent, "Dest": place}
        if index:
            values["Prev"] = level[index - 1].ref
        if index + 1 < len(level):
            values["Next"] = level[index + 1].ref
        if below:
            values |= {"First": below[0].ref, "Last": below[-1].ref, "Count": _count(below)}
            _put_branches(file, document, pages, ref, below)
        file.put(ref, values)


def _count(level: list[_Branch]) -> int:
    return sum([1 + _count(branch.below) for branch in level])


def page_labels(pages: Sequence[Page]) -> Value | None:
    """Return the numbers that the pages show, as ranges; None when no page shows one."""
    ranges: list[Value] = []
    expected = None
    for index, label in enumerate([page.label for page in pages]):
        counted = label.isascii() and label.isdecimal()
        if label != expected:
            shown = {"S": Name("D"), "St": int(label)} if counted else {"P": label} if label else {}
            ranges += [index, shown]
        # Without a numbering style a range says the same of each of its pages.
        expected = str(int(label) + 1) if counted else label
    return {"Nums": ranges} if any(page.label for page in pages) else None


def information(document: Document) -> Value:
    """Return the document information: the bulletin's own date, never the clock's."""
    values: dict[str, Value] = {"Creator": f"Bulletin Desk {__version__}"}
    if document.title:
        values["Title"] = document.title
    if document.author:
        values["Author"] = document.author
    try:
        day = date.fromisoformat(document.date)
    except ValueError:
        return values
    return values | {"CreationDate": f"D:{day:%Y%m%d}", "ModDate": f"D:{day:%Y%m%d}"}
