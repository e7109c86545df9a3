"""An office is told from a person and from a sentence."""

import pytest

from bulletin_desk.model.offices import is_office


@pytest.mark.parametrize("text", ["青石县教育局", "市文明办", "市 残 疾 人 联 合 会"])
def test_what_is_an_office(text: str) -> None:
    assert is_office(text)


@pytest.mark.parametrize("text", ["本次活动，由市教育局", "会", "志愿服务进社区", "李明", ""])
def test_what_is_no_office(text: str) -> None:
    assert not is_office(text)
