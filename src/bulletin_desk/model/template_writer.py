"""The TOML of a template: what differs from its page's defaults, in the documented order."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from typing import Any, cast

from bulletin_desk.model import template_keys as keys
from bulletin_desk.model.template import (
    PRESETS,
    STYLE_NAMES,
    FooterLayout,
    PagePreset,
    RuleStyle,
    Template,
)
from bulletin_desk.model.template_values import default_template, value
from bulletin_desk.model.units import SIZES

_SIZE_NAMES = {points: name for name, points in SIZES.items()}


def write_template(template: Template) -> str:
    """Return the shortest text from which `parse_template` makes the same template."""
    texts = [
        _Writer(template, name, spacing).text()
        for name, preset in PRESETS.items()
        for spacing in (preset.spacing, *_body_spacing(template))
    ]
    return min(texts, key=lambda text: (text.count("\n"), text))


class _Writer:
    """Writes a template as it differs from one preset with one spacing of the body."""

    def __init__(self, template: Template, name: str, spacing: float) -> None:
        self._template = template
        self._name = name
        own = {key: value(template, "page", key) for key in keys.MEASURES if key != "spacing"}
        self._preset: PagePreset = replace(PRESETS[name], spacing=spacing, **own)
        self._base = default_template(template, self._preset)

    def text(self) -> str:
        """Return the whole text."""
        template = self._template
        head = [f"id = {_toml(template.id)}", f"name = {_toml(template.name)}"]
        if template.description:
            head.append(f"description = {_toml(template.description)}")
        tables = ["\n".join(head), *self._tables()]
        return "\n\n".join(tables) + "\n"

    def _tables(self) -> Iterator[str]:
        yield _table("page", self._page())
        yield from self._differing("masthead", keys.MASTHEAD, "rule")
        yield from self._differing("masthead.rule", keys.RULE)
        yield from self._differing("contents", keys.CONTENTS)
        yield from self._differing("article", keys.ARTICLE)
        for section in self._template.sections:
            rows = [f"name = {_toml(section.name)}"] + ["run_in = true"] * section.run_in
            yield _table("sections", rows, "[[{}]]")
        yield from self._differing("footer", keys.FOOTER, "outer", "inner")
        yield from self._footer_rules()
        yield from self._differing("distribution", keys.DISTRIBUTION)
        if self._template.page_number is None:
            yield _table("page_number", ["show = false"])
        else:
            yield from self._differing("page_number", keys.PAGE_NUMBER)
        yield from self._differing("numbering", keys.NUMBERING)
        for name in STYLE_NAMES:
            yield from self._differing(f"styles.{name}", keys.STYLE)

    def _page(self) -> list[str]:
        rows = [f"preset = {_toml(self._name)}"]
        preset = PRESETS[self._name]
        for key in keys.MEASURES:
            own = getattr(self._preset, key)
            if own != getattr(preset, key):
                rows.append(f"{key} = {_toml(own)}")
        rows += self._rows("page", ("punctuation",))
        return rows

    def _footer_rules(self) -> Iterator[str]:
        """Yield the rules; each begins anew, so that the outer one's thickness is always said."""
        footer = self._template.footer
        for key, rule in (("outer", footer.outer), ("inner", footer.inner)):
            if rule is not None and rule != getattr(FooterLayout(), key):
                plain = RuleStyle()
                rows = [f"thickness = {_toml(rule.thickness)}"]
                for name in ("colour", "before", "after"):
                    if getattr(rule, name) != getattr(plain, name):
                        rows.append(f"{name} = {_toml(getattr(rule, name))}")
                yield _table(f"footer.{key}", rows)

    def _differing(self, path: str, known: dict[str, keys.Check], *tables: str) -> Iterator[str]:
        """Yield the table of what differs, if anything does; `tables` are its keys' own tables."""
        rows = self._rows(path, [key for key in known if key not in tables])
        if rows:
            yield _table(path, rows)

    def _rows(self, path: str, names: Sequence[str]) -> list[str]:
        rows: list[str] = []
        for key in names:
            own = value(self._template, path, key)
            # An absent number of copies is no value of the TOML.
            if own is not None and own != value(self._base, path, key):
                size = path.startswith("styles.") and key == "size"
                rows.append(f"{key} = {_toml(_SIZE_NAMES.get(own, own) if size else own)}")
        return rows


def _body_spacing(template: Template) -> Iterator[float]:
    """Yield the body's spacing, if the page may have it for all styles of the grid."""
    with suppress(keys.WrongValueError):
        yield keys.MEASURES["spacing"](template.styles["body"].spacing)


def _table(path: str, rows: Sequence[str], header: str = "[{}]") -> str:
    return "\n".join([header.format(path), *rows])


def _toml(given: Any) -> str:
    """Return a value as TOML writes it."""
    match given:
        case bool():
            return "true" if given else "false"
        case Enum():
            return _toml(given.value)
        case tuple():
            return f"[{', '.join(_toml(item) for item in cast(tuple[Any, ...], given))}]"
        case str():
            escaped = given.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        case float() if given.is_integer():
            return str(int(given))
        case _:
            return repr(given)
