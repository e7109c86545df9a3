"""The model's blocks in a QTextDocument: one text block each, read and written one at a time."""

from collections.abc import Sequence
from itertools import count
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Run, Table
from bulletin_desk.ui.editor.positions import utf16_length

OBJECT_CHAR = "\ufffc"
LINE_BREAK = "\u2028"
_USER = QTextFormat.Property.UserProperty.value
KIND, BOLD, KAI, OBJECT = _USER + 1, _USER + 2, _USER + 3, _USER + 4
OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
KINDS = tuple(ParagraphKind)
_RIGHT, _CENTER = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter

_HEADING_SCALE = {ParagraphKind.HEADING1: 1.12, ParagraphKind.HEADING2: 1.06}
_STRONG = {ParagraphKind.HEADING1, ParagraphKind.HEADING3}
_KAI_KINDS = {ParagraphKind.HEADING2, ParagraphKind.NOTE, ParagraphKind.QUOTATION}
# How far a kind stands in from both sides, in characters.
_SET_IN = {ParagraphKind.QUOTATION: 2, ParagraphKind.NOTE: 1}
_NO_INDENT = {ParagraphKind.SIGNATURE}


class Styles:
    """How paragraphs and emphasis look in the editor, and which object a placeholder stands for.

    What a block or run *is* is kept in properties of its own, beside the looks.
    """

    def __init__(self, font: QFont, kai_families: Sequence[str]) -> None:
        self.font = font
        self._kai_families = list(kai_families)
        self._objects: dict[int, Picture | Table] = {}
        self._keys = count(1)
        self._chars: dict[tuple[ParagraphKind, bool, bool], QTextCharFormat] = {}

    def block_format(self, kind: ParagraphKind) -> QTextBlockFormat:
        """Return the looks of a paragraph."""
        em = self.font.pixelSize()
        form = QTextBlockFormat()
        form.setProperty(KIND, KINDS.index(kind))
        form.setLineHeight(165, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTextIndent(0 if kind in _NO_INDENT else 2 * em)
        form.setBottomMargin(em * 0.25)
        if kind in _SET_IN:
            form.setLeftMargin(_SET_IN[kind] * em)
            form.setRightMargin(_SET_IN[kind] * em)
        if kind is ParagraphKind.SIGNATURE:
            form.setAlignment(_RIGHT)
            form.setRightMargin(2 * em)
        return form

    def char_format(
        self, kind: ParagraphKind, *, bold: bool = False, kai: bool = False
    ) -> QTextCharFormat:
        """Return the looks of a run in a paragraph of this kind."""
        key = (kind, bold, kai)
        if key not in self._chars:
            self._chars[key] = self._make_char_format(kind, bold, kai)
        return self._chars[key]

    def object_format(self, block: Picture | Table) -> QTextCharFormat:
        """Return the format of the placeholder that stands for a picture or table."""
        key = next(self._keys)
        self._objects[key] = block
        form = QTextCharFormat()
        form.setObjectType(OBJECT_TYPE)
        form.setProperty(OBJECT, key)
        return form

    def object(self, form: QTextFormat) -> Picture | Table | None:
        """Return what a placeholder stands for."""
        return self._objects.get(form.intProperty(OBJECT))

    def forget_objects(self) -> None:
        """Drop the objects of an article that is shown no more."""
        self._objects.clear()

    def _make_char_format(self, kind: ParagraphKind, bold: bool, kai: bool) -> QTextCharFormat:
        font = QFont(self.font)
        font.setPixelSize(round(font.pixelSize() * _HEADING_SCALE.get(kind, 1.0)))
        if kai or kind in _KAI_KINDS:
            font.setFamilies([*self._kai_families, *font.families()])
        if bold or kind in _STRONG:
            font.setWeight(QFont.Weight.Bold)
        form = QTextCharFormat()
        form.setFont(font)
        form.setProperty(BOLD, bold)
        form.setProperty(KAI, kai)
        return form


def kind_of(block: QTextBlock) -> ParagraphKind:
    """Return what kind of paragraph a text block is."""
    return KINDS[block.blockFormat().intProperty(KIND)]


class Piece(Protocol):
    """A stretch of one format in a block: the fields that PySide6's stubs do not know."""

    start: int
    length: int
    format: QTextCharFormat


def pieces(block: QTextBlock) -> list[Piece]:
    """Return the stretches of one format of a block."""
    return cast("list[Piece]", block.textFormats())


def read_block(block: QTextBlock, styles: Styles) -> Block:
    """Return the model's block for a text block."""
    text = block.text()
    if OBJECT_CHAR in text:
        for piece in pieces(block):
            stands_for = styles.object(piece.format)
            if stands_for is not None:
                return stands_for
    return Paragraph(tuple(_runs(block, text)), kind_of(block))


def is_mixed(block: QTextBlock) -> bool:
    """Return whether text stands beside a picture or table in its block."""
    return OBJECT_CHAR in block.text() and block.length() > 2


def is_odd(block: QTextBlock, styles: Styles) -> bool:
    """Return whether a stretch of a paragraph does not look as its kind and emphasis say."""
    kind = kind_of(block)
    return any(
        form.format
        != styles.char_format(
            kind, bold=form.format.boolProperty(BOLD), kai=form.format.boolProperty(KAI)
        )
        for form in pieces(block)
    )


def write_block(cursor: QTextCursor, block: Block, styles: Styles) -> None:
    """Write a block's content into the empty text block at the cursor."""
    if isinstance(block, Paragraph):
        cursor.setBlockFormat(styles.block_format(block.kind))
        cursor.setBlockCharFormat(styles.char_format(block.kind))
        for run in block.runs:
            form = styles.char_format(block.kind, bold=run.bold, kai=run.kai)
            cursor.insertText(run.text.replace("\n", LINE_BREAK), form)
    else:
        form = QTextBlockFormat()
        form.setAlignment(_CENTER)
        form.setTopMargin(6)
        form.setBottomMargin(10)
        cursor.setBlockFormat(form)
        cursor.insertText(OBJECT_CHAR, styles.object_format(block))


def write_formats(block: QTextBlock, paragraph: Paragraph, styles: Styles) -> None:
    """Give a text block that has the paragraph's text its kind and emphasis."""
    cursor = QTextCursor(block)
    cursor.setBlockFormat(styles.block_format(paragraph.kind))
    cursor.setBlockCharFormat(styles.char_format(paragraph.kind))
    for run in paragraph.runs:
        move = QTextCursor.MoveMode.KeepAnchor
        end = cursor.position() + utf16_length(run.text)
        cursor.setPosition(end, move)
        cursor.setCharFormat(styles.char_format(paragraph.kind, bold=run.bold, kai=run.kai))
        cursor.setPosition(end)


def _runs(block: QTextBlock, text: str) -> list[Run]:
    units = text if len(text) == block.length() - 1 else None
    raw = b"" if units is not None else text.encode("utf-16-le", "surrogatepass")
    runs: list[Run] = []
    for form in pieces(block):
        start, end = form.start, form.start + form.length
        piece = units[start:end] if units is not None else _decode(raw[2 * start : 2 * end])
        piece = piece.replace(LINE_BREAK, "\n")
        run = Run(piece, form.format.boolProperty(BOLD), form.format.boolProperty(KAI))
        if runs and (runs[-1].bold, runs[-1].kai) == (run.bold, run.kai):
            run = Run(runs.pop().text + piece, run.bold, run.kai)
        if run.text:
            runs.append(run)
    return runs


def _decode(raw: bytes) -> str:
    return raw.decode("utf-16-le", "surrogatepass")
