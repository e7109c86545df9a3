"""What the outline's commands do to the open issue: each one step with a name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bulletin_desk.errors import DeskError
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import load_template
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.outline.view import articles_of, sections_of
from bulletin_desk.ui.session import Session


class IssueEdits:
    """Moves, adds and removes articles and columns; returns the rows to show next, if others."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _bulletin(self) -> Bulletin:
        assert self._session.bulletin is not None
        return self._session.bulletin

    def add_articles(
        self,
        at: Node | None,
        articles: Sequence[Article],
        label: str = "新建稿件",
        columns: Mapping[str, str] = MappingProxyType({}),
    ) -> list[Node]:
        """Put articles behind the current one, or at the end of the current column.

        `columns` has the names of the columns that articles come from, by article id: unless a
        column itself is the current row, they go to the one of the same name where there is one.
        """
        bulletin = _with_a_section(self._bulletin)
        template = _template(bulletin)
        for article in articles:
            section, index = _place(bulletin, at, columns.get(article.id, ""))
            placed = _in_column(article, section, template)
            bulletin = edits.insert_article(bulletin, section.id, index, placed)
            if at is not None and at.id in (a.id for a in section.articles):
                at = Node("article", article.id)  # the next one goes behind this one
        self._session.apply(label, bulletin)
        return [Node("article", article.id) for article in articles]

    def drop_new(
        self, articles: Sequence[Article], section_id: str, index: int, label: str
    ) -> list[Node]:
        """Put articles that the issue does not hold where they were dropped."""
        bulletin = _with_a_section(self._bulletin)
        section = find_section(bulletin, section_id) or bulletin.sections[-1]
        return self._insert(label, bulletin, articles, section, index)

    def drop_articles(self, ids: Collection[str], section_id: str, index: int) -> None:
        """Move articles of the issue to where they were dropped."""
        before = self._bulletin
        moved = edits.move_articles(before, ids, section_id, index)
        self._session.apply(_counted("移动", ids, "稿件"), _settled(before, moved, ids))

    def drop_sections(self, ids: Collection[str], index: int) -> None:
        """Move columns to where they were dropped."""
        changed = edits.move_sections(self._bulletin, ids, index)
        self._session.apply(_counted("移动", ids, "栏目"), changed)

    def shift(self, nodes: Collection[Node], by: int) -> None:
        """Move articles or columns one place up (-1) or down (1); articles over columns' edges."""
        before, sections, ids = self._bulletin, sections_of(nodes), articles_of(nodes)
        if sections:
            changed = edits.shift_sections(before, sections, by)
            self._session.apply(_counted("移动", sections, "栏目"), changed)
        else:
            shifted = edits.shift_articles(before, ids, by)
            self._session.apply(_counted("移动", ids, "稿件"), _settled(before, shifted, ids))

    def remove(self, nodes: Collection[Node]) -> None:
        """Remove articles and columns."""
        changed, sections, ids = self._bulletin, sections_of(nodes), articles_of(nodes)
        for article_id in ids:
            changed = edits.remove_article(changed, article_id)
        for section_id in sections:
            changed = edits.remove_section(changed, section_id)
        what = ("栏目", sections) if sections else ("稿件", ids)
        self._session.apply(_counted("删除", what[1], what[0]), changed)

    def duplicate(self, ids: Sequence[str]) -> list[Node]:
        """Put a copy behind each article."""
        changed, copies = self._bulletin, list[Node]()
        for article_id in ids:
            article, found = (
                changed.find_article(article_id),
                edits.find_section(changed, article_id),
            )
            if article and found:
                copy = edits.copy_article(article)
                changed = edits.insert_article(changed, found[0].id, found[1] + 1, copy)
                copies.append(Node("article", copy.id))
        self._session.apply(_counted("复制", ids, "稿件"), changed)
        return copies

    def set_run_in(self, ids: Collection[str], run_in: bool) -> None:
        """Let the titles of articles open their first paragraphs, or stand above them."""
        changed = self._bulletin
        for article in self._bulletin.articles():
            if article.id in ids and article.run_in != run_in:
                changed = edits.replace_article(changed, replace(article, run_in=run_in))
        self._session.apply("标题接排", changed)

    def add_column(self, at: Node | None, name: str) -> Node:
        """Add a column behind the current one."""
        bulletin = self._bulletin
        index = None
        if at is not None and at.kind in ("section", "article") and bulletin.sections:
            section, _ = _place(bulletin, at)
            index = bulletin.sections.index(section) + 1
        changed = edits.add_section(bulletin, name, index)
        self._session.apply("新建栏目", changed)
        return Node("section", changed.sections[-1 if index is None else index].id)

    def rename(self, node: Node, name: str) -> None:
        """Give a column or an article another name; manual breaks of a title stay."""
        if node.kind == "section":
            self.rename_column(node.id, name)
            return
        article = self._bulletin.find_article(node.id)
        if article is not None:
            renamed = replace(article, title=edits.retitled(article.title, name))
            self._session.apply("修改标题", edits.replace_article(self._bulletin, renamed))

    def rename_column(self, section_id: str, name: str) -> None:
        """Give a column another name; typing in the name's field is one step."""
        changed = edits.rename_section(self._bulletin, section_id, name)
        self._session.apply("栏目改名", changed, ("section", section_id))

    def _insert(
        self,
        label: str,
        bulletin: Bulletin,
        articles: Sequence[Article],
        section: Section,
        index: int,
    ) -> list[Node]:
        template = _template(bulletin)
        for offset, article in enumerate(articles):
            placed = _in_column(article, section, template)
            bulletin = edits.insert_article(bulletin, section.id, index + offset, placed)
        self._session.apply(label, bulletin)
        return [Node("article", article.id) for article in articles]


