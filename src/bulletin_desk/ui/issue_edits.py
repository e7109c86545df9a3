"""What the outline's commands do to the open issue: each one step with a name."""

from bulletin_desk.errors import DeskError
from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.templates import load_template
from bulletin_desk.ui.outline_model import Node
from bulletin_desk.ui.session import Session


class IssueEdits:
    """Moves, adds and removes articles and columns; returns the row to show next, if another."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _bulletin(self) -> Bulletin:
        assert self._session.bulletin is not None
        return self._session.bulletin

    def add_article(self, at: Node | None, article: Article, label: str = "新建稿件") -> Node:
        """Put an article behind the current one, or at the end of the current column."""
        bulletin = self._bulletin
        if not bulletin.sections:
            bulletin = edits.add_section(bulletin, "")
        section, index = self._target(bulletin, at)
        article = _in_column(article, section, bulletin)
        self._session.apply(label, edits.insert_article(bulletin, section.id, index, article))
        return Node("article", article.id)

    def drop_article(self, article: Article, section_id: str, index: int) -> None:
        """Put an article where it was dropped; one of this issue is moved there."""
        bulletin = self._bulletin
        known = edits.find_section(bulletin, article.id)
        if known is None:
            target = self.find_section(section_id)
            article = _in_column(article, target, bulletin) if target else article
            changed = edits.insert_article(bulletin, section_id, index, article)
            self._session.apply("加入待用稿", changed)
            return
        section, at = known
        if section.id == section_id and at < index:
            index -= 1
        if (section.id, at) != (section_id, index):
            self._place(article.id, section_id, index)

    def drop_section(self, section_id: str, index: int) -> None:
        """Put a column where it was dropped."""
        at = self._section_index(section_id)
        index -= at < index
        if index != at:
            self._session.apply("移动栏目", edits.move_section(self._bulletin, section_id, index))

    def add_column(self, at: Node | None, name: str) -> Node:
        """Add a column behind the current one."""
        bulletin = self._bulletin
        index = None
        if at is not None and at.kind in ("section", "article"):
            section, _ = self._target(bulletin, at)
            index = bulletin.sections.index(section) + 1
        changed = edits.add_section(bulletin, name, index)
        self._session.apply("新建栏目", changed)
        return Node("section", changed.sections[-1 if index is None else index].id)

    def rename_column(self, section_id: str, name: str) -> None:
        """Give a column another name; typing in the name's field is one step."""
        changed = edits.rename_section(self._bulletin, section_id, name)
        self._session.apply("栏目改名", changed, ("section", section_id))

    def move(self, node: Node, by: int) -> None:
        """Move an article or column one place up (-1) or down (1), over a column's edge too."""
        if node.kind == "section":
            index = self._section_index(node.id) + by
            if 0 <= index < len(self._bulletin.sections):
                changed = edits.move_section(self._bulletin, node.id, index)
                self._session.apply("移动栏目", changed)
        elif node.kind == "article":
            self._move_article(node.id, by)

    def remove(self, node: Node) -> None:
        """Remove an article or column."""
        if node.kind == "section":
            self._session.apply("删除栏目", edits.remove_section(self._bulletin, node.id))
        elif node.kind == "article":
            self._session.apply("删除稿件", edits.remove_article(self._bulletin, node.id))

    def find_section(self, section_id: str) -> Section | None:
        """Return a column of the open issue."""
        return next((s for s in self._bulletin.sections if s.id == section_id), None)

    def _move_article(self, article_id: str, by: int) -> None:
        bulletin = self._bulletin
        found = edits.find_section(bulletin, article_id)
        if found is None:
            return
        section, index = found
        if not 0 <= index + by < len(section.articles):
            number = bulletin.sections.index(section) + by
            if not 0 <= number < len(bulletin.sections):
                return
            section = bulletin.sections[number]
            index = len(section.articles) if by < 0 else -1
            by = 0 if by < 0 else 1
        self._place(article_id, section.id, index + by)

    def _place(self, article_id: str, section_id: str, index: int) -> None:
        """Move an article; in another column its title stands as that column's titles do."""
        bulletin = self._bulletin
        changed = edits.move_article(bulletin, article_id, section_id, index)
        before = edits.find_section(bulletin, article_id)
        after = edits.find_section(changed, article_id)
        if before and after and before[0].id != after[0].id:
            section, at = after
            moved = _in_column(section.articles[at], section, bulletin)
            changed = edits.replace_article(changed, moved)
        self._session.apply("移动稿件", changed)

    def _section_index(self, section_id: str) -> int:
        ids = [section.id for section in self._bulletin.sections]
        return ids.index(section_id)

    def _target(self, bulletin: Bulletin, at: Node | None) -> tuple[Section, int]:
        """Return the column and the place in it that is meant by 'here'."""
        if at is not None and at.kind == "article":
            found = edits.find_section(bulletin, at.id)
            if found is not None:
                return found[0], found[1] + 1
        named = next((s for s in bulletin.sections if at is not None and s.id == at.id), None)
        section = named or bulletin.sections[-1]
        return section, len(section.articles)


def _in_column(article: Article, section: Section, bulletin: Bulletin) -> Article:
    """Return the article as the issue's template prints it in this column."""
    try:
        template = load_template(bulletin.template)
    except DeskError:
        return article  # the preview says what is wrong with the template
    return edits.in_column(article, section.name, template)
