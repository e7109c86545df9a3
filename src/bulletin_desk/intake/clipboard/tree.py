"""HTML as a small tree, read with the standard library alone: nothing is loaded, nothing is run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
_FRAGMENT = re.compile("<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)


@dataclass(slots=True)
class Element:
    """An element with its children; a child that is a string is text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=lambda: dict[str, str]())
    children: list["Element | str"] = field(default_factory=lambda: list["Element | str"]())

    def style(self) -> dict[str, str]:
        """Return the element's own style declarations, names and values in small letters."""
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
    fragment = _FRAGMENT.search(html)
    reader = _Reader()
    reader.feed(fragment[1] if fragment else html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Builds the tree; conditional comments and processing instructions leave no trace."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]
        self._deeper: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_implied(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        if _VOID.fullmatch(tag):
            self._open[-1].children.append(element)
        elif len(self._open) > MAX_DEPTH:
            self._deeper.append(tag)
        else:
            self._open[-1].children.append(element)
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._deeper:
            if tag in self._deeper:
                self._deeper.pop()
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over a marked section; the standard library raises for one of a kind unknown."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i, False)

    def unknown_decl(self, data: str) -> None:
        """Pass over Word's <![if !supportLists]>."""

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
        del self._open[end:]
