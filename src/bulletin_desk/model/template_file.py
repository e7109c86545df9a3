"""The TOML form of a template: read strictly, so that a typing error is told with its line."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NoReturn, cast

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Distribution
from bulletin_desk.model.flow import Align, PageNumber, Punctuation, TextStyle
from bulletin_desk.model.template import (
    PRESETS,
    ContentsLayout,
    ContentsStyle,
    FooterLayout,
    MastheadLayout,
    MastheadPart,
    PagePreset,
    Restart,
    RuleStyle,
    SectionDefault,
    Template,
    default_styles,
    page_setup,
)
from bulletin_desk.model.template_fit import misfits
from bulletin_desk.model.units import MM, SIZES

_Table = Mapping[str, Any]
_Check = Callable[[Any], Any]

FONT_ROLES = ("xiaobiaosong", "fangsong", "kaiti", "heiti", "songti")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


class TemplateError(DeskError):
    """A template that cannot be used; the sentence names the line and the reason."""


class _WrongValueError(Exception):
    """A value of the wrong kind; the message says what is expected."""


def parse_template(text: str, name: str) -> Template:
    """Return the template of a TOML text; `name` (of its file) opens every message."""
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise TemplateError(f"模板“{name}”里的括号套得太深，请改正后再用。") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = f"第{place[1]}行" if place else "结尾处"
        raise TemplateError(f"模板“{name}”{line}的写法不合 TOML 格式，请改正后再用。") from error
    return _Reader(text, name).template(data)


class _Reader:
    """Reads the tables of one template; knows the text, to tell the line of a mistake."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def template(self, data: _Table) -> Template:
        head = self.take(data, "", _HEAD)
        for key in ("id", "name"):
            if not head.get(key):
                self.refuse("", key, f"缺少“{key}”一项")
        page = self.take(head.get("page", {}), "page", _PAGE)
        preset = _preset(page)
        setup = page_setup(preset)
        if "punctuation" in page:
            setup = replace(setup, punctuation=page["punctuation"])
        styles = self.styles(head.get("styles", {}), default_styles(preset))
        template = Template(
            id=head["id"],
            name=head["name"],
            description=head.get("description", ""),
            page=setup,
            styles=styles,
            sections=self.sections(head.get("sections", [])),
            page_number=self.page_number(head.get("page_number", {}), preset, styles),
            **self.parts(head),
        )
        self.fit(template)
        return template

    def fit(self, template: Template) -> None:
        """Refuse values that are right by themselves and together leave no room on the page."""
        own = (template.page, template.styles, template.masthead, template.footer)
        for path, key, reason in misfits(*own, template.page_number):
            self.refuse(path, key, reason)

    def parts(self, head: _Table) -> dict[str, Any]:
        """Return the template's fields that are tables of their own."""
        masthead = self.take(head.get("masthead", {}), "masthead", _MASTHEAD)
        contents = self.take(head.get("contents", {}), "contents", _CONTENTS)
        article = self.take(head.get("article", {}), "article", _ARTICLE)
        own = [key for key in ("series", "issuer", "notice") if key in masthead]
        series = {key: masthead.pop(key) for key in own}
        if "rule" in masthead:
            base = MastheadLayout().rule
            masthead["rule"] = replace(base, **self.rule(masthead["rule"], "masthead.rule"))
        return {
            **article,
            **series,
            "masthead": MastheadLayout(**masthead),
            "has_contents": contents.pop("show", True),
            "contents": ContentsLayout(**contents),
            "footer": self.footer(head.get("footer", {})),
            "distribution": Distribution(
                **self.take(head.get("distribution", {}), "distribution", _DISTRIBUTION)
            ),
            **self.take(head.get("numbering", {}), "numbering", _NUMBERING),
        }

    def footer(self, table: _Table) -> FooterLayout:
        values = self.take(table, "footer", _FOOTER)
        for key in ("outer", "inner"):
            if key in values:
                values[key] = RuleStyle(**self.rule(values[key], f"footer.{key}"))
        return FooterLayout(**values)

    def rule(self, table: _Table, path: str) -> dict[str, Any]:
        return self.take(table, path, _RULE)

    def sections(self, tables: list[Any]) -> tuple[SectionDefault, ...]:
        rows = [self.take(table, "sections", _SECTION) for table in tables]
        if any(not row.get("name") for row in rows):
            self.refuse("sections", "name", "每个栏目都要有“name”（栏目名称）")
        return tuple(SectionDefault(**row) for row in rows)

    def page_number(
        self, table: _Table, preset: PagePreset, styles: Mapping[str, TextStyle]
    ) -> PageNumber | None:
        values = self.take(table, "page_number", _PAGE_NUMBER)
        if not values.pop("show", True):
            return None
        drop = values.pop("drop", preset.page_number_drop) * MM
        return PageNumber(styles["page_number"], drop=drop, **values)

    def styles(self, tables: _Table, styles: dict[str, TextStyle]) -> dict[str, TextStyle]:
        for name, table in tables.items():
            if name not in styles:
                self.refuse("styles", name, f"没有“{name}”这种样式")
            if not isinstance(table, dict):
                self.refuse("styles", name, f"“{name}”应当是一个表")
            values = self.take(cast(_Table, table), f"styles.{name}", _STYLE)
            styles[name] = replace(styles[name], **values)
        return styles

    def take(self, table: _Table, path: str, keys: Mapping[str, _Check]) -> dict[str, Any]:
        """Return the table's values, each checked; an unknown key or a wrong value is refused."""
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in keys:
                self.refuse(path, key, f"没有“{key}”这一项，可用的是：{'、'.join(keys)}")
            try:
                values[key] = keys[key](value)
            except _WrongValueError as error:
                self.refuse(path, key, f"“{key}”{error}")
        return values

    def refuse(self, path: str, key: str, reason: str) -> NoReturn:
        line = _line_of(self._text, path, key)
        place = f"第{line}行" if line else ""
        raise TemplateError(f"模板“{self._name}”{place}：{reason}。请改正后再用。")


