import pytest

from bulletin_desk.model.headings import typed_heading
from bulletin_desk.model.richtext import ParagraphKind

ONE, TWO = ParagraphKind.HEADING1, ParagraphKind.HEADING2
THREE, FOUR = ParagraphKind.HEADING3, ParagraphKind.HEADING4


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、", ONE), ("十二、提高", ONE), ("一．", ONE), ("三.加强", ONE),
        ("（一）", TWO), ("(一)", TWO), ("（十一）加强", TWO), ("(二）", TWO),
        ("1.加", THREE), ("1. ", THREE), ("1．加", THREE), ("12、", THREE), ("１．加", THREE),
        ("1、", THREE),
        ("（1）", FOUR), ("(1)", FOUR), ("（１２）", FOUR),
    ],
)  # fmt: skip
def test_a_number_makes_a_heading(text: str, kind: ParagraphKind) -> None:
    assert typed_heading(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "1.", "1.5", "3.15晚会", "2026.", "2026年", "2026、", "12月30日", "10.1黄金周", "1．5亿元",
        "一", "一是", "一、二等奖", "一二三四、", "（二）班", "（一", "（2026）3号", "（123）", "1",
        "1号", "第一、", "　一、", "a.", "①",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert typed_heading(text) is None
