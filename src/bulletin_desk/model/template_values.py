"""A template's values by the table and key that its TOML has for them.

The writer compares templates through them, and a form needs no code of its own for each field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from math import inf, nextafter
from typing import Any

from bulletin_desk.model import template_keys as keys
from bulletin_desk.model.flow import PageNumber, TextStyle
from bulletin_desk.model.template import (
    PRESETS,
    PagePreset,
    RuleStyle,
    Template,
    default_styles,
    page_setup,
)
from bulletin_desk.model.template_fit import Misfit, misfits
from bulletin_desk.model.units import MM

_MARGINS = ("top", "bottom", "left", "right")
_SERIES = ("series", "issuer", "notice")
_TABLES: Mapping[str, Mapping[str, keys.Check]] = {
    "": keys.HEAD,
    "page": keys.PAGE,
    "masthead": keys.MASTHEAD,
    "masthead.rule": keys.RULE,
    "contents": keys.CONTENTS,
    "article": keys.ARTICLE,
    "footer": keys.FOOTER,
    "footer.outer": keys.RULE,
    "footer.inner": keys.RULE,
    "distribution": keys.DISTRIBUTION,
    "page_number": keys.PAGE_NUMBER,
    "numbering": keys.NUMBERING,
}


def checked(path: str, key: str, raw: Any) -> Any:
    """Return what a template holds for a value of the TOML; WrongValueError when it may not."""
    table = keys.STYLE if path.startswith("styles.") else _TABLES[path]
    return table[key](raw)


def value(template: Template, path: str, key: str) -> Any:
    """Return the value of a key, in the units of the TOML; "" for the preset of a page of its own.

    A table that is not there (an inner rule, page numbers) gives the values it would begin with.
    """
    table, _, name = path.partition(".")
    match table:
        case "page":
            return _page_value(template, key)
        case "masthead" if not name and key in _SERIES:
            return getattr(template, key)
        case "masthead":
            return getattr(template.masthead.rule if name else template.masthead, key)
        case "contents":
            return template.has_contents if key == "show" else getattr(template.contents, key)
        case "footer":
            layout = template.footer
            return getattr(getattr(layout, name) or RuleStyle() if name else layout, key)
        case "distribution":
            return getattr(template.distribution, key)
        case "page_number":
            return _page_number_value(template, key)
        case "styles":
            return getattr(template.styles[name], key)
        case _:
            return getattr(template, key)


def with_value(template: Template, path: str, key: str, new: Any) -> Template:
    """Return the template with another value, as `checked` gives it, for a key.

    The page's own values take along the styles that have their defaults from it.
    """
    table, _, name = path.partition(".")
    match table:
        case "page":
            return _with_page_value(template, key, new)
        case "masthead" if name:
            rule = replace(template.masthead.rule, **{key: new})
            return replace(template, masthead=replace(template.masthead, rule=rule))
        case "masthead" if key not in _SERIES:
            return replace(template, masthead=replace(template.masthead, **{key: new}))
        case "contents" if key != "show":
            return replace(template, contents=replace(template.contents, **{key: new}))
        case "contents":
            return replace(template, has_contents=new)
        case "footer":
            if name:
                rule = getattr(template.footer, name) or RuleStyle()
                key, new = name, replace(rule, **{key: new})
            return replace(template, footer=replace(template.footer, **{key: new}))
        case "distribution":
            return replace(template, distribution=replace(template.distribution, **{key: new}))
        case "page_number":
            return _with_page_number_value(template, key, new)
        case "styles":
            return with_style(template, replace(template.styles[name], **{key: new}))
        case _:
            return replace(template, **{key: new})


def with_style(template: Template, style: TextStyle) -> Template:
    """Return the template with another style in the place of the one of its name."""
    styles = {**template.styles, style.name: style}
    number = template.page_number
    if number is not None:
        number = replace(number, style=styles["page_number"])
    return replace(template, styles=styles, page_number=number)


def default_style(template: Template, name: str) -> TextStyle:
    """Return what a style is by default on the template's page."""
    return default_styles(page_preset(template))[name]


