"""Reading a file of any kind that intake knows, told by its content and not by its name."""

import stat
from pathlib import Path

from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.result import Intake, IntakeError

_ZIP = b"PK\x03\x04"
# Some four hundred issues in one file; with a line for every character it takes 1 GB to read.
MAX_TEXT = 4 * 1024 * 1024


def read(path: Path) -> Intake:
    """Return what a file of one issue or of submissions holds."""
    if _is_docx(path):
        from bulletin_desk.intake.word import read_docx

        return read_docx(path)
    return _read_text(path)


def read_all(path: Path) -> list[Intake]:
    """Return everything that a file holds; a bound volume of ours holds several issues."""
    if _is_docx(path):
        from bulletin_desk.intake.word import read_issues

        return read_issues(path)
    return [_read_text(path)]


def _read_text(path: Path) -> Intake:
    if path.is_file() and path.stat().st_size > MAX_TEXT:
        raise IntakeError(
            f"“{path.name}”超过 {MAX_TEXT >> 20} MB，不像一份文稿，没有读入。请分成几个文件再导入。"
        )
    return read_file(path)


def _is_docx(path: Path) -> bool:
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            # A pipe would be waited for, a device read without end.
            raise IntakeError(f"“{path.name}”不是普通文件，没有读入。请选择文稿文件。")
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        # The text reader tells what is wrong with the file.
        return False
