"""Folders with years of issues: order, what is passed over, and what leads elsewhere."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from bulletin_desk.intake.gathering import MAX_DEPTH, Skipped, gather, natural_key


def made(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文", encoding="utf-8")
    return folder


def found(paths: Iterable[Path], folder: Path) -> list[str]:
    items = [item for item in gather(paths) if not isinstance(item, Skipped)]
    return [item.relative_to(folder).as_posix() for item in items]


def skipped(paths: Iterable[Path]) -> dict[str, Skipped]:
    return {item.path.name: item for item in gather(paths) if isinstance(item, Skipped)}


def test_years_of_issues_come_in_their_order(tmp_path: Path) -> None:
    names = [
        "2021年/第1期.docx", "2021年/第2期.docx", "2021年/第10期.docx",
        "2022年/一月/第3期.doc", "2022年/二月/第1期.doc", "2022年/十月/第2期.doc",
        "2022年/第十一期.doc", "2022年/第一百期.doc", "说明.txt",
    ]  # fmt: skip
    made(tmp_path, *reversed(names))
    assert found([tmp_path], tmp_path) == [
        *names,
    ]  # fmt: skip


def test_natural_order() -> None:
    names = [
        "第２期",
        "第3期",
        "第二十期",
        "第100期",
        "简报2.doc",
        "简报10.doc",
        "简报10（定稿）.doc",
    ]
    assert sorted(names, key=natural_key) == names
    backwards = names[::-1]
    assert sorted(backwards, key=natural_key) == names
    assert natural_key("") == []


def test_files_and_folders_are_taken_as_they_were_named(tmp_path: Path) -> None:
    made(tmp_path, "b.txt", "a/1.txt", ".hidden.txt")
    named = [tmp_path / "b.txt", tmp_path / "a", tmp_path / ".hidden.txt", tmp_path / "no.txt"]
    assert found(named, tmp_path) == ["b.txt", "a/1.txt", ".hidden.txt", "no.txt"]


def test_what_no_clerk_put_there_is_passed_over_quietly(tmp_path: Path) -> None:
    made(
        tmp_path, "~$第7期.docx", ".~lock.第7期.odt#", "Thumbs.db", "desktop.ini", ".git/config",
        "__MACOSX/._x", "~WRL0001.tmp", "新闻.html", "新闻_files/a.js", "第7期.docx",
    )  # fmt: skip
    assert found([tmp_path], tmp_path) == ["新闻.html", "第7期.docx"]
    told = skipped([tmp_path])
    assert len(told) == 8
    assert all(item.quiet and item.reason.endswith("没有读入。") for item in told.values())


def test_a_folder_named_files_is_one_of_its_own(tmp_path: Path) -> None:
    made(tmp_path, "简报_files/第7期.txt")
    assert found([tmp_path], tmp_path) == ["简报_files/第7期.txt"]


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    folder = made(tmp_path / "简报", "a.txt")
    outside = made(tmp_path / "私人", "secret.txt")
    try:
        (folder / "外面").symlink_to(outside)
        (folder / "绕回").symlink_to(folder)
        (folder / "b.txt").symlink_to(outside / "secret.txt")
        (folder / "断.txt").symlink_to(outside / "gone.txt")
    except OSError:
        pytest.skip("no links in the file system here")
    assert found([folder], folder) == ["a.txt"]
    told = skipped([folder])
    assert set(told) == {"外面", "绕回", "b.txt", "断.txt"}
    assert not any(item.quiet for item in told.values())
    assert all("是一个链接" in item.reason for item in told.values())
    # What was chosen itself is followed.
    assert found([folder / "外面"], folder / "外面") == ["secret.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_pipes_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert "不是普通文件" in skipped([tmp_path])["管道.txt"].reason


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "a.txt", "上锁/b.txt", "后面.txt")
    scan = os.scandir

    def refuse(path: object) -> object:
        if isinstance(path, Path) and path.name == "上锁":
            raise PermissionError(13, "Permission denied")
        return scan(path)  # pyright: ignore[reportArgumentType, reportCallIssue]

    # The administrator, who runs tests in CI, may read everything.
    monkeypatch.setattr(os, "scandir", refuse)
    assert found([tmp_path], tmp_path) == ["a.txt", "后面.txt"]
    assert "打不开" in skipped([tmp_path])["上锁"].reason


def test_folders_without_end_are_left(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (MAX_DEPTH + 2))
    made(deep, "a.txt")
    made(tmp_path, "b.txt")
    assert found([tmp_path], tmp_path) == ["b.txt"]
    assert "太深" in skipped([tmp_path])["d"].reason


def test_it_goes_on_only_when_asked(tmp_path: Path) -> None:
    made(tmp_path, *[f"{number}.txt" for number in range(50)])
    items = gather([tmp_path])
    assert next(items) == tmp_path / "0.txt"
