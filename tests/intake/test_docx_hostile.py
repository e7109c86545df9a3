"""Files that would take memory, that reach outside, or that are no DOCX: refused in a sentence."""

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.word import container, read_docx, read_issues
from export.docx_samples import docx_of, replaced, rich_bulletin, without

DOCUMENT = "word/document.xml"
WHOLE = docx_of(rich_bulletin())
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str, before: str = "") -> bytes:
    return f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空"),
        (b"PK\x03\x04 and then nothing", "不是 DOCX"),
        (b"plain text", "不是 DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "旧版 Word"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (package(**{"xl/workbook.xml": b"<x/>"}), "不是 Word 文档"),
        (package(**{DOCUMENT: b"<w:document"}), "损坏"),
        (package(**{DOCUMENT: document("")}), "没有文字"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        read_docx(content)


def test_a_cut_off_file_is_refused() -> None:
    whole = docx_of(rich_bulletin())
    with pytest.raises(DeskError, match="不完整"):
        read_docx(whole[: len(whole) // 2])


def test_damaged_bytes_inside_are_refused() -> None:
    whole = bytearray(docx_of(rich_bulletin()))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        start = archive.getinfo(DOCUMENT).header_offset
    whole[start + 200 : start + 260] = b"\xff" * 60
    with pytest.raises(DeskError, match="损坏"):
        read_docx(bytes(whole))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_flipped_bytes_never_crash_the_reader(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for place, byte in changes:
        content[place % len(content)] = byte
    with contextlib.suppress(DeskError):
        assert read_issues(bytes(content))


def test_a_zip_of_an_unknown_version_is_refused() -> None:
    content = bytearray(WHOLE)
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 6, 200)
    with pytest.raises(DeskError, match="不是 DOCX"):
        read_docx(bytes(content))


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(package(**{DOCUMENT: document("")}))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    with pytest.raises(DeskError, match="密码"):
        read_docx(bytes(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
def test_a_document_type_is_refused_before_it_is_parsed(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    text = document(
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>",
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>',
    ).decode()
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    with pytest.raises(DeskError, match=r"DOCTYPE|损坏"):
        read_docx(package(**{DOCUMENT: declared.encode(encoding)}))


def test_a_document_type_in_another_part_is_refused() -> None:
    styles = b'<!DOCTYPE s [<!ENTITY a "aa">]><s>&a;</s>'
    with pytest.raises(DeskError, match="DOCTYPE"):
        read_docx(package(**{DOCUMENT: document("<w:p/>"), "word/styles.xml": styles}))


def test_xml_that_unpacks_to_hundreds_of_times_its_size_is_refused() -> None:
    bomb = document("<w:p/>" * 1_000_000)
    assert len(bomb) < container.MAX_DOCUMENT
    with pytest.raises(DeskError, match="大得不正常"):
        read_docx(package(**{DOCUMENT: bomb}))


def test_too_many_elements_are_refused_however_they_are_packed() -> None:
    body = "".join(f"<w:p w:x='{number * 7919 % 99991}'/>" for number in range(1_000_001))
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr(DOCUMENT, document(body + "<w:p></w:p>" * 500_000))
    with pytest.raises(DeskError, match="大得不正常"):
        read_docx(stored.getvalue())


def declare_size(content: bytes, name: str, size: int) -> bytes:
    """Return the ZIP with another size in its directory, as a forged one has."""
    changed = bytearray(content)
    entry = changed.index(b"PK\x01\x02")
    while changed[entry + 46 : entry + 46 + len(name)] != name.encode():
        entry = changed.index(b"PK\x01\x02", entry + 1)
    struct.pack_into("<I", changed, entry + 24, size)
    return bytes(changed)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("word/media/image1.png", container.MAX_ENTRY + 1),
        (DOCUMENT, container.MAX_DOCUMENT + 1),
    ],
)
def test_sizes_are_judged_from_the_directory(name: str, size: int) -> None:
    content = declare_size(docx_of(rich_bulletin()), name, size)
    with pytest.raises(DeskError, match="大得不正常"):
        read_docx(content)


def test_many_large_entries_are_refused_together() -> None:
    content = package(**{f"word/media/{n}.bin": b"x" for n in range(5)}, **{DOCUMENT: b"<x/>"})
    for number in range(5):
        content = declare_size(content, f"word/media/{number}.bin", container.MAX_ENTRY)
    with pytest.raises(DeskError, match="大得不正常"):
        read_docx(content)


def test_too_many_entries_are_refused() -> None:
    parts = {f"word/{number}": b"" for number in range(container.MAX_ENTRIES)}
    with pytest.raises(DeskError, match="大得不正常"):
        read_docx(package(**parts, **{DOCUMENT: document("<w:p/>")}))


def test_an_entry_that_is_there_twice_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(DOCUMENT, document("<w:p/>"))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(DOCUMENT, document("<w:p/>"))
    with pytest.raises(DeskError, match="损坏"):
        read_docx(file.getvalue())


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="找不到"):
        read_docx(tmp_path / "没有.docx")
    with pytest.raises(DeskError, match="读不出来"):
        read_issues(tmp_path)


def test_pictures_outside_the_package_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG not for you")
    content = docx_of(rich_bulletin())
    relations = "word/_rels/document.xml.rels"
    linked = replaced(
        content,
        relations,
        ('Target="media/image1.png"', f'Target="{secret.as_uri()}" TargetMode="External"'),
    )
    climbing = replaced(content, relations, ("media/image1.png", "../../../../etc/passwd"))
    for changed in (linked, climbing):
        intake = read_docx(changed)
        assert len(intake.warnings) == 2
        assert all("图片" in warning for warning in intake.warnings)
        assert secret.read_bytes() not in intake.pictures.values()
        assert len(intake.pictures) == 1


def test_a_picture_that_is_missing_leaves_the_text_and_a_warning() -> None:
    intake = read_docx(without(docx_of(rich_bulletin()), ["word/media/image2.png"]))
    assert intake.bulletin is not None
    assert len(intake.warnings) == 1
    assert intake.bulletin.find_article("a4") == rich_bulletin().find_article("a4")


def test_deep_nesting_does_not_overflow() -> None:
    nested = "<w:sdt><w:sdtContent>" * 120 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 120
    content = replaced(docx_of(rich_bulletin()), DOCUMENT, ("<w:body>", f"<w:body>{nested}"))
    assert read_docx(content).bulletin == rich_bulletin()
