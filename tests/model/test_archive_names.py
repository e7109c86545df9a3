"""Names of the files of a final issue."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.archive_names import (
    DEFAULT_PATTERN,
    PLACEHOLDERS,
    PatternError,
    archive_path,
)
from bulletin_desk.model.bulletin import Bulletin, Masthead

ISSUE = Bulletin(
    masthead=Masthead("云泽\n简报", 7, serial_number=112, date=datetime.date(2026, 3, 8))
)


def named(pattern: str, **masthead: object) -> str:
    head = replace(ISSUE.masthead, **masthead)  # type: ignore[arg-type]
    return str(archive_path(pattern, replace(ISSUE, masthead=head)))


def test_the_default_files_by_series_and_year() -> None:
    assert named(DEFAULT_PATTERN) == "云泽简报/2026/云泽简报 2026年第7期（总第112期）"


def test_every_placeholder_is_filled() -> None:
    pattern = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    assert named(pattern) == "云泽简报 2026 03 08 7 第7期（总第112期） 112"


def test_a_supplement_never_has_the_name_of_an_issue() -> None:
    assert named("{年}年第{期}期", supplement=True) == "2026年第增刊7期"
    assert named("{期号}", supplement=True, serial_number=None) == "增刊第7期"


def test_the_year_is_that_of_the_number() -> None:
    assert named("{年}", year=2025) == "2025"
    assert named("{年}", year=0) == "2026"  # a sequence over all years: the date's


def test_what_the_issue_lacks_is_said() -> None:
    assert named("{年}年{月}月第{期}期", number=None, date=None) == "无年无月第无期"


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("../../{刊名}", "云泽简报"),
        ("/etc/{期}", "etc/7"),
        ("C:\\{期}", "C_/7"),
        ("a/./b/../{期}", "a/b/7"),
        ("{期}.", "7"),
        (" . ", None),
        ("CON", "CON_"),
        ("x/nul.txt", "x/nul.txt_"),
        ("Com1", "Com1_"),
        ("a\tb\nc", "abc"),
        ('<{期}>?"*|', "_7_____"),
    ],
)
def test_no_pattern_leads_out_or_makes_a_name_that_is_refused(
    pattern: str, path: str | None
) -> None:
    if path is None:
        with pytest.raises(PatternError):
            named(pattern)
    else:
        assert named(pattern) == path


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "a/b", "a\\b", "CON", ".hidden", ""])
def test_no_series_name_makes_folders_or_leads_out(name: str) -> None:
    path = archive_path("{刊名}/{期}", Bulletin(masthead=Masthead(name, 7)))
    assert len(path.parts) == 2
    assert not path.parts[0].startswith(".")
    assert path.parts[0] != "CON"


def test_long_names_are_cut_between_characters() -> None:
    name = named("{刊名}", name="云" * 300)
    assert name == "云" * 66


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("{刊号}", "{刊号}"),
        ("{刊名", "大括号"),
        ("刊名}", "大括号"),
        ("", "文件名"),
        ("{年}/", "文件名"),
    ],
)
def test_a_pattern_that_names_no_file_is_told(pattern: str, word: str) -> None:
    with pytest.raises(PatternError, match=word):
        named(pattern)


@given(st.text(alphabet="刊名{}/\\.: 期年aCONnul\0\t", max_size=30), st.text(max_size=20))
def test_whatever_is_typed_stays_below_the_archive(pattern: str, name: str) -> None:
    try:
        path = archive_path(pattern, Bulletin(masthead=Masthead(name, 7)))
    except PatternError:
        return
    assert not path.is_absolute()
    for part in path.parts:
        assert part not in ("", ".", "..")
        assert part == part.strip(" .")
        assert len(part.encode()) <= 201
        assert not set(part) & set('/\\:*?"<>|\0\t')
