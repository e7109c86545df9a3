"""What a drawing holds, in reading order: pictures, text boxes, WordArt; old (VML) or new."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.looks import points
from bulletin_desk.intake.word.foreign.theme import shape_red
from bulletin_desk.intake.word.names import WP, A, R, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that VML has for it
_SHAPES = tuple(
    "{http://schemas.microsoft.com/office/word/2010/wordprocessing" + name
    for name in ("Shape}", "Group}", "Canvas}")
)
_WPS, _WPG, _WPC = _SHAPES
_EMU, _MM = 12_700, 25.4 / 72  # EMU in a point, millimetres in a point
_DEEPEST = 20
_HALF_PAGE = 420.0
# A box that hangs this far below its paragraph's first line is read after the paragraph.
_BELOW = 40.0


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture as it is shown: its part, its size in mm before turning, its crop and its turn.

    `crop` holds the parts cut off at left, top, right and bottom. `part` is empty when the picture
    lies outside of the document.
    """

    element: Element
    attribute: str
    width_mm: float
    name: str = ""
    rotation: float = 0.0
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box with its paragraphs; or WordArt, which is one line of text."""

    content: Element | None
    words: str = ""
    size: float = 0.0
    red: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """Something drawn that is neither picture nor text: told, not read."""

    kind: str


Shape = PictureShown | TextBox | Unread


@dataclass(frozen=True, slots=True)
class Drawn:
    """The shapes of one drawing; `below` tells that they stand after their paragraph's text."""

    shapes: tuple[Shape, ...]
    top: float = 0.0
    left: float = 0.0
    below: bool = False
    inline: bool = True


def read_drawing(drawing: Element) -> Iterator[Drawn]:
    """Yield what a w:drawing shows."""
    for place in drawing.iterchildren(WP + "inline", WP + "anchor"):
        extent = place.find(WP + "extent")
        size = (0.0, 0.0) if extent is None else (_emu(extent, "cx"), _emu(extent, "cy"))
        label = place.find(WP + "docPr")
        name = "" if label is None else label.get("name") or ""
        found = tuple(_graphic(place.find(f"{A}graphic/{A}graphicData"), size, name))
        if found and place.tag == WP + "inline":
            yield Drawn(found)
        elif found:
            top, below = _vertical(place.find(WP + "positionV"))
            left = _offset(place.find(WP + "positionH"))
            yield Drawn(found, top, left, below, inline=False)


def read_vml(picture: Element) -> Iterator[Drawn]:
    """Yield what a w:pict, or the face of an embedded object, shows."""
    for shape in picture.iterchildren():
        if not isinstance(shape.tag, str) or not shape.tag.startswith(V):
            continue
        found = tuple(_vml(shape))
        if found:
            style = _style(shape)
            top, left = points(style.get("margin-top"), 1.0), points(style.get("margin-left"), 1.0)
            page = style.get("mso-position-vertical-relative") in ("page", "margin")
            below = top > (_HALF_PAGE if page else _BELOW)
            inline = style.get("position") != "absolute"
            yield Drawn(found, top, left, below, inline)


def _graphic(data: Element | None, size: tuple[float, float], name: str) -> Iterator[Shape]:
    for child in () if data is None else data.iterchildren():
        if child.tag == PIC + "pic":
            yield from _picture(child, size[0], name)
        elif child.tag in (_WPS + "wsp", _WPG + "wgp", _WPC + "wpc"):
            yield from _shape(child, _scale(child, size), name)
        elif isinstance(child.tag, str):
            kind = {"chart": "图表", "relIds": "智能图形"}.get(child.tag.rpartition("}")[2], "")
            if kind:
                yield Unread(kind)


def _shape(shape: Element, scale: float, name: str, depth: int = 0) -> Iterator[Shape]:
    """Yield what a shape, or a group of shapes, shows; the parts of a group from top to bottom."""
    if shape.tag == _WPS + "wsp":
        content = shape.find(f"{_WPS}txbx/{W}txbxContent")
        if content is not None:
            yield TextBox(content)
        fill = shape.find(f"{_WPS}spPr/{A}blipFill")
        if fill is not None:
            yield from _picture(shape, _width(shape) * scale, name)
    elif shape.tag == PIC + "pic":
        yield from _picture(shape, _width(shape) * scale, name)
    elif depth < _DEEPEST:
        parts = [child for child in shape.iterchildren() if isinstance(child.tag, str)]
        for part in sorted(parts, key=_corner):
            yield from _shape(part, scale, name, depth + 1)


