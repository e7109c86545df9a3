"""Bookmarks: where each section and article begins, for page references and for reading back."""

import re
from collections.abc import Iterable, Iterator

from bulletin_desk.export.word.xml import escape
from bulletin_desk.model.flow import Flow, Grid, Image, Source, Text

_ARTICLE_PARTS = {"title", "subtitle", "byline", "body", "caption", "table"}
# Word allows 40 letters, digits and underscores; a name that begins with _ is not listed.
_PLAIN = re.compile(r"[0-9A-Za-z]{1,24}")

Key = tuple[str, str]


class Marks:
    """Names every section and article of the issues in one document, each name once."""

    def __init__(self) -> None:
        self._names: dict[Key, str] = {}
        self._anchors: dict[str, str] = {}
        self._taken: set[str] = set()
        self._open: set[Key] = set()
        self._count = 0

    def begin(self, flow: Flow) -> None:
        """Name what one issue holds, before its contents refer to it."""
        self._names = {}
        for key, _ in _owners(flow):
            if key not in self._names:
                self._names[key] = self._name(key)
        self._anchors = {
            block.anchor: self._names[key]
            for key, block in _owners(flow)
            if isinstance(block, Text) and block.anchor
        }
        self._open = set(self._names)

    def start(self, source: Source) -> str:
        """Return the bookmark of the section or article whose first block this is, or nothing."""
        key = _key(source)
        if key is None or key not in self._open:
            return ""
        self._open.discard(key)
        self._count += 1
        name = escape(self._names[key])
        return (
            f'<w:bookmarkStart w:id="{self._count}" w:name="{name}"/>'
            f'<w:bookmarkEnd w:id="{self._count}"/>'
        )

    def of_anchor(self, anchor: str) -> str | None:
        """Return the bookmark at an anchor of this issue."""
        return self._anchors.get(anchor)

    def of(self, kind: str, owner: str) -> str | None:
        """Return the bookmark of a section or article of this issue, when it is printed."""
        return self._names.get((kind, owner))

    def _name(self, key: Key) -> str:
        kind, owner = key
        name = f"_desk_{kind[0]}_{owner}"
        # Names are compared without case, and two issues may hold the same article.
        if not _PLAIN.fullmatch(owner) or name.lower() in self._taken:
            name = f"_desk_{kind[0]}__{len(self._taken) + 1}"
        self._taken.add(name.lower())
        return name


def _key(source: Source) -> Key | None:
    if source.part == "section":
        return ("section", source.owner)
    return ("article", source.owner) if source.part in _ARTICLE_PARTS else None


def _owners(flow: Flow) -> Iterator[tuple[Key, object]]:
    blocks: Iterable[object] = flow.blocks
    for block in blocks:
        if isinstance(block, Text | Image | Grid):
            key = _key(block.source)
            if key:
                yield key, block
