"""`bulletin-desk check`: what it knows of an issue in the library and of a file, what it hides."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bulletin_desk.cli import main
from bulletin_desk.library import Library
from bulletin_desk.library.facts import rules_off, switch_rules_off
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section
from bulletin_desk.model.richtext import plain
from model.checking import MASTHEAD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def bulletin(number: int, *texts: str, title: str = "青石县召开推进会") -> Bulletin:
    article = Article(title=title, body=tuple(plain(text) for text in texts))
    masthead = replace(MASTHEAD, number=number)
    return Bulletin(
        masthead=masthead,
        sections=(Section(articles=(article,)),),
        distribution=Distribution(issue_to="各部门", copies=8),
    )


def add(path: Path, *issues: Bulletin) -> list[int]:
    with Library.open(path) as library:
        return [library.add_issue(issue) for issue in issues]


def check(
    path: Path, capsys: pytest.CaptureFixture[str], *words: object, status: int
) -> list[dict[str, Any]]:
    assert main(["--library", str(path), "check", *map(str, words), "--json"]) == status
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_the_library_knows_numbers_and_earlier_uses(path: Path, capsys: pytest.CaptureFixture[str]):
    text = "近日，青石县召开背街小巷整治工作推进会。"
    first, later = add(path, bulletin(3, text), bulletin(6, text))
    problems = check(path, capsys, later, status=1)
    assert [p["rule"] for p in problems] == ["number-skipped", "used-before"]
    assert "第3期，这一期应是第4期" in problems[0]["message"]
    assert "第3期（2026年1月2日）" in problems[1]["message"]
    # The first one of the sequence follows none.
    assert [p["rule"] for p in check(path, capsys, first, status=1)] == ["used-before"]


def test_numbers_of_other_years_series_and_supplements_do_not_count(
    path: Path, capsys: pytest.CaptureFixture[str]
):
    own = bulletin(6, "正文。", title="甲")
    others = [
        replace(bulletin(2, "文一。", title="乙"), masthead=replace(MASTHEAD, number=2, year=2025)),
        replace(
            bulletin(2, "文二。", title="丙"), masthead=replace(MASTHEAD, number=2, name="另刊")
        ),
        replace(
            bulletin(2, "文三。", title="丁"), masthead=replace(MASTHEAD, number=2, supplement=True)
        ),
    ]
    issue, *_ = add(path, own, *others)
    assert check(path, capsys, issue, status=0) == []


def test_rules_switched_off_and_ignored_problems_are_hidden(
    path: Path, capsys: pytest.CaptureFixture[str]
):
    (issue,) = add(path, bulletin(1, "会议指出,要落实。。", "会议强调,要抓紧。"))
    problems = check(path, capsys, issue, status=1)
    assert [p["rule"] for p in problems] == ["half-width-mark", "doubled-mark", "half-width-mark"]
    with Library.open(path) as library:
        switch_rules_off(library, ["doubled-mark"])
        assert rules_off(library) == {"doubled-mark"}
        library.ignore_problem(issue, problems[0]["key"])
    left = check(path, capsys, issue, status=1)
    assert [p["block"] for p in left] == [1]
    with Library.open(path) as library:
        library.ignore_problem(issue, left[0]["key"])
    assert check(path, capsys, issue, status=0) == []
    everything = check(path, capsys, issue, "--all", status=0)
    kept = [p for p in everything if p["severity"] != "notice"]
    assert [p["rule"] for p in kept] == [p["rule"] for p in problems]
    assert all(p["ignored"] for p in kept)


def test_what_is_ignored_in_one_issue_is_told_in_another(
    path: Path, capsys: pytest.CaptureFixture[str]
):
    one, other = add(path, bulletin(1, "甲,乙。", title="甲"), bulletin(2, "甲,乙。", title="乙"))
    (problem,) = check(path, capsys, one, status=1)
    with Library.open(path) as library:
        library.ignore_problem(one, problem["key"])
    assert check(path, capsys, one, status=0) == []
    assert len(check(path, capsys, other, status=1)) == 1


def test_a_file_is_checked_by_itself_and_makes_no_library(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "a.txt"
    file.write_text(
        "青石县召开推进会\n\n会议指出,要抓好落实。会议强调，要见效。\n", encoding="utf-8"
    )
    rules = {p["rule"] for p in check(path, capsys, file, status=1)}
    assert "half-width-mark" in rules
    assert not path.exists()


def test_a_notice_holds_nothing_up(path: Path, capsys: pytest.CaptureFixture[str]):
    # A first line has room for 23 characters.
    (issue,) = add(path, bulletin(1, "云" * 24))
    (notice,) = check(path, capsys, issue, status=0)
    assert (notice["rule"], notice["severity"]) == ("lone-character", "notice")
    assert main(["--library", str(path), "check", str(issue)]) == 0
    printed = capsys.readouterr().out
    assert "提示：" in printed
    assert "没有发现问题" in printed
