"""Flows and checks that the typesetting tests share."""

import json
import re
from functools import cache
from pathlib import Path

from bulletin_desk.model.flow import (
    Align,
    Flow,
    FlowBlock,
    PageNumber,
    PageSetup,
    Punctuation,
    Source,
    Span,
    Text,
    TextStyle,
)
from bulletin_desk.model.units import MM
from bulletin_desk.typeset.display import Document, Page, TextLine
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter

# Word's own margins, as the office of 000 prints.
WORD_PAGE = PageSetup(210 * MM, 297 * MM, 25.4 * MM, 25.4 * MM, 31.7 * MM, 31.7 * MM, 28.0)
# GB/T 33476.2: 22 lines of 28 characters.
GB_PAGE = PageSetup(
    210 * MM, 297 * MM, 34.58 * MM, 32.58 * MM, 28 * MM, 26 * MM, 29.6, lines=22, chars=28
)
BODY = TextStyle("body", indent=2.0)
PLAIN = TextStyle("plain")
TITLE = TextStyle(
    "title", font="xiaobiaosong", size=22.0, pitch=35.0, align=Align.CENTER, keep_next=True,
    balanced=True,
)  # fmt: skip
NUMBER = PageNumber(TextStyle("number", font="songti", size=14.0, pitch=14.0, left=1.0, right=1.0))
SOURCE = Source("body", "a", 0)


@cache
def free_fonts() -> Fonts:
    return Fonts(system=False)


def text(words: str, style: TextStyle = PLAIN, **fields: object) -> Text:
    return Text(style, (Span(words),), SOURCE)._replace(**fields)  # type: ignore[arg-type]


def flow(
    *blocks: FlowBlock,
    page: PageSetup = WORD_PAGE,
    closing: tuple[FlowBlock, ...] = (),
    number: PageNumber | None = None,
) -> Flow:
    return Flow(page, blocks, closing, number, {})


def typeset(*blocks: FlowBlock, page: PageSetup = WORD_PAGE) -> Document:
    return Typesetter(free_fonts()).typeset(flow(*blocks, page=page))


def narrow(em: float, rule: Punctuation = Punctuation.WORD) -> PageSetup:
    """A page whose measure is so many em of 16 points."""
    return PageSetup(em * 16.0 + 20, 842.0, 20.0, 22.0, 10.0, 10.0, 28.0, punctuation=rule)


def set_lines(words: str, em: float, rule: Punctuation = Punctuation.WORD) -> list[str]:
    """The lines of a paragraph without indent in a measure of so many em."""
    return [line.text for line in text_lines(typeset(text(words), page=narrow(em, rule)))]


def page_lines(page: Page) -> list[TextLine]:
    return [
        placed.item
        for placed in page.items
        if isinstance(placed.item, TextLine) and placed.source.part != "page_number"
    ]


def text_lines(document: Document) -> list[TextLine]:
    return [line for page in document.pages for line in page_lines(page)]


def corpus_texts(folder: Path, name: str) -> list[Text]:
    """The body paragraphs of a bulletin of the corpus; a run-in title is in another face."""
    (structure,) = folder.glob(f"{name}_*.json")
    rows = structure.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    blocks: list[Text] = []
    for section in json.loads(structure.read_text(encoding="utf-8"))["sections"]:
        for article in section["articles"]:
            if article.get("kind", "article") == "article":
                blocks += _paragraphs(article, rows)
    return blocks


def _paragraphs(article: dict, rows: list[str]) -> list[Text]:
    blocks: list[Text] = []
    for first, last in article["lines"]:
        words = "".join([_joined(row) for row in rows[first - 1 : last]])
        title = len(article["title"]) + 1 if article["run_in"] and not blocks else 0
        spans = (Span(words[:title], font="heiti"), Span(words[title:]))
        blocks.append(Text(BODY, spans[not title :], SOURCE))
    return blocks


def _joined(row: str) -> str:
    """A row without the spaces that stand for gaps around digits and Latin."""
    return re.sub(r" *([0-9A-Za-z%+]+) *", r"\1", row.strip())
