"""Stretches of a page that say their text themselves (ActualText), whatever their glyphs say.

PDFium gives such a stretch all its characters at one place. The marks are taken off before the
text is read, so that each glyph is found where it stands; where the glyphs spell something else,
what was said is put in their place.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

_LONGEST = 20_000  # bytes of one stretch
_DEEPEST, _MOST = 4, 20_000


@dataclass(slots=True)
class _Stretch:
    text: str
    places: list[int] = field(default_factory=lambda: list[int]())


class Spoken:
    """What stretches of a page say, by the text objects that show them."""

    def __init__(self, stretches: dict[int, _Stretch]) -> None:
        self._by_object = stretches

    def note(self, key: int, place: int) -> None:
        """Remember that a character of a text object was put at a place of the list."""
        stretch = self._by_object.get(key)
        if stretch is not None:
            stretch.places.append(place)

    def settled(self, found: list[Any]) -> list[Any]:
        """Return the characters, with what was said where the glyphs spell something else."""
        for stretch in {id(s): s for s in self._by_object.values()}.values():
            places = stretch.places
            if not places:
                continue
            shown = "".join(found[place].char for place in places)
            if "".join(shown.split()) == "".join(stretch.text.split()):
                continue
            for place, char in zip(places, _dealt(stretch.text, len(places)), strict=True):
                found[place] = found[place]._replace(char=char)
        return [one for item in found for one in _parted(item)]


def _dealt(text: str, count: int) -> Sequence[str]:
    """Deal a text out to so many glyphs; what is left over goes with the last."""
    if len(text) <= count:
        return [*text, *[""] * (count - len(text))]
    return [*text[: count - 1], text[count - 1 :]]


def _parted(item: Any) -> list[Any]:
    """Return an item for each of its characters, side by side."""
    if len(item.char) == 1:
        return [item]
    left, bottom, right, top = item.box
    step = (right - left) / max(len(item.char), 1)
    return [
        item._replace(char=char, box=(left + n * step, bottom, left + (n + 1) * step, top))
        for n, char in enumerate(item.char)
    ]


def take_spoken(page: Any) -> Spoken:
    """Take the marks off a page's text objects and return what they say."""
    stretches: dict[int, _Stretch] = {}
    marks: list[tuple[Any, Any]] = []
    last: tuple[int, _Stretch] | None = None
    objects = (
        raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))
    )
    for item in _texts(objects, 0):
        marked = _mark(item)
        if marked is None:
            last = None
            continue
        mark, text = marked
        key = ctypes.addressof(mark.contents)
        if last is None or last[0] != key or last[1].text != text:
            last = key, _Stretch(text)
        stretches[ctypes.addressof(item.contents)] = last[1]
        marks.append((item, mark))
    # Objects share their marks: only when all are read may one be taken off.
    for item, mark in marks:
        raw.FPDFPageObj_RemoveMark(item, mark)
    return Spoken(stretches)


def _texts(objects: Iterable[Any], depth: int) -> Iterator[Any]:
    """Yield the text objects, those inside forms too."""
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item) if item else None
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(raw.FPDFFormObj_CountObjects(item), _MOST)
            inside = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
            yield from _texts(inside, depth + 1)


def _mark(item: Any) -> tuple[Any, str] | None:
    """Return the mark of an object that says its text, and the text."""
    for index in range(min(raw.FPDFPageObj_CountMarks(item), 16)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        said = _said(mark) if mark else None
        if said is not None:
            return mark, said
    return None


def _said(mark: Any) -> str | None:
    """Return the text that a mark carries, None where it carries none."""
    length = ctypes.c_ulong()
    ask = raw.FPDFPageObjMark_GetParamBlobValue
    if not ask(mark, b"ActualText", None, 0, length) or not 0 < length.value <= _LONGEST:
        return None
    buffer = (ctypes.c_ubyte * length.value)()
    if not ask(mark, b"ActualText", buffer, length.value, length):
        return None
    data = bytes(buffer)
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "ignore")
    return data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "latin-1", "ignore")
