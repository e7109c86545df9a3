"""No character of a source is lost: it is in the result, or a warning quotes it."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.reader import read_text
from intake.accounting import unaccounted
from intake.sample_bulletins import FULL, PLAIN, Print, printed

_FORMS = [
    "第3期",
    "第12期（总第40期）",
    "增刊",
    "【短讯】",
    "2024年1月3日",
    "报：市委",
    "送：",
    "共印3份",
    "（张山供稿）",
    "本报讯(李明)近日",
    "编号：3",
    "- 3 -",
    "7",
    "秘密",
    "目录",
    "王伟",
    "——记两位老人",
    "编者按：这是按语。",
    "一、加强领导",
    "图为活动现场。李明摄",
    "责任编辑：王伟",
    "●",
    "\f",
]
_LETTERS = "市文明办召开会议，推进创建工作。今天上午“三个一”（试）！？：；a1 　\n\n"
_FRAGMENTS = st.one_of(
    st.sampled_from(_FORMS).map(lambda form: f"\n{form}\n"),
    st.text(_LETTERS, max_size=40),
)


@given(st.text())
@example("\x00\x1f\u200b\ufeff")
@example("第期\n报：\n共印份\n【】")
@example("【甲】\n甲乙\n【甲】\n甲乙\n甲乙。甲")
def test_no_text_is_too_strange(text: str) -> None:
    intake = read_text(text)
    assert not unaccounted(text, intake)


@given(st.lists(_FRAGMENTS, max_size=30).map("".join))
@settings(max_examples=300, derandomize=True)
def test_forms_in_any_order_are_kept(text: str) -> None:
    assert not unaccounted(text, read_text(text))


def _mutated(text: str, chance: random.Random) -> str:
    """Return the text with lines lost, doubled, moved, cut, joined, or with forms put between."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 8)):
        i, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        place = chance.randint(0, len(lines[i]))
        match chance.randrange(6):
            case 0:
                del lines[i]
            case 1:
                lines.insert(i, lines[other])
            case 2:
                lines[i], lines[other] = lines[other], lines[i]
            case 3:
                lines[i : i + 2] = ["".join(lines[i : i + 2])]
            case 4:
                lines[i : i + 1] = [lines[i][:place], lines[i][place:]]
            case _:
                lines.insert(i, chance.choice(_FORMS))
        lines = lines or [""]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bulletins_are_kept(seed: int) -> None:
    chance = random.Random(seed)
    how = Print(
        measure=chance.choice([None, 26, 30]),
        contents=chance.choice(["columns", "none", "bullets", "pages", "numbers"]),
        lines_per_page=chance.choice([None, 20]),
        page_break="— N —\n",
    )
    text = printed(chance.choice([FULL, PLAIN]), how)
    for _ in range(10):
        damaged = _mutated(text, chance)
        assert not unaccounted(damaged, read_text(damaged)), damaged


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_real_bulletins_are_kept(corpus_dir: Path, name: str) -> None:
    (path,) = corpus_dir.glob(f"{name}_*.txt")
    text = path.read_text(encoding="utf-8")
    assert not unaccounted(text, read_text(text))
    chance = random.Random(int(name))
    for _ in range(60):
        damaged = _mutated(text, chance)
        assert not unaccounted(damaged, read_text(damaged)), damaged
