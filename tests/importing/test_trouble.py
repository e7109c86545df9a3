"""What goes wrong on the way to the readers: every file is told of, and no stop is lost."""

import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bulletin_desk.importing.batch import Batch
from bulletin_desk.importing.outcomes import FileOutcome
from bulletin_desk.importing.reading import Readers
from bulletin_desk.intake.child import FileReader
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportKind
from bulletin_desk.process import StoppedError
from importing.past_issues import issue

RTF = rb"{\rtf1\ansi a note\par}"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "往期"
    for number in (1, 2, 4):
        issue(made / f"第{number}期.txt", number)
    (made / "第3期.rtf").write_bytes(RTF)
    return made


def is_full(_: FileReader) -> Path:
    raise OSError(28, "No space left on device")


def test_a_full_disk_fails_what_needs_it_and_nothing_else(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(folder / "第5期.zip", "w") as archive:
        archive.write(folder / "第1期.txt", "第1期.txt")
    monkeypatch.setattr(FileReader, "_private", is_full)
    told: list[FileOutcome] = []
    Batch(library, jobs=2).run([folder], lambda _: None, lambda outcome, _: told.append(outcome))
    assert [(outcome.file.name, outcome.kind) for outcome in told] == [
        ("第1期.txt", ImportKind.ISSUE),
        ("第2期.txt", ImportKind.ISSUE),
        ("第3期.rtf", ImportKind.FAILED),
        ("第4期.txt", ImportKind.ISSUE),
        ("第5期.zip", ImportKind.FAILED),
    ]
    for outcome in (told[2], told[4]):
        assert "没有读入（No space left on device）。请检查磁盘空间" in outcome.sentence


def test_a_bug_on_the_way_is_told_and_raised(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readable = FileReader.readable

    def broken(reader: FileReader, path: Path) -> Path:
        return Path("x" * (1 // (path.stem != "第2期"))) and readable(reader, path)

    (folder / "第3期.rtf").unlink()
    monkeypatch.setattr(FileReader, "readable", broken)
    told: list[FileOutcome] = []
    with pytest.raises(ZeroDivisionError):
        Batch(library, jobs=2).run([folder], lambda _: None, lambda one, _: told.append(one))
    kinds = [outcome.kind for outcome in told]
    assert kinds == [ImportKind.ISSUE, ImportKind.FAILED, ImportKind.ISSUE]
    assert "程序出错" in told[1].sentence


def test_the_readers_are_there_as_long_as_files_come(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5, 20):
        issue(folder / f"第{number}期.txt", number)
    calls: list[int] = []
    stopping = threading.Event()
    alive: list[str] = []

    def slow(_: FileReader, paths: Sequence[Path]) -> None:
        calls.append(len(paths))
        if len(calls) == 2:
            stopping.wait(60)
            time.sleep(0.3)  # is still at it while the run ends

    close = Readers.close

    def watched(readers: Readers) -> None:
        alive.extend(one.name for one in threading.enumerate() if one.name == "import-ahead")
        close(readers)

    def stop(*_: object) -> None:
        batch.stop()
        stopping.set()

    monkeypatch.setattr(FileReader, "prepare", slow)
    monkeypatch.setattr(Readers, "close", watched)
    (folder / "第3期.rtf").unlink()
    batch = Batch(library, jobs=1)
    batch.run([folder], lambda _: None, stop)
    assert len(calls) == 2
    assert alive == []


def test_a_stop_for_good_is_not_lost_before_the_next_file(folder: Path) -> None:
    with FileReader() as reader:
        reader.stop()
        assert reader.take_in(folder / "第1期.txt")
        reader.stop(for_good=True)
        for name in ("第1期.txt", "第3期.rtf"):
            with pytest.raises(StoppedError):
                reader.take_in(folder / name)
        with pytest.raises(StoppedError):
            reader._worker.call(int)
