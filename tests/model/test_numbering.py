"""Numbers: the next one per year and sequence, the printed line, and reading it."""

import datetime

import pytest

from bulletin_desk.model.bulletin import Masthead
from bulletin_desk.model.numbering import (
    IssueNumber,
    NumberLine,
    chinese_integer,
    next_number,
    number_text,
    parse_number_line,
)


def test_numbers_restart_each_year_and_supplements_count_apart():
    taken = [IssueNumber(2025, 30), IssueNumber(2026, 1), IssueNumber(2026, 4, supplement=True)]
    assert next_number(taken, 2026) == 2
    assert next_number(taken, 2026, supplement=True) == 5
    assert next_number(taken, 2027) == 1


def test_a_skipped_number_is_not_filled():
    assert next_number([IssueNumber(2026, 1), IssueNumber(2026, 5)], 2026) == 6


def test_the_year_is_the_dates_unless_said_otherwise():
    january = Masthead(number=25, date=datetime.date(2026, 1, 3))
    assert IssueNumber.of(january) == IssueNumber(2026, 25)
    assert IssueNumber.of(Masthead(number=25, year=2025, date=january.date)) == IssueNumber(
        2025, 25
    )
    assert IssueNumber.of(Masthead(number=25, year=0, date=january.date)) == IssueNumber(0, 25)
    assert IssueNumber.of(Masthead(date=january.date)) is None


@pytest.mark.parametrize(
    ("masthead", "text"),
    [
        (Masthead(number=7), "第7期"),
        (Masthead(number=7, serial_number=112), "第7期（总第112期）"),
        (Masthead(number=2, supplement=True), "增刊第2期"),
        (Masthead(supplement=True), "增刊"),
        (Masthead(serial_number=112), "总第112期"),
        (Masthead(), ""),
    ],
)
def test_the_number_line(masthead: Masthead, text: str):
    assert number_text(masthead) == text


def test_a_printed_number_line_is_read_back():
    assert parse_number_line("第 7 期（总第 112 期）") == NumberLine(7, 112, False)
    assert parse_number_line("增刊第二期") == NumberLine(2, None, True)
    assert parse_number_line("总第112期") == NumberLine(None, 112, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("二〇二四", 2024)],
)
def test_chinese_numerals(text: str, value: int):
    assert chinese_integer(text) == value


@pytest.mark.parametrize("text", ["工作动态", "第三次会议", "期"])
def test_other_lines_are_no_number_lines(text: str):
    assert parse_number_line(text) is None
