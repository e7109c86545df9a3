"""Commands that change an article as a whole: its note (按语), and 一键清理."""

from typing import TYPE_CHECKING

from bulletin_desk.model.richtext import Paragraph, ParagraphKind, plain
from bulletin_desk.model.splicing import Spot
from bulletin_desk.ui.editor.composing import commit_preedits

if TYPE_CHECKING:
    from bulletin_desk.ui.editor.article_page import ArticlePage

_NO_NOTE = "标题接排的稿件没有放按语的地方，请先去掉“标题接排”。"
_NOTE = plain("编者按：", ParagraphKind.NOTE)


def add_note(page: "ArticlePage") -> None:
    """Put the caret into the article's note; without one, make it, above the text."""
    from bulletin_desk.intake.shapes import is_note

    if page.article is None:
        return
    commit_preedits(page)
    body = page.body.body
    notes = [n for n, b in enumerate(body) if isinstance(b, Paragraph) and b.kind is _NOTE.kind]
    here = body[page.body.caret[0]] if body else Paragraph()
    if notes:
        page.body.put_caret(notes[0], len(body[notes[0]].text))
    elif page.article.run_in:
        page.told.emit(_NO_NOTE)
    elif isinstance(here, Paragraph) and is_note(here.text):
        page.body.set_kind(ParagraphKind.NOTE, "加按语")
    else:
        page.body.change_body("加按语", (_NOTE, *body), Spot(0, len(_NOTE.text)))
    page.body.setFocus()


def clean(page: "ArticlePage") -> None:
    """Clean the paragraphs of the selection, or else the whole article, as one step."""
    from bulletin_desk.intake.clipboard.tidy import tidied, tidied_article
    from bulletin_desk.model.cleaning import told

    if page.article is None:
        return
    commit_preedits(page)
    body, (start, end) = page.body.body, page.body.selection
    if start != end:
        part = tidied(body[start.block : end.block + 1])
        if part.counts:
            block, position = part.place(end.block - start.block, end.position)
            fresh = (*body[: start.block], *part.blocks, *body[end.block + 1 :])
            page.body.change_body("一键清理", fresh, Spot(start.block + block, position))
        page.told.emit(told(part.counts))
        return
    article, counts = tidied_article(page.article)
    if counts:
        caret = Spot(*tidied(body).place(*start))
        page.change_article("一键清理", article, caret)
    page.told.emit(told(counts))
