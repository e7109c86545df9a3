"""The theme: which faces and colours its names stand for; and which colours are the masthead's."""

import re

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.names import A, W

_HEX = re.compile("[0-9A-Fa-f]{6}")
_NAMED = {"red": "FF0000", "darkred": "800000"}
# What the document's names mean in the theme, where its settings do not say otherwise.
_MAPPED = {
    "text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1",
    "light1": "lt1", "background2": "lt2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}  # fmt: skip


class Theme:
    """Faces and colours of one document's theme."""

    def __init__(self, root: Element | None) -> None:
        self._faces: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        if root is None:
            return
        for name in ("major", "minor"):
            self._faces[name] = _east_asian(root.find(f".//{A}{name}Font"))
        scheme = root.find(f".//{A}clrScheme")
        for entry in () if scheme is None else scheme.iterchildren():
            colour = next(iter(entry), None)
            if isinstance(entry.tag, str) and colour is not None:
                value = colour.get("val") or ""
                value = value if _HEX.fullmatch(value) else colour.get("lastClr") or ""
                self._colours[entry.tag.rpartition("}")[2]] = value

    def face(self, name: str) -> str:
        """Return the face behind minorEastAsia and its like."""
        return self._faces.get(name[:5], "")

    def colour(self, element: Element) -> str:
        """Return a colour as RRGGBB; what Word worked out stands before the theme's own."""
        value = element.get(W + "val") or ""
        if _HEX.fullmatch(value):
            return value
        name = element.get(W + "themeColor") or ""
        return self._colours.get(_MAPPED.get(name, name), _NAMED.get(value.lower(), ""))


def _east_asian(font: Element | None) -> str:
    if font is None:
        return ""
    for entry in font.iterchildren(A + "font"):
        if entry.get("script") == "Hans" and entry.get("typeface"):
            return entry.get("typeface")
    east = font.find(A + "ea")
    return "" if east is None else east.get("typeface") or ""


def is_red(colour: str) -> bool:
    """Tell whether a colour RRGGBB is a masthead's red."""
    if not _HEX.fullmatch(colour):
        return False
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return red >= 0x90 and max(green, blue) <= red * 0.45


def shape_red(colour: str | None) -> bool:
    """Tell whether a drawn shape's colour (#ff0000, red) is a masthead's red."""
    bare = (colour or "").partition(" ")[0].lstrip("#").lower()
    if len(bare) == 3:
        bare = "".join(digit * 2 for digit in bare)
    return is_red(_NAMED.get(bare, bare))
