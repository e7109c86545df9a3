"""The contents (目录): titles on one line, under their column or after a bullet."""

from collections.abc import Iterator
from dataclasses import replace

from bulletin_desk.model.bulletin import Article, Bulletin, ContentsStyle, Section, one_line
from bulletin_desk.model.flow import FlowBlock, PageBreak, Source, Space, Span, Text
from bulletin_desk.model.template import ContentsLayout, Template


def contents_layout(bulletin: Bulletin, template: Template) -> ContentsLayout:
    """Return how an issue's contents look: as its template has them, but for its own wishes."""
    layout = template.contents
    style, pages = bulletin.contents_style, bulletin.contents_pages
    return replace(
        layout,
        style=layout.style if style is None else style,
        page_numbers=layout.page_numbers if pages is None else pages,
    )


def contents_blocks(bulletin: Bulletin, template: Template) -> list[FlowBlock]:
    """Return the contents' blocks; none when the issue has no contents or no titles."""
    if not bulletin.contents or not any(article.title for article in bulletin.articles()):
        return []
    layout, styles = contents_layout(bulletin, template), template.styles
    blocks: list[FlowBlock] = []
    if layout.heading:
        heading = (Span(layout.heading),)
        blocks.append(Text(styles["contents_heading"], heading, Source("contents")))
    for section in bulletin.sections:
        blocks += _section(section, template, layout)
    source = Source("contents")
    blocks.append(PageBreak(source) if layout.page_break else Space(template.page.pitch, source))
    return blocks


def _section(section: Section, template: Template, layout: ContentsLayout) -> Iterator[FlowBlock]:
    titled = [article for article in section.articles if article.title]
    if section.name and layout.style is ContentsStyle.GROUPED and titled:
        name = (Span(layout.section_form.format(section.name)),)
        yield Text(template.styles["contents_section"], name, Source("contents", section.id))
    for article in titled:
        yield _item(article, template, layout)


def _item(article: Article, template: Template, layout: ContentsLayout) -> Text:
    bullet = layout.bullet if layout.style is ContentsStyle.BULLETED else ""
    spans = [Span(bullet + one_line(article.title))]
    if layout.page_numbers:
        spans += (Span("\t"), Span("0", page_of=article.id))
    source = Source("contents", article.id, offset=len(bullet))
    return Text(template.styles["contents_item"], tuple(spans), source)
