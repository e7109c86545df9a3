"""Composing: a bulletin and a template make a flow. Nothing below knows what a masthead is."""

from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.compose.article import article_blocks, section_heading
from bulletin_desk.model.compose.contents import contents_blocks
from bulletin_desk.model.compose.footer import footer_blocks, is_longer_than_a_page
from bulletin_desk.model.compose.masthead import masthead_blocks
from bulletin_desk.model.flow import Flow, FlowBlock, Source, Space
from bulletin_desk.model.numbering import number_text
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.model.template import Template

__all__ = ["Composer", "compose"]


class Composer:
    """Composes again and again while a bulletin is edited; unchanged articles keep their blocks.

    The blocks of an article that is the same object as last time are the same objects too, so
    the typesetter finds what it has already broken into lines.
    """

    def __init__(self) -> None:
        self._template: Template | None = None
        # By identity: the article is kept beside its blocks, so that its id stays its own.
        self._articles: dict[int, tuple[Article, list[FlowBlock]]] = {}

    def compose(self, bulletin: Bulletin, template: Template) -> Flow:
        """Return the flow of one issue."""
        return run(self.steps(bulletin, template))

    def steps(self, bulletin: Bulletin, template: Template) -> Steps[Flow]:
        """Compose in steps: one for each article that is not known."""
        if template is not self._template:
            self._template, self._articles = template, {}
        known, alive = self._articles, dict[int, tuple[Article, list[FlowBlock]]]()
        blocks = [*masthead_blocks(bulletin, template), *contents_blocks(bulletin, template)]
        for section in bulletin.sections:
            blocks += section_heading(section, template)
            for article in section.articles:
                entry = known.get(id(article))
                if entry is None:
                    # Known at once: who is interrupted and begins again finds it.
                    entry = known[id(article)] = article, article_blocks(article, template)
                    yield
                alive[id(article)] = entry
                blocks += entry[1]
        self._articles = alive
        return _flow(bulletin, template, blocks)


def compose(bulletin: Bulletin, template: Template) -> Flow:
    """Return the flow of one issue: masthead, contents, sections of articles, distribution."""
    return Composer().compose(bulletin, template)


def _flow(bulletin: Bulletin, template: Template, blocks: list[FlowBlock]) -> Flow:
    masthead = bulletin.masthead
    closing = footer_blocks(bulletin.distribution, template)
    if is_longer_than_a_page(closing, template.page):
        # Nothing of that height can stand at the foot of a page: it follows the last article.
        blocks, closing = (
            [*blocks, Space(template.page.pitch, Source("distribution")), *closing],
            [],
        )
    name = " ".join(part for part in (bulletin.series, number_text(masthead)) if part)
    first = next((one_line(article.title) for article in bulletin.articles()), "")
    return Flow(
        page=template.page,
        blocks=tuple(blocks),
        closing=tuple(closing),
        page_number=template.page_number,
        styles=template.styles,
        # A file must have some title, also where the masthead is lost.
        title=name or first,
        author=masthead.issuer,
        date=masthead.date.isoformat() if masthead.date else "",
    )
