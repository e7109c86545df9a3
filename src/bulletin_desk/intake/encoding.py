"""Bytes to text, by a ladder: byte order mark, UTF-8, UTF-16 by its NULs, GB18030.

Each step is strict. Guessing libraries are not used: they read short GBK texts as Korean.
"""

import codecs
import re
import unicodedata
from collections import Counter

from bulletin_desk.intake.result import IntakeError

# A file that begins like this is a document of another program, whatever its name says.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "一个压缩包"),
    (b"%PDF-", "一个 PDF 文档"),
    (b"\xd0\xcf\x11\xe0", "一个旧版 Word 文档（.doc）"),
    (b"\x89PNG", "一张图片"),
    (b"\xff\xd8\xff", "一张图片"),
    (b"{\\rtf", "一个 RTF 文档"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = re.compile("[\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff00-\uffef·]")
_NOT_TEXT = "这不是文本文件，没有读入。请在原来的程序里另存为纯文本（UTF-8）再导入。"
_UNKNOWN = "看不懂这个文件的文字编码，没有读入。请用记事本打开它，另存为 UTF-8 编码再导入。"
_CUT = "文件末尾缺了一截，没有读入。请重新取得完整的文件再导入。"


def decode(data: bytes) -> str:
    """Return the text of a file's bytes; refuse what is not text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise IntakeError(f"这是{what}，不能直接读入。请另存为 DOCX 或纯文本再导入。")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plausible(_strict(data[len(mark) :], name))
    if b"\0" in data:
        return _plausible(_strict(data, _utf16_by_nuls(data)))
    try:
        return _plausible(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_cut_utf8(data, error):
            raise IntakeError(_CUT) from None
    return _plausible(_strict(data, "gb18030"))


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise IntakeError(_UNKNOWN) from None


def _utf16_by_nuls(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: the one that reads as Chinese or ASCII.

    NULs alone do not tell: the low byte of 一 (U+4E00) is one too.
    """
    sample = data[:20_000] if len(data) % 2 == 0 else b""
    shares = {name: _readable_share(sample, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < 0.9:
        raise IntakeError(_NOT_TEXT)
    return best


def _readable_share(data: bytes, name: str) -> float:
    """Return how much of the bytes, so decoded, is ASCII, Chinese or a Chinese mark (0 to 1)."""
    text = data.decode(name, "replace")
    good = sum(1 for c in text if " " <= c <= "~" or c in "\n\r\t" or _CHINESE.match(c))
    return good / len(text) if text else 0.0


def _is_cut_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Tell whether only the last character is incomplete: GB18030 would make nonsense of it."""
    return error.end >= len(data) and any(byte >= 0xC0 for byte in data[: error.start])


def _plausible(text: str) -> str:
    """Return the text unless its characters show that it is binary data."""
    sample = text[:20_000]
    # A text repeats a few hundred characters: each is looked at once.
    counts = Counter(sample).items()
    controls = sum(n for c, n in counts if c < " " and not c.isspace())
    unassigned = sum(n for c, n in counts if unicodedata.category(c) in ("Cn", "Co"))
    if "\0" in text or controls * 50 > len(sample) or unassigned * 20 > len(sample):
        raise IntakeError(_NOT_TEXT)
    return text
