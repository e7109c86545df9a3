"""Reads PDF files: text by its place on the page, pictures and tables, never by OCR."""

from bulletin_desk.intake.source import Source

__all__ = ["read_pdf_source"]


def read_pdf_source(data: bytes, name: str) -> Source:
    """Return what a PDF shows, line by line; IntakeError, a sentence, where it cannot be read.

    PDFium may crash on a hostile file: call it in a process of its own (see process.Worker).
    """
    from bulletin_desk.intake.pdf.reading import read  # PDFium is loaded when it is needed

    return read(data, name)
