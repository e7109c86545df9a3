"""Numbers follow one another within a series and year, and none is used twice."""

import datetime

import pytest

from bulletin_desk.library import Library, NumberTakenError
from bulletin_desk.model.numbering import IssueNumber
from library.samples import SERIES, article, issue


def test_numbers_restart_every_year(library: Library) -> None:
    assert library.next_number(SERIES, 2026) == 1
    for number in (1, 2, 5):
        library.add_issue(issue(number, year=2025))
    library.add_issue(issue(1, name="另一种简报"))
    assert library.next_number(SERIES, 2025) == 6
    assert library.next_number(SERIES, 2026) == 1
    library.add_issue(issue(1))
    assert library.next_number(SERIES, 2026) == 2


def test_a_sequence_without_years_goes_on(library: Library) -> None:
    library.add_issue(issue(31, year=2025))
    library.add_issue(issue(2, year=2026))
    assert library.next_number(SERIES, None) == 32
    assert library.number_taken(SERIES, IssueNumber(None, 31)) is not None


def test_a_year_of_the_sequence_wins_over_the_date(library: Library) -> None:
    library.add_issue(issue(40, year=2025))
    library.add_issue(issue(41, date=datetime.date(2026, 1, 4), year=2025))
    library.add_issue(issue(1, date=datetime.date(2026, 1, 9)))
    assert library.next_number(SERIES, 2025) == 41
    assert library.next_number(SERIES, 2026) == 42


def test_supplements_have_a_sequence_of_their_own(library: Library) -> None:
    library.add_issue(issue(7))
    assert library.next_number(SERIES, 2026, supplement=True) == 1
    extra = library.add_issue(issue(7, supplement=True))
    assert library.next_number(SERIES, 2026, supplement=True) == 8
    assert library.number_taken(SERIES, IssueNumber(2026, 7, True)) == extra


def test_a_number_used_twice_is_refused_with_the_issue_that_has_it(library: Library) -> None:
    first = library.add_issue(issue(7, article("甲"), article("乙")))
    other = library.add_issue(issue(8, article("丙")))
    with pytest.raises(NumberTakenError) as refusal:
        library.add_issue(issue(7))
    assert str(refusal.value) == (
        f"《{SERIES}》2026年第7期已经有了：2026年1月8日的那一期，共2篇稿件。"
        "请改用别的期号，或者打开那一期修改。"
    )
    assert refusal.value.issue_id == first
    with pytest.raises(NumberTakenError):
        library.save_issue(other, issue(7))
    assert library.load_issue(other).masthead.number == 8
    assert len(library.issues()) == 2


def test_a_refused_save_leaves_the_articles_too(library: Library) -> None:
    library.add_issue(issue(7))
    kept = issue(8, article("留下"))
    issue_id = library.add_issue(kept)
    with pytest.raises(NumberTakenError):
        library.save_issue(issue_id, issue(7, article("换掉")))
    assert library.load_issue(issue_id) == kept
    assert library.search("换掉") == []


def test_an_issue_does_not_stand_in_its_own_way(library: Library) -> None:
    issue_id = library.add_issue(issue(7, serial_number=112))
    library.save_issue(issue_id, issue(7, serial_number=112, issuer="文明办"))
    assert library.number_taken(SERIES, IssueNumber(2026, 7), except_issue=issue_id) is None
    assert library.number_taken(SERIES, IssueNumber(2026, 7)) == issue_id
    assert library.number_taken(SERIES, IssueNumber(2025, 7)) is None
    library.delete_issue(issue_id)
    assert library.number_taken(SERIES, IssueNumber(2026, 7)) is None


@pytest.mark.parametrize(
    "same",
    [
        {"number": None},
        {"number": 3, "name": ""},
        {"number": None, "name": ""},
        {"number": None, "supplement": True},
    ],
)
def test_issues_without_number_or_series_stand_side_by_side(library: Library, same: dict) -> None:
    ids = {library.add_issue(issue(**same)) for _ in range(3)}
    assert {record.id for record in library.issues()} == ids


def test_undated_issues_of_one_number_are_refused(library: Library) -> None:
    library.add_issue(issue(3, date=None))
    library.add_issue(issue(3))
    with pytest.raises(NumberTakenError, match="》第3期已经有了：未写日期的那一期"):
        library.add_issue(issue(3, date=None))


def test_cumulative_numbers_go_on_over_the_years(library: Library) -> None:
    assert library.next_serial_number(SERIES) is None
    first = library.add_issue(issue(40, year=2025, serial_number=112))
    assert library.next_serial_number(SERIES) == 113
    with pytest.raises(NumberTakenError, match="总第112期已经有了") as refusal:
        library.add_issue(issue(1, serial_number=112))
    assert refusal.value.issue_id == first
    library.add_issue(issue(1, serial_number=113))
    assert library.next_serial_number(SERIES) == 114
    assert library.next_serial_number("另一种简报") is None
