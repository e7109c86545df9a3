"""Archives and messages in any state: plain files in their folder, or one sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake import archive
from bulletin_desk.intake.archive import unpack
from bulletin_desk.intake.archive_names import entry_parts
from bulletin_desk.intake.gathering import Skipped
from bulletin_desk.intake.result import IntakeError
from intake.archives import TEXT, raw_zip, unicode_path, zip_of
from intake.mutations import mutated
from intake.test_archive import attach, message

INNER = zip_of({"第1期.txt": TEXT, "b/../../c.txt": "x"})
MAIL = message("请查收")
attach(MAIL, INNER, "来稿.zip")
attach(MAIL, TEXT.encode(), "青石县.txt")
FILES = [
    zip_of({"2021年/第2期.txt": TEXT * 20, "内.zip": INNER, "x.txt": ""}),
    raw_zip([("来稿.txt".encode("gbk"), TEXT.encode()), (b"../a.txt", b"x"), (b"/b.txt", b"y")]),
    raw_zip([(b"?.txt", b"x" * 500)], extra=unicode_path(b"?.txt", "第7期.txt")),
    MAIL.as_bytes(),
    message(TEXT * 9, html=f"<p>{TEXT}").as_bytes(),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("fuzz")
    yield folder
    # Nothing was written beside what each was told to write to.
    assert {path.name for path in folder.iterdir()} <= {"a.zip", "out"}


def outcome(folder: Path, data: bytes) -> int:
    """Unpack a file and return how many came out of it."""
    path, out = folder / "a.zip", folder / "out"
    path.write_bytes(data)
    out.mkdir()
    try:
        found = unpack(path, out)
    except IntakeError as error:
        sentence = str(error)
        assert sentence.endswith("。")
        assert "\n" not in sentence
        found = []
    files = [item for item in found if not isinstance(item, Skipped)]
    assert all(item.reason.endswith("。") for item in found if isinstance(item, Skipped))
    assert all(item.is_relative_to(out) and item.is_file() for item in files)
    assert not [item for item in out.rglob("*") if item.is_symlink()]
    assert sum(item.stat().st_size for item in out.rglob("*") if item.is_file()) < 2 << 20
    shutil.rmtree(out)
    return len(files)


def test_mutated_archives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1 << 20)
    came_out = [outcome(folder, data) for data in mutated(FILES, 2_000, seed=7)]
    assert sum(1 for count in came_out if count) > 300


@settings(max_examples=200)
@given(st.lists(st.tuples(st.binary(max_size=40), st.binary(max_size=40)), max_size=6))
def test_any_names(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[bytes, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    outcome(folder, raw_zip(entries))
    outcome(folder, raw_zip(entries, flags=0x800))
    shutil.rmtree(folder)


@settings(max_examples=500)
@given(st.text("./\\:. ~ab\0\n甲\u202e\ud800CON", max_size=30))
def test_a_name_is_plain_or_refused(name: str) -> None:
    for part in entry_parts(name.replace("\\", "/")):
        assert part not in ("", ".", "..")
        assert not set(part) & set('/\\:*?"<>|\0\n\u202e')
        assert len(part.encode()) < 200


@settings(max_examples=200)
@given(st.binary(max_size=2_000))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for head in (b"PK\x03\x04", b"MIME-Version: 1.0\r\nReceived: x\r\n"):
        outcome(folder, head + data)
    shutil.rmtree(folder)
