"""Reading a file of any kind that is read without another program, told by its content.

What is opened here comes from outside: nothing is opened that is no ordinary file, nothing is
read that is too large to be a text, and no name is shown as it is.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bulletin_desk.intake.encoding import decode
from bulletin_desk.intake.kinds import Kind, Seen, seen
from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.shown import shown_name
from bulletin_desk.intake.source import Source

# Some four hundred issues in one file; with a line for every character it takes 1 GB to read.
MAX_TEXT = 4 * 1024 * 1024
# With pictures in it; what is larger does not fit into the reading process twice.
MAX_FILE = 256 * 1024 * 1024
_LIMITS = {Kind.TEXT: MAX_TEXT, Kind.HTML: 48 * 1024 * 1024}
_MARKDOWN = (".md", ".markdown", ".mdown")


def read_sources(path: Path, name: str = "") -> list[Source]:
    """Return what a file shows, an issue or a submission each; `name` where it is another's.

    IntakeError in one sentence for every file that is not read.
    """
    name = name or shown_name(path)
    with open_file(path) as file:
        kind = seen(file)
        if kind.kind not in _READERS:
            raise IntakeError(refusal(kind, name))
        reader = _READERS[kind.kind]
        limit = _LIMITS.get(kind.kind, MAX_FILE)
        data = _all_of(file, limit, name)
    if not data:
        raise IntakeError(f"文件“{name}”是空的，没有读入。请重新取得完整的文件再导入。")
    return reader(data, name)


def look(path: Path) -> Seen:
    """Return what a file is; IntakeError where it cannot be opened."""
    with open_file(path) as file:
        try:
            return seen(file)
        except OSError as error:
            raise _unreadable(path, error) from None


def refusal(kind: Seen, name: str) -> str:
    """Return the sentence on a file that is not read."""
    if kind.kind is Kind.ZIP:
        return f"“{name}”是一个压缩包，没有读入。请先解压，再导入里面的文件。"
    if kind.kind is Kind.MAIL:
        return f"“{name}”是一封邮件，没有读入。请把附件另存出来再导入。"
    return f"“{name}”是{kind.what}，没有读入。{kind.advice}。"


def open_file(path: Path) -> BinaryIO:
    """Open an ordinary file for reading; a pipe is not waited for, a device not touched."""
    name = shown_name(path)
    try:
        _refuse_odd(path.stat().st_mode, name)
        # It may have become another thing meanwhile: what was opened counts.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(path, flags), "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    try:
        _refuse_odd(os.fstat(file.fileno()).st_mode, name)
    except BaseException:
        file.close()
        raise
    return file


def _refuse_odd(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise IntakeError(f"“{name}”是一个文件夹，请选择里面的文件。")
    if not stat.S_ISREG(mode):
        raise IntakeError(f"“{name}”不是普通文件，没有读入。请选择文稿文件。")


def _unreadable(path: Path, error: Exception) -> IntakeError:
    name = shown_name(path)
    if isinstance(error, FileNotFoundError):
        return IntakeError(f"找不到文件“{name}”，请检查文件是否被移动或改名。")
    if isinstance(error, PermissionError):
        return IntakeError(f"没有权限打开文件“{name}”，请把它复制到自己的文件夹里再试。")
    reason = (isinstance(error, OSError) and error.strerror) or "文件名不能用"
    return IntakeError(f"打不开文件“{name}”（{reason}），请关闭占用它的程序再试。")


def _all_of(file: BinaryIO, limit: int, name: str) -> bytes:
    """Return the file's bytes; what is too large is refused before it is read."""
    size = os.fstat(file.fileno()).st_size
    if size > limit:
        raise IntakeError(
            f"“{name}”超过 {limit >> 20} MB，不像一份文稿，没有读入。请分成几个文件再导入。"
        )
    file.seek(0)
    try:
        return file.read(limit)
    except OSError as error:
        raise IntakeError(
            f"文件“{name}”读到一半出错（{error.strerror}），请检查磁盘或重新取得文件再试。"
        ) from None


def _read_text(data: bytes, name: str) -> list[Source]:
    text = decode(data)
    if not text.strip():
        raise IntakeError(f"文件“{name}”里没有文字，请检查是否选错了文件。")
    if name.lower().endswith(_MARKDOWN):
        from bulletin_desk.intake.markdown import markdown_source

        found = markdown_source(text, name)
        if not found.lines:
            raise IntakeError(f"文件“{name}”里没有文字，请检查是否选错了文件。")
        return [found]
    from bulletin_desk.intake.reader import text_source

    return [text_source(text, name)]


def _read_docx(data: bytes, name: str) -> list[Source]:
    from bulletin_desk.intake.word import read_docx_source

    return [read_docx_source(data, name)]


def _read_pdf(data: bytes, name: str) -> list[Source]:
    from bulletin_desk.intake.pdf import read_pdf_sources

    return read_pdf_sources(data, name)


def _read_html(data: bytes, name: str) -> list[Source]:
    from bulletin_desk.intake.web import web_source

    return [web_source(data, name)]


_READERS: dict[Kind, Callable[[bytes, str], list[Source]]] = {
    Kind.TEXT: _read_text,
    Kind.DOCX: _read_docx,
    Kind.PDF: _read_pdf,
    Kind.HTML: _read_html,
}


def read(path: Path) -> Intake:
    """Return what a file of one issue or of submissions holds."""
    found = read_all(path)
    if len(found) > 1:
        raise IntakeError(f"这个文档里有 {len(found)} 期简报，请用导入命令读入，每期各自入库。")
    return found[0]


def read_all(path: Path) -> list[Intake]:
    """Return everything that a file holds; a bound volume of ours holds several issues."""
    from bulletin_desk.intake.taking import take

    return [
        recognised.intake for source in read_sources(path) for _, recognised in take(source, path)
    ]
