"""Writing beside and replacing: the old file stays whole, and the clerk is told."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

import pytest

from bulletin_desk.export.files import ExportError, replace_file

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")


def put(data: bytes):
    def write(file: BinaryIO) -> None:
        file.write(data)

    return write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written(tmp_path: Path) -> None:
    target = tmp_path / "简报.pdf"
    replace_file(target, put(b"new"))
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["简报.pdf"]


def test_the_old_file_is_whole_until_the_new_one_is_written(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def write(file: BinaryIO) -> None:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"
        assert len(names(tmp_path)) == 2

    replace_file(target, write)
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt()])
def test_a_failing_writer_changes_nothing_and_is_heard(tmp_path: Path, error) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise error

    with pytest.raises(type(error)):
        replace_file(target, write)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_a_writer_that_runs_into_the_disk_is_told_as_such(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        raise OSError(5, "Input/output error")

    with pytest.raises(ExportError, match=r"没有写成\(Input/output error\)"):
        replace_file(tmp_path / "a.pdf", write)
    assert names(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"存档.*不存在"):
        replace_file(tmp_path / "存档" / "a.pdf", put(b""))


def test_a_file_for_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError, match="不存在"):
        replace_file(tmp_path / "file" / "a.pdf", put(b""))


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(ExportError, match="是一个文件夹"):
        replace_file(tmp_path / "a.pdf", put(b""))
    assert names(tmp_path) == ["a.pdf"]


def test_a_file_that_cannot_be_replaced_is_told_as_open_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Windows does when another program holds the file open.
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def refuse(self: Path, other: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportError, match=r"正在别的程序中打开.*原来的文件没有变动"):
        replace_file(target, put(b"new"))
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


@posix
def test_an_existing_file_keeps_its_mode_and_a_new_one_takes_the_umask(tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(b"old")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        replace_file(old, put(b"new"))
        replace_file(new, put(b"new"))
    finally:
        os.umask(before)
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode & 0o777 == 0o640
    old.chmod(0o604)
    replace_file(old, put(b"newer"))
    assert old.stat().st_mode & 0o777 == 0o604


@posix
def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    real = tmp_path / "archive" / "real.pdf"
    real.write_bytes(b"old")
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    replace_file(link, put(b"new"))
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(tmp_path / "archive") == ["real.pdf"]


@posix
def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(ExportError, match="没有写成"):
        replace_file(tmp_path / "a", put(b""))


@posix
def test_a_pipe_is_no_target_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExportError, match="不是普通文件"):
        replace_file(tmp_path / "pipe", put(b""))
    assert (tmp_path / "pipe").is_fifo()


@pytest.fixture
def clerk_folder() -> Generator[Path]:
    """A folder that someone other than root may enter; the test runs as that someone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o777)


@posix
def test_a_folder_without_permission_is_told(clerk_folder: Path) -> None:
    inner = clerk_folder / "in"
    inner.mkdir()
    inner.chmod(0o555)
    with pytest.raises(ExportError, match="没有写入权限"):
        replace_file(inner / "a.pdf", put(b""))
    inner.chmod(0o755)


@posix
def test_a_protected_file_is_not_replaced(clerk_folder: Path) -> None:
    target = clerk_folder / "a.pdf"
    target.write_bytes(b"final")
    target.chmod(0o444)
    with pytest.raises(ExportError, match="没有写入权限"):
        replace_file(target, put(b"new"))
    assert target.read_bytes() == b"final"


@contextlib.contextmanager
def small_disk(folder: Path) -> Generator[Path]:
    """A disk of 64 KiB, where this machine lets the test mount one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk, and not everywhere")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@posix
def test_a_full_disk_leaves_the_old_file_whole_and_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        target = disk / "a.pdf"
        target.write_bytes(b"old")
        with pytest.raises(ExportError, match=r"磁盘空间不足.*原来的文件没有变动"):
            replace_file(target, put(b"x" * 200_000))
        assert target.read_bytes() == b"old"
        assert names(disk) == ["a.pdf"]


LIMITED = """
import resource, signal, sys
from pathlib import Path
from bulletin_desk.export.files import ExportError, replace_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    replace_file(Path(sys.argv[1]), lambda file: file.write(b"x" * 5000))
except ExportError as error:
    print(error)
"""


@posix
def test_a_file_that_may_not_grow_leaves_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", LIMITED, str(target)],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert "磁盘空间不足" in done.stdout
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]
