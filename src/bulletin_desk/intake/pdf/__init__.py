"""Reads PDF files: text by its place on the page, pictures and tables, never by OCR."""

from bulletin_desk.intake.source import Source

__all__ = ["read_pdf_source", "read_pdf_sources"]


def read_pdf_source(data: bytes, name: str) -> Source:
    """Return what a PDF shows, line by line; IntakeError, a sentence, where it cannot be read.

    PDFium may crash on a hostile file: call it in a process of its own (see process.Worker).
    """
    from bulletin_desk.intake.pdf.reading import read  # PDFium is loaded when it is needed

    return read(data, name)


def read_pdf_sources(data: bytes, name: str) -> list[Source]:
    """Return every issue of a PDF in which several are bound together; as `read_pdf_source`."""
    from bulletin_desk.intake.pdf.volumes import issues_of

    return issues_of(read_pdf_source(data, name))
