"""From HTML to lines and tables: what Word, WPS, browsers and chats put on the clipboard."""

import re
from typing import NamedTuple

from bulletin_desk.intake.clipboard.clips import Clip, Line, Role
from bulletin_desk.intake.clipboard.grid import read_table
from bulletin_desk.intake.clipboard.markup import without_data
from bulletin_desk.intake.clipboard.tree import Element, fragment_of, parse
from bulletin_desk.model.richtext import Run
from bulletin_desk.model.runs import Edit, edited, joined, run_text

# What is copied from the clipboard's HTML; a larger one is pasted as its plain text.
MAX_COPIED = 512 * 1024
# With the pictures that stand in it, which are not read.
_MAX_SOURCE = 32 * 1024 * 1024
_BLOCKS = re.compile(
    "p|div|h[1-6]|li|[uod]l|d[td]|blockquote|pre|section|article|header|footer|main|aside|nav|"
    "figure|figcaption|table|caption|t[rdh]|address|form|fieldset|hr|center|details|summary"
)
_SKIPPED = re.compile(
    "script|style|head|title|xml|del|r[tp]|svg|math|template|object|iframe|select|noscript"
)
_HEADING = re.compile("h([1-6])")
_BREAKS = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f“”‘’…—\U00020000-\U0003ffff]"
)
_NUMBER = re.compile(r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,4}|[A-Za-z]{1,4})[）)、.．]")
BULLET = "●"
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?(pt|px)")
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_RED = re.compile(
    r"red|#f00|#[c-f][0-9a-f][0-3][0-9a-f][0-3][0-9a-f]"
    r"|rgb\(\s*2\d\d\s*,\s*[0-6]?\d\s*,\s*[0-6]?\d\s*\)"
)


class Html(NamedTuple):
    """What a piece of HTML says, and how many pictures it only points to."""

    clips: list[Clip]
    pictures: int


class _Looks(NamedTuple):
    """What an element takes over from those around it."""

    bold: bool = False
    kept: bool = False  # white space as it is
    level: int = 0
    role: Role = Role.TEXT
    centred: bool = False
    red: bool = False
    size: float = 0.0


def read_html(source: str) -> Html | None:
    """Return the lines and tables of a piece of HTML, None when it is too large."""
    if len(source) > _MAX_SOURCE:
        return None
    copied = without_data(fragment_of(source))
    root = parse(copied) if len(copied) <= MAX_COPIED else None
    return None if root is None else read_tree(root)


def read_tree(root: Element) -> Html:
    """Return the lines and tables of a tree of HTML."""
    walker = _Walker()
    walker.walk(root, _Looks())
    walker.end_line()
    return Html(walker.clips, walker.pictures)


