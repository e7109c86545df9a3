"""Hits in the editor and on the page: all of the article coloured, the current one selected."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QColor, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.finding import Found, text_at
from bulletin_desk.model.flow import Source
from bulletin_desk.ui import theme
from bulletin_desk.ui.desk import Desk
from bulletin_desk.ui.editor.positions import to_utf16
from bulletin_desk.ui.outline.model import DISTRIBUTION, Node
from bulletin_desk.ui.preview.marks import Mark
from bulletin_desk.ui.preview.places import Place

# More colour helps nobody, and every selection is asked for at each paint.
_MOST = 1000
_IN_BODY = ("body", "caption", "table")
_KEEP = QTextCursor.MoveMode.KeepAnchor


class _Colours(NamedTuple):
    found: QColor
    current: QColor
    text: QColor


class Showing:
    """Shows what was found on the desk; never puts the focus anywhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show_all(self, found: Sequence[Found], current: Found | None) -> None:
        """Colour the hits of the article on show."""
        page, article = self._desk.article, self._desk.article.article
        own = [hit for hit in found if article is not None and hit.where.owner == article.id]
        title = [hit for hit in own if hit.where.part == "title"]
        body = [hit for hit in own if hit.where.part == "body"][:_MOST]
        page.title.setExtraSelections(
            [
                _coloured(page.title.document(), 0, page.title.toPlainText(), hit, current)
                for hit in title
            ]
        )
        document, texts = page.body.document(), article.body if article else ()
        selections: list[QTextEdit.ExtraSelection] = []
        for hit in body:
            block = document.findBlockByNumber(hit.where.block)
            if block.isValid() and hit.where.block < len(texts):
                text = texts[hit.where.block].text
                selections.append(_coloured(document, block.position(), text, hit, current))
        page.body.setExtraSelections(selections)
        self._frame_objects(own, current)

    def go_to(self, hit: Found, bulletin: Bulletin) -> None:
        """Show the part of the issue that holds a hit, select it and mark it on the page."""
        where = hit.where
        if where.part == "section":
            self._desk.outline.choose(Node("section", where.owner))
        elif not where.owner:
            self._desk.outline.choose(DISTRIBUTION)
        else:
            self._desk.outline.choose(Node("article", where.owner))
            self._select(hit, text_at(bulletin, where))
        part = "distribution" if not where.owner else where.part
        block = -1 if part == "unit" else where.block
        place = Place(part, where.owner, block, hit.start)
        self._desk.preview.mark_caret(place)
        self._mark_page(hit)

    def deselect(self) -> None:
        """Select nothing: what was selected is no hit any more."""
        page = self._desk.article
        for edit in (page.title, page.body):
            cursor = edit.textCursor()
            cursor.clearSelection()
            edit.setTextCursor(cursor)
        for field in (page.subtitle, page.byline):
            field.deselect()

    def clear(self) -> None:
        """Take all colours away."""
        self.show_all((), None)
        self._desk.preview.mark_found(())

    def _mark_page(self, hit: Found) -> None:
        part, owner, block = hit.where.part, hit.where.owner, hit.where.block
        mark = Mark(Source(part, owner, block), "found", hit.start, hit.end - hit.start)
        # The cells of a table have one place in common: its line is marked by the caret alone.
        marked = bool(owner) and part not in ("unit", "section", "table")
        self._desk.preview.mark_found((mark,) if marked else ())

    def _select(self, hit: Found, text: str) -> None:
        page = self._desk.article
        match hit.where.part:
            case "title":
                _select(page.title, 0, text, hit)
            case "subtitle" | "byline":
                field = page.subtitle if hit.where.part == "subtitle" else page.byline
                start, end = to_utf16(text, hit.start), to_utf16(text, hit.end)
                field.setSelection(start, end - start)
            case "body":
                block = page.body.document().findBlockByNumber(hit.where.block)
                _select(page.body, block.position(), text, hit)
            case "caption" | "table":
                page.body.put_caret(hit.where.block, 0)
            case _:
                pass

    def _frame_objects(self, own: Sequence[Found], current: Found | None) -> None:
        objects, colours = self._desk.article.body.objects, _colours()
        blocks = frozenset(hit.where.block for hit in own if hit.where.part in _IN_BODY[1:])
        at = current.where.block if current is not None and current in own else -1
        if (blocks, at) != (objects.found, objects.current):
            objects.found, objects.current = blocks, at
            objects.found_colours = (colours.found, colours.current)
            self._desk.article.body.viewport().update()


def _select(edit: QTextEdit | QPlainTextEdit, base: int, text: str, hit: Found) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(base + to_utf16(text, hit.start))
    cursor.setPosition(base + to_utf16(text, hit.end), _KEEP)
    edit.setTextCursor(cursor)
    edit.ensureCursorVisible()


def _coloured(
    document: QTextDocument, base: int, text: str, hit: Found, current: Found | None
) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(document)
    last = document.characterCount() - 1
    cursor.setPosition(min(base + to_utf16(text, hit.start), last))
    cursor.setPosition(min(base + to_utf16(text, hit.end), last), _KEEP)
    colours = _colours()
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
    form = selection.format  # pyright: ignore[reportAttributeAccessIssue]
    form.setBackground(colours.current if hit == current else colours.found)
    form.setForeground(colours.text)
    selection.format = form  # pyright: ignore[reportAttributeAccessIssue]
    return selection


def _colours() -> _Colours:
    if theme.is_dark():
        return _Colours(QColor("#5c5122"), QColor("#a97f1c"), QColor("#ffffff"))
    return _Colours(QColor("#fbeeb0"), QColor("#f6c445"), QColor("#1e2530"))
