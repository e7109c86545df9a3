"""The files of a final issue: made in a process of their own, written, and never made again."""

import hashlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bulletin_desk.errors import DeskError
from bulletin_desk.export.files import make_folder, replace_file
from bulletin_desk.library.finals import Kind
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.template import Template
from bulletin_desk.model.template_file import parse_template
from bulletin_desk.model.template_writer import write_template
from bulletin_desk.typeset.display import Document


class FinalFiles(NamedTuple):
    """What is frozen: both files' bytes, and the text of the template they were set in."""

    template: str
    pdf: bytes
    docx: bytes


def make_files(bulletin: Bulletin, template: Template, pictures: Mapping[str, bytes]) -> FinalFiles:
    """Typeset an issue and return its files; nothing of Qt is in here."""
    from bulletin_desk.ui.files.writing import write_issue

    text = write_template(template)
    # From the text that is kept, so that the pages can be made from it again.
    frozen = parse_template(text, f"{template.id}.toml")
    pdf, docx = BytesIO(), BytesIO()
    for suffix, target in (("pdf", pdf), ("docx", docx)):
        write_issue(suffix, bulletin, frozen, pictures, target)
    return FinalFiles(text, pdf.getvalue(), docx.getvalue())


def write_files(files: FinalFiles, targets: Mapping[str, Path]) -> None:
    """Write the files into the archive; folders below it are made."""
    for suffix, target in targets.items():
        make_folder(target.parent)
        write_bytes(files.pdf if suffix == "pdf" else files.docx, target)


def write_bytes(data: bytes, target: Path) -> None:
    """Write a file in place of what was there; what was there stays when that fails."""
    replace_file(target, lambda file: _write(file, data))


def write_frozen(library: Library, issue_id: int, kind: Kind, target: Path) -> None:
    """Write a file of a final issue as it was published."""
    write_bytes(library.final_file(issue_id, kind), target)


def is_as_published(document: Document, pictures: Callable[[str], bytes], sha256: str) -> bool:
    """Return whether pages are still those of the published PDF, to the byte."""
    from bulletin_desk.export.pdf import pdf_bytes

    return hashlib.sha256(pdf_bytes(document, pictures)).hexdigest() == sha256


def frozen_template(library: Library, issue_id: int) -> Template | None:
    """Return the template that a final issue was set in; None where none was kept."""
    record = library.final_record(issue_id)
    if record is None:
        return None
    try:
        return parse_template(record.template, "定稿时的模板")
    except DeskError:  # written by a newer program
        return None


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
