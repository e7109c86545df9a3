"""An Office Open XML package in the making: its parts, their types and how they relate."""

import posixpath
import zipfile
from typing import BinaryIO

from bulletin_desk.export.word.xml import DECLARATION, escape

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
# Pictures are compressed already.
_STORED = (".png", ".jpeg", ".gif")
# The oldest time that a ZIP can hold: the same bulletin always gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Package:
    """Parts by name, in the order in which they were added.

    The package is written with the standard library: python-docx would bring a template that has
    to be taken apart again, the time of day in every entry, and a fifth of the whole job's time.
    """

    def __init__(self) -> None:
        self._parts: dict[str, tuple[str, bytes]] = {}
        self._relations: dict[str, list[tuple[str, str]]] = {}

    def add(self, name: str, content_type: str, content: str | bytes) -> None:
        """Add a part; text is XML without its declaration."""
        if isinstance(content, str):
            content = (DECLARATION + content).encode()
        self._parts[name] = (content_type, content)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Let a part (or, as "", the package) refer to another one; return the relation's id."""
        relations = self._relations.setdefault(source, [])
        relations.append((kind, target))
        return f"rId{len(relations)}"

    def write(self, file: BinaryIO) -> None:
        """Write the package as a ZIP."""
        with zipfile.ZipFile(file, "w") as archive:
            _store(archive, "[Content_Types].xml", self._types_xml())
            for source in self._relations:
                folder, _, name = source.rpartition("/")
                target = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
                _store(archive, target, self._relations_xml(source))
            for name, (_, content) in self._parts.items():
                _store(archive, name, content)

    def _types_xml(self) -> bytes:
        entries = [
            f'<Default Extension="rels" ContentType="{_RELATION_TYPE}"/>',
            '<Default Extension="xml" ContentType="application/xml"/>',
        ]
        extensions: dict[str, str] = {}
        for name, (kind, _) in self._parts.items():
            if name.endswith(".xml"):
                if kind != "application/xml":
                    entries.append(f'<Override PartName="/{name}" ContentType="{kind}"/>')
            else:
                extensions[name.rpartition(".")[2]] = kind
        entries[2:2] = [
            f'<Default Extension="{extension}" ContentType="{kind}"/>'
            for extension, kind in extensions.items()
        ]
        return f'{DECLARATION}<Types xmlns="{_TYPES}">{"".join(entries)}</Types>'.encode()

    def _relations_xml(self, source: str) -> bytes:
        folder = source.rpartition("/")[0]
        entries: list[str] = []
        for number, (kind, target) in enumerate(self._relations[source], 1):
            # Relative, as Word writes it: LibreOffice does not find a custom part by /name.
            path = posixpath.relpath(target, folder) if folder else target
            entries.append(
                f'<Relationship Id="rId{number}" Type="{kind}" Target="{escape(path)}"/>'
            )
        return (
            f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{"".join(entries)}</Relationships>'
        ).encode()


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0  # the same bytes on every system
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
