"""Bound volumes: one PDF of many files, made by one process or several."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from bulletin_desk.cli import main, workers
from bulletin_desk.intake.word import read_issues
from bulletin_desk.paths import RESOURCES

SAMPLE = (RESOURCES / "sample" / "jianbao.txt").read_text(encoding="utf-8")
# The program, with layouts that take forever.
SLOW = """
import sys, time
from bulletin_desk.cli import main, volume, workers
volume.compose = lambda *_: time.sleep(1000)
workers.processors = lambda: 2
sys.exit(main())
"""


@pytest.fixture
def issues(tmp_path: Path) -> list[Path]:
    """Twelve issues, each with a name of its own in every article."""
    files: list[Path] = []
    for number in range(1, 13):
        path = tmp_path / f"{number:02}.txt"
        text = SAMPLE.replace("第6期", f"第{number}期").replace("云泽市", f"云{'泽' * number}市")
        path.write_text(text, encoding="utf-8")
        files.append(path)
    return files


def export(target: Path, *words: object) -> int:
    return main(["export", *map(str, words), "--pdf", str(target)])


def test_the_bytes_are_the_same_from_one_process_and_from_several(
    tmp_path: Path, issues: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    forked: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: forked.append(1) or fork())
    for cores in (1, 2, 3):
        monkeypatch.setattr(workers, "processors", lambda cores=cores: cores)
        assert export(tmp_path / "a.pdf", *issues) == 0
        made.append((tmp_path / "a.pdf").read_bytes())
    assert len(set(made)) == 1
    assert len(forked) == (5 if sys.platform == "linux" else 0)
    with contextlib.closing(pypdfium2.PdfDocument(made[0])) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert all(f"云{'泽' * number}市" in text for number in range(1, 13))


@pytest.mark.parametrize("cores", [1, 2])
def test_files_that_cannot_be_read_are_named_in_order_and_stop_no_other(
    tmp_path: Path, issues: list[Path], cores: int, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(workers, "processors", lambda: cores)
    issues[2].write_bytes(b"")
    issues[9].unlink()
    assert export(tmp_path / "a.pdf", *issues) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "标准字体" not in line]
    assert len(said) == 2
    assert "03.txt" in said[0]
    assert "10.txt" in said[1]
    assert export(tmp_path / "b.pdf", *issues[:2], *issues[3:9], *issues[10:]) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_where_no_file_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    assert export(tmp_path / "a.pdf", *[tmp_path / f"{n}.txt" for n in range(10)]) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_once(
    tmp_path: Path, issues: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path / "none" / "a.pdf", *issues) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_ctrl_c_ends_all_processes_with_one_sentence(tmp_path: Path, issues: list[Path]) -> None:
    target = tmp_path / "a.pdf"
    command = [sys.executable, "-c", SLOW, "export", *map(str, issues), "--pdf", str(target)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not (before := children.read_text().split()):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.decode() == "已停止。\n"
    assert not any(Path("/proc", child).exists() for child in before)
    assert not target.exists()


@pytest.mark.parametrize("cores", [1, 2])
def test_a_volume_as_docx_holds_every_issue_in_order_and_names_what_it_lacks(
    tmp_path: Path, issues: list[Path], cores: int, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(workers, "processors", lambda: cores)
    issues[2].write_bytes(b"")
    target = tmp_path / "a.docx"
    assert main(["export", *map(str, issues), "--docx", str(target)]) == 1
    assert "03.txt" in capsys.readouterr().err
    found = [intake.bulletin for intake in read_issues(target)]
    assert [bulletin and bulletin.series.count("泽") for bulletin in found] == [
        1, 2, *range(4, 13),
    ]  # fmt: skip
