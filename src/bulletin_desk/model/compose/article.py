"""A section's heading, and an article: title, byline, body blocks, pictures, tables."""

import re
from dataclasses import replace

from bulletin_desk.model.bulletin import Article, Section, one_line
from bulletin_desk.model.flow import Align, FlowBlock, Grid, Image, Source, Span, Text
from bulletin_desk.model.richtext import Block, Paragraph, Picture, Run, Table
from bulletin_desk.model.template import Template
from bulletin_desk.model.units import MM, em_width

# A photograph needs about 150 dots an inch in print; with fewer it is set smaller.
PRINT_DPI = 150
_TABLE_RULE = 0.5
_TABLE_PADDING = 4.0
# 本报讯（记者 李明 通讯员 王芳）, blanks aside.
_DATELINE = re.compile(
    r"[【\[（(]?本(?:报|刊)(?:综合)?(?:讯|消息)[】\])）]?[（(]([^（()）]{1,60})[）)]"
)


def section_heading(section: Section, template: Template) -> list[FlowBlock]:
    """Return the heading of a column, or nothing for a section without name."""
    if not section.name:
        return []
    spans = (Span(template.section_form.format(section.name)),)
    source = Source("section", section.id)
    style = template.styles["section"]
    return [Text(style, spans, source, section.id, 0, section.name)]


def article_blocks(article: Article, template: Template) -> list[FlowBlock]:
    """Return an article's blocks; its first block carries the anchor and the outline entry."""
    opens = article.body[0] if article.body else None
    starts_body = article.run_in and bool(article.title) and isinstance(opens, Paragraph)
    blocks: list[FlowBlock] = []
    if article.title and not starts_body:
        blocks.append(_title(article, template))
    if not starts_body:
        blocks += _lines_below_title(article, template)
    for index, block in enumerate(article.body):
        prefix = starts_body and index == 0
        blocks += _block(article, index, block, template, run_in=prefix)
    if starts_body:
        blocks += _closing_byline(article, template)
    return blocks


def run_in_title(title: str) -> str:
    """Return a title as it opens a paragraph: on one line, closed by 。 or its own end mark."""
    text = one_line(title)
    return text if text.endswith(tuple("。！？…!?")) else text + "。"


def _title(article: Article, template: Template) -> Text:
    style = template.styles["title"]
    spans = (Span(article.title),)
    source = Source("title", article.id)
    return Text(style, spans, source, article.id, 1, one_line(article.title))


def _lines_below_title(article: Article, template: Template) -> list[FlowBlock]:
    byline = "" if _in_dateline(article) else article.byline
    lines = (("subtitle", article.subtitle), ("byline", byline))
    return [
        Text(template.styles[name], (Span(text),), Source(name, article.id))
        for name, text in lines
        if text
    ]


def _closing_byline(article: Article, template: Template) -> list[FlowBlock]:
    """Return the byline of a run-in article: in brackets at the right, below its text."""
    if not article.byline or _in_dateline(article):
        return []
    style = replace(template.styles["byline"], align=Align.RIGHT, after=0.0, keep_next=False)
    source = Source("byline", article.id, offset=1)
    return [Text(style, (Span(f"（{article.byline}）"),), source)]


def _in_dateline(article: Article) -> bool:
    """Return whether the body opens with the byline, as in 本报讯（贵文）: it prints once.

    A unit that the first sentence names has not signed there: its byline prints.
    """
    if not article.byline or not article.body:
        return False
    match = _DATELINE.match("".join(article.body[0].text[:120].split()))
    return match is not None and all(name in match[1] for name in article.byline.split())


def _block(
    article: Article, index: int, block: Block, template: Template, *, run_in: bool
) -> list[FlowBlock]:
    source = Source("body", article.id, index)
    match block:
        case Paragraph():
            return [_paragraph(article, block, source, template, run_in=run_in)]
        case Picture():
            return _picture(block, source, template)
        case Table():
            return [_table(block, source, template)] if block.rows else []


def _paragraph(
    article: Article, paragraph: Paragraph, source: Source, template: Template, *, run_in: bool
) -> Text:
    style = template.styles[paragraph.kind]
    spans = tuple([_span(run) for run in paragraph.runs])
    if not run_in:
        return Text(style, spans, source)
    title = run_in_title(article.title)
    opening = Span(title, font=template.run_in_font)
    source = source._replace(offset=len(title))
    return Text(style, (opening, *spans), source, article.id, 1, one_line(article.title))


def _span(run: Run) -> Span:
    return Span(run.text, "kaiti" if run.kai else None, True if run.bold else None)


def _picture(picture: Picture, source: Source, template: Template) -> list[FlowBlock]:
    width, height = printed_size(picture, template.page.measure)
    gap = template.page.pitch / 4
    captioned = bool(picture.text)
    turned = round(picture.rotation / 90) * 90 % 360
    image = Image(picture.digest, width, height, turned, gap, gap, source, captioned)
    if not captioned:
        return [image]
    spans = tuple([_span(run) for run in picture.caption])
    caption = Text(template.styles["caption"], spans, source._replace(part="caption"))
    return [image, caption]


def printed_size(picture: Picture, measure: float) -> tuple[float, float]:
    """Return width and height in points after rotation, within the measure."""
    pixels = (max(picture.pixel_width, 1), max(picture.pixel_height, 1))
    across, down = pixels if round(picture.rotation / 90) % 2 == 0 else pixels[::-1]
    own = picture.width_mm is not None and picture.width_mm > 0
    wanted = (picture.width_mm or 0.0) * MM if own else across * 72 / PRINT_DPI
    width = min(wanted, measure)
    return width, width * down / across


def _table(table: Table, source: Source, template: Template) -> Grid:
    count = max(len(row) for row in table.rows)
    columns = _column_fractions(table, count)
    source = source._replace(part="table")
    narrowest = min(columns, default=1.0) * template.page.measure
    padding = min(_TABLE_PADDING, narrowest / 8)
    rows: list[tuple[Text, ...]] = []
    for number, row in enumerate(table.rows):
        style = template.styles["table_head" if number < table.header_rows else "table_cell"]
        # A column holds one character at least, however many columns there are.
        room = max(narrowest - 2 * padding - _TABLE_RULE, 1.0)
        style = replace(style, size=min(style.size, room))
        cells = [Text(style, tuple([_span(run) for run in cell]), source) for cell in row]
        # A ragged row is filled up: every row of a grid has as many cells.
        cells += [Text(style, (), source)] * (count - len(cells))
        rows.append(tuple(cells))
    return Grid(columns, tuple(rows), max(table.header_rows, 0), _TABLE_RULE, padding, source)


def _column_fractions(table: Table, count: int) -> tuple[float, ...]:
    """Return each column's share of the measure: by its longest cell, within reason."""
    widths = [2.0] * count
    for row in table.rows:
        for index, cell in enumerate(row):
            longest = em_width("".join(run.text for run in cell))
            widths[index] = max(widths[index], min(longest, 20.0))
    total = sum(widths)
    return tuple(width / total for width in widths)