def _line_of(text: str, path: str, key: str) -> int | None:
    """Return the line (from 1) where a key of the table at `path` stands, or None."""
    table, fallback = "", None
    header = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]")
    entry = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
    for number, line in enumerate(text.splitlines(), 1):
        if match := header.match(line):
            table = match[1].replace('"', "")
            if table in (f"{path}.{key}".lstrip("."), path):
                fallback = fallback or number
            if table == f"{path}.{key}".lstrip("."):
                return number
        elif table == path and entry.match(line):
            return number
        elif key in line and path.rpartition(".")[2] in line:
            fallback = fallback or number
    return fallback


def _preset(page: _Table) -> PagePreset:
    preset: PagePreset = page.get("preset", PRESETS["word-default"])
    own = {key: page[key] for key in _MEASURES if key in page}
    return replace(preset, **own)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _WrongValueError("应当是文字（写在引号里）")
    if any(unicodedata.category(char) == "Cc" and char != "\n" for char in value):
        raise _WrongValueError("里有控制字符")
    return value


def _line(value: Any) -> str:
    if "\n" in _text(value):
        raise _WrongValueError("应当写在一行里")
    return cast(str, value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError("应当是 true 或 false")
    return value


def _number(low: float, high: float) -> _Check:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _WrongValueError("应当是数字")
        if not low <= value <= high:
            raise _WrongValueError(f"应当在 {low:g} 和 {high:g} 之间")
        return float(value)

    return check


def _integer(low: int, high: int) -> _Check:
    number = _number(low, high)

    def check(value: Any) -> int:
        if not isinstance(value, int):
            raise _WrongValueError("应当是整数")
        return int(number(value))

    return check


def _size(value: Any) -> float:
    """Return points; a size may be written as 字号 (三号) or as points."""
    if isinstance(value, str):
        if value not in SIZES:
            raise _WrongValueError(f"不是字号，可用的是：{'、'.join(SIZES)}，或磅数")
        return SIZES[value]
    return cast(float, _number(4, 120)(value))


def _colour(value: Any) -> str:
    if not _COLOUR.match(_text(value)):
        raise _WrongValueError("应当是 #RRGGBB 形式的颜色，如 #FF0000")
    return cast(str, value).upper()


def _choice(choices: Mapping[str, Any]) -> _Check:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise _WrongValueError(f"只能是：{'、'.join(choices)}")
        return choices[value]

    return check


def _parts(value: Any) -> tuple[MastheadPart, ...]:
    if not isinstance(value, list):
        raise _WrongValueError("应当是一列报头要素")
    check = _choice({part.value: part for part in MastheadPart})
    return tuple(check(part) for part in cast(list[Any], value))


def _form(placeholder: str) -> _Check:
    def check(value: Any) -> str:
        form = _line(value)
        if form.count(placeholder) != 1 or form.count("{") != 1 or form.count("}") != 1:
            raise _WrongValueError(f"要含有一处“{placeholder}”")
        return form

    return check


def _table(value: Any) -> Any:
    if not isinstance(value, dict):
        raise _WrongValueError("应当是一个表")
    return cast(Any, value)


def _tables(value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in cast(list[Any], value)):
        raise _WrongValueError("应当写成若干个 [[sections]]")
    return cast(Any, value)


_HEAD: dict[str, _Check] = {
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
_MEASURES: dict[str, _Check] = {
    "top": _number(5, 120),
    "bottom": _number(5, 120),
    "left": _number(5, 80),
    "right": _number(5, 80),
    "pitch": _number(8, 80),
    "lines": _integer(0, 80),
    "chars": _integer(0, 80),
    "spacing": _number(-3, 10),
}
_PAGE: dict[str, _Check] = {
    "preset": _choice(PRESETS),
    "punctuation": _choice({p.value: p for p in Punctuation}),
    **_MEASURES,
}
_RULE: dict[str, _Check] = {
    "thickness": _number(0.1, 10),
    "colour": _colour,
    "before": _number(0, 200),
    "after": _number(0, 200),
}
_MASTHEAD: dict[str, _Check] = {
    "parts": _parts,
    "rule": _table,
    "series": _text,
    "issuer": _text,
    "notice": _text,
}
_CONTENTS: dict[str, _Check] = {
    "show": _flag,
    "style": _choice({s.value: s for s in ContentsStyle}),
    "heading": _line,
    "bullet": _line,
    "page_numbers": _flag,
    "page_break": _flag,
    "section_form": _form("{}"),
}
_ARTICLE: dict[str, _Check] = {
    "section_form": _form("{}"),
    "run_in_font": _choice({role: role for role in FONT_ROLES}),
}
_SECTION: dict[str, _Check] = {"name": _line, "run_in": _flag}
_FOOTER: dict[str, _Check] = {
    "report_label": _line,
    "send_label": _line,
    "issue_label": _line,
    "copies_form": _form("{n}"),
    "outer": _table,
    "inner": _table,
}
_DISTRIBUTION: dict[str, _Check] = {
    "report_to": _text,
    "send_to": _text,
    "issue_to": _text,
    "copies": _integer(1, 1_000_000),
}
_PAGE_NUMBER: dict[str, _Check] = {
    "show": _flag,
    "form": _form("{n}"),
    "drop": _number(0, 40),
    "first": _integer(0, 10_000),
}
_NUMBERING: dict[str, _Check] = {
    "restart": _choice({r.value: r for r in Restart}),
    "serial": _flag,
    "supplement": _flag,
}
_STYLE: dict[str, _Check] = {
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
