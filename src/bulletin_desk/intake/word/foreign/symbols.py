"""Signs of symbol fonts and raised digits as the characters that they show."""

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "●", 0xA1: "○", 0xA2: "○", 0xA4: "◎",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xAC: "★", 0xB2: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x21: "✎", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0xB7: "●",
    **{0x81 + i: chr(0x2460 + i) for i in range(10)},
    **{0x8C + i: chr(0x2776 + i) for i in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●"}
_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠",
    0xBB: "≈", 0xAE: "→", 0xAC: "←", 0xA5: "∞", 0xA8: "◆", 0xD6: "√", 0x61: "α", 0x62: "β",
    0x67: "γ", 0x6D: "μ", 0x70: "π", 0x57: "Ω", 0xBE: "—", 0xD7: "·", 0xB2: "″", 0xA2: "′",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_UP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def is_symbol_font(face: str | None) -> bool:
    """Tell whether a font shows signs in the place of letters."""
    return (face or "").lower() in _FONTS


def symbol(char: str, face: str | None) -> str:
    """Return what a character shows in a font: itself in most; empty where it is not known."""
    code = ord(char)
    known = _FONTS.get((face or "").lower())
    private = 0xF000 <= code <= 0xF0FF
    if known is not None and (private or code < 0x100):
        return known.get(code & 0xFF, "" if private or code > 0x20 else char)
    return _WINGDINGS.get(code & 0xFF, _SYMBOL.get(code & 0xFF, "")) if private else char


def raised(text: str, place: str | None) -> str:
    """Return a superscript or subscript in characters of its own, where all of it has them."""
    table = {"superscript": _UP, "subscript": _DOWN}.get(place or "")
    if table is None or not text or any(ord(char) not in table for char in text):
        return text
    return text.translate(table)
