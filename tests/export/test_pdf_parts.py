"""Several documents in one PDF: what they share, what each keeps, wherever it was drawn."""

import contextlib
import io
import pickle
import re
import zlib
from pathlib import Path

import pypdfium2
from PIL import Image

from bulletin_desk.export.pdf import write_parts
from bulletin_desk.export.pdf.part import Drawer, Part
from bulletin_desk.typeset.display import Document, OutlineEntry, PictureItem, TextLine
from export.pdf_samples import (
    FONTS,
    document_of,
    line_of,
    no_picture,
    page_of,
    pdfium_lines,
    poppler,
    poppler_lines,
    saved,
)


def joined(*parts: Part) -> bytes:
    made = io.BytesIO()
    write_parts(parts, no_picture, made)
    return made.getvalue()


def drawn(*documents: Document) -> list[Part]:
    drawer = Drawer()
    return [drawer.draw(document) for document in documents]


def issue(number: int) -> Document:
    pages = [page_of(line_of(f"第{number}期第{page}页，文明")) for page in (1, 2)]
    marks = (OutlineEntry(0, f"第{number}期", 0, 90, ""), OutlineEntry(1, "文明", 1, 90, ""))
    return document_of(*pages, outline=marks, title=f"简报{number}", date=f"2024-11-0{number}")


def test_every_part_reads_as_it_did_alone(tmp_path: Path) -> None:
    wanted = [f"第{number}期第{page}页，文明" for number in (1, 2, 3) for page in (1, 2)]
    data = joined(*drawn(issue(1), issue(2), issue(3)))
    assert pdfium_lines(data) == wanted
    assert poppler_lines(data, tmp_path) == wanted


def test_a_face_is_embedded_once_for_all_parts(tmp_path: Path) -> None:
    data = joined(*drawn(issue(1), issue(2), issue(3)))
    alone = joined(*drawn(issue(1)))
    assert data.count(b"/FontFile") == alone.count(b"/FontFile")
    rows = poppler("pdffonts", saved(tmp_path, data)).splitlines()[2:]
    assert rows
    assert {tuple(row.split()[-5:-3]) for row in rows} == {("yes", "yes")}


def test_bookmarks_lead_to_the_pages_of_their_own_part() -> None:
    data = joined(*drawn(issue(1), issue(2)))
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        marks = [(mark.get_title(), mark.get_dest()) for mark in pdf.get_toc()]
        found = [(title, dest.get_index()) for title, dest in marks if dest]
    assert found == [("第1期", 0), ("文明", 1), ("第2期", 2), ("文明", 3)]


def test_the_file_is_titled_as_its_first_part() -> None:
    with contextlib.closing(pypdfium2.PdfDocument(joined(*drawn(issue(2), issue(1))))) as pdf:
        told = pdf.get_metadata_dict()
    assert told["Title"] == "简报2"
    assert told["CreationDate"].startswith("D:20241102")


def test_a_part_that_was_sent_makes_the_same_bytes() -> None:
    parts = drawn(issue(1), issue(2))
    alone = [part for number in (1, 2) for part in drawn(issue(number))]
    sent = [pickle.loads(pickle.dumps(part)) for part in alone]
    assert joined(*sent) == joined(*parts)


def said(line: TextLine, text: str) -> Document:
    """Return a document whose glyphs stand for another text than their own."""
    (run,) = line.runs
    return document_of(page_of(line._replace(runs=(run._replace(text=text),))))


def test_a_glyph_that_tells_another_text_in_each_part_tells_each(tmp_path: Path) -> None:
    line = line_of("甲乙丙")
    wanted = ["甲乙丙", "甲乙丁", "甲乙戊", "甲乙丙"]
    data = joined(*drawn(*[said(line, text) for text in wanted]))
    assert pdfium_lines(data) == wanted
    assert poppler_lines(data, tmp_path) == wanted


def test_a_picture_of_several_parts_is_stored_once() -> None:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, "PNG")
    asked: list[str] = []

    def pictures(digest: str) -> bytes:
        asked.append(digest)
        return file.getvalue()

    one, two = PictureItem("one", 40, 40, 0), PictureItem("two", 40, 40, 0)
    made = io.BytesIO()
    parts = drawn(document_of(page_of(one)), document_of(page_of(two)), document_of(page_of(one)))
    write_parts(parts, pictures, made)
    assert asked == ["one", "two"]
    assert len(re.findall(rb"/Subtype /Image", made.getvalue())) == 2


def test_the_faces_codes_are_those_of_the_whole_font() -> None:
    # A font whose glyphs are known by their index keeps it; both kinds are on every machine.
    latin, chinese = FONTS.face("latin", "A"), FONTS.face("fangsong", "文")
    assert not latin.is_cff
    assert chinese.is_cff
    code = f"<{latin.glyph('A'):04X}> <0041>".encode()
    data = joined(*drawn(document_of(page_of(line_of("A文")))))
    assert code in b"".join(streams(data))


def streams(data: bytes) -> list[bytes]:
    found = re.finditer(rb"/FlateDecode /Length (\d+)>>\nstream\n", data)
    return [zlib.decompress(data[m.end() : m.end() + int(m[1])]) for m in found]
