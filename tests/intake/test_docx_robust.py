"""Documents with faults, of strange making, or made to harm: read as far as they go, or refused."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.word import read_docx_source
from intake.docx_made import (
    SENTENCE,
    document,
    inline,
    lines,
    package,
    para,
    part,
    picture,
    read,
    relations,
)

MAIN = "word/document.xml"


def main(body: str) -> str:
    return part("document", f"<w:body>{body}</w:body>")


def texts(content: bytes) -> list[str]:
    return [line.text for line in read_docx_source(content, "").lines]


def test_a_document_part_alone_is_enough() -> None:
    assert texts(package({MAIN: main(para(SENTENCE))})) == [SENTENCE]


def test_the_document_part_may_have_another_name() -> None:
    renamed = {
        "_rels/.rels": relations({"/word/document2.xml": "officeDocument"}),
        "word/document2.xml": main(f"<w:p>{inline('r0')}</w:p>{para(SENTENCE)}"),
        "word/_rels/document2.xml.rels": relations({"media/a.png": "image"}),
        "word/media/a.png": picture(),
    }
    source = read_docx_source(package(renamed), "")
    assert len(source.pictures) == 1
    assert source.lines[1].text == SENTENCE


def test_folders_with_backslashes_and_other_capitals_are_found() -> None:
    assert texts(package({r"word\document.xml": main(para(SENTENCE))})) == [SENTENCE]
    assert texts(package({"Word/Document.xml": main(para(SENTENCE))})) == [SENTENCE]


@pytest.mark.parametrize("name", ["styles", "numbering", "footnotes", "comments", "theme"])
def test_a_damaged_part_beside_the_text_leaves_the_text(name: str) -> None:
    content = package(
        {MAIN: main(para(SENTENCE, '<w:pStyle w:val="a"/>')), f"word/{name}.xml": "<w"}
    )
    assert texts(content) == [SENTENCE]


def test_relations_that_lead_nowhere_do_no_harm() -> None:
    broken = relations({"NULL": "image", "../../../etc/passwd": "image", "": "styles"})
    body = f"<w:p>{inline('r0')}{inline('r1')}{inline('r9')}</w:p>{para(SENTENCE)}"
    content = package({MAIN: main(body), "word/_rels/document.xml.rels": broken})
    assert texts(content) == [SENTENCE]


def test_a_document_with_macros_is_read_without_them() -> None:
    content = document(para(SENTENCE), {"vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()"})
    assert texts(content) == [SENTENCE]


def test_an_encrypted_document_has_a_sentence_of_its_own() -> None:
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DeskError, match="密码"):
        read_docx_source(wrapped, "")


def test_nothing_outside_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.docx"
    secret.write_bytes(document(para("机密内容")))
    place = secret.as_uri()
    fields = f"""<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>
      INCLUDETEXT "{place}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:fldSimple w:instr='INCLUDEPICTURE "{place}"'/></w:p>"""
    outside = relations(
        {place: "image", f"{place}#1": "aFChunk", f"{place}#2": "styles"}, "External"
    )
    body = f"{para(SENTENCE)}{fields}<w:altChunk r:id='r1'/><w:p>{inline('r0')}</w:p>"
    content = document(body, {"_rels/document.xml.rels": outside})
    read(para(SENTENCE))  # what is imported late is there now

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("something was opened")

    for name in ("builtins.open", "io.open", "os.open", "socket.socket"):
        monkeypatch.setattr(name, opened)
    source = read_docx_source(content, "")
    assert [line.text for line in source.lines] == [SENTENCE]


def test_deep_nesting_of_every_kind_is_read_as_far_as_it_goes() -> None:
    for opening, closing in (
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ):
        nested = opening * 70 + para("深处") + closing * 70
        assert lines(nested + para(SENTENCE))[-1] == SENTENCE


def bomb(body: str, more: str = "", *, packed: bool = True) -> bytes:
    file = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind) as archive:
        archive.writestr(MAIN, more + main(body))
    return file.getvalue()


def pictured(size: int) -> bytes:
    """Return a document with a picture that unpacks to many times its size."""
    return document(para(SENTENCE), {"media/image1.png": b"\0" * size})


LAUGHS = """<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten million paragraphs": (lambda: bomb("<w:p/>" * 10_000_000), "大得不正常"),
    "a million paragraphs unpacked": (
        lambda: bomb("<w:p/>" * 1_000_000, packed=False),
        "大得不正常",
    ),
    "a great many lines": (lambda: bomb(para("字") * 60_000, packed=False), "太长"),
    "a great many attributes": (
        lambda: bomb("<w:p " + " ".join(f"a{n}=''" for n in range(1_600_000)) + "/>", packed=False),
        "大得不正常",
    ),
    "a zip bomb": (lambda: pictured(400 << 20), "大得不正常"),
    "elements in elements": (lambda: bomb("<w:p>" * 5_000 + "</w:p>" * 5_000), "损坏"),
    "an entity bomb": (lambda: bomb("<w:p><w:r><w:t>&d;</w:t></w:r></w:p>", LAUGHS), "DOCTYPE"),
    "an entity outside": (
        lambda: bomb("&e;", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "DOCTYPE",
    ),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader(seconds=60.0) as found:
        yield found


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_the_limits_of_the_child(
    name: str, reader: FileReader, tmp_path: Path
) -> None:
    make, told = BOMBS[name]
    path = tmp_path / "来稿.docx"
    path.write_bytes(make())
    # The sentence is the reader's own: neither the memory of the process nor its time ran out.
    with pytest.raises(DeskError, match=told):
        reader.read(path)


def test_the_child_reads_on_after_the_bombs(reader: FileReader, tmp_path: Path) -> None:
    path = tmp_path / "来稿.docx"
    path.write_bytes(document(para(SENTENCE), {"../../../evil.xml": b"<x/>"}))
    (source,) = reader.read(path)
    assert [line.text for line in source.lines] == [SENTENCE]
    assert not (tmp_path.parent / "evil.xml").exists()
