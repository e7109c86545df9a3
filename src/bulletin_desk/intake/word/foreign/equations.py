"""Formulas (OMML) as one line of text: a/b, √x, x², ∑."""

from collections.abc import Iterator

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.symbols import raised

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 60


def equation(element: Element, depth: int = 0) -> str:
    """Return what a formula says in one line."""
    if depth > _DEEPEST or not isinstance(element.tag, str):
        return ""
    name = element.tag.removeprefix(M)
    if name == "t":
        return element.text or ""
    inner = depth + 1
    match name:
        case "f":
            return f"{_grouped(element, 'num', inner)}/{_grouped(element, 'den', inner)}"
        case "rad":
            return f"{_part(element, 'deg', inner)}√{_grouped(element, 'e', inner)}"
        case "sSup" | "sSub" | "sSubSup":
            below, above = (_part(element, part, inner) for part in ("sub", "sup"))
            return _part(element, "e", inner) + _script(below, "_") + _script(above, "^")
        case "d":
            signs = (_property(element, "begChr", "("), _property(element, "endChr", ")"))
            return signs[0] + "，".join(_all(element, "e", inner)) + signs[1]
        case "nary":
            sign = _property(element, "chr", "∫")
            below, above = (_part(element, part, inner) for part in ("sub", "sup"))
            return sign + _script(below, "_") + _script(above, "^") + _part(element, "e", inner)
        case _ if name.endswith("Pr"):
            return ""
        case _:
            return "".join(equation(child, inner) for child in element.iterchildren())


def _script(text: str, sign: str) -> str:
    """Return a superscript or subscript in signs of its own, else behind ^ or _."""
    if not text:
        return ""
    small = raised(text, "superscript" if sign == "^" else "subscript")
    return small if small != text else sign + (text if len(text) == 1 else f"({text})")


def _all(element: Element, name: str, depth: int) -> Iterator[str]:
    for child in element.iterchildren(M + name):
        yield equation(child, depth)


def _part(element: Element, name: str, depth: int) -> str:
    return "".join(_all(element, name, depth))


def _grouped(element: Element, name: str, depth: int) -> str:
    text = _part(element, name, depth)
    return text if text.isalnum() or len(text) < 2 else f"({text})"


def _property(element: Element, name: str, default: str) -> str:
    found = element.find(f"{M}{element.tag.removeprefix(M)}Pr/{M}{name}")
    return default if found is None else found.get(M + "val", default)
