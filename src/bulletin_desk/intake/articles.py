"""Makes articles of drafts: kinds of paragraphs, bylines, signatures."""

import datetime
import re
from collections.abc import Iterable

from bulletin_desk.intake import report
from bulletin_desk.intake.dates import whole_date
from bulletin_desk.intake.draft import Draft, stands_as_note
from bulletin_desk.intake.emphasis import emphasised, opening
from bulletin_desk.intake.marks import tidy
from bulletin_desk.intake.shapes import (
    clean_byline,
    closing_byline,
    dateline_byline,
    paragraph_kind,
)
from bulletin_desk.intake.source import Role
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.offices import is_office
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Table, plain

Figure = Picture | Table

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}[县区旗]")
_BETWEEN = re.compile(r"[、，,/\s]+")


def merge_notes(drafts: Iterable[Draft]) -> list[Draft]:
    """Give an editor's note that stands before a title to the article that follows."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last and _is_note_alone(last):
            draft.subheads = {place + len(last.body) for place in draft.subheads}
            draft.figures = [*last.figures, *_moved(draft.figures, len(last.body))]
            draft.body[:0] = last.body
            merged.pop()
        merged.append(draft)
    return merged


def _is_note_alone(draft: Draft) -> bool:
    more = draft.title or draft.subtitle or draft.bylines or draft.signature
    return bool(draft.body) and not more and all(stands_as_note(block) for block in draft.body)


def _moved(figures: list[tuple[int, Figure]], more: int) -> list[tuple[int, Figure]]:
    return [(place + more, figure) for place, figure in figures]


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
        units=tuple(dict.fromkeys([*_offices(names), *signed])),
        date=date,
        run_in=draft.run_in,
        body=tuple(body),
    )
    return article, _doubts(draft)


def _offices(names: list[str]) -> list[str]:
    """Return the offices among the names; several may stand in one byline."""
    parts = [part for name in names for part in _BETWEEN.split(name)]
    return [part for part in parts if is_office(part) or _PLACE.fullmatch(part)]


def _space_at_break(line: str) -> str:
    # A space that the contents show at the break is text (see one_line).
    return " " if line.endswith(" ") else ""


def _body(draft: Draft) -> tuple[list[Block], list[str], datetime.date | None]:
    """Return paragraphs, the bylines that closed them, and the date of the signature."""
    paragraphs = [_paragraph(draft, i) for i in range(len(draft.body))]
    bylines: list[str] = []
    if paragraphs and (closed := closing_byline(paragraphs[-1].text)):
        paragraphs[-1:] = [opening(paragraphs[-1], closed[0])] if closed[0] else []
        bylines.append(closed[1])
    blocks = _with_figures(paragraphs, draft.figures)
    date = None
    for block in draft.signature:
        closed = closing_byline(block.text)
        if closed and not closed[0]:
            bylines.append(closed[1])
            continue
        date = whole_date(block.text) or date
        blocks.append(plain(block.text, ParagraphKind.SIGNATURE))
    return blocks, bylines, date


def _with_figures(paragraphs: list[Paragraph], figures: list[tuple[int, Figure]]) -> list[Block]:
    blocks: list[Block] = [*paragraphs]
    for place, figure in sorted(figures, key=lambda item: item[0])[::-1]:
        blocks.insert(min(place, len(paragraphs)), figure)
    return blocks


def _paragraph(draft: Draft, place: int) -> Paragraph:
    block = draft.body[place]
    kind = paragraph_kind(block.text)
    if block.said is not None and (block.said is Role.NOTE or kind is ParagraphKind.NOTE):
        kind = ParagraphKind.NOTE if block.said is Role.NOTE else ParagraphKind.BODY
    if place in draft.subheads and kind is ParagraphKind.BODY:
        kind = ParagraphKind.HEADING1
    return emphasised(block, kind)


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
