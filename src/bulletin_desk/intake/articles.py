"""Makes articles of drafts: kinds of paragraphs, bylines, signatures."""

import datetime
from collections.abc import Iterable

from bulletin_desk.intake import report
from bulletin_desk.intake.dates import whole_date
from bulletin_desk.intake.drafts import Draft
from bulletin_desk.intake.marks import tidy
from bulletin_desk.intake.shapes import (
    clean_byline,
    closing_byline,
    dateline_byline,
    is_note,
    paragraph_kind,
)
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.offices import is_office
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, plain


def merge_notes(drafts: Iterable[Draft]) -> list[Draft]:
    """Give an editor's note that stands before a title to the article that follows."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last and _is_note_alone(last):
            draft.subheads = {place + len(last.body) for place in draft.subheads}
            draft.body[:0] = last.body
            merged.pop()
        merged.append(draft)
    return merged


def _is_note_alone(draft: Draft) -> bool:
    more = draft.title or draft.subtitle or draft.bylines or draft.signature
    return bool(draft.body) and not more and all(is_note(block.text) for block in draft.body)


def build_article(draft: Draft) -> tuple[Article, list[str]]:
    """Return the article of a draft, and what is doubtful in it."""
    body, bylines, date = _body(draft)
    names = [clean_byline(text) for text in draft.bylines] + bylines
    signed = [block.text for block in draft.signature if is_office(block.text)]
    title = "\n".join(tidy(line) + _space_at_break(line) for line in draft.title.split("\n"))
    article = Article(
        title=title.rstrip(" "),
        subtitle=draft.subtitle,
        byline=" ".join(dict.fromkeys(names)) if names else _dateline(draft),
        units=tuple(dict.fromkeys(name for name in (*names, *signed) if is_office(name))),
        date=date,
        run_in=draft.run_in,
        body=tuple(body),
    )
    return article, _doubts(draft)


def _space_at_break(line: str) -> str:
    # A space that the contents show at the break is text (see one_line).
    return " " if line.endswith(" ") else ""


def _body(draft: Draft) -> tuple[list[Paragraph], list[str], datetime.date | None]:
    """Return paragraphs, the bylines that closed them, and the date of the signature."""
    paragraphs = [_paragraph(draft, i) for i in range(len(draft.body))]
    bylines: list[str] = []
    if paragraphs and (closed := closing_byline(paragraphs[-1].text)):
        kind = paragraphs[-1].kind
        paragraphs[-1:] = [plain(closed[0], kind)] if closed[0] else []
        bylines.append(closed[1])
    date = None
    for block in draft.signature:
        closed = closing_byline(block.text)
        if closed and not closed[0]:
            bylines.append(closed[1])
            continue
        date = whole_date(block.text) or date
        paragraphs.append(plain(block.text, ParagraphKind.SIGNATURE))
    return paragraphs, bylines, date


def _paragraph(draft: Draft, place: int) -> Paragraph:
    text = draft.body[place].text
    kind = paragraph_kind(text)
    if place in draft.subheads and kind is ParagraphKind.BODY:
        kind = ParagraphKind.HEADING1
    return plain(text, kind)


def _dateline(draft: Draft) -> str:
    return (dateline_byline(draft.body[0].text) or "") if draft.body else ""


def _doubts(draft: Draft) -> list[str]:
    found: list[str] = []
    if not draft.title and draft.body:
        found.append(report.untitled(draft.body[0].text))
    for i, block in enumerate(draft.body):
        if i not in draft.subheads and paragraph_kind(block.text) is ParagraphKind.BODY:
            if block.label:
                continue
            last = i == len(draft.body) - 1 and closing_byline(block.text) is not None
            found += [] if last else report.paragraph_doubts(block)
    return found
