"""Issues as files, and the whole library, by the command line."""

import json
from pathlib import Path

import pytest

from bulletin_desk.cli import main
from bulletin_desk.library import Library
from exchange.samples import emptied
from library.samples import article, issue


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        for number in (1, 2):
            library.add_issue(issue(number, article(f"第{number}篇", "青石县召开会议。")))
    return path


def run(library: Path, *words: object) -> int:
    return main(["--library", str(library), *map(str, words)])


def test_an_issue_goes_to_another_library_and_is_not_doubled(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.db"
    assert run(path, "pack", 2, "--out", tmp_path / "二.jianbao") == 0
    renamed = (tmp_path / "二.jianbao").rename(tmp_path / "附件")  # told by its content
    capsys.readouterr()
    assert run(there, "import", renamed, "--json") == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["number"]) == (1, 2)
    assert shown["sections"][0]["articles"][0]["title"] == "第2篇"
    assert run(there, "import", renamed) == 0
    assert "已在稿库里，没有重复导入，编号 1。" in capsys.readouterr().out
    with Library.open(there) as library:
        assert len(library.issues()) == 1


def test_a_number_that_is_used_is_refused_until_a_copy_is_asked_for(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.db"
    with Library.open(there) as library:
        library.add_issue(emptied(issue(2)))
    assert run(path, "pack", 2, "--out", tmp_path / "二.jianbao") == 0
    capsys.readouterr()
    note = tmp_path / "来稿.txt"
    note.write_text("白杨县开展活动\n近日，白杨县开展志愿服务活动。", encoding="utf-8")
    assert run(there, "import", tmp_path / "二.jianbao", note) == 1
    told = capsys.readouterr()
    assert "加上 --as-copy" in told.err
    assert "来稿.txt" in told.out  # the others are not stopped
    assert run(there, "import", tmp_path / "二.jianbao", "--as-copy") == 0
    with Library.open(there) as library:
        assert sorted(record.number or 0 for record in library.issues()) == [0, 2]


def test_several_issues_go_into_a_folder(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "出"
    assert run(path, "pack", 1, 9, 2, "文稿.txt", "--out", out) == 1
    assert sorted(file.name for file in out.iterdir()) == [
        "云泽精神文明建设简报 2026年第1期.jianbao",
        "云泽精神文明建设简报 2026年第2期.jianbao",
    ]
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("：")[0] for line in lines] == ["9", "文稿.txt"]
    assert run(path, "pack", 1, "--out", out) == 0
    assert len(list(out.iterdir())) == 3  # none was written over


@pytest.mark.parametrize("name", ["稿库", "稿库.zip"])
def test_a_library_goes_out_and_comes_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(path, "export-library", tmp_path / name) == 0
    assert "2 期简报" in capsys.readouterr().out
    there = tmp_path / "there.db"
    assert run(there, "import-library", tmp_path / name) == 0
    assert "导入 2 期简报" in capsys.readouterr().out
    with Library.open(there) as here, Library.open(path) as library:
        assert here.issues() == library.issues()
    assert run(there, "import-library", tmp_path / name) == 0
    assert "已有的 2 期没有重复导入" in capsys.readouterr().out


def test_what_cannot_be_done_is_one_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "坏.jianbao"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 40)
    for words in (
        ("import", broken),
        ("import-library", tmp_path / "没有"),
        ("import-library", broken),
        ("--library", tmp_path / "没有.db", "export-library", tmp_path / "出"),
        ("--library", tmp_path / "没有.db", "pack", 1, "--out", tmp_path / "出.jianbao"),
    ):
        assert run(path, *words) == 1
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 1
        assert told[0].endswith("。")
