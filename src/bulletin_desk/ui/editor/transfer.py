"""Copying, pasting and dragging of text in the body: with kinds, emphasis, pictures and tables."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

from bulletin_desk.model.richtext import Block, Paragraph
from bulletin_desk.model.splicing import Spot, cut_out, spliced
from bulletin_desk.ui.editor.own_blocks import holds_text, own_blocks, write_blocks

if TYPE_CHECKING:
    from bulletin_desk.ui.editor.body_edit import BodyEdit


_FROM = "application/x-bulletin-desk-from"


def copied(edit: "BodyEdit", shown: QMimeData) -> QMimeData:
    """Return the selected blocks for the clipboard, and for others what Qt has copied."""
    mime = QMimeData()
    mime.setHtml(shown.html())
    write_blocks(mime, cut_out(edit.body, *edit.selection))
    mime.setData(_FROM, _name(edit))
    return mime


def paste(edit: "BodyEdit", source: QMimeData, *, clean: bool = True, label: str = "粘贴") -> None:
    """Paste; text of other programs comes in as it was, and is cleaned in a second step."""
    if edit.isReadOnly():
        return
    edit.commit_preedit()
    own = own_blocks(source)
    if holds_text(own):
        _splice(edit, label, own)
        return
    if edit.take(source):
        return
    from bulletin_desk.ui.editor.paste import clean_sentence, read_text

    pasted = read_text(source)
    if pasted is None:
        return
    body, (start, end) = edit.body, edit.selection
    _splice(edit, label, pasted.raw)
    if clean and pasted.clean != pasted.raw:
        cleaned = spliced(body, start, end, pasted.clean)
        edit.change_body("清理粘贴", cleaned.body, cleaned.end)
        edit.told.emit(clean_sentence(pasted.counts, pasted.pictures))


def drop(edit: "BodyEdit", event: QDropEvent) -> None:
    """Take what is dropped; a selection of the text itself is moved."""
    if edit.isReadOnly() or not edit.canInsertFromMimeData(event.mimeData()):
        event.ignore()
        return
    edit.commit_preedit()
    target = edit.spot_at(event.position().toPoint())
    start, end = edit.selection
    blocks = own_blocks(event.mimeData())
    inside = event.mimeData().data(_FROM).data() == _name(edit) and start != end
    if inside and blocks and event.dropAction() is Qt.DropAction.MoveAction:
        if not start <= target <= end:
            _move(edit, (start, end), target, blocks)
    else:
        edit.put_caret(*target)
        paste(edit, event.mimeData())
    event.acceptProposedAction()


def _name(edit: "BodyEdit") -> bytes:
    """Return what tells this editor from every other one, in other windows too."""
    return f"{os.getpid()} {id(edit)}".encode()


def _splice(edit: "BodyEdit", label: str, blocks: Sequence[Block]) -> None:
    result = spliced(edit.body, *edit.selection, blocks)
    edit.change_body(label, result.body, result.end)


def _move(
    edit: "BodyEdit", selection: tuple[Spot, Spot], target: Spot, blocks: Sequence[Block]
) -> None:
    """Move the selected blocks; of both places the later one is changed first."""
    start, end = selection
    edit.commit_preedit()
    if target < start:
        rest = _without(edit.body, start, end)
        result = spliced(rest, target, target, blocks)
        edit.change_body("移动文字", result.body, result.end)
    else:
        result = spliced(edit.body, target, target, blocks)
        rest = _without(result.body, start, end)
        caret = _earlier(result.end, start, end)
        gone = len(result.body) - len(rest) - (end.block - start.block)
        edit.change_body("移动文字", rest, Spot(caret.block - gone, caret.position))


def _without(body: Sequence[Block], start: Spot, end: Spot) -> tuple[Block, ...]:
    """Return a body without a stretch; a picture or table leaves no empty paragraph behind."""
    last = body[end.block]
    rest = spliced(body, start, end, ()).body
    left = rest[start.block]
    empty = isinstance(left, Paragraph) and not left.text
    if not isinstance(last, Paragraph) and empty and len(rest) > 1:
        return (*rest[: start.block], *rest[start.block + 1 :])
    return rest


def _earlier(spot: Spot, start: Spot, end: Spot) -> Spot:
    """Return a place behind a stretch as it is once the stretch is gone."""
    if spot.block != end.block:
        return Spot(spot.block - (end.block - start.block), spot.position)
    return Spot(start.block, start.position + spot.position - end.position)
