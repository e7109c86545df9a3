"""Reading a file of any kind that intake knows, told by its content and not by its name."""

from pathlib import Path

from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.result import Intake

_ZIP = b"PK\x03\x04"


def read(path: Path) -> Intake:
    """Return what a file of one issue or of submissions holds."""
    if _is_docx(path):
        from bulletin_desk.intake.word import read_docx

        return read_docx(path)
    return read_file(path)


def read_all(path: Path) -> list[Intake]:
    """Return everything that a file holds; a bound volume of ours holds several issues."""
    if _is_docx(path):
        from bulletin_desk.intake.word import read_issues

        return read_issues(path)
    return [read_file(path)]


def _is_docx(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        # The text reader tells what is wrong with the file.
        return False
