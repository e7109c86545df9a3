"""What a PDF says about itself: bookmarks, page labels, title, author and date."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bulletin_desk import __version__
from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value
from bulletin_desk.export.pdf.part import Part


class Leaf(NamedTuple):
    """A bookmark: its page, and how far up its place is there, in points."""

    level: int
    label: str
    page: Ref
    up: float


class _Branch(NamedTuple):
    leaf: Leaf
    ref: Ref
    below: "list[_Branch]"


def add_outline(file: PdfFile, leaves: Sequence[Leaf]) -> Ref | None:
    """Add the bookmarks; return their root, or None when there are none."""
    if not leaves:
        return None
    top: list[_Branch] = []
    path: list[_Branch] = []
    for leaf in leaves:
        # An article before the first section stands at the top, whatever its level.
        while path and path[-1].leaf.level >= leaf.level:
            path.pop()
        branch = _Branch(leaf, file.reserve(), [])
        (path[-1].below if path else top).append(branch)
        path.append(branch)
    root = file.reserve()
    _put_branches(file, root, top)
    ends = {"First": top[0].ref, "Last": top[-1].ref}
    file.put(root, {"Type": Name("Outlines"), "Count": len(leaves), **ends})
    return root


def _put_branches(file: PdfFile, parent: Ref, level: list[_Branch]) -> None:
    for index, (leaf, ref, below) in enumerate(level):
        # A zoom of 0 leaves the reader's as it is.
        place: list[Value] = [leaf.page, Name("XYZ"), 0, round(leaf.up, 1), 0]
        values: dict[str, Value] = {"Title": leaf.label, "Parent": parent, "Dest": place}
        if index:
            values["Prev"] = level[index - 1].ref
        if index + 1 < len(level):
            values["Next"] = level[index + 1].ref
        if below:
            values |= {"First": below[0].ref, "Last": below[-1].ref, "Count": _count(below)}
            _put_branches(file, ref, below)
        file.put(ref, values)


def _count(level: list[_Branch]) -> int:
    return sum([1 + _count(branch.below) for branch in level])


def page_labels(labels: Sequence[str]) -> Value | None:
    """Return the numbers that pages show, as ranges; None when no page shows one."""
    ranges: list[Value] = []
    expected = None
    for index, label in enumerate(labels):
        counted = label.isascii() and label.isdecimal()
        if label != expected:
            shown = {"S": Name("D"), "St": int(label)} if counted else {"P": label} if label else {}
            ranges += [index, shown]
        # Without a numbering style a range says the same of each of its pages.
        expected = str(int(label) + 1) if counted else label
    return {"Nums": ranges} if any(labels) else None


def information(parts: Sequence[Part]) -> Value:
    """Return the document information, the first part's: the bulletin's date, not the clock's."""
    values: dict[str, Value] = {"Creator": f"Bulletin Desk {__version__}"}
    if not parts:
        return values
    first = parts[0]
    if first.title:
        values["Title"] = first.title
    if first.author:
        values["Author"] = first.author
    try:
        day = date.fromisoformat(first.date)
    except ValueError:
        return values
    return values | {"CreationDate": f"D:{day:%Y%m%d}", "ModDate": f"D:{day:%Y%m%d}"}
