"""Whether what a template asks for can stand on its page: its numbers taken together."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bulletin_desk.model.flow import PageNumber, PageSetup, TextStyle
from bulletin_desk.model.template import FooterLayout, MastheadLayout
from bulletin_desk.model.units import MM, em_width

# The least that is still a page, in lines and in characters of a line.
_LEAST_LINES = 3
_LEAST_CHARACTERS = 2
# Lines nearer than this share of their characters' size run into each other.
_NEAREST = 0.8


class Misfit(NamedTuple):
    """A value that does not fit: its table and key, and the reason."""

    path: str
    key: str
    reason: str


def misfits(
    page: PageSetup,
    styles: Mapping[str, TextStyle],
    masthead: MastheadLayout,
    footer: FooterLayout,
    page_number: PageNumber | None,
) -> Iterator[Misfit]:
    """Yield what does not fit on the page, the page's own numbers first."""
    yield from _of_page(page)
    for style in styles.values():
        yield from _of_style(style, page)
    for key, rule in (("masthead.rule", masthead.rule), ("footer.outer", footer.outer)):
        if rule.before + rule.after + rule.thickness > page.depth / 2:
            yield Misfit(key, "before", "线上下的空白超过了半个版心")
    for key in ("report_label", "send_label", "issue_label"):
        if em_width(getattr(footer, key)) * styles["distribution"].size > page.measure / 2:
            yield Misfit("footer", key, f"“{key}”超过了半行")
    if page_number is not None:
        yield from _of_page_number(page_number, page)


def _of_page(page: PageSetup) -> Iterator[Misfit]:
    if page.depth < _LEAST_LINES * page.pitch:
        yield Misfit("page", "top", f"上下页边距之间只有 {page.depth / MM:.0f} 毫米，排不下三行")
    elif page.lines * page.pitch > page.depth + 1:
        depth = page.depth / MM
        yield Misfit(
            "page", "lines", f"{page.lines} 行、行距 {page.pitch:g} 磅超出了版心高 {depth:.0f} 毫米"
        )


def _of_style(style: TextStyle, page: PageSetup) -> Iterator[Misfit]:
    path = f"styles.{style.name}"
    if style.pitch < style.size * _NEAREST:
        reason = f"行距 {style.pitch:g} 磅容不下 {style.size:g} 磅的字，请把“pitch”写大一些"
        yield Misfit(path, "pitch", reason)
    if style.spacing < -style.size / 2:
        yield Misfit(path, "spacing", "“spacing”把字挤到了一起，最多是负的半个字")
    if style.left + style.indent < 0:
        yield Misfit(path, "indent", "“indent”伸出了版心，负的缩进不能超过“left”")
    edges = (style.left + style.right + max(style.indent, 0.0)) * style.size
    if page.measure - edges < _LEAST_CHARACTERS * (style.size + max(style.spacing, 0.0)):
        yield Misfit(path, "size", "字太大或缩进太多，一行排不下两个字")
    if style.pitch + max(style.before, style.after) > page.depth:
        yield Misfit(path, "before", "行距和段前、段后的空白超过了版心高")


def _of_page_number(number: PageNumber, page: PageSetup) -> Iterator[Misfit]:
    if number.drop + number.style.size > page.bottom:
        yield Misfit("page_number", "drop", "页码落到了纸外，请把“drop”改小或把下边距改大")
    if em_width(number.form) * number.style.size > page.measure:
        yield Misfit("page_number", "form", "“form”比版心还宽")
