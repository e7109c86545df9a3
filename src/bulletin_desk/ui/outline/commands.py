"""The commands of the outline: articles and columns of the open issue."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.errors import DeskError
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article
from bulletin_desk.ui.dialogs.base import LineDialog, Message
from bulletin_desk.ui.outline.edits import IssueEdits, find_section
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.outline.view import articles_of, sections_of

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

LOCKED = "这一期已定稿，不能修改。要修改，先取消定稿。"


class IssueCommands(QObject):
    """Does what the clerk asks of the outline; all that is selected at once, in one step."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._desk = workshop.desk
        self._edits = IssueEdits(workshop.session)
        self._connect()

    def replace_article(self, label: str, article: Article, merge_key: object) -> None:
        """Take over an edited article."""
        session = self._workshop.session
        if session.bulletin is not None:
            session.apply(label, edits.replace_article(session.bulletin, article), merge_key)

    def new_article(self) -> None:
        """Make an empty article and let the clerk type its title."""
        if self._may_change():
            self._desk.outline.choose_all(self._edits.add_articles(self._desk.node, [Article()]))
            self._desk.article.title.setFocus()

    def new_column(self) -> None:
        """Ask for a name and make a column."""
        if not self._may_change():
            return
        name = LineDialog.ask(self._workshop.window, "新建栏目", "栏目名称", confirm="新建")
        if name:
            self._desk.outline.choose(self._edits.add_column(self._desk.node, name))

    def shift(self, by: int) -> None:
        """Move the selected articles or columns one place up (-1) or down (1)."""
        nodes = self._desk.outline.selected
        if self._may_change() and (sections_of(nodes) or articles_of(nodes)):
            self._edits.shift(nodes, by)
            self._desk.outline.choose_all(nodes)

    def move_to(self, section_id: str) -> None:
        """Move the selected articles to the end of a column."""
        bulletin = self._workshop.session.bulletin
        section = find_section(bulletin, section_id) if bulletin else None
        if section is not None:
            ids = articles_of(self._desk.outline.selected)
            self._drop_articles(ids, section_id, len(section.articles))

    def delete(self) -> None:
        """Delete what is selected; columns with articles only when confirmed."""
        nodes = self._desk.outline.selected
        sections = sections_of(nodes)
        if not (sections or articles_of(nodes)) or not self._may_change():
            return
        count = sum(len(self._articles_in(section_id)) for section_id in sections)
        which = "这个栏目" if len(sections) == 1 else f"这 {len(sections)} 个栏目"
        question = f"{which}里有 {count} 篇稿件，会一起删除。\n删除后可以撤销。"
        if count and not Message.ask(self._workshop.window, "删除栏目", question, "删除"):
            return
        self._edits.remove(nodes)
        self._workshop.tell("已删除，可以撤销（Ctrl+Z）。")

    def duplicate(self) -> None:
        """Put a copy behind each selected article."""
        ids = articles_of(self._desk.outline.selected)
        if ids and self._may_change():
            self._desk.outline.choose_all(self._edits.duplicate(ids))

    def set_run_in(self, run_in: bool) -> None:
        """Let the titles of the selected articles open their first paragraphs, or not."""
        if self._may_change():
            self._edits.set_run_in(articles_of(self._desk.outline.selected), run_in)

    def add(
        self, articles: Sequence[Article], label: str, columns: Mapping[str, str] | None = None
    ) -> None:
        """Put articles of pool or library behind the current one, or into their own column.

        `columns` has the names of the columns they come from, by article id, as far as known.
        """
        if articles and self._may_change():
            at = self._desk.node
            self._show_added(self._edits.add_articles(at, articles, label, columns or {}))

    def drop_new(
        self, articles: Sequence[Article], section_id: str, index: int, label: str
    ) -> None:
        """Put articles of pool or library where they were dropped."""
        if articles and self._may_change():
            self._show_added(self._edits.drop_new(articles, section_id, index, label))

    def move_to_pool(self, ids: Collection[str] = ()) -> None:
        """Take articles out of the issue, the selected ones, and keep them in the pool."""
        bulletin = self._workshop.session.bulletin
        ids = ids or articles_of(self._desk.outline.selected)
        articles = [a for a in bulletin.articles() if a.id in ids] if bulletin else []
        if not articles or not self._may_change():
            return
        self._edits.remove([Node("article", article.id) for article in articles])
        if self._workshop.autosave.flush():
            self._keep_in_pool(articles)

    def rename(self) -> None:
        """Let the clerk type another name for the current column or article, in its row."""
        node = self._desk.node
        if node is not None and node.kind in ("section", "article") and self._may_change():
            self._desk.left.setCurrentIndex(0)
            self._desk.outline.rename_current()

    def _keep_in_pool(self, articles: Sequence[Article]) -> None:
        try:
            self._workshop.library.add_to_pool(articles)
        except DeskError as error:
            Message.tell(self._workshop.window, "没有移回待用稿", str(error))
        self._workshop.show_pool()
        self._workshop.tell(f"{len(articles)} 篇稿件已移回待用稿，可以撤销（Ctrl+Z）。")

    def _drop_articles(self, ids: Sequence[str], section_id: str, index: int) -> None:
        """Put articles where they were dropped: this issue's move, the pool's come."""
        bulletin = self._workshop.session.bulletin
        if bulletin is None or not self._may_change():
            return
        own = [article_id for article_id in ids if bulletin.find_article(article_id)]
        if own:
            self._edits.drop_articles(own, section_id, index)
            self._desk.outline.choose_all([Node("article", article_id) for article_id in own])
            return
        found = [self._desk.pool.article(article_id) for article_id in ids]
        articles = [article for article in found if article is not None]
        self.drop_new(articles, section_id, index, "加入待用稿")

    def _drop_sections(self, ids: Sequence[str], index: int) -> None:
        if self._may_change():
            self._edits.drop_sections(ids, index)
            self._desk.outline.choose_all([Node("section", section_id) for section_id in ids])

    def _show_added(self, nodes: Sequence[Node]) -> None:
        # At once: an article of the pool is no longer there.
        self._workshop.autosave.flush()
        self._desk.outline.choose_all(nodes)
        rows = [self._desk.outline_model.index_of(node).parent() for node in nodes]
        names = "".join(f"“{name}”" for name in dict.fromkeys(row.data() for row in rows))
        what = f"{len(nodes)} 篇稿件" if len(nodes) > 1 else "稿件"
        self._workshop.tell(f"{what}已放进{names}，可以撤销（Ctrl+Z）。")

    def _articles_in(self, section_id: str) -> Sequence[Article]:
        bulletin = self._workshop.session.bulletin
        section = find_section(bulletin, section_id) if bulletin else None
        return section.articles if section else ()

    def _may_change(self) -> bool:
        """Take over what is being typed; return whether the open issue may be changed."""
        session = self._workshop.session
        if session.bulletin is None:
            return False
        if session.locked:
            self._workshop.tell(LOCKED)
            return False
        self._desk.leaving.emit()
        return True

    def _connect(self) -> None:
        commands, desk = self._workshop.commands, self._desk
        commands["article"].triggered.connect(self.new_article)
        commands["column"].triggered.connect(self.new_column)
        commands["rename"].triggered.connect(self.rename)
        commands["up"].triggered.connect(lambda: self.shift(-1))
        commands["down"].triggered.connect(lambda: self.shift(1))
        commands["delete"].triggered.connect(self.delete)
        commands["to_pool"].triggered.connect(lambda: self.move_to_pool())
        desk.outline.delete_wanted.connect(self.delete)
        desk.outline_model.articles_dropped.connect(self._drop_articles)
        desk.outline_model.sections_dropped.connect(self._drop_sections)
        desk.outline_model.renamed.connect(self._edits.rename)
        desk.section.renamed.connect(self._edits.rename_column)
        desk.section.article_wanted.connect(self.new_article)
        desk.section.pool_wanted.connect(lambda: desk.left.setCurrentIndex(1))
