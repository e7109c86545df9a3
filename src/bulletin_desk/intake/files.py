"""Reading a file of any kind that intake knows, told by its content and not by its name."""

from pathlib import Path

from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.result import Intake

_ZIP = b"PK\x03\x04"


def read(path: Path) -> Intake:
    """Return what a file holds: a DOCX through its own reader, anything else as text."""
    if _starts_with(path, _ZIP):
        from bulletin_desk.intake.word import read_docx

        return read_docx(path)
    return read_file(path)


def _starts_with(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        # The text reader tells what is wrong with the file.
        return False
