"""The distribution footer (报、送、发、共印N份), set at the foot of the last page."""

from dataclasses import replace
from math import ceil

from bulletin_desk.model.bulletin import Distribution
from bulletin_desk.model.flow import FlowBlock, PageSetup, Rule, Source, Span, Text
from bulletin_desk.model.template import RuleStyle, Template
from bulletin_desk.model.units import em_width

_SOURCE = Source("distribution")


def footer_blocks(distribution: Distribution, template: Template) -> list[FlowBlock]:
    """Return the footer's blocks: rule, lists, rule, copies; none when the issue has none."""
    layout = template.footer
    lists = [
        _list(label, text, template)
        for label, text in (
            (layout.report_label, distribution.report_to),
            (layout.send_label, distribution.send_to),
            (layout.issue_label, distribution.issue_to),
        )
        if text
    ]
    blocks: list[FlowBlock] = []
    for index, entry in enumerate(lists):
        if index and layout.inner:
            blocks.append(_rule(layout.inner))
        blocks.append(entry)
    if distribution.copies is not None:
        if lists:
            blocks.append(_rule(layout.outer))
        spans = (Span(layout.copies_form.format(n=distribution.copies)),)
        blocks.append(Text(template.styles["copies"], spans, _SOURCE))
    return [_rule(layout.outer), *blocks] if blocks else []


def is_longer_than_a_page(blocks: list[FlowBlock], page: PageSetup) -> bool:
    """Return whether the footer would not fit on a page, by an estimate that asks no font."""
    height = 0.0
    for block in blocks:
        if isinstance(block, Rule):
            height += block.before + block.thickness + block.after
        elif isinstance(block, Text):
            style = block.style
            room = page.measure / style.size - style.left - style.right
            height += ceil(em_width(block.text) / room) * style.pitch + style.before + style.after
    return height > page.depth - page.pitch


def _list(label: str, text: str, template: Template) -> Text:
    """Return one list; its further lines hang after the label's colon (GB/T 9704 7.4.2)."""
    style = template.styles["distribution"]
    width = em_width(label)
    edge = style.left + style.indent
    style = replace(style, left=edge + width, indent=-width)
    source = _SOURCE._replace(offset=len(label))
    return Text(style, (Span(label + text),), source)


def _rule(rule: RuleStyle) -> Rule:
    return Rule(rule.thickness, rule.colour, rule.before, rule.after, _SOURCE)
