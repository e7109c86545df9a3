"""The TOML form of a template: read strictly, so that a typing error is told with its line."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn, cast

from bulletin_desk.errors import DeskError
from bulletin_desk.model import template_keys as keys
from bulletin_desk.model.bulletin import Distribution
from bulletin_desk.model.flow import PageNumber, TextStyle
from bulletin_desk.model.template import (
    PRESETS,
    ContentsLayout,
    FooterLayout,
    MastheadLayout,
    PagePreset,
    RuleStyle,
    SectionDefault,
    Template,
    default_styles,
    page_setup,
)
from bulletin_desk.model.template_fit import misfits
from bulletin_desk.model.units import MM

_Table = Mapping[str, Any]


class TemplateError(DeskError):
    """A template that cannot be used; the sentence names the line and the reason."""


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
        head = self.take(data, "", keys.HEAD)
        for key in ("id", "name"):
            if not head.get(key):
                self.refuse("", key, f"缺少“{key}”一项")
        page = self.take(head.get("page", {}), "page", keys.PAGE)
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
        masthead = self.take(head.get("masthead", {}), "masthead", keys.MASTHEAD)
        contents = self.take(head.get("contents", {}), "contents", keys.CONTENTS)
        article = self.take(head.get("article", {}), "article", keys.ARTICLE)
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
                **self.take(head.get("distribution", {}), "distribution", keys.DISTRIBUTION)
            ),
            **self.take(head.get("numbering", {}), "numbering", keys.NUMBERING),
        }

    def footer(self, table: _Table) -> FooterLayout:
        values = self.take(table, "footer", keys.FOOTER)
        for key in ("outer", "inner"):
            if key in values:
                values[key] = RuleStyle(**self.rule(values[key], f"footer.{key}"))
        return FooterLayout(**values)

    def rule(self, table: _Table, path: str) -> dict[str, Any]:
        return self.take(table, path, keys.RULE)

    def sections(self, tables: list[Any]) -> tuple[SectionDefault, ...]:
        rows = [self.take(table, "sections", keys.SECTION) for table in tables]
        if any(not row.get("name") for row in rows):
            self.refuse("sections", "name", "每个栏目都要有“name”（栏目名称）")
        return tuple(SectionDefault(**row) for row in rows)

    def page_number(
        self, table: _Table, preset: PagePreset, styles: Mapping[str, TextStyle]
    ) -> PageNumber | None:
        values = self.take(table, "page_number", keys.PAGE_NUMBER)
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
            values = self.take(cast(_Table, table), f"styles.{name}", keys.STYLE)
            styles[name] = replace(styles[name], **values)
        return styles

    def take(self, table: _Table, path: str, known: Mapping[str, keys.Check]) -> dict[str, Any]:
        """Return the table's values, each checked; an unknown key or a wrong value is refused."""
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in known:
                self.refuse(path, key, f"没有“{key}”这一项，可用的是：{'、'.join(known)}")
            try:
                values[key] = known[key](value)
            except keys.WrongValueError as error:
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
    own = {key: page[key] for key in keys.MEASURES if key in page}
    return replace(preset, **own)
