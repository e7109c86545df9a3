"""Names in a DOCX: namespaces, and how the styles' names map to our style ids."""

import re
from dataclasses import dataclass

from bulletin_desk.intake.word.container import Element
from bulletin_desk.model.template import STYLE_NAMES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

GAP, RUN_IN = "gap", "run_in"
_IDS = {name: style_id for style_id, name in STYLE_NAMES.items()} | {
    "heading 1": "section",
    "heading 2": "title",
    "heading 3": "heading1",
    "heading 4": "heading2",
    "heading 5": "heading3",
    "heading 6": "heading4",
    "简报间隔": GAP,
    "简报接排标题": RUN_IN,
}
# A second look of the same style is called 简报标题 2; "heading 2" is a name of its own.
_OURS = "简报"
_VARIANT = re.compile(r"(简报.*?) \d+")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style of the document means to us."""

    id: str  # one of ours, or "" for a foreign style
    bold: bool
    kai: bool


class Styles:
    """The styles of one document by the ids that its paragraphs and runs use.

    They are told by their names: Word and LibreOffice give them ids of their own when they save.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements = {
            str(style.get(W + "styleId")): style
            for style in (root.iterchildren(W + "style") if root is not None else ())
        }
        self._known: dict[str, Style] = {}

    @property
    def are_ours(self) -> bool:
        """Whether the document still has styles of our names."""
        names = (value(style.find(W + "name")) for style in self._elements.values())
        return any(name.startswith(_OURS) for name in names)

    def find(self, style_id: str | None) -> Style:
        """Return a style by the document's id of it."""
        key = style_id or ""
        if key not in self._known:
            self._known[key] = self._resolve(key, set())
        return self._known[key]

    def _resolve(self, style_id: str, seen: set[str]) -> Style:
        element = self._elements.get(style_id)
        if element is None or style_id in seen:
            return Style(style_id if style_id in STYLE_NAMES else "", False, False)
        based_on = value(element.find(W + "basedOn"))
        parent = self._resolve(based_on, seen | {style_id}) if based_on else Style("", False, False)
        properties = element.find(W + "rPr")
        bold = toggle(properties, "b")
        kai = is_kai(properties)
        return Style(
            _our_id(value(element.find(W + "name"))),
            parent.bold if bold is None else bold,
            parent.kai if kai is None else kai,
        )


def _our_id(name: str) -> str:
    variant = _VARIANT.fullmatch(name)
    return _IDS.get(variant[1] if variant else name) or _IDS.get(name.lower(), "")


def value(element: Element | None) -> str:
    """Return w:val of an element that may be absent."""
    return "" if element is None else element.get(W + "val") or ""


def toggle(properties: Element | None, name: str) -> bool | None:
    """Return whether a toggle such as w:b is on, off, or not said."""
    element = None if properties is None else properties.find(W + name)
    if element is None:
        return None
    return (element.get(W + "val") or "1") not in ("0", "false", "off")


def is_kai(properties: Element | None) -> bool | None:
    """Return whether run properties ask for 楷体, for another face, or for none."""
    fonts = None if properties is None else properties.find(W + "rFonts")
    name = None if fonts is None else fonts.get(W + "eastAsia")
    return None if name is None else "楷" in name or "kai" in name.lower()
