"""An office is told from a person and from a sentence."""

import pytest

from bulletin_desk.model.offices import byline_office, is_office


@pytest.mark.parametrize(
    ("byline", "office"),
    [
        ("青石县教育局", "青石县教育局"),
        ("（青石县教育局）", "青石县教育局"),
        ("(市文明办供稿)", "市文明办"),
        ("供稿单位：市文明办", "市文明办"),
        ("李明", ""),
        ("市教育局 李明", ""),
        ("市教育局、市文旅局", ""),
        ("", ""),
        ("（）", ""),
    ],
)
def test_a_byline_that_is_an_office_names_it(byline: str, office: str) -> None:
    assert byline_office(byline) == office


@pytest.mark.parametrize("text", ["本次活动，由市教育局", "会", "志愿服务进社区"])
def test_what_is_no_office(text: str) -> None:
    assert not is_office(text)
