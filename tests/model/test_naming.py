"""File names say which issue it is, and are names everywhere."""

import datetime

import pytest

from bulletin_desk.model.bulletin import Bulletin, Masthead
from bulletin_desk.model.naming import file_stem

DATE = datetime.date(2026, 3, 18)


@pytest.mark.parametrize(
    ("masthead", "name"),
    [
        (Masthead("云泽市精神文明建设\n简报", 6, date=DATE), "云泽市精神文明建设简报 2026年第6期"),
        (Masthead("工作简报", 2, supplement=True, date=DATE), "工作简报 2026年增刊第2期"),
        (Masthead("工作简报", 40, year=0, date=DATE), "工作简报 第40期"),
        (Masthead(), "简报"),
        (Masthead("..简报\ud800", 3), "简报 第3期"),
        (Masthead('a/b\\c:"d"\n', 1), "a_b_c__d_ 第1期"),
    ],
)
def test_the_name_of_an_issue(masthead: Masthead, name: str):
    assert file_stem(Bulletin(masthead=masthead)) == name


def test_a_name_is_never_too_long_for_a_file_system():
    assert len(file_stem(Bulletin(masthead=Masthead("长" * 300))).encode()) < 250


def test_long_names_of_two_issues_differ_still():
    names = [file_stem(Bulletin(masthead=Masthead("长" * 300, number))) for number in (1, 2)]
    assert names[0] != names[1]
    assert all(name.endswith("期") for name in names)