class _Walker:
    """Goes through the tree and ends a line wherever a browser would."""

    def __init__(self) -> None:
        self.clips: list[Clip] = []
        self.pictures = 0
        self._runs: list[Run] = []
        self._looks = _Looks()
        self._soft = False
        self._marker = ""
        self._lists: list[int | None] = []

    def walk(self, element: Element, looks: _Looks) -> None:
        """Read what is inside an element."""
        for child in element.children:
            if isinstance(child, str):
                self._text(child, looks)
            elif not _is_hidden(child):
                self._element(child, looks)

    def end_line(self, *, soft: bool = False) -> None:
        """End the line; the next one follows softly after a mere line end."""
        runs, self._runs = _collapsed(joined(self._runs)), []
        if run_text(runs).strip() or (self._soft and soft):
            if self._marker:
                runs, self._marker = joined((Run(self._marker), *runs)), ""
            looks = self._looks
            said = (looks.level, looks.role, looks.centred, looks.red, looks.size)
            self.clips.append(Line(runs, self._soft, *said))
        self._soft = soft

    def _element(self, element: Element, looks: _Looks) -> None:
        tag = element.tag
        looks = _looks_of(element, looks)
        if tag == "br":
            self.end_line(soft=True)
        elif tag == "img":
            self.pictures += 1
        elif element.style().get("mso-list") == "ignore":
            self._marker = _marker(element)
        elif tag == "table" and (table := read_table(element, _cell_text)) is not None:
            self.end_line()
            self.clips.append(table)
        elif _BLOCKS.fullmatch(tag):
            self._block(element, looks)
        else:
            self.walk(element, looks)

    def _block(self, element: Element, looks: _Looks) -> None:
        if not (element.tag == "p" and self._marker and not self._runs):
            self.end_line()
        if element.tag in ("ol", "ul"):
            start = element.attributes.get("start", "1")
            first = int(start) if start.isdecimal() and len(start) < 4 else 1
            self._lists.append(first if element.tag == "ol" else None)
            self.walk(element, looks)
            self._lists.pop()
        elif element.tag == "li":
            self._marker = self._next_marker()
            self.walk(element, looks._replace(role=Role.ITEM))
            self.end_line()
            self._marker = ""
        else:
            self.walk(element, looks)
        self.end_line()

    def _next_marker(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return BULLET
        self._lists[-1] = number + 1
        ordered = sum(1 for known in self._lists if known is not None)
        return f"{number}." if ordered == 1 else f"（{number}）"

    def _text(self, text: str, looks: _Looks) -> None:
        if not self._runs:
            self._looks = looks
        if not looks.kept:
            self._runs.append(Run(text, looks.bold))
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.end_line(soft=True)
                self._looks = looks
            self._runs.append(Run(line.replace(" ", "\u00a0").replace("\t", "\u00a0"), looks.bold))


def _looks_of(element: Element, looks: _Looks) -> _Looks:
    style = element.style()
    weight = style.get("font-weight", "")
    if element.tag in ("b", "strong") or weight:
        heavy = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
        looks = looks._replace(bold=heavy if weight else True)
    if element.tag == "pre" or style.get("white-space", "").startswith("pre"):
        looks = looks._replace(kept=True)
    heading = _HEADING.fullmatch(element.tag)
    outline = style.get("mso-outline-level", "")
    if heading:
        looks = looks._replace(level=int(heading[1]), bold=False)
    elif outline.isdecimal() and 1 <= int(outline) <= 6:
        looks = looks._replace(level=int(outline))
    return _evident_looks(element, style, looks)


def _evident_looks(element: Element, style: dict[str, str], looks: _Looks) -> _Looks:
    """Return the looks with what an element says of its place, size and colour."""
    align = style.get("text-align") or element.attributes.get("align", "").lower()
    if align == "right":
        looks = looks._replace(role=Role.SIGNATURE, centred=False)
    elif align == "center" or element.tag == "center":
        looks = looks._replace(centred=True)
    elif align in ("left", "justify"):
        looks = looks._replace(centred=False)
    size = _SIZE.fullmatch(style.get("font-size", ""))
    if size:
        looks = looks._replace(size=float(size[1]) * (0.75 if size[2] == "px" else 1))
    elif element.tag == "font" and element.attributes.get("size", "") in _FONT_SIZES:
        looks = looks._replace(size=_FONT_SIZES[element.attributes["size"]])
    colour = style.get("color") or element.attributes.get("color", "").lower()
    return looks._replace(red=_RED.fullmatch(colour) is not None) if colour else looks


def _is_hidden(element: Element) -> bool:
    if _SKIPPED.fullmatch(element.tag):
        return True
    style = element.style()
    return style.get("display") == "none" or style.get("mso-hide") == "all"


def _marker(element: Element) -> str:
    """Return the number that Word wrote before an item, or our bullet for any of its bullets."""
    text = "".join(_texts(element)).replace("\u00a0", " ").strip()
    match = _NUMBER.match(text)
    return match[0] if match else BULLET


def _texts(element: Element) -> list[str]:
    return [
        text
        for child in element.children
        for text in ([child] if isinstance(child, str) else _texts(child))
    ]


def _cell_text(cell: Element) -> str:
    walker = _Walker()
    walker.walk(cell, _Looks())
    walker.end_line()
    return "\n".join([clip.text.strip() for clip in walker.clips if clip.text.strip()])


def _collapsed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs with white space as browsers show it; line ends inside Chinese are none."""
    text = run_text(runs)
    edits: list[Edit] = []
    for match in _BREAKS.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        chinese = "\n" in match[0] and _WIDE.match(before) and _WIDE.match(after)
        wanted = "" if chinese or not before or not after else " "
        if match[0] != wanted:
            edits.append(Edit(match.start(), match.end(), wanted))
    return edited(runs, edits)
