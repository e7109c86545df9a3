"""The real bulletins, against the structure that was written down for them by hand."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.result import Intake
from bulletin_desk.model.structure import pool_structure, structure


def _read(corpus_dir: Path, name: str) -> tuple[Intake, dict[str, Any], dict[str, Any]]:
    (path,) = corpus_dir.glob(f"{name}_*.txt")
    intake = read_file(path)
    if intake.bulletin:
        actual = structure(intake.bulletin, intake.warnings)
    else:
        actual = pool_structure(intake.articles, intake.warnings)
    return intake, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), actual


def _scorer(corpus_dir: Path) -> ModuleType:
    path = corpus_dir.parent / "tools" / "compare_structure.py"
    if not path.is_file():
        pytest.skip("compare_structure.py is not beside the corpus")
    spec = importlib.util.spec_from_file_location("compare_structure", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_every_point_of_the_structure_is_right(corpus_dir: Path, name: str) -> None:
    _, expected, actual = _read(corpus_dir, name)
    scorer = _scorer(corpus_dir)
    wrong = [
        (what, want, have)
        for what, want, have in scorer.compare(expected, actual)
        if scorer.squash(want) != scorer.squash(have)
    ]
    assert wrong == []


def test_noise_is_in_warnings_and_in_no_article(corpus_dir: Path) -> None:
    intake, expected, _ = _read(corpus_dir, "004")
    kept = "".join("".join(article.text.split()) for article in intake.articles)
    told = "".join("".join(intake.warnings).split())
    for article in expected["sections"][0]["articles"]:
        if article["kind"] == "noise":
            assert article["title"] not in kept
            assert article["title"] in told
        elif article["kind"] == "caption":
            assert article["first"] not in kept
            assert article["first"] in told


@pytest.mark.parametrize("name", ["000", "002", "003"])
def test_a_bulletin_without_faults_gives_no_warning(corpus_dir: Path, name: str) -> None:
    intake, _, _ = _read(corpus_dir, name)
    # 003 repeats one character over a page break, and the clerk is told.
    assert len(intake.warnings) == (1 if name == "003" else 0)


@pytest.mark.parametrize(
    ("name", "template"),
    [("000", "jingshen-wenming"), ("002", "jingshen-wenming"), ("003", "chuangcheng")],
)
def test_the_template_follows_from_the_structure(
    corpus_dir: Path, name: str, template: str
) -> None:
    intake, _, _ = _read(corpus_dir, name)
    assert intake.bulletin
    assert intake.bulletin.template == template


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "utf-16-le"])
def test_the_encoding_changes_nothing(corpus_dir: Path, tmp_path: Path, encoding: str) -> None:
    intake, _, expected = _read(corpus_dir, "003")
    (source,) = corpus_dir.glob("003_*.txt")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(source.read_text(encoding="utf-8").encode(encoding))
    read = read_file(copy)
    assert read.bulletin
    assert structure(read.bulletin, read.warnings) == expected
    assert read.warnings == intake.warnings
