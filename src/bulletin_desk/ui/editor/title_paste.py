"""A whole article pasted into an empty title: its first paragraph is the title, the rest text."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import Block, Paragraph
from bulletin_desk.model.splicing import Spot

if TYPE_CHECKING:
    from bulletin_desk.ui.editor.article_page import ArticlePage

# A title may have two or three lines; what is longer has a text below.
_MOST_TITLE_LINES = 3


def paste_article(page: "ArticlePage", source: QMimeData) -> bool:
    """Paste title and text into an article that has neither; return whether it did.

    As in the body, the text comes in as it was and is cleaned in a second step.
    """
    from bulletin_desk.ui.editor.own_blocks import holds_text, own_blocks
    from bulletin_desk.ui.editor.paste import clean_sentence, read_article

    article = page.article
    if article is None or not _is_empty(article) or page.title.toPlainText():
        return False
    own = own_blocks(source)
    if holds_text(own):
        if not isinstance(own[0], Paragraph) or not _has_text(own[1:]):
            return False
        _put(page, "粘贴", replace(article, title=own[0].text.strip(), body=own[1:]))
        return True
    pasted = read_article(source)
    if pasted is None or not _has_text(pasted.raw):
        return False
    raw = replace(article, title=pasted.raw_title, body=pasted.raw)
    clean = replace(article, title=pasted.title, body=pasted.clean)
    _put(page, "粘贴", raw)
    if raw != clean:
        _put(page, "清理粘贴", clean)
        page.told.emit(clean_sentence(pasted.counts, pasted.pictures))
    return True


def _put(page: "ArticlePage", label: str, article: Article) -> None:
    last = len(article.body) - 1
    page.step_ended.emit()
    page.change_article(label, article, Spot(last, len(article.body[last].text)))
    page.body.setFocus()


def _is_empty(article: Article) -> bool:
    return not article.title and all(
        isinstance(block, Paragraph) and not block.text for block in article.body
    )


def _has_text(blocks: tuple[Block, ...]) -> bool:
    """Tell whether there is a text below the title, and not only its further lines."""
    from bulletin_desk.intake.marks import is_finished

    texts = [block.text.strip() for block in blocks if block.text.strip()]
    others = any(not isinstance(block, Paragraph) for block in blocks)
    return others or len(texts) >= _MOST_TITLE_LINES or any(is_finished(text) for text in texts)
