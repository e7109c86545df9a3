"""A whole article that is pasted into an empty title."""

import pytest
from PySide6.QtCore import QMimeData

from bulletin_desk.model.richtext import ParagraphKind
from ui.driver import Desk, compose

MAIL = """  青石县召开 2026 年整治工作推进会

　　近日,青石县召开推进会.
　　一、提高认识
　　会议要求,各单位要各负其责.
"""
TITLE = "青石县召开2026年整治工作推进会"
BODY = ["近日，青石县召开推进会。", "一、提高认识", "会议要求，各单位要各负其责。"]


def mime(text: str, html: str = "") -> QMimeData:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    return data


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """The window with a new article, the caret in its title."""
    desk.open_sample()
    desk.press("Ctrl+Shift+N")
    desk.desk.article.title.setFocus()
    return desk


def content(desk: Desk) -> tuple[str, list[str]]:
    node = desk.desk.node
    assert node is not None
    article = desk.article(node.id)
    page = desk.desk.article
    assert page.title.toPlainText() == article.title
    assert desk.body.toPlainText() == "\n".join([block.text for block in article.body])
    return article.title, [block.text for block in article.body]


def test_the_first_paragraph_is_the_title_and_the_rest_the_text(empty: Desk) -> None:
    empty.desk.article.title.insertFromMimeData(mime(MAIL))
    assert content(empty) == (TITLE, BODY)
    node = empty.desk.node
    assert node is not None
    assert empty.article(node.id).body[1].kind is ParagraphKind.HEADING1  # type: ignore[union-attr]
    assert "按 Ctrl+Z 恢复原样" in empty.window.statusBar().currentMessage()
    empty.press("Ctrl+Z")
    raw = MAIL.strip().split("\n")
    assert content(empty) == (raw[0].strip(), raw[1:])
    empty.press("Ctrl+Z")
    assert content(empty)[0] == ""
    assert "".join(content(empty)[1]) == ""
    empty.press("Ctrl+Y")
    empty.press("Ctrl+Y")
    assert content(empty) == (TITLE, BODY)


def test_a_heading_of_a_web_page_is_the_title(empty: Desk) -> None:
    html = f"<h1>{TITLE}</h1><p>近日，青石县召开推进会。</p><h2>一、提高认识</h2><p>要抓好。</p>"
    text = f"{TITLE}\n近日，青石县召开推进会。\n一、提高认识\n要抓好。"
    empty.desk.article.title.insertFromMimeData(mime(text, html))
    assert content(empty) == (TITLE, [*BODY[:2], "要抓好。"])


def test_a_text_that_begins_with_a_sentence_leaves_the_title_empty(empty: Desk) -> None:
    empty.desk.article.title.insertFromMimeData(mime("\n".join(BODY)))
    assert content(empty) == ("", BODY)


def test_a_title_of_two_lines_stays_a_title(empty: Desk) -> None:
    empty.desk.article.title.insertFromMimeData(mime("青石县召开\n整治工作推进会"))
    assert content(empty)[0] == "青石县召开\n整治工作推进会"


def test_what_was_typed_already_is_never_pushed_aside(empty: Desk) -> None:
    compose(empty.desk.article.title, "", "简讯")
    empty.desk.article.title.insertFromMimeData(mime(MAIL))
    assert content(empty)[0].startswith("简讯青石县召开")
    empty.choose("a1")
    body = [block.text for block in empty.article("a1").body]
    empty.desk.article.title.clear()
    empty.desk.article.title.insertFromMimeData(mime(MAIL))
    assert content(empty)[1] == body


def test_text_copied_in_the_program_keeps_its_kinds(empty: Desk) -> None:
    node = empty.desk.node
    assert node is not None
    empty.choose("a1")
    empty.body.selectAll()
    copied = empty.body.createMimeDataFromSelection()
    empty.choose(node.id)
    empty.desk.article.title.insertFromMimeData(copied)
    first, *rest = empty.article("a1").body
    assert content(empty) == (first.text, [block.text for block in rest])
    assert empty.article(node.id).body[0].kind is ParagraphKind.HEADING1  # type: ignore[union-attr]


def test_a_long_title_scrolls_and_leaves_room_for_the_text(empty: Desk) -> None:
    page = empty.desk.article
    compose(page.title, "", "青石县召开推进会")
    one = page.title.height()
    page.title.insertFromMimeData(mime("\n" + "会议要求各负其责\n" * 18))
    empty.workshop.pages.update_now()
    assert page.title.height() < one * 5
    assert page.title.verticalScrollBar().isVisible()
    assert page.title_lines.label.text().count("↵") <= 4
