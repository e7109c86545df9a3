"""The masthead (报头): each part that the template lists and the issue has."""

import datetime
from collections.abc import Callable
from dataclasses import replace

from bulletin_desk.model.bulletin import Bulletin, Masthead
from bulletin_desk.model.flow import FlowBlock, Rule, Source, Space, Span, Text, TextStyle
from bulletin_desk.model.numbering import number_text
from bulletin_desk.model.template import MastheadPart, Template
from bulletin_desk.model.units import em_width

_SOURCE = Source("masthead")
# Gaps that layout adds around digits, as a share of the estimate; a line is shrunk only when
# it would not fit with them.
_SLACK_EM = 1.5


def masthead_blocks(bulletin: Bulletin, template: Template) -> list[FlowBlock]:
    """Return the masthead's blocks; none when the issue has nothing to show in it."""
    blocks: list[FlowBlock] = []
    for part in template.masthead.parts:
        if part is MastheadPart.RULE:
            if blocks:
                blocks.append(_rule(template))
        else:
            text = _TEXTS[part](bulletin.masthead)
            if text:
                blocks.append(_line(part, text, template))
    if blocks:
        blocks.append(Space(template.page.pitch / 2, _SOURCE))
    return blocks


def date_text(date: datetime.date | None) -> str:
    """Return 2024年1月10日: Arabic, full year, no leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def _marking(masthead: Masthead) -> str:
    copy = f"编号：{masthead.copy_number}" if masthead.copy_number else ""
    return f"{masthead.classification}\t{copy}" if copy else masthead.classification


def _issuer_date(masthead: Masthead) -> str:
    date = date_text(masthead.date)
    return f"{masthead.issuer}\t{date}" if date else masthead.issuer


_TEXTS: dict[MastheadPart, Callable[[Masthead], str]] = {
    MastheadPart.MARKING: _marking,
    MastheadPart.NOTICE: lambda masthead: masthead.notice,
    MastheadPart.NAME: lambda masthead: masthead.name,
    MastheadPart.NUMBER: number_text,
    MastheadPart.ISSUER_DATE: _issuer_date,
    MastheadPart.ISSUER: lambda masthead: masthead.issuer,
    MastheadPart.DATE: lambda masthead: date_text(masthead.date),
}

_STYLES = {
    MastheadPart.MARKING: "marking",
    MastheadPart.NOTICE: "marking",
    MastheadPart.NAME: "masthead_name",
    MastheadPart.NUMBER: "masthead_number",
    MastheadPart.ISSUER_DATE: "masthead_issuer",
    MastheadPart.ISSUER: "masthead_issuer",
    MastheadPart.DATE: "masthead_issuer",
}


def _line(part: MastheadPart, text: str, template: Template) -> Text:
    style = template.styles[_STYLES[part]]
    spans = (Span(text),)
    return Text(_fitted(style, text, template.page.measure), spans, _SOURCE)


def _fitted(style: TextStyle, text: str, measure: float) -> TextStyle:
    """Return the style, smaller when a line of the text would be wider than the measure."""
    slack = _SLACK_EM if "\t" in text else 0.0
    widest = max(em_width(line.replace("\t", "")) for line in text.split("\n"))
    wanted = widest + slack + style.left + style.right
    if wanted * style.size <= measure:
        return style
    # To a half point, as 字号 are; never below two thirds: then the line may wrap.
    size = max(int(measure / wanted * 2) / 2, style.size * 2 / 3)
    return replace(style, size=size)


def _rule(template: Template) -> Rule:
    rule = template.masthead.rule
    return Rule(rule.thickness, rule.colour, rule.before, rule.after, _SOURCE)
