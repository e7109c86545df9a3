"""The ZIP around a DOCX: judged by its directory before anything in it is unpacked or parsed."""

import zipfile
import zlib
from io import BytesIO
from typing import Any, cast

from bulletin_desk.intake.result import IntakeError

_MEGABYTE = 1 << 20
MAX_ENTRIES = 10_000
MAX_ENTRY = 64 * _MEGABYTE
MAX_TOTAL = 256 * _MEGABYTE
MAX_DOCUMENT = 32 * _MEGABYTE
MAX_RATIO = 200
# Small parts of one repeated word compress well and do no harm.
_RATIO_FROM = 256 * 1024
# A parsed element takes some hundred bytes: 32 MB of empty ones would take gigabytes.
MAX_TAGS = 2_000_000
_OLE = b"\xd0\xcf\x11\xe0"

_TOO_LARGE = "这个文档解压后大得不正常，没有读入。请在 Word 里另存一份再导入。"
_DAMAGED = "这个文档已经损坏，没有读入。请在 Word 里打开它，修复后另存一份再导入。"
_LOCKED = "这个文档加了密码，没有读入。请在 Word 里去掉密码，另存一份再导入。"

_UNSAFE = (
    "这个文档里有 Word 不会写入的内容（DOCTYPE），可能不安全，没有读入。"
    "请在 Word 里另存一份再导入。"
)

# lxml's elements, untyped from here on.
Element = Any


class Container:
    """The parts of a DOCX by name; names are looked up, never used as paths."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            # Word wraps an encrypted document into the container of the old format.
            locked = "EncryptedPackage".encode("utf-16-le") in data
            raise IntakeError(
                _LOCKED
                if locked
                else "这是旧版 Word 文档（.doc），没有读入。请在 Word 里另存为 .docx 再导入。"
            )
        if not data:
            raise IntakeError("文件是空的，没有读入。请重新取得完整的文件再导入。")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise IntakeError(
                "这不是 DOCX 文档，或者文件不完整，没有读入。请在 Word 里另存为 .docx 再导入。"
            ) from None
        self._sizes = _checked(self._archive.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def names(self, folder: str) -> list[str]:
        """Return the XML parts below a folder of the package, in order."""
        return sorted(n for n in self._sizes if n.startswith(folder) and n.endswith(".xml"))

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; zipfile never reads more than the directory declares."""
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError):
            raise IntakeError(_DAMAGED) from None

    def xml(self, name: str) -> Element:
        """Return the root of an XML part."""
        if self._sizes.get(name, 0) > MAX_DOCUMENT:
            raise IntakeError(_TOO_LARGE)
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> Element:
    """Return the root element; a document type, which OOXML has no use for, is refused."""
    from lxml import etree  # only when a document is read

    # UTF-16 is legal too: without its NULs it shows the same words.
    letters = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in letters or b"<!ENTITY" in letters:
        raise IntakeError(_UNSAFE)
    if letters.count(b"<") > MAX_TAGS:
        raise IntakeError(_TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = cast(Element, etree.fromstring(data, parser))
    except (etree.XMLSyntaxError, ValueError):
        raise IntakeError(_DAMAGED) from None
    if root.getroottree().docinfo.doctype:  # in an encoding that hid it above
        raise IntakeError(_UNSAFE)
    return root


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Return the declared sizes by name, or refuse the archive."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise IntakeError(_TOO_LARGE)
    sizes: dict[str, int] = {}
    for entry in entries:
        if entry.flag_bits & 1:
            raise IntakeError(_LOCKED)
        if entry.filename in sizes:  # two programs would read two different documents
            raise IntakeError(_DAMAGED)
        is_xml = entry.filename.endswith((".xml", ".rels"))
        blown_up = entry.file_size > max(_RATIO_FROM, MAX_RATIO * entry.compress_size)
        if entry.file_size > MAX_ENTRY or (is_xml and blown_up):
            raise IntakeError(_TOO_LARGE)
        sizes[entry.filename] = entry.file_size
    return sizes
