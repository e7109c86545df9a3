"""Old formats in any state, on our side of LibreOffice: what a file is, and what comes back."""

import io
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.files import read_sources
from bulletin_desk.intake.kinds import Kind, seen
from bulletin_desk.intake.office import convert_all, needs_office
from bulletin_desk.intake.result import IntakeError
from export.docx_samples import docx_of, rich_bulletin
from intake.archives import zip_of
from intake.mutations import mutated
from intake.offices import fake_office, path_with

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
RTF = rb"{\rtf1\ansi{\field{\*\fldinst INCLUDEPICTURE x}{\fldrslt y}}\u31616?\par}"
FLAT = b'<?xml version="1.0"?><office:document office:mimetype="x.opendocument.text"/>'
FILES = [
    OLE + "WordDocument".encode("utf-16-le") + bytes(900),
    OLE + "Workbook".encode("utf-16-le") + bytes(900),
    RTF, FLAT, b"<?mso?><w:wordDocument/>",
    zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    zip_of({"[Content_Types].xml": "", "word/document.xml": "<x/>"}),
]  # fmt: skip
# What the stand-in does with a file, and whether a document comes out.
WORDS = {
    "GOOD": True, "JUNK": True, "NOTHING": False, "EMPTY": False, "CRASH": False, "LINK": False,
    "FOLDER": False,
}  # fmt: skip


def test_what_a_damaged_file_is(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    kinds: set[Kind] = set()
    for data in mutated(FILES, 2_000, seed=11):
        found = seen(io.BytesIO(data))
        kinds.add(found.kind)
        path.write_bytes(data)
        assert needs_office(path) is (found.kind is Kind.OFFICE)
        if found.kind in (Kind.OFFICE, Kind.OTHER, Kind.ZIP, Kind.MAIL):
            with pytest.raises(IntakeError, match=r"。$"):
                read_sources(path)
    assert {Kind.OFFICE, Kind.TEXT, Kind.OTHER, Kind.ZIP, Kind.DOCX} <= kinds


@settings(max_examples=300)
@given(
    st.sampled_from([b"", OLE[:8], b"PK\x03\x04", b"PK\x05\x06", b"RIFF", b"<?xml ", b"MZ"]),
    st.binary(max_size=400),
)
def test_what_any_bytes_are(head: bytes, data: bytes) -> None:
    found = seen(io.BytesIO(head + data))
    assert bool(found.what) is (found.kind in (Kind.OFFICE, Kind.OTHER))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_whatever_the_program_does_each_file_has_its_own_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with(fake_office(tmp_path, docx_of(rich_bulletin()))))
    chance = random.Random(5)
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        words = chance.choices(list(WORDS), k=chance.randrange(1, 12))
        paths = [folder / f"{place}.rtf" for place in range(len(words))]
        for path, word in zip(paths, words, strict=True):
            path.write_text(f"{{\\rtf1 {word}}}\n")
        results = convert_all(paths, folder, seconds=60)
        assert [isinstance(result, Path) for result in results] == [WORDS[word] for word in words]
        sentences = [str(result) for result in results if not isinstance(result, Path)]
        assert all(sentence.endswith("。") for sentence in sentences)
