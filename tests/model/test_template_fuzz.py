"""Templates in any state: a template, or one sentence with the file's name."""

import random
from pathlib import Path

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.model.template_file import parse_template

_TEXTS = [
    path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[2] / "templates").glob("*.toml"))
]
_VALUES = (
    '""', '"甲"', "0", "-1", "1e308", "nan", "inf", "true", "[]", "{}", "[[]]", "2026-02-30",
    '"#RRGGBB"', '"三号"', "9" * 400, "0x1F", '"\\u0000"', '"{n}{n}"', "[1, 'a']",
    f'"{"a" * 5_000}"',
)  # fmt: skip
_SIGNS = '"=[]{}#\n9\x00\\a-.甲\u202e'


def outcome(text: str) -> bool:
    """Read a template; tell whether it is one."""
    try:
        template = parse_template(text, "自用.toml")
    except DeskError as error:
        sentence = str(error)
        assert "自用.toml" in sentence
        assert sentence.endswith("。")
        assert "\n" not in sentence
        return False
    assert template.id
    assert template.name
    return True


def disturbed(text: str, chance: random.Random) -> str:
    """The text with a few of its lines changed, doubled, moved or cut."""
    lines = text.splitlines()
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(lines))
        key, equals, value = lines[at].partition("=")
        match chance.randrange(6):
            case 0:
                lines[at] = f"{key}{equals} {chance.choice(_VALUES)}"
            case 1:
                lines[at] = f"{key}x{equals}{value}"
            case 2:
                lines.insert(at, chance.choice(lines))
            case 3 if len(lines) > 1:
                del lines[at]
            case 4:
                lines[at] = f"{key}{equals}{chance.choice(lines).partition('=')[2]}"
            case _:
                place = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + chance.choice(_SIGNS) + lines[at][place:]
    return "\n".join(lines)


@pytest.mark.parametrize("text", _TEXTS)
def test_the_templates_themselves_are_read(text: str) -> None:
    assert outcome(text)


def test_templates_whose_lines_changed() -> None:
    chance = random.Random(20261121)
    read = [outcome(disturbed(chance.choice(_TEXTS), chance)) for _ in range(2_400)]
    assert 200 < sum(read) < 2_200
