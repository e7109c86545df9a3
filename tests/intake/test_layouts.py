"""One bulletin in many layouts: hard-wrapped, paragraph a line, with and without each part."""

from typing import Any

import pytest

from bulletin_desk.intake.reader import read_text
from bulletin_desk.model.structure import structure
from intake.sample_bulletins import FULL, PLAIN, Issue, Print, expected, printed

_PAGES = [(None, ""), (22, "\f"), (22, "— N —\n"), (22, "\n- N -\n\n"), (22, "第 N 页 共 9 页")]
_MASTHEADS = [
    ("name", "number", "issuer", "date"),
    ("name", "number", "issuer date"),
    ("issuer", "date"),
    (),
]


def _without_spaces(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [_without_spaces(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return {name: _without_spaces(item) for name, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    return value


def check(issue: Issue, how: Print) -> None:
    intake = read_text(printed(issue, how))
    assert intake.bulletin
    found = structure(intake.bulletin)
    wanted = expected(issue, how)
    assert {name: _without_spaces(found[name]) for name in wanted} == _without_spaces(wanted)


@pytest.mark.parametrize("issue", [FULL, PLAIN], ids=["columns", "plain"])
@pytest.mark.parametrize("contents", ["columns", "none", "bullets", "header", "pages", "numbers"])
@pytest.mark.parametrize("masthead", _MASTHEADS)
@pytest.mark.parametrize("pages", _PAGES)
def test_a_paragraph_a_line(
    issue: Issue, contents: str, masthead: tuple[str, ...], pages: tuple[int | None, str]
) -> None:
    lines, mark = pages
    how = Print(contents=contents, masthead=masthead, lines_per_page=lines, page_break=mark)
    check(issue, how)


@pytest.mark.parametrize("issue", [FULL, PLAIN], ids=["columns", "plain"])
@pytest.mark.parametrize("measure", [26, 28, 35])
@pytest.mark.parametrize("contents", ["columns", "none", "bullets", "pages"])
@pytest.mark.parametrize("blank", ["after no line", "after paragraphs", "after every line"])
@pytest.mark.parametrize("pages", _PAGES)
def test_hard_wrapped_with_lost_indents(
    issue: Issue, measure: int, contents: str, blank: str, pages: tuple[int | None, str]
) -> None:
    lines, mark = pages
    how = Print(
        measure=measure,
        contents=contents,
        blank_after_line=blank == "after every line",
        blank_after_paragraph=blank != "after no line",
        lines_per_page=lines,
        page_break=mark,
    )
    check(issue, how)


@pytest.mark.parametrize("issue", [FULL, PLAIN], ids=["columns", "plain"])
@pytest.mark.parametrize("measure", [26, 28, 30, 35])
@pytest.mark.parametrize("contents", ["columns", "none", "numbers"])
@pytest.mark.parametrize("indent", ["　　", "    "])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_hard_wrapped_with_indents(
    issue: Issue, measure: int, contents: str, indent: str, newline: str
) -> None:
    how = Print(
        measure=measure,
        indent=indent,
        contents=contents,
        blank_after_paragraph=False,
        centred=True,
        newline=newline,
        lines_per_page=22,
        page_break="— N —",
    )
    check(issue, how)


def test_a_printed_break_of_a_title_is_kept() -> None:
    intake = read_text(printed(PLAIN, Print(measure=28)))
    assert intake.bulletin
    titles = [article.title for article in intake.bulletin.articles()]
    assert titles == [piece.title for piece in PLAIN.columns[0][1]]
    assert intake.bulletin.masthead.name == PLAIN.name
