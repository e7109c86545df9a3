"""What is no file to read, or far too large for one: refused at once, in a sentence."""

import os
from pathlib import Path

import pytest

from bulletin_desk.intake.files import MAX_TEXT, read, read_all
from bulletin_desk.intake.result import IntakeError


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    pipe = tmp_path / "来稿.txt"
    os.mkfifo(pipe)
    for reader in (read, read_all):
        with pytest.raises(IntakeError, match="不是普通文件"):
            reader(pipe)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_not_read_without_end():
    with pytest.raises(IntakeError, match="不是普通文件"):
        read(Path("/dev/zero"))


def test_a_text_far_too_large_is_refused_unread(tmp_path: Path):
    large = tmp_path / "来稿.txt"
    with large.open("wb") as file:
        file.truncate(MAX_TEXT + 1)
    with pytest.raises(IntakeError, match="超过 4 MB"):
        read_all(large)


def test_what_is_missing_or_a_folder_is_told_as_such(tmp_path: Path):
    with pytest.raises(IntakeError, match="找不到"):
        read(tmp_path / "没有.txt")
    with pytest.raises(IntakeError, match="文件夹"):
        read(tmp_path)