def default_template(template: Template, preset: PagePreset) -> Template:
    """Return the template of this id and name on a preset's page that says nothing else."""
    styles = default_styles(preset)
    number = PageNumber(styles["page_number"], drop=preset.page_number_drop * MM)
    page = page_setup(preset)
    return Template(template.id, template.name, "", page, styles, page_number=number)


def template_misfits(template: Template) -> Iterator[Misfit]:
    """Yield what does not fit on the template's page, the page's own numbers first."""
    return misfits(
        template.page, template.styles, template.masthead, template.footer, template.page_number
    )


def page_preset(template: Template) -> PagePreset:
    """Return the preset the page comes from, with the page's own measures."""
    name = nearest_preset(template)
    own = {key: _page_value(template, key) for key in keys.MEASURES}
    return replace(PRESETS[name], **own)


def nearest_preset(template: Template) -> str:
    """Return the name of the preset that shares most measures with the page."""

    def strange(name: str) -> int:
        preset = PRESETS[name]
        return sum(_page_value(template, key) != getattr(preset, key) for key in keys.MEASURES)

    return min(("word-default", *PRESETS), key=strange)


def millimetres(points: float) -> float:
    """Return the roundest number of millimetres that is exactly so many points."""
    near = points / MM
    for digits in range(4):
        if round(near, digits) * MM == points:
            return round(near, digits)
    around = (near, nextafter(near, inf), nextafter(near, -inf))
    return next((number for number in around if number * MM == points), near)


def _page_value(template: Template, key: str) -> Any:
    page = template.page
    if key in _MARGINS:
        return millimetres(getattr(page, key))
    if key == "spacing":
        return template.styles["body"].spacing
    if key == "preset":
        name = nearest_preset(template)
        preset = PRESETS[name]
        same = all(_page_value(template, key) == getattr(preset, key) for key in keys.MEASURES)
        return name if same else ""
    return getattr(page, key)


def _with_page_value(template: Template, key: str, new: Any) -> Template:
    if key == "punctuation":
        return replace(template, page=replace(template.page, punctuation=new))
    old = page_preset(template)
    return _on_page(template, old, new if key == "preset" else replace(old, **{key: new}))


def _on_page(template: Template, old: PagePreset, new: PagePreset) -> Template:
    """Return the template on another page; what was a default on the old one follows it."""
    before, after = default_styles(old), default_styles(new)
    styles = {
        name: _followed(style, before[name], after[name]) for name, style in template.styles.items()
    }
    page = replace(page_setup(new), punctuation=template.page.punctuation)
    number = template.page_number
    if number is not None:
        own = number.drop != old.page_number_drop * MM
        drop = number.drop if own else new.page_number_drop * MM
        number = replace(number, style=styles["page_number"], drop=drop)
    return replace(template, page=page, styles=styles, page_number=number)


def _followed(style: TextStyle, before: TextStyle, after: TextStyle) -> TextStyle:
    moved = {
        field.name: getattr(after, field.name)
        for field in fields(TextStyle)
        if getattr(style, field.name) == getattr(before, field.name)
    }
    return replace(style, **moved)


def _page_number_value(template: Template, key: str) -> Any:
    number = template.page_number
    if key == "show":
        return number is not None
    if number is None:
        number = _page_number(template)
    return millimetres(number.drop) if key == "drop" else getattr(number, key)


def _with_page_number_value(template: Template, key: str, new: Any) -> Template:
    number = template.page_number or _page_number(template)
    if key == "show":
        return replace(template, page_number=number if new else None)
    made = replace(number, **{key: new * MM if key == "drop" else new})
    return replace(template, page_number=made)


def _page_number(template: Template) -> PageNumber:
    """Return the page number that a page without one would get."""
    drop = PRESETS[nearest_preset(template)].page_number_drop * MM
    return PageNumber(template.styles["page_number"], drop=drop)
