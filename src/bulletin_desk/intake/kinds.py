"""What a file is, told by its bytes and never by its name alone: names are wrong every day."""

import lzma
import re
import struct
import zipfile
import zlib
from enum import Enum, auto
from typing import BinaryIO, NamedTuple

# What a look at a file's head reads.
HEAD = 64 * 1024
# A document of the old formats that is larger is no text for a bulletin.
MAX_OLE = 128 << 20
# Of a ZIP; one with a larger directory is no document.
_MAX_DIRECTORY = 8 << 20
_PIECE = 1 << 20
_LONGEST_NAME = 64  # bytes, in the directory of an old document


class Kind(Enum):
    """How a file is read."""

    TEXT = auto()
    DOCX = auto()
    PDF = auto()
    HTML = auto()
    MAIL = auto()  # a message, or a web page saved with its parts
    ZIP = auto()
    OFFICE = auto()  # by LibreOffice alone
    OTHER = auto()


class Seen(NamedTuple):
    """A file's kind; `what` names it in a sentence, `advice` says what to do with what is not
    read, `suffix` is how LibreOffice wants it to be named.
    """

    kind: Kind
    what: str = ""
    advice: str = ""
    suffix: str = ""


_SAVE = "请在原来的程序里另存为 DOCX 或纯文本再导入"
_RETYPE = "请把里面的文字录入后再导入"
_COPY = "请打开它，把需要的文字复制出来粘贴到本程序"
_WORD = "请在 Word 里打开它，另存为 .docx 再导入"
_UNPACK = "请先解压，再导入里面的文件"
_LOCKED = "请先去掉密码，另存一份再导入"

_PICTURE = Seen(Kind.OTHER, "一张图片", "请在稿件里插入它；图片里的文字需要录入")
_SOUND = Seen(Kind.OTHER, "一段录音或录像", _RETYPE)
_PROGRAM = Seen(Kind.OTHER, "一个程序", "不要打开来历不明的程序，请向发件人要文稿")
_PACKED = Seen(Kind.OTHER, "一个 RAR、7z 一类的压缩包", _UNPACK)
_SHEET = Seen(Kind.OTHER, "一个 Excel 或 WPS 表格", _COPY)
_SLIDES = Seen(Kind.OTHER, "一个 PowerPoint 或 WPS 演示", _COPY)
_OFD = Seen(Kind.OTHER, "一个 OFD 版式文件", "请用 OFD 阅读器导出为 PDF，或复制文字粘贴过来")
_CEB = Seen(Kind.OTHER, "一个书生、方正或知网的版式文件", "请用它的阅读器转为 PDF 或复制文字")
_DATABASE = Seen(Kind.OTHER, "一个数据库", "如果是本程序的稿库，请用“恢复备份”打开")
_JIANBAO = Seen(Kind.OTHER, "简报台导出的文件", "请用“打开简报文件”或“导入整个稿库”读入")
_OUTLOOK = Seen(Kind.OTHER, "一封 Outlook 邮件（.msg）", "请在 Outlook 里把附件另存出来再导入")
_SHORTCUT = Seen(Kind.OTHER, "一个快捷方式", "请找到它指向的文件再导入")
_FONT = Seen(Kind.OTHER, "一个字体文件", "请选择文稿文件")
_CODED = Seen(Kind.OTHER, "一个加密或加壳的文件", _LOCKED)

