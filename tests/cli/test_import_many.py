"""Importing folders and many files on the command line."""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bulletin_desk.cli import main
from importing.past_issues import issue, nameless, note, other


class Desk:
    """Runs commands on one library and keeps what they print."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._library, self._capsys = library, capsys
        self.errors = ""

    def run(self, *words: object, status: int = 0) -> str:
        assert main(["--library", str(self._library), *map(str, words)]) == status
        printed = self._capsys.readouterr()
        self.errors = printed.err
        return printed.out

    def json(self, *words: object, status: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", status=status))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path / "library.db", capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "往期"
    made.mkdir()
    return made


def test_a_folder_is_told_file_by_file_and_in_all(desk: Desk, folder: Path) -> None:
    issue(folder / "2025年" / "第1期.txt", 1, 2025)
    issue(folder / "2026年" / "第1期.txt", 1)
    note(folder / "来稿" / "县图书馆.txt")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 no zip at all")
    printed = desk.run("import", folder, "--jobs", "2", status=1)
    assert printed.count("第1期") >= 2
    assert "导入 2 期简报，1 篇稿件放进待用稿，1 个文件没有导入。" in printed
    assert "坏.docx" in desk.errors
    again = desk.run("import", folder, status=1)
    assert "3 份稿库里已经有了" in again
    assert len(desk.json("list")) == 2


def test_what_is_there_already_is_printed_with_its_id(desk: Desk, folder: Path) -> None:
    path = issue(folder / "第3期.txt", 3)
    (first,) = desk.json("import", path)
    (again,) = desk.json("import", path)
    assert again["id"] == first["id"]
    assert again["sections"] == first["sections"]
    assert "以前导入过" in again["duplicate"]
    assert "duplicate" not in first


def test_a_doubtful_file_is_kept_with_its_doubts_unless_it_is_to_be_reviewed(
    desk: Desk, folder: Path
) -> None:
    path = nameless(folder / "简报.txt")
    (waiting,) = desk.json("import", path, "--review")
    assert waiting["id"] is None
    assert waiting["queued"]
    assert desk.json("list") == []
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (kept,) = desk.json("import", path)
    assert kept["id"] == 1
    assert kept["warnings"]


def test_a_number_of_another_issue_is_told_and_the_file_waits(desk: Desk, folder: Path) -> None:
    desk.run("import", issue(folder / "甲.txt", 5))
    desk.run("import", other(folder / "乙.txt", 5), status=1)
    assert "乙.txt：等待核对：" in desk.errors
    assert "第5期" in desk.errors
    assert len(desk.json("list")) == 1


def test_in_a_folder_what_is_doubtful_waits(desk: Desk, folder: Path) -> None:
    nameless(folder / "简报.txt")
    assert "等待核对" in desk.run("import", folder)
    assert desk.json("list") == []


def test_a_file_is_read_once_that_is_chosen_with_its_folder(desk: Desk, folder: Path) -> None:
    path = issue(folder / "第2期.txt", 2)
    assert len(desk.json("import", folder, path, path)) == 1


def test_a_series_is_given_to_what_has_none(desk: Desk, folder: Path) -> None:
    path = issue(folder / "甲.txt", 4)
    text = path.read_text(encoding="utf-8").replace("云泽市精神文明建设\n简报\n", "")
    path.write_text(text, encoding="utf-8")
    (found,) = desk.json("import", path, "--series", "云泽市创建工作简报")
    assert found["series"] == "云泽市创建工作简报"


@pytest.mark.parametrize("jobs", ["0", "x", "99"])
def test_a_senseless_number_of_jobs_is_wrong_usage(desk: Desk, folder: Path, jobs: str) -> None:
    with pytest.raises(SystemExit) as ended:
        desk.run("import", folder, "--jobs", jobs)
    assert ended.value.code == 2


def test_what_is_doubtful_in_an_archive_waits_as_in_a_folder(desk: Desk, folder: Path) -> None:
    packed = folder / "往期.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(nameless(folder / "简报.txt"), "简报.txt")
    assert "等待核对" in desk.run("import", packed)
    assert desk.json("list") == []


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_names_are_printed_without_what_would_mislead(desk: Desk, folder: Path) -> None:
    odd = folder / "第3期\n全部删除\u202e.txt"
    issue(odd, 3)
    bad = folder / "坏\n稿\x1b[2J.docx"
    bad.write_bytes(b"PK\x03\x04 no zip at all")
    printed = desk.run("import", odd, bad, status=1)
    for told in (printed, desk.errors):
        assert "\ufffd" in told
        assert not any(mark in told for mark in ("\u202e", "\x1b"))
        assert not any(line.startswith(("全部删除", "稿")) for line in told.splitlines())
    (again,) = desk.json("import", odd)
    assert again["file"] == str(odd)
