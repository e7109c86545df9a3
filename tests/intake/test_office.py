"""Old formats through LibreOffice: found, held in its limits, and what comes back."""

import os
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.intake import office
from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.office import convert, convert_all, needs_office, office_program
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.process import StoppedError
from export.docx_samples import docx_of, rich_bulletin
from intake.offices import fake_office, path_with, real_office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
with_office = pytest.mark.skipif(
    not real_office() and "CI" not in os.environ, reason="LibreOffice is not installed"
)
Make = Callable[..., list[Path]]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = fake_office(tmp_path, docx_of(rich_bulletin()))
    monkeypatch.setenv("PATH", path_with(here))
    return here


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def made(folder: Path, *words: str) -> list[Path]:
    paths = [folder / f"{number}-{word}.doc" for number, word in enumerate(words)]
    for path, word in zip(paths, words, strict=True):
        path.write_text(f"{{\\rtf1 {word}}}\n")
    return paths


def sentence(path: Path, out: Path, *, seconds: float = 30) -> str:
    with pytest.raises(IntakeError) as caught:
        convert(path, out, seconds=seconds)
    return str(caught.value)


def test_it_is_found(fake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office_program() == fake / "soffice"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(
        office, "_usual_places", lambda: iter([tmp_path / "none", fake / "soffice"])
    )
    assert office_program() == fake / "soffice"
    monkeypatch.setattr(office, "_usual_places", lambda: iter([tmp_path / "none"]))
    assert office_program() is None


def test_without_it_a_sentence_says_how_to_get_there(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_usual_places", lambda: iter(()))
    (path,) = made(tmp_path, "GOOD")
    assert sentence(path, out) == (
        "“0-GOOD.doc”是一个 RTF 文档，没有读入。请在 Word 或 WPS 里另存为 .docx 再导入；"
        "装上 LibreOffice 以后，这类文件可以直接导入。"
    )
    with FileReader() as reader, pytest.raises(IntakeError, match="装上 LibreOffice"):
        reader.read(path)


def test_what_needs_it_is_told_by_content(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "GOOD")
    assert needs_office(path)
    (tmp_path / "a.doc").write_text("近日，开会。", encoding="utf-8")
    assert not needs_office(tmp_path / "a.doc")
    assert not needs_office(tmp_path / "none.doc")
    assert not needs_office(tmp_path)


def test_a_document_comes_out(fake: Path, tmp_path: Path, out: Path) -> None:
    (path,) = made(tmp_path, "GOOD")
    result = convert(path, out)
    assert result.is_relative_to(out)
    assert zipfile.is_zipfile(result)
    # Nothing else is left behind.
    assert [entry.name for entry in out.rglob("*") if entry.is_file()] == [result.name]
    assert fake.is_dir()


@pytest.mark.parametrize("word", ["CRASH", "FAIL", "NOTHING", "EMPTY", "LINK", "FOLDER"])
def test_a_file_that_it_cannot_read(fake: Path, tmp_path: Path, out: Path, word: str) -> None:
    (path,) = made(tmp_path, word)
    assert "打不开" in sentence(path, out)
    assert not [entry for entry in out.rglob("*") if entry.is_file()]
    assert fake.is_dir()


def test_junk_that_comes_out_is_refused_by_the_reader(fake: Path, tmp_path: Path) -> None:
    (path,) = made(tmp_path, "JUNK")
    assert fake.is_dir()
    with FileReader() as reader:
        sources = reader.read(path)  # a text, as the content says; nothing of it is trusted
    assert [line.text for line in sources[0].lines] == ["junk"]


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    # A zombie that nobody has waited for is dead, too.
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_one_that_hangs_is_ended_with_all_it_started(fake: Path, tmp_path: Path, out: Path) -> None:
    (path,) = made(tmp_path, "HANG")
    assert "时间太长" in sentence(path, out, seconds=1)
    process = int((fake / "child").read_text())
    wait_until(lambda: gone(process))


def test_a_bad_file_does_not_stop_the_others(fake: Path, tmp_path: Path, out: Path) -> None:
    words = ["GOOD", "NOTHING", "GOOD", "HANG", "GOOD", "CRASH", "GOOD", "CRASH", "JUNK", "GOOD"]
    results = convert_all(made(tmp_path, *words), out, seconds=3)
    came_out = [isinstance(result, Path) for result in results]
    assert came_out == [word in ("GOOD", "JUNK") for word in words]
    assert "时间太长" in str(results[3])
    assert "打不开" in str(results[5])
    assert fake.is_dir()


def test_many_files_take_one_start(fake: Path, tmp_path: Path, out: Path) -> None:
    convert_all(made(tmp_path, *["GOOD"] * 20), out)
    assert (fake / "runs").read_text().split() == ["20"]


def test_a_reader_converts_many_ahead(fake: Path, tmp_path: Path) -> None:
    paths = made(tmp_path, "GOOD", "NOTHING", "GOOD")
    with FileReader() as reader:
        reader.prepare(paths)
        for path in (paths[0], paths[2]):
            ((source, recognised),) = reader.take_in(path)
            assert source.name == path.name
            assert recognised.intake.bulletin is not None
        with pytest.raises(IntakeError, match="打不开"):
            reader.read(paths[1])
        assert (fake / "runs").read_text().split() == ["3"]
        # A file that was changed is converted again.
        paths[1].write_text("{\\rtf1 GOOD again}\n")
        assert reader.read(paths[1])
        assert (fake / "runs").read_text().split() == ["3", "1"]


def test_the_name_it_sees_is_plain(fake: Path, tmp_path: Path, out: Path) -> None:
    for name in (
        "-env:x.doc",
        "--convert-to.doc",
        "a b\n;$(x).doc",
        "macro:///x.doc".replace("/", "_"),
    ):
        path = tmp_path / name
        path.write_text("{\\rtf1 NAME}\n")
        sentence(path, out)
        assert Path((fake / "name").read_text().strip()).name == "00000.rtf"


def test_it_can_be_stopped(fake: Path, tmp_path: Path, out: Path) -> None:
    stopped = threading.Event()
    paths = made(tmp_path, "GOOD", "HANG")
    watcher = threading.Thread(
        target=lambda: (wait_until((fake / "child").exists), stopped.set()), daemon=True
    )
    watcher.start()
    with pytest.raises(StoppedError):
        convert_all(paths, out, seconds=100, stopped=stopped)
    watcher.join()


def test_a_file_that_vanished_or_became_another(fake: Path, tmp_path: Path, out: Path) -> None:
    paths = made(tmp_path, "GOOD", "GOOD", "GOOD")
    paths[0].unlink()
    paths[1].write_text("now a text")
    results = convert_all(paths, out)
    assert "找不到" in str(results[0])
    assert "不是旧版文档" in str(results[1])
    assert isinstance(results[2], Path)
    assert fake.is_dir()


def test_a_file_far_too_large(fake: Path, tmp_path: Path, out: Path) -> None:
    (path,) = made(tmp_path, "GOOD")
    with path.open("r+b") as file:
        file.truncate(1 << 30)
    assert "超过 128 MB" in sentence(path, out)
    assert not (fake / "runs").exists()


def test_a_program_that_does_not_start(fake: Path, tmp_path: Path, out: Path) -> None:
    (fake / "soffice").write_bytes(b"\x7fELF nothing")
    (path,) = made(tmp_path, "GOOD")
    assert "LibreOffice" in sentence(path, out)


def test_its_settings_keep_macros_links_and_network_out(
    fake: Path, tmp_path: Path, out: Path
) -> None:
    script = (fake / "soffice").read_text()
    keep = f'cp "$HOME/user/registrymodifications.xcu" "{fake}/xcu"; env >"{fake}/env"\n'
    (fake / "soffice").write_text(script.replace("\n", "\n" + keep, 1))
    (path,) = made(tmp_path, "GOOD")
    convert(path, out)
    settings = (fake / "xcu").read_text(encoding="utf-8")
    for name, value in (
        ("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"), ("Link", "2"),
    ):  # fmt: skip
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}<' in settings
    environment = (fake / "env").read_text()
    assert "http_proxy=http://127.0.0.1:9\n" in environment
    assert "DISPLAY=" not in environment


def result_of(reader: FileReader, path: Path) -> str:
    try:
        reader.read(path)
    except DeskError as error:
        return str(error)
    return ""


def test_the_limits_hold_for_the_program(fake: Path, tmp_path: Path, out: Path) -> None:
    script = (fake / "soffice").read_text()
    keep = f'ulimit -v >"{fake}/limits"\n'
    (fake / "soffice").write_text(script.replace("\n", "\n" + keep, 1))
    (path,) = made(tmp_path, "GOOD")
    convert(path, out)
    assert int((fake / "limits").read_text()) <= 4 << 20
