"""What each table of a template's TOML may hold: its keys, and what each value must be."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, cast

from bulletin_desk.model.flow import Align, Punctuation
from bulletin_desk.model.template import PRESETS, ContentsStyle, MastheadPart, Restart
from bulletin_desk.model.units import SIZES

# Returns the value as the template holds it, or raises WrongValueError.
Check = Callable[[Any], Any]

FONT_ROLES = ("xiaobiaosong", "fangsong", "kaiti", "heiti", "songti")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


class WrongValueError(Exception):
    """A value of the wrong kind; the message says what is expected."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValueError("应当是文字（写在引号里）")
    if any(unicodedata.category(char) == "Cc" and char != "\n" for char in value):
        raise WrongValueError("里有控制字符")
    return value


def _line(value: Any) -> str:
    if "\n" in _text(value):
        raise WrongValueError("应当写在一行里")
    return cast(str, value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("应当是 true 或 false")
    return value


def _number(low: float, high: float) -> Check:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WrongValueError("应当是数字")
        if not low <= value <= high:
            raise WrongValueError(f"应当在 {low:g} 和 {high:g} 之间")
        return float(value)

    return check


def _integer(low: int, high: int) -> Check:
    number = _number(low, high)

    def check(value: Any) -> int:
        if not isinstance(value, int):
            raise WrongValueError("应当是整数")
        return int(number(value))

    return check


def _size(value: Any) -> float:
    """Return points; a size may be written as 字号 (三号) or as points."""
    if isinstance(value, str):
        if value not in SIZES:
            raise WrongValueError(f"不是字号，可用的是：{'、'.join(SIZES)}，或磅数")
        return SIZES[value]
    return cast(float, _number(4, 120)(value))


def _colour(value: Any) -> str:
    if not _COLOUR.match(_text(value)):
        raise WrongValueError("应当是 #RRGGBB 形式的颜色，如 #FF0000")
    return cast(str, value).upper()


def _choice(choices: Mapping[str, Any]) -> Check:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise WrongValueError(f"只能是：{'、'.join(choices)}")
        return choices[value]

    return check


def _parts(value: Any) -> tuple[MastheadPart, ...]:
    if not isinstance(value, list):
        raise WrongValueError("应当是一列报头要素")
    check = _choice({part.value: part for part in MastheadPart})
    return tuple(check(part) for part in cast(list[Any], value))


def _form(placeholder: str) -> Check:
    def check(value: Any) -> str:
        form = _line(value)
        if form.count(placeholder) != 1 or form.count("{") != 1 or form.count("}") != 1:
            raise WrongValueError(f"要含有一处“{placeholder}”")
        return form

    return check


def _table(value: Any) -> Any:
    if not isinstance(value, dict):
        raise WrongValueError("应当是一个表")
    return cast(Any, value)


def _tables(value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in cast(list[Any], value)):
        raise WrongValueError("应当写成若干个 [[sections]]")
    return cast(Any, value)


HEAD: dict[str, Check] = {
    "id": _line,
    "name": _line,
    "description": _text,
    "page": _table,
    "masthead": _table,
    "contents": _table,
    "article": _table,
    "sections": _tables,
    "footer": _table,
    "distribution": _table,
    "page_number": _table,
    "numbering": _table,
    "styles": _table,
}
MEASURES: dict[str, Check] = {
    "top": _number(5, 120),
    "bottom": _number(5, 120),
    "left": _number(5, 80),
    "right": _number(5, 80),
    "pitch": _number(8, 80),
    "lines": _integer(0, 80),
    "chars": _integer(0, 80),
    "spacing": _number(-3, 10),
}
PAGE: dict[str, Check] = {
    "preset": _choice(PRESETS),
    "punctuation": _choice({p.value: p for p in Punctuation}),
    **MEASURES,
}
RULE: dict[str, Check] = {
    "thickness": _number(0.1, 10),
    "colour": _colour,
    "before": _number(0, 200),
    "after": _number(0, 200),
}
MASTHEAD: dict[str, Check] = {
    "parts": _parts,
    "rule": _table,
    "series": _text,
    "issuer": _text,
    "notice": _text,
}
CONTENTS: dict[str, Check] = {
    "show": _flag,
    "style": _choice({s.value: s for s in ContentsStyle}),
    "heading": _line,
    "bullet": _line,
    "page_numbers": _flag,
    "page_break": _flag,
    "section_form": _form("{}"),
}
ARTICLE: dict[str, Check] = {
    "section_form": _form("{}"),
    "run_in_font": _choice({role: role for role in FONT_ROLES}),
}
SECTION: dict[str, Check] = {"name": _line, "run_in": _flag}
FOOTER: dict[str, Check] = {
    "report_label": _line,
    "send_label": _line,
    "issue_label": _line,
    "copies_form": _form("{n}"),
    "outer": _table,
    "inner": _table,
}
DISTRIBUTION: dict[str, Check] = {
    "report_to": _text,
    "send_to": _text,
    "issue_to": _text,
    "copies": _integer(1, 1_000_000),
}
PAGE_NUMBER: dict[str, Check] = {
    "show": _flag,
    "form": _form("{n}"),
    "drop": _number(0, 40),
    "first": _integer(0, 10_000),
}
NUMBERING: dict[str, Check] = {
    "restart": _choice({r.value: r for r in Restart}),
    "serial": _flag,
    "supplement": _flag,
}
STYLE: dict[str, Check] = {
    "font": _choice({role: role for role in FONT_ROLES}),
    "size": _size,
    "pitch": _number(5, 200),
    "align": _choice({a.value: a for a in Align}),
    "indent": _number(-20, 20),
    "left": _number(0, 20),
    "right": _number(0, 20),
    "before": _number(0, 300),
    "after": _number(0, 300),
    "colour": _colour,
    "bold": _flag,
    "latin": _flag,
    "spacing": _number(-5, 50),
    "keep_next": _flag,
    "keep_lines": _flag,
    "balanced": _flag,
    "leader": _line,
}
