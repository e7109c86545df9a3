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
MAX_TAGS = 800_000
MAX_ATTRIBUTES = 1_500_000
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
# ISO 29500 Strict has namespaces of its own for the same elements.
_STRICT = "http://purl.oclc.org/ooxml/"
_LOOSE = "http://schemas.openxmlformats.org/"
_STRICT_NAMES = {
    "wordprocessingml/main": "wordprocessingml/2006/main",
    "officeDocument/relationships": "officeDocument/2006/relationships",
    "officeDocument/math": "officeDocument/2006/math",
    "drawingml/main": "drawingml/2006/main",
    "drawingml/wordprocessingDrawing": "drawingml/2006/wordprocessingDrawing",
    "drawingml/picture": "drawingml/2006/picture",
    "drawingml/chart": "drawingml/2006/chart",
    "drawingml/diagram": "drawingml/2006/diagram",
}


class DamagedError(IntakeError):
    """A part that cannot be read; the document may do without it."""


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
        # Some programs write \\ between folders, or other capitals than the relations have.
        self._actual = {_plain(name): name for name in reversed(self._sizes)}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._actual

    def names(self, folder: str) -> list[str]:
        """Return the XML parts below a folder of the package, in order."""
        return sorted(n for n in self._sizes if n.startswith(folder) and n.endswith(".xml"))

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; zipfile never reads more than the directory declares."""
        try:
            return self._archive.read(self._actual[_plain(name)])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError):
            raise DamagedError(_DAMAGED) from None

    def xml(self, name: str) -> Element:
        """Return the root of an XML part."""
        if self._sizes.get(self._actual.get(_plain(name), name), 0) > MAX_DOCUMENT:
            raise IntakeError(_TOO_LARGE)
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> Element:
    """Return the root element; a document type, which OOXML has no use for, is refused."""
    from lxml import etree  # only when a document is read

    # UTF-16 is legal too: without its NULs it shows the same words.
    letters = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in letters or b"<!ENTITY" in letters:
        raise IntakeError(_UNSAFE)
    if letters.count(b"<") > MAX_TAGS or letters.count(b"=") > MAX_ATTRIBUTES:
        raise IntakeError(_TOO_LARGE)
    try:
        root = cast(Element, etree.fromstring(data, _parser()))
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedError(_DAMAGED) from None
    if root.getroottree().docinfo.doctype:  # in an encoding that hid it above
        raise IntakeError(_UNSAFE)
    return _loosened(root) if _STRICT in str(root.nsmap) else root


def _loosened(root: Element) -> Element:
    """Return a document of the Strict form with the names of the usual one."""
    from lxml import etree

    data = etree.tostring(root, encoding="utf-8")
    for strict, loose in _STRICT_NAMES.items():
        data = data.replace(f'"{_STRICT}{strict}"'.encode(), f'"{_LOOSE}{loose}"'.encode())
    return cast(Element, etree.fromstring(data, _parser()))


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Return the declared sizes by name, or refuse the archive."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise IntakeError(_TOO_LARGE)
    sizes: dict[str, int] = {}
    for entry in entries:
        if entry.flag_bits & 1:
            raise IntakeError(_LOCKED)
        if entry.filename in sizes:  # two programs would read two different documents
            raise DamagedError(_DAMAGED)
        is_xml = entry.filename.endswith((".xml", ".rels"))
        blown_up = entry.file_size > max(_RATIO_FROM, MAX_RATIO * entry.compress_size)
        if entry.file_size > MAX_ENTRY or (is_xml and blown_up):
            raise IntakeError(_TOO_LARGE)
        sizes[entry.filename] = entry.file_size
    return sizes
