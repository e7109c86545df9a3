"""The parts of a document and how they hang together: found by their relations, never followed out.

A part that is missing or damaged leaves the document readable, as long as the text itself is there.
"""

import posixpath
from functools import cached_property

from bulletin_desk.intake.word.container import Container, DamagedError, Element
from bulletin_desk.intake.word.names import R

_DOCUMENT = "word/document.xml"


class Package:
    """The document part, and the parts that it relates to by kind or by id."""

    def __init__(self, container: Container, main: str = "") -> None:
        """`main` names the part whose relations count, the document itself where it is empty."""
        self._container = container
        self.main = main or self._main()
        self._relations = self._read_relations(self.main)

    @cached_property
    def root(self) -> Element:
        """The root of the document part; IntakeError where it cannot be read."""
        return self._container.xml(self.main)

    def has_document(self) -> bool:
        """Tell whether there is a document part at all."""
        return self.main in self._container

    def related(self, kind: str) -> Element | None:
        """Return the part of a kind (styles, numbering, comments …), None where there is none."""
        target = next((t for t, name in self._relations.values() if name == kind), "")
        folder = posixpath.dirname(self.main)
        for name in (target, posixpath.join(folder, f"{kind}.xml")):
            if name and name in self._container:
                return self._xml(name)
        return None

    def target(self, element: Element | None, attribute: str = "id") -> str:
        """Return the part that an element's relation names; empty when it lies outside."""
        relation = "" if element is None else element.get(R + attribute) or ""
        target, _ = self._relations.get(relation, ("", ""))
        return target if target in self._container else ""

    def beside(self, name: str) -> "Package":
        """Return the same document seen from another part: a header has relations of its own."""
        return Package(self._container, name)

    def part(self, name: str) -> Element | None:
        """Return the root of a part by its name, None where it cannot be read."""
        return self._xml(name) if name in self._container else None

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where they are damaged."""
        try:
            return self._container.read(name)
        except DamagedError:
            return None

    def _main(self) -> str:
        """Return the name of the document part: Word itself calls it document2.xml at times."""
        for target, kind in self._read_relations("").values():
            if kind == "officeDocument" and target in self._container:
                return target
        return _DOCUMENT

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return target and kind of each relation inside the package, by its id."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in () if root is None else root.iterchildren():
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            path = posixpath.join("/" + folder, relation.get("Target") or "")
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found[relation.get("Id") or ""] = (posixpath.normpath(path).lstrip("/"), kind)
        return found

    def _xml(self, name: str) -> Element | None:
        try:
            return self._container.xml(name)
        except DamagedError:
            return None
