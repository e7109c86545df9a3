"""Where pictures and tables go: a place in a body that stays while the text around it changes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QTextCursor

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import Block, Paragraph
from bulletin_desk.ui.editor.article_page import ArticlePage


class Spot:
    """The caret's place in the article on show, kept for what takes a while to come."""

    def __init__(self, page: ArticlePage) -> None:
        assert page.article is not None
        self.article_id = page.article.id
        self._cursor = QTextCursor(page.body.textCursor())
        self._cursor.clearSelection()
        self._number = self._cursor.blockNumber()
        self._before = self._is_before()

    def settle(self, page: ArticlePage) -> None:
        """Take over where the place is now, while its article is still on show."""
        if page.article is not None and page.article.id == self.article_id:
            self._number, self._before = self._cursor.blockNumber(), self._is_before()

    def place(self, article: Article, blocks: Sequence[Block]) -> tuple[Article, int]:
        """Return the article with blocks put in, and the number of the last of them.

        They go behind the paragraph of the place, before it where the place is its beginning, and
        instead of it where it is empty. Behind the last one there is always a paragraph to go on.
        """
        body = list(article.body or (Paragraph(),))
        number = min(self._number, len(body) - 1)
        here = body[number]
        if isinstance(here, Paragraph) and not here.text:
            body[number : number + 1] = blocks
        else:
            number += not self._before
            body[number:number] = blocks
        last = number + len(blocks) - 1
        if last == len(body) - 1:
            body.append(Paragraph())
        return replace(article, body=tuple(body)), last

    def _is_before(self) -> bool:
        return self._cursor.atBlockStart() and self._cursor.block().length() > 1
