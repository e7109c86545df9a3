"""An article that is like one of another issue is a notice, told once and named exactly."""

import pytest

from bulletin_desk.model.checks import (
    NEAR,
    Facts,
    LibraryFacts,
    NearFact,
    Problem,
    Severity,
    check_bulletin,
    rules,
)
from bulletin_desk.model.numbering import issue_name
from model.checking import TEMPLATE, issue

ISSUE = issue("文。", article_id="a")


def problems(fact: NearFact, **disabled: frozenset[str]) -> list[Problem]:
    facts = Facts(LibraryFacts(near={"a": fact, "gone": fact}))
    return check_bulletin(ISSUE, TEMPLATE, facts, **disabled)


def test_it_names_issue_title_and_likeness():
    (problem,) = problems(NearFact("b", "2024年第3期", "青石县\n清洁河道", 0.866))
    assert (problem.rule, problem.severity, problem.source.owner) == (NEAR, Severity.NOTICE, "a")
    assert problem.message == "与2024年第3期的《青石县清洁河道》相近（86%），请确认是否同一件事。"


def test_what_is_not_the_same_is_not_called_so():
    (problem,) = problems(NearFact("b", "2024年第3期", "", 1.0))
    assert "一篇稿件相近（99%）" in problem.message


def test_ignored_it_stays_ignored_while_the_article_changes():
    first, again, another = (
        problems(NearFact(key, "2024年第3期", "题", degree))[0].key
        for key, degree in (("b", 0.86), ("b", 0.71), ("c", 0.86))
    )
    assert first == again
    assert first != another


def test_it_is_switched_off_as_others_are():
    assert NEAR in {rule.id for rule in rules()}
    assert problems(NearFact("b", "x", "y", 0.9), disabled=frozenset({NEAR})) == []


@pytest.mark.parametrize(
    ("year", "number", "supplement", "beside", "name"),
    [
        (2023, 5, False, "", "《文明简报》2023年第5期"),
        (2023, 5, False, "文明简报", "2023年第5期"),
        (2023, 5, True, "文明简报", "2023年增刊第5期"),
        (None, 5, False, "另刊", "《文明简报》第5期"),
        (None, None, False, "文明简报", ""),
    ],
)
def test_how_one_speaks_of_an_issue(
    year: int | None, number: int | None, supplement: bool, beside: str, name: str
):
    assert issue_name("文明简报", year, number, supplement=supplement, beside=beside) == name
