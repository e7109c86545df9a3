"""HTML as a small tree: nothing is loaded, nothing is run."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bulletin_desk.intake.clipboard.markup import Markup

MAX_BYTES = 4 * 1024 * 1024
# Deeper elements are read as if their tags were not there.
MAX_DEPTH = 120
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
# A tag ends the open elements of these kinds, as far as the next element of _STOPS.
_CLOSES = {
    "p": {"p"}, "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "dd": {"dd", "dt"}, "dt": {"dd", "dt"},
}  # fmt: skip
_STOPS = {"table", "ul", "ol", "dl", "div", "blockquote"}
_START, _END = "<!--StartFragment-->", "<!--EndFragment-->"


@dataclass(slots=True)
class Element:
    """An element with its children; a child that is a string is text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=lambda: dict[str, str]())
    children: list["Element | str"] = field(default_factory=lambda: list["Element | str"]())

    def style(self) -> dict[str, str]:
        """Return the element's own style declarations, names and values in small letters."""
        if "style" not in self.attributes:
            return {}
        pairs = (part.split(":", 1) for part in self.attributes.get("style", "").split(";"))
        return {p[0].strip().lower(): p[1].strip().lower() for p in pairs if len(p) == 2}

    def all(self, tag: str) -> Iterator["Element"]:
        """Yield the elements with this tag below this one, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag:
                    yield child
                yield from child.all(tag)


def parse(html: str) -> Element | None:
    """Return the tree of a piece of HTML, None when it is too large to be read."""
    if len(html) > MAX_BYTES:
        return None
    reader = _Reader()
    reader.feed(fragment_of(html))
    return reader.root


def fragment_of(html: str) -> str:
    """Return the part of a clipboard's HTML that was copied."""
    start = html.find(_START)
    end = html.find(_END, start) if start >= 0 else -1
    return html[start + len(_START) : end] if end >= 0 else html


class _Reader(Markup):
    """Builds the tree."""

    def __init__(self) -> None:
        self.root = Element("body")
        self._open = [self.root]
        self._deeper: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_implied(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        if _VOID.fullmatch(tag):
            self._open[-1].children.append(element)
        elif len(self._open) > MAX_DEPTH:
            self._deeper[tag] += 1
        else:
            self._open[-1].children.append(element)
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._deeper[tag]:
            self._deeper[tag] -= 1
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                self._close(depth)
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _close_implied(self, tag: str) -> None:
        closes = _CLOSES.get(tag)
        if closes is None:
            return
        end = len(self._open)
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag in closes:
                end = depth
            elif self._open[depth].tag in _STOPS:
                break
        self._close(end)

    def _close(self, depth: int) -> None:
        if depth < len(self._open):
            del self._open[depth:]
            self._deeper.clear()
