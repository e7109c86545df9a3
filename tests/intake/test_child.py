"""Reading in a process of its own: what a file does to its reader ends there."""

import multiprocessing
import os
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin_desk.intake import child
from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.gathering import Skipped
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.process import StoppedError
from export.docx_samples import docx_of, rich_bulletin, second_issue
from intake.archives import TEXT, zip_of
from intake.sample_bulletins import FULL, Print, printed

TOO_LONG = "处理时间太长，已停止。文件可能已损坏，请检查后再试。"


def hang(*_: object) -> None:
    time.sleep(600)


def begin(path: Path, _: object) -> None:
    path.with_name("began").touch()
    time.sleep(600)


def die(*_: object) -> None:
    os._exit(9)


def crash(*_: object) -> None:
    os.abort()


def swell(*_: object) -> int:
    return len([bytes(64 << 20) for _ in range(64)])


def stumble(*_: object) -> None:
    raise KeyError("a bug")


@pytest.fixture
def reader() -> Iterator[FileReader]:
    with FileReader() as reader:
        yield reader


def written(folder: Path, data: bytes | str, name: str = "来稿.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def sentence_of(reader: FileReader, path: Path) -> str:
    """Return why a file is not read, empty when it is."""
    try:
        assert reader.take_in(path)
    except IntakeError as error:
        return str(error)
    return ""


def test_sources_and_what_is_recognised_come_back(reader: FileReader, tmp_path: Path) -> None:
    path = written(tmp_path, printed(FULL, Print()).encode("gb18030"), "清溪简报.doc")
    (source,) = reader.read(path)
    assert (source.kind, source.name) == ("text", "清溪简报.doc")
    ((again, recognised),) = reader.take_in(path)
    assert again == source
    assert recognised.certain
    assert len(recognised.roles) == len(source.lines)
    bulletin = recognised.intake.bulletin
    assert bulletin is not None
    assert (bulletin.masthead.number, len(bulletin.sections)) == (5, 3)


def test_names_complete_what_a_text_lacks(reader: FileReader, tmp_path: Path) -> None:
    body = "\n".join(line for line in printed(FULL, Print()).split("\n") if "期" not in line)
    path = written(tmp_path, body, "2024年/清溪简报第9期.txt")
    ((_, recognised),) = reader.take_in(path)
    assert recognised.intake.bulletin is not None
    assert recognised.intake.bulletin.masthead.number == 9
    # A copy in another place is known by where the clerk has it.
    copy = written(tmp_path, body, "x/y.txt")
    ((source, recognised),) = reader.take_in(copy, path)
    assert source.name == "清溪简报第9期.txt"
    assert recognised.intake.bulletin is not None
    assert recognised.intake.bulletin.masthead.number == 9


def test_a_volume_of_ours_gives_each_issue(reader: FileReader, tmp_path: Path) -> None:
    path = written(tmp_path, docx_of(rich_bulletin(), second_issue()), "合订本.docx")
    found = reader.take_in(path)
    bulletins = [recognised.intake.bulletin for _, recognised in found]
    assert bulletins == [rich_bulletin(), second_issue()]
    assert all(len(source.exact) == 1 for source, _ in found)


@pytest.mark.parametrize("bad", [hang, die, crash, swell, stumble])
def test_a_reading_that_fails_is_one_sentence_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: object
) -> None:
    path = written(tmp_path, TEXT)
    with FileReader(seconds=1 if bad is hang else 60) as reader:
        monkeypatch.setattr(child, "_read", bad)
        with pytest.raises(IntakeError) as caught:
            reader.read(path)
        sentence = str(caught.value)
        assert sentence.startswith("“来稿.txt”")
        assert sentence.endswith("。")
        assert "Traceback" not in sentence
        monkeypatch.undo()
    with FileReader() as reader:
        assert reader.read(path)


