"""The body of an article in a QTextDocument, kept in step with the model's blocks both ways.

The document tells which characters changed; only the blocks around them are read again, so every
other block of the model stays the same object. Changes from outside are written where they differ.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from bulletin_desk.model.richtext import Block, Paragraph
from bulletin_desk.ui.editor.blocks import (
    LINE_BREAK,
    OBJECT_CHAR,
    Styles,
    is_mixed,
    is_odd,
    read_block,
    write_block,
    write_formats,
)
from bulletin_desk.ui.editor.positions import changed_middle, to_utf16

_KEEP = QTextCursor.MoveMode.KeepAnchor


class BodyDocument(QObject):
    """Mirrors a QTextDocument as blocks.

    `edited` carries the number of the first changed one; `before` are the blocks as they were.
    """

    edited = Signal(int)

    def __init__(
        self, document: QTextDocument, styles: Styles, is_composing: Callable[[], bool]
    ) -> None:
        super().__init__(document)
        self.styles = styles
        self._document = document
        self._is_composing = is_composing
        self._blocks: list[Block] = [Paragraph()]
        self._told: tuple[Block, ...] = ()
        self.before: tuple[Block, ...] = ()
        self._first_change: int | None = None
        self._writing = False
        document.setUndoRedoEnabled(False)
        document.contentsChange.connect(self._on_contents_change)
        document.contentsChanged.connect(self.tell)

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks; none for an empty document."""
        only = self._blocks[0]
        if len(self._blocks) == 1 and isinstance(only, Paragraph) and only == Paragraph():
            return ()
        return tuple(self._blocks)

    def block(self, number: int) -> Block:
        """Return the block with this number."""
        return self._blocks[number]

    def load(self, body: Sequence[Block]) -> None:
        """Show another body."""
        self._writing = True
        self._document.clear()
        self.styles.forget_objects()
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for index, block in enumerate(body or (Paragraph(),)):
            if index:
                cursor.insertBlock()
            write_block(cursor, block, self.styles)
        cursor.endEditBlock()
        self._taken_over(body)

    def show(self, body: Sequence[Block]) -> None:
        """Write what differs from the shown body, leaving the rest and the caret alone."""
        old, new = self._blocks, list(body) or [Paragraph()]
        start, limit = 0, min(len(old), len(new))
        while start < limit and _same(old[start], new[start]):
            start += 1
        end = 0
        while end < limit - start and _same(old[-1 - end], new[-1 - end]):
            end += 1
        if start < max(len(old), len(new)) - end:
            self._writing = True
            edit = QTextCursor(self._document)
            edit.beginEditBlock()
            self._write_middle(old[start : len(old) - end], new[start : len(new) - end], start)
            edit.endEditBlock()
        self._taken_over(body)

    def tell(self) -> None:
        """Send `edited` when the clerk changed something and nothing is being composed."""
        if self._writing or self._first_change is None or self._is_composing():
            return
        self._part_mixed_blocks()
        self._dress_odd_blocks()
        first, self._first_change = self._first_change, None
        body = self.body
        if len(body) != len(self._told) or any(
            a is not b for a, b in zip(body, self._told, strict=True)
        ):
            self.before, self._told = self._told, body
            self.edited.emit(first)

    def _taken_over(self, body: Sequence[Block]) -> None:
        self._blocks = list(body) or [Paragraph()]
        self._told = tuple(body)
        self._first_change = None
        self._writing = False

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        if self._writing:
            return
        document = self._document
        block = document.findBlock(position)
        first = block.blockNumber()
        last = document.findBlock(min(position + added, document.characterCount() - 1))
        count = last.blockNumber() - first + 1
        replaced = count - (document.blockCount() - len(self._blocks))
        fresh: list[Block] = []
        for _ in range(count):
            fresh.append(read_block(block, self.styles))
            block = block.next()
        old = self._blocks[first : first + replaced]
        self._blocks[first : first + replaced] = _keep_equal(old, fresh)
        known = self._first_change
        self._first_change = first if known is None else min(first, known)

    def _dress_odd_blocks(self) -> None:
        """Give text that came from a paragraph of another kind the looks of its new one."""
        first = self._first_change or 0
        for number in range(first, min(first + 2, len(self._blocks))):
            block, known = self._document.findBlockByNumber(number), self._blocks[number]
            if isinstance(known, Paragraph) and is_odd(block, self.styles):
                self._writing = True
                write_formats(block, known, self.styles)
                self._writing = False

    def _part_mixed_blocks(self) -> None:
        """Give text that came to stand beside a picture or table a paragraph of its own."""
        block = self._document.findBlockByNumber(self._first_change or 0)
        for _ in range(3):
            if block.isValid() and is_mixed(block):
                self._part(block)
            block = block.next() if block.isValid() else block

    def _part(self, block: QTextBlock) -> None:
        at = block.position() + block.text().index(OBJECT_CHAR)
        after, body = block.position() + block.length() - 1, self.styles.block_format(_BODY)
        cursor = QTextCursor(self._document)
        self._document.contentsChanged.disconnect(self.tell)
        cursor.beginEditBlock()
        if at + 1 < after:
            cursor.setPosition(at + 1)
            cursor.insertBlock(body, self.styles.char_format(_BODY))
        if at > block.position():
            cursor.setPosition(at)
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.setBlockFormat(body)
        cursor.endEditBlock()
        self._document.contentsChanged.connect(self.tell)

    def _write_middle(self, old: list[Block], new: list[Block], start: int) -> None:
        shared = min(len(old), len(new))
        for index in range(shared):
            self._rewrite(start + index, old[index], new[index])
        if len(old) > shared:
            self._remove_blocks(start + shared, len(old) - shared)
        for index in range(shared, len(new)):
            cursor = self._insert_empty(start + index)
            write_block(cursor, new[index], self.styles)

    def _rewrite(self, number: int, old: Block, new: Block) -> None:
        block = self._document.findBlockByNumber(number)
        cursor = QTextCursor(block)
        if isinstance(old, Paragraph) and isinstance(new, Paragraph):
            was, now = old.text, new.text
            start, old_end, new_end = changed_middle(was, now)
            cursor.setPosition(block.position() + to_utf16(was, start))
            cursor.setPosition(block.position() + to_utf16(was, old_end), _KEEP)
            if old_end > start or new_end > start:
                cursor.insertText(now[start:new_end].replace("\n", LINE_BREAK))
            if read_block(block, self.styles) != new:
                write_formats(block, new, self.styles)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
            cursor.removeSelectedText()
            write_block(cursor, new, self.styles)

    def _remove_blocks(self, first: int, count: int) -> None:
        """Remove whole blocks; the block before them, if there is one, stays as it is."""
        last = self._document.findBlockByNumber(first + count - 1)
        cursor = QTextCursor(self._document.findBlockByNumber(first))
        if first:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            cursor.setPosition(last.position() + last.length() - 1, _KEEP)
        else:
            cursor.setPosition(last.position() + last.length(), _KEEP)
        cursor.removeSelectedText()

    def _insert_empty(self, number: int) -> QTextCursor:
        if number < self._document.blockCount():
            cursor = QTextCursor(self._document.findBlockByNumber(number))
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        else:
            cursor = QTextCursor(self._document)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock()
        return cursor


_BODY = Paragraph().kind


def _same(one: Block, other: Block) -> bool:
    return one is other or one == other


def _keep_equal(old: list[Block], fresh: list[Block]) -> list[Block]:
    """Return the fresh blocks, each as the old object where that says the same."""
    start, limit = 0, min(len(old), len(fresh))
    while start < limit and old[start] == fresh[start]:
        start += 1
    end = 0
    while end < limit - start and old[-1 - end] == fresh[-1 - end]:
        end += 1
    tail = old[len(old) - end :] if end else []
    return [*old[:start], *fresh[start : len(fresh) - end], *tail]
