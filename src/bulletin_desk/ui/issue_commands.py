"""The commands of the outline and the pool: articles and columns of the open issue."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.errors import DeskError
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, one_line
from bulletin_desk.ui.dialogs.base import LineDialog, Message
from bulletin_desk.ui.issue_edits import IssueEdits
from bulletin_desk.ui.outline_model import Node

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


class IssueCommands(QObject):
    """Does what the clerk asks of the outline and the pool."""

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
        self._desk.leaving.emit()
        self._desk.outline.choose(self._edits.add_article(self._desk.node, Article()))
        self._desk.article.title.setFocus()

    def new_column(self) -> None:
        """Ask for a name and make a column."""
        name = LineDialog.ask(self._workshop.window, "新建栏目", "栏目名称", confirm="新建")
        if name:
            self._desk.outline.choose(self._edits.add_column(self._desk.node, name))

    def move(self, by: int) -> None:
        """Move the current article or column."""
        if self._desk.node is not None:
            self._edits.move(self._desk.node, by)

    def delete(self) -> None:
        """Delete the current article or column; a column with articles only when confirmed."""
        node = self._desk.node
        if node is None or node.kind not in ("article", "section"):
            return
        if node.kind == "section":
            section = self._edits.find_section(node.id)
            count = len(section.articles) if section else 0
            question = f"这个栏目里有 {count} 篇稿件，会一起删除。\n删除后可以撤销。"
            if count and not Message.ask(self._workshop.window, "删除栏目", question, "删除"):
                return
        self._desk.leaving.emit()
        self._edits.remove(node)
        self._workshop.tell("已删除，可以撤销（Ctrl+Z）。")

    def add_from_pool(self, article: Article) -> None:
        """Put an article of the pool into the issue."""
        self._desk.leaving.emit()
        node = self._edits.add_article(self._desk.node, article, "加入待用稿")
        self._workshop.autosave.flush()
        self._desk.outline.choose(node)

    def move_to_pool(self) -> None:
        """Take the current article out of the issue and keep it in the pool."""
        node, bulletin = self._desk.node, self._workshop.session.bulletin
        article = bulletin.find_article(node.id) if bulletin and node else None
        if node is None or article is None:
            return
        self._desk.leaving.emit()
        self._edits.remove(node)
        if self._workshop.autosave.flush():
            self._keep_in_pool(article)

    def delete_from_pool(self, article: Article) -> None:
        """Delete an article of the pool, when confirmed."""
        title = one_line(article.title) or "（无标题）"
        question = f"确定删除待用稿“{title}”吗？\n删除后不能恢复。"
        if Message.ask(self._workshop.window, "删除待用稿", question, "删除"):
            try:
                self._workshop.library.remove_from_pool(article.id)
            except DeskError as error:
                Message.tell(self._workshop.window, "没有删除", str(error))
            self._workshop.show_pool()

    def _keep_in_pool(self, article: Article) -> None:
        try:
            self._workshop.library.add_to_pool([article])
        except DeskError as error:
            Message.tell(self._workshop.window, "没有移回待用稿", str(error))
        self._workshop.show_pool()

    def _drop_article(self, article_id: str, section_id: str, index: int) -> None:
        bulletin = self._workshop.session.bulletin
        article = bulletin.find_article(article_id) if bulletin else None
        article = article or self._desk.pool.article(article_id)
        if article is None:
            return
        self._desk.leaving.emit()
        self._edits.drop_article(article, section_id, index)
        self._workshop.autosave.flush()
        self._desk.outline.choose(Node("article", article_id))

    def _connect(self) -> None:
        commands, desk = self._workshop.commands, self._desk
        commands["article"].triggered.connect(self.new_article)
        commands["column"].triggered.connect(self.new_column)
        commands["rename"].triggered.connect(self._rename)
        commands["up"].triggered.connect(lambda: self.move(-1))
        commands["down"].triggered.connect(lambda: self.move(1))
        commands["delete"].triggered.connect(self.delete)
        commands["to_pool"].triggered.connect(self.move_to_pool)
        desk.outline_model.article_dropped.connect(self._drop_article)
        desk.outline_model.section_dropped.connect(self._edits.drop_section)
        desk.outline_model.renamed.connect(self._edits.rename_column)
        desk.section.renamed.connect(self._edits.rename_column)
        desk.section.article_wanted.connect(self.new_article)
        desk.section.pool_wanted.connect(lambda: desk.left.setCurrentIndex(1))
        desk.pool.add_wanted.connect(self.add_from_pool)
        desk.pool.delete_wanted.connect(self.delete_from_pool)

    def _rename(self) -> None:
        node = self._desk.node
        if node is not None and node.kind == "section":
            self._desk.left.setCurrentIndex(0)
            self._desk.outline.rename_current()