def test_one_process_reads_many_files_and_a_fresh_one_after_a_crash(
    reader: FileReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, TEXT)
    reader.read(path)
    (first,) = multiprocessing.active_children()
    reader.read(path)
    assert multiprocessing.active_children() == [first]
    with monkeypatch.context() as patched:
        patched.setattr(child, "_take_in", die)
        assert "出错" in sentence_of(reader, path)
    reader.read(path)
    (second,) = multiprocessing.active_children()
    assert second.pid != first.pid
    reader.close()
    assert multiprocessing.active_children() == []
    reader.read(path)


def test_reading_can_be_stopped_and_goes_on(
    reader: FileReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, TEXT)
    reader.read(path)
    began = tmp_path / "began"

    def stop() -> None:
        while not began.exists():
            time.sleep(0.02)
        reader.stop()

    with monkeypatch.context() as patched:
        patched.setattr(child, "_read", begin)
        stopping = threading.Thread(target=stop, daemon=True)
        stopping.start()
        with pytest.raises(StoppedError):
            reader.read(path)
        stopping.join()
    assert reader.read(path)


def test_what_would_fill_the_window_stays_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docx = written(tmp_path, docx_of(rich_bulletin()), "图.docx")
    monkeypatch.setattr(child, "MAX_PICTURES", 100)
    with pytest.raises(IntakeError, match="压缩图片"):
        child._read(docx, docx)  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(child, "MAX_TEXT", 10)
    text = written(tmp_path, TEXT)
    with pytest.raises(IntakeError, match="文字多得"):
        child._read(text, text)  # pyright: ignore[reportPrivateUsage]


def test_folders_and_archives_are_expanded(reader: FileReader, tmp_path: Path) -> None:
    box = tmp_path / "来件"
    written(box, TEXT, "第2期.txt")
    written(box, zip_of({"2021年/第1期.txt": TEXT, "../x.txt": "x"}), "第10期.zip")
    written(box, b"PK\x03\x04 broken", "第11期.zip")
    written(box, "x", "~$第2期.docx")
    items = list(reader.expand([box]))
    skipped = [item for item in items if isinstance(item, Skipped)]
    paths = [item for item in items if not isinstance(item, Skipped)]
    assert [reader.origin(path) for path in paths] == [
        box / "第2期.txt", box / "第10期.zip" / "2021年" / "第1期.txt",
    ]  # fmt: skip
    assert [item.path.name for item in skipped] == ["~$第2期.docx", "x.txt", "第11期.zip"]
    assert reader.read(paths[1])[0].name == "第1期.txt"
    reader.close()
    assert not paths[1].exists()
    assert paths[0].exists()


def test_a_private_folder_goes_with_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path, zip_of({"a.txt": TEXT}), "a.zip")
    with FileReader() as reader:
        (found,) = [item for item in reader.expand([path]) if isinstance(item, Path)]
        private = next(p for p in found.parents if p.name.startswith("bulletin-desk-reading-"))
        assert private.stat().st_mode & 0o077 == 0
    assert not private.exists()


def test_hostile_files_leave_the_reader_alive(reader: FileReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.docx")
    (tmp_path / "folder.docx").mkdir()
    sparse = tmp_path / "sparse.docx"
    with sparse.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(1 << 30)
    names = ["fifo.docx", "folder.docx", "sparse.docx", "gone.docx", "n" * 300]
    for name in names:
        with pytest.raises(IntakeError):
            reader.take_in(tmp_path / name)
    with pytest.raises(IntakeError):
        reader.take_in(Path("/dev/zero"))
    bomb = written(tmp_path, zip_of({"word/document.xml": b" " * (64 << 20),
                                     "[Content_Types].xml": b""}), "bomb.docx")  # fmt: skip
    with pytest.raises(IntakeError):
        reader.take_in(bomb)
    assert reader.take_in(written(tmp_path, TEXT))


def test_a_text_of_the_largest_size_stays_within_memory_and_time(
    reader: FileReader, tmp_path: Path
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = printed(FULL, Print())
    path = written(tmp_path, (unit * (4_000_000 // len(unit.encode()))).encode())
    # A slow machine may not do it in ten seconds.
    assert sentence_of(reader, path) in ("", f"“{path.name}”没有读入：{TOO_LONG}")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
