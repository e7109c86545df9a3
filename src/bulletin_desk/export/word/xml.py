"""Small helpers for writing WordprocessingML as text: escaping, units, fonts."""

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# The family that each role has in every office; a machine without it substitutes by fontTable.
FAMILIES = {
    "xiaobiaosong": "方正小标宋简体",
    "fangsong": "仿宋_GB2312",
    "kaiti": "楷体_GB2312",
    "heiti": "黑体",
    "songti": "宋体",
    "latin": "Times New Roman",
}

# What XML 1.0 cannot hold at all is dropped; a carriage return would be read back as a newline.
_SPECIAL = re.compile('[&<>"\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\r": "&#13;", "\n": "&#10;", "\t": "&#9;",
}  # fmt: skip


def escape(text: str) -> str:
    """Return a text for an element or an attribute, without what XML cannot hold."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], ""), text)


def twips(points: float) -> int:
    """Return points in twentieths of a point."""
    return round(points * 20)


def emu(points: float) -> int:
    """Return points in English Metric Units, of which a point has 12,700."""
    return round(points * 12700)


def fonts_xml(role: str, *, latin: bool = True) -> str:
    """Return w:rFonts for a role: all four slots, and Chinese for marks that could be either.

    A slot left out is inherited, and the quotes and dashes between Chinese would then be set in
    the Latin face; python-docx's own `font.name` fills two slots of the four.
    """
    family = FAMILIES.get(role, role)
    western = FAMILIES["latin"] if latin else family
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{western}" w:hAnsi="{western}" '
        f'w:eastAsia="{family}" w:cs="{western}"/>'
    )