_MAGIC: tuple[tuple[bytes, Seen], ...] = (
    (b"%PDF-", Seen(Kind.PDF)),
    (b"{\\rtf", Seen(Kind.OFFICE, "一个 RTF 文档", _WORD, ".rtf")),
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE), (b"MM\0*", _PICTURE), (b"8BPS", _PICTURE),
    (b"\xd7\xcd\xc6\x9a", _PICTURE), (b"\0\0\x01\0", _PICTURE),
    (b"Rar!\x1a\x07", _PACKED), (b"7z\xbc\xaf\x27\x1c", _PACKED), (b"\x1f\x8b", _PACKED),
    (b"BZh91AY", _PACKED), (b"\xfd7zXZ\0", _PACKED), (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"MSCF\0\0", _PACKED), (b"\x1f\x9d", _PACKED), (b"LZIP", _PACKED), (b"xar!", _PACKED),
    (b"\x7fELF", _PROGRAM), (b"\xcf\xfa\xed\xfe", _PROGRAM), (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"ID3\3", _SOUND), (b"ID3\4", _SOUND), (b"OggS", _SOUND), (b"fLaC", _SOUND),
    (b"#!AMR", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND), (b"0&\xb2u\x8ef\xcf\x11", _SOUND), (b"FLV\x01", _SOUND),
    (b"SQLite format 3\0", _DATABASE), (b"\0\x01\0\0Standard", _DATABASE),
    (b"Founder CEB", _CEB), (b"FOUNDER CEB", _CEB), (b"CAJ\0", _CEB),
    (b"HN\0\0", _CEB), (b"KDH ", _CEB), (b"GD\x03\x04", _CEB),
    (b"L\0\0\0\x01\x14\x02\0", _SHORTCUT), (b"OTTO\0", _FONT), (b"\0\x01\0\0\0", _FONT),
    (b"ttcf\0", _FONT), (b"\xdb\xa5-\0", Seen(Kind.OTHER, "一个很旧的 Word 文档", _WORD)),
    (b"%!PS", Seen(Kind.OTHER, "一个 PostScript 文件", "请把它转为 PDF 再导入")),
    (b"%TSD-Header", _CODED),
)  # fmt: skip
_PE = re.compile(rb"MZ.{58}", re.DOTALL)
_RIFF = {b"WEBP": _PICTURE, b"WAVE": _SOUND, b"AVI ": _SOUND}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Streams of the old container, the telling ones first.
_STREAMS: tuple[tuple[str, Seen], ...] = (
    ("EncryptedPackage", Seen(Kind.OTHER, "一个加了密码的文档", _LOCKED)),
    ("WordDocument", Seen(Kind.OFFICE, "一个旧版 Word 或 WPS 文档", _WORD, ".doc")),
    ("__substg1.0_", _OUTLOOK),
    ("Workbook", _SHEET), ("PowerPoint Document", _SLIDES),
    ("HwpSummaryInformation", Seen(Kind.OTHER, "一个韩文文档", _SAVE)),
    ("MatOST", Seen(Kind.OFFICE, "一个 Works 文档", _WORD, ".wps")),
    ("Catalog", Seen(Kind.OTHER, "一个缩略图文件", "不需要导入它")),
)  # fmt: skip
_DAMAGED = (zlib.error, lzma.LZMAError, struct.error, KeyError, IndexError, TypeError)
_OPEN = b"application/vnd.oasis.opendocument."
_ODT = Seen(Kind.OFFICE, "一个 ODT 文档", _WORD, ".odt")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(rb"[!-9;-~]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_HEADERS = re.compile(
    rb"^(?:mime-version|received|return-path|delivered-to|message-id|x-mailer|x-originating-ip"
    rb"|content-type|dkim-signature)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


def seen(file: BinaryIO) -> Seen:
    """Return what a file is; one that nothing tells apart from text is TEXT."""
    head = file.read(HEAD)
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    if head.startswith(_OLE):
        return _in_ole(head, file)
    if head.startswith(_ZIP):
        found = _in_zip(file)
        # One that is cut off is told by its first parts.
        cut = found.kind is Kind.ZIP and b"[Content_Types].xml" in head[:4096]
        return Seen(Kind.DOCX) if cut else found
    return _by_pattern(head)


def _by_pattern(head: bytes) -> Seen:
    if head[4:8] == b"ftyp":
        heic = head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        return _PICTURE if heic else _SOUND
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], _SOUND)
    if _PE.match(head) and b"\0" in head[:64]:
        return _PROGRAM
    if head.startswith(b"BM") and b"\0\0\0" in head[2:20]:
        return _PICTURE
    if b"%PDF-" in head[:1024]:  # after a stray line, which every reader of PDF passes over
        return Seen(Kind.PDF)
    plain = _letters(head)
    if b"opendocument.text" in plain[:4096] and plain.lstrip().startswith(b"<?xml"):
        return _ODT._replace(suffix=".fodt")
    if re.search(rb"<\w*:?UOF\b", plain[:4096]):
        return Seen(Kind.OFFICE, "一个 UOF 文档", _WORD, ".uot")
    if b"<w:wordDocument" in plain[:8192] or b"<pkg:package" in plain[:4096]:
        return Seen(Kind.OFFICE, "一个 XML 格式的 Word 文档", _WORD, ".xml")
    if _is_mail(plain):
        return Seen(Kind.HTML if _is_saved_page(plain) else Kind.MAIL)
    return Seen(Kind.HTML if _HTML.match(plain) else Kind.TEXT)


