"""Several articles or columns moved together, and a title changed on its one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section, one_line


def issue(*columns: str) -> Bulletin:
    """An issue whose columns s0, s1 … hold an article for each letter."""
    return Bulletin(
        sections=tuple(
            Section(f"s{n}", articles=tuple(Article(letter) for letter in column))
            for n, column in enumerate(columns)
        )
    )


def shown(bulletin: Bulletin) -> list[str]:
    return ["".join(article.id for article in section.articles) for section in bulletin.sections]


@pytest.mark.parametrize(
    ("moved", "section", "index", "expected"),
    [
        ("a", "s0", 3, ["bca", "de"]),
        ("ac", "s0", 2, ["bac", "de"]),
        ("ca", "s1", 1, ["b", "dace"]),
        ("be", "s1", 2, ["ac", "dbe"]),
        ("de", "s0", 0, ["deabc", ""]),
        ("ab", "s0", 1, ["abc", "de"]),
        ("a", "none", 0, ["abc", "de"]),
    ],
)
def test_articles_move_together_in_reading_order(
    moved: str, section: str, index: int, expected: list[str]
) -> None:
    before = issue("abc", "de")
    after = edits.move_articles(before, moved, section, index)
    assert shown(after) == expected
    assert (after is before) == (expected == ["abc", "de"]), "no change is no step"


@pytest.mark.parametrize(
    ("moved", "by", "expected"),
    [
        ("b", -1, ["bac", "de"]),
        ("bc", -1, ["bca", "de"]),
        ("ab", -1, ["abc", "de"]),
        ("ac", -1, ["acb", "de"]),
        ("de", -1, ["abcde", ""]),
        ("e", -1, ["abc", "ed"]),
        ("bc", 1, ["a", "bcde"]),
        ("ac", 1, ["ba", "cde"]),
        ("de", 1, ["abc", "de"]),
        ("ce", 1, ["ab", "cde"]),
    ],
)
def test_articles_shift_together_over_the_edges_of_columns(
    moved: str, by: int, expected: list[str]
) -> None:
    before = issue("abc", "de")
    after = edits.shift_articles(before, moved, by)
    assert shown(after) == expected
    assert (after is before) == (expected == ["abc", "de"])


@pytest.mark.parametrize(
    ("moved", "by", "expected"),
    [("1", -1, "bac"), ("12", -1, "bca"), ("01", -1, "abc"), ("02", -1, "acb"), ("02", 1, "bac")],
)
def test_columns_shift_together(moved: str, by: int, expected: str) -> None:
    before = issue("a", "b", "c")
    after = edits.shift_sections(before, [f"s{n}" for n in moved], by)
    assert "".join(shown(after)) == expected
    assert (after is before) == (expected == "abc")


@pytest.mark.parametrize(
    ("moved", "index", "expected"),
    [("0", 3, "bca"), ("02", 0, "acb"), ("02", 2, "bac"), ("12", 0, "bca"), ("12", 2, "abc")],
)
def test_columns_move_together(moved: str, index: int, expected: str) -> None:
    before = issue("a", "b", "c")
    after = edits.move_sections(before, [f"s{n}" for n in moved], index)
    assert "".join(shown(after)) == expected
    assert (after is before) == (expected == "abc")


@pytest.mark.parametrize(
    ("title", "line", "expected"),
    [
        ("青石县\n召开推进会", "青石县召开现场会", "青石县\n召开现场会"),
        ("青石县\n召开推进会", "云泽市召开推进会", "云泽市\n召开推进会"),
        ("青石县\n召开推进会", "青石县召开推进会", "青石县\n召开推进会"),
        ("甲乙\n丙丁\n戊己", "甲乙天地戊己", "甲乙\n天地\n戊己"),
        ("甲乙\n丙丁\n戊己", "甲戊己", "甲\n戊己"),
        ("甲乙\n丙丁", "新题", "新题"),
        ("甲\n乙", "", ""),
    ],
)
def test_a_title_changed_on_one_line_keeps_its_other_breaks(
    title: str, line: str, expected: str
) -> None:
    assert edits.retitled(title, line) == expected


@given(st.text("甲乙\n", max_size=9), st.text("甲乙", max_size=9))
def test_a_title_changed_on_one_line_says_what_was_typed(title: str, line: str) -> None:
    assert one_line(edits.retitled(title, line)) == line
