"""`bulletin-desk check` tells of articles that are like past ones, and is not held up by them."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin_desk.cli import main
from bulletin_desk.library import Library
from bulletin_desk.library.facts import switch_rules_off
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section
from bulletin_desk.model.richtext import plain
from model.checking import MASTHEAD

TEXT = "近日，青石县组织三百多名志愿者沿河清理垃圾，半天清运杂物六吨，沿岸居民自发送来茶水。"


def bulletin(number: int, year: int, title: str, text: str) -> Bulletin:
    masthead = replace(MASTHEAD, number=number, date=datetime.date(year, 1, 2))
    sections = (Section(articles=(Article(title=title, body=(plain(text),)),)),)
    lists = Distribution(issue_to="各部门", copies=8)
    return Bulletin(masthead=masthead, sections=sections, distribution=lists)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add_issue(bulletin(1, 2024, "青石县清洁河道", TEXT))
        edited = TEXT.replace("三百多", "近四百")
        library.add_issue(bulletin(1, 2026, "志愿者走上河岸", edited))
    return path


def test_a_repeat_is_told_as_a_notice(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", str(path), "check", "2", "--json"]) == 0
    (problem,) = json.loads(capsys.readouterr().out)
    assert (problem["rule"], problem["severity"]) == ("near", "notice")
    assert "与2024年第1期的《青石县清洁河道》相近（" in problem["message"]
    assert main(["--library", str(path), "check", "2"]) == 0
    said = capsys.readouterr().out
    assert "提示：志愿者走上河岸：与2024年第1期" in said
    assert "没有发现问题" in said


def test_switched_off_it_is_not_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(path) as library:
        switch_rules_off(library, ["near"])
    assert main(["--library", str(path), "check", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
