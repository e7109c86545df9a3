"""Half-width marks in Chinese text: where they stand, and the full-width ones in their place.

What 出刊检查 marks and what 一键清理 changes are the same places (GB/T 15834).
"""

import re
from collections.abc import Iterator

from bulletin_desk.model.runs import Edit

HAN = "\u3007\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\U00020000-\U000323af"
_CLOSED = f"{HAN}”’》〉）】〕」』％"
_OPENING = "“‘《〈（【〔「『"
WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "･": "·"}

# Addresses keep half-width marks; what ends a sentence after them does not belong to them.
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[\w.\-/:?=&%#@~+]*[\w/=#%]"
    r"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|\b[A-Za-z0-9][\w\-]*(?:\.[A-Za-z0-9\-]+)*\.(?:com|cn|net|org|gov|edu)(?:/[\w./?=&%#\-]*)?",
    re.ASCII,
)
# A comma, semicolon or colon is Chinese when a Chinese character stands before it, or directly
# after it; ? and ! when one stands before them, but not in ?! (a mark of its own).
POINT = re.compile(
    rf"(?<=[{_CLOSED}])[,;:]|(?<=[0-9A-Za-z%)])[,;](?=[{HAN}{_OPENING}])"
    rf"|(?<=[{_CLOSED}])[?!](?![?!])"
    # A full stop or ... after Chinese, where no file ending, domain or number follows.
    rf"|(?<=[{_CLOSED}])\.+(?![.0-9A-Za-z])"
    # A straight quote beside Chinese; 27\" is an inch.
    rf'|(?<=[{HAN}，。、：；？！])"|(?<![0-9])"(?=[{HAN}])'
)
# Brackets that hold Chinese.
BRACKETS = re.compile(rf"\([^()（）\n]*[{HAN}][^()（）\n]*\)")
# Brackets of two widths, digits in brackets after Chinese, and a number that opens a paragraph.
_MORE_BRACKETS = re.compile(
    rf"（[^()（）\n]*\)|\([^()（）\n]*）|(?<=[{HAN}])\([0-9.,%％\-~～]+\)|^\([0-9]{{1,2}}\)(?=\s*[{HAN}])"
)
_DASH = re.compile(rf"(?<=[{_CLOSED}])(?:--+|—-+)(?=[{HAN}{_OPENING}])")
_DOTS = re.compile(rf"(?<=[{_CLOSED}，])…(?!…)|(?<=[{_CLOSED}])。{{3,}}")
_JAPANESE = str.maketrans("｡､｢｣", "。、「」")


def without_addresses(text: str) -> str:
    """Return the text with web and mail addresses blanked out by letters, of the same length."""
    if not re.search(r"[@:.]", text):
        return text
    return _ADDRESS.sub(lambda found: "a" * len(found[0]), text)


def wide_marks(text: str) -> list[Edit]:
    """Return the changes that give Chinese text its full-width marks, from left to right."""
    plain = without_addresses(text)
    edits = [*_points(plain), *_brackets(plain), *_quotes(plain)]
    edits += [Edit(m.start(), m.end(), "——") for m in _DASH.finditer(plain)]
    edits += [Edit(m.start(), m.end(), "……") for m in _DOTS.finditer(plain) if not _dotted(m)]
    edits += [
        Edit(m.start(), m.end(), m[0].translate(_JAPANESE)) for m in re.finditer("[｡､｢｣]", plain)
    ]
    return sorted(set(edits))


def _points(text: str) -> Iterator[Edit]:
    for match in POINT.finditer(text):
        mark = match[0]
        if mark != '"':
            wide = "。" if mark == "." else "……" if mark[0] == "." else WIDE[mark]
            yield Edit(match.start(), match.end(), wide)


def _brackets(text: str) -> Iterator[Edit]:
    for pattern in (BRACKETS, _MORE_BRACKETS):
        for match in pattern.finditer(text):
            first, last = match.start(), match.end() - 1
            if text[first] == "(":
                yield Edit(first, first + 1, "（")
            if text[last] == ")":
                yield Edit(last, last + 1, "）")


def _quotes(text: str) -> Iterator[Edit]:
    """Turn straight quotes by turns, where they come in pairs and one stands beside Chinese."""
    places = [m.start() for m in re.finditer('"', text)]
    if len(places) % 2 or not any(m[0] == '"' for m in POINT.finditer(text)):
        return
    for number, place in enumerate(places):
        yield Edit(place, place + 1, "“”"[number % 2])


def _dotted(match: re.Match[str]) -> bool:
    """Tell whether … is the second half of one: the pattern looks at the first alone."""
    return match[0] == "…" and match.string[match.start() - 1] == "…"