def _letters(head: bytes) -> bytes:
    """Return the head without a byte order mark and the NULs of UTF-16."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"") if head[:200].count(0) * 3 > len(head[:200]) else head


def _is_mail(head: bytes) -> bool:
    """Tell a message by the lines that it begins with: all headers, two of them of mail alone."""
    end = 0
    while match := _HEADER.match(head, end):
        end = match.end()
    return len(_MAIL_HEADERS.findall(head[:end])) > 1


def _is_saved_page(head: bytes) -> bool:
    """Tell a page that a browser saved, or Word, as one file: a message that nobody sent."""
    headers = head.split(b"\r\n\r\n")[0].split(b"\n\n")[0]
    sent = re.search(rb"^(?:to|cc|received|message-id)\s*:", headers, re.IGNORECASE | re.MULTILINE)
    return b"multipart/related" in headers.lower() and not sent


def _in_ole(head: bytes, file: BinaryIO) -> Seen:
    """Tell by the names in its directory, wherever that stands, what an old document is."""
    found: set[str] = set()
    size = 0
    while head and size < MAX_OLE:
        found |= {name for name, _ in _STREAMS if name.encode("utf-16-le") in head}
        size += len(head)
        rest = file.read(_PIECE)
        head = head[-_LONGEST_NAME:] + rest if rest else b""
    for name, what in _STREAMS:
        if name in found:
            return what
    return Seen(Kind.OTHER, "一个旧版办公文件", _SAVE)


def _in_zip(file: BinaryIO) -> Seen:
    """Tell by its entries what a ZIP is; an odd one is left to who unpacks it."""
    if not _has_small_directory(file):
        return Seen(Kind.ZIP)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:200] if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, *_DAMAGED):
        return Seen(Kind.ZIP)
    if kind.startswith(_OPEN + b"text"):
        return _ODT
    if kind.startswith(_OPEN):
        return _SHEET if b"spreadsheet" in kind else _SLIDES
    if kind == b"application/epub+zip":
        return Seen(Kind.OTHER, "一本电子书（EPUB）", _COPY)
    return _by_parts(names)


def _has_small_directory(file: BinaryIO) -> bool:
    size = file.seek(0, 2)
    file.seek(max(size - _PIECE, 0))
    tail = file.read(_PIECE)
    file.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    return end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") <= _MAX_DIRECTORY


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    info = archive.NameToInfo.get(name)
    # Other methods may ask for gigabytes to unpack a word.
    usual = info is not None and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return info is not None and usual and info.file_size < 200 and not info.flag_bits & 1


def _by_parts(names: set[str]) -> Seen:
    if "word/document.xml" in names or "[Content_Types].xml" in names:
        if any(name.startswith("xl/") for name in names):
            return _SHEET
        return _SLIDES if any(name.startswith("ppt/") for name in names) else Seen(Kind.DOCX)
    if "OFD.xml" in names:
        return _OFD
    if {"manifest.json", "issue.json"} <= names or "library.json" in names:
        return _JIANBAO
    if "AndroidManifest.xml" in names or "META-INF/MANIFEST.MF" in names:
        return _PROGRAM
    return Seen(Kind.ZIP)