def _picture(picture: Element, width: float, name: str) -> Iterator[Shape]:
    """Yield a picture by its blip; one that is only linked to is told and never fetched."""
    fill = picture.find(PIC + "blipFill")
    fill = picture.find(f"{_WPS}spPr/{A}blipFill") if fill is None else fill
    blip = None if fill is None else fill.find(A + "blip")
    if fill is None or blip is None:
        return
    cut = fill.find(A + "srcRect")
    left, top, right, bottom = (
        0.0 if cut is None else _percent(cut.get(side)) for side in ("l", "t", "r", "b")
    )
    sides = (left, top, right, bottom)
    properties = picture.find(PIC + "spPr")
    transform = None if properties is None else properties.find(A + "xfrm")
    turn, flipped = 0.0, False
    if transform is not None:
        turn = _number(transform.get("rot")) / 60_000 % 360
        flipped = transform.get("flipH") in ("1", "true")
    attribute = "embed" if blip.get(R + "embed") else "link"
    yield PictureShown(blip, attribute, width * _MM, name, turn, sides, flipped)


def _vml(shape: Element, depth: int = 0) -> Iterator[Shape]:
    style = _style(shape)
    for child in shape.iterchildren():
        if child.tag == V + "textbox":
            content = child.find(W + "txbxContent")
            if content is not None:
                yield TextBox(content)
        elif child.tag == V + "imagedata":
            turn = _number(style.get("rotation")) % 360
            left, top, right, bottom = (
                _fraction(child.get(f"crop{side}")) for side in ("left", "top", "right", "bottom")
            )
            width = points(style.get("width"), 1.0) * _MM
            attribute = "id" if child.get(R + "id") else "href"
            yield PictureShown(
                child,
                attribute,
                width,
                child.get(O + "title") or "",
                turn,
                (left, top, right, bottom),
            )
        elif child.tag == V + "textpath" and (child.get("string") or "").strip():
            size = points(_declared(child.get("style")).get("font-size"), 1.0)
            yield TextBox(None, child.get("string"), size, shape_red(shape.get("fillcolor")))
        elif depth < _DEEPEST and isinstance(child.tag, str) and child.tag.startswith(V):
            yield from _vml(child, depth + 1)


def _vertical(position: Element | None) -> tuple[float, bool]:
    """Return how far down a drawing is anchored, and whether that is below its paragraph."""
    if position is None:
        return 0.0, False
    align = position.find(WP + "align")
    if align is not None:
        return 0.0, (align.text or "") == "bottom"
    top = _offset(position)
    page = position.get("relativeFrom") in ("page", "margin", "topMargin")
    return top, top > (_HALF_PAGE if page else _BELOW)


def _offset(position: Element | None) -> float:
    offset = None if position is None else position.find(WP + "posOffset")
    return 0.0 if offset is None else _number(offset.text) / _EMU


def _corner(shape: Element) -> tuple[float, float]:
    """Return where a shape of a group stands, by rows of some points' height."""
    offset = next(iter(shape.iterfind(f"*/{A}xfrm/{A}off")), None)
    if offset is None:
        return 0.0, 0.0
    return round(_number(offset.get("y")) / _EMU / 12), _number(offset.get("x"))


def _width(shape: Element) -> float:
    extent = next(iter(shape.iterfind(f"*/{A}xfrm/{A}ext")), None)
    return 0.0 if extent is None else _emu(extent, "cx")


def _scale(group: Element, size: tuple[float, float]) -> float:
    """Return how much smaller a group is shown than its parts measure themselves."""
    inner = group.find(f"*/{A}xfrm/{A}chExt")
    width = 0.0 if inner is None else _emu(inner, "cx")
    return size[0] / width if width > 0 else 1.0


def _style(shape: Element) -> dict[str, str]:
    return _declared(shape.get("style"))


def _declared(css: str | None) -> dict[str, str]:
    pairs = (entry.partition(":") for entry in (css or "").split(";")[:60])
    return {name.strip().lower(): text.strip() for name, _, text in pairs}


def _emu(element: Element, name: str) -> float:
    return _number(element.get(name)) / _EMU


def _percent(text: str | None) -> float:
    """Return 25000 (thousandths of a percent), or 25%, as a fraction."""
    bare = (text or "").strip()
    return _number(bare[:-1]) / 100 if bare.endswith("%") else _number(bare) / 100_000


def _fraction(text: str | None) -> float:
    """Return 6554f (of 65536), or 0.1, as a fraction."""
    bare = (text or "").strip()
    return _number(bare[:-1]) / 65_536 if bare.endswith("f") else _number(bare)


def _number(text: str | None) -> float:
    match = re.match(r"\s*(-?\d{1,12}(?:\.\d{1,9})?)", text or "")
    return float(match[1]) if match else 0.0


def reading_order(drawn: list[Drawn]) -> list[Drawn]:
    """Return drawings of one paragraph as one reads them; those in the text keep their order."""
    floating = sorted(
        (one for one in drawn if not one.inline), key=lambda one: (round(one.top / 12), one.left)
    )
    places = iter(floating)
    return [one if one.inline else replace(next(places)) for one in drawn]