def find_section(bulletin: Bulletin, section_id: str) -> Section | None:
    """Return a column of an issue."""
    return next((s for s in bulletin.sections if s.id == section_id), None)


def _with_a_section(bulletin: Bulletin) -> Bulletin:
    return bulletin if bulletin.sections else edits.add_section(bulletin, "")


def _place(bulletin: Bulletin, at: Node | None, column: str = "") -> tuple[Section, int]:
    """Return the column and the place in it that is meant by 'here'.

    That is the current column, behind the current article when that is in the column of this name
    or there is none, the end of that column, or of the first one.
    """
    own = next((s for s in bulletin.sections if column and s.name == column), None)
    found = edits.find_section(bulletin, at.id) if at and at.kind == "article" else None
    if found is not None and own in (None, found[0]):
        return found[0], found[1] + 1
    section = (find_section(bulletin, at.id) if at else None) or own or bulletin.sections[0]
    return section, len(section.articles)


def _settled(before: Bulletin, after: Bulletin, ids: Collection[str]) -> Bulletin:
    """Return the issue with the titles of moved articles standing as in their new column."""
    template = _template(after)
    for article_id in ids:
        was, now = edits.find_section(before, article_id), edits.find_section(after, article_id)
        if was and now and was[0].id != now[0].id:
            article = _in_column(now[0].articles[now[1]], now[0], template)
            after = edits.replace_article(after, article)
    return after


def _in_column(article: Article, section: Section, template: Template | None) -> Article:
    """Return the article as the issue's template prints it in this column."""
    return edits.in_column(article, section.name, template) if template else article


def _template(bulletin: Bulletin) -> Template | None:
    try:
        return load_template(bulletin.template)
    except DeskError:
        return None  # the preview says what is wrong with the template


def _counted(deed: str, ids: Collection[str], what: str) -> str:
    unit = "个" if what == "栏目" else "篇"
    return f"{deed}{len(ids)}{unit}{what}" if len(ids) > 1 else f"{deed}{what}"
