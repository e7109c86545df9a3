"""Blocks on the clipboard as the program itself copies them: whole, with kinds and emphasis."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from bulletin_desk.model.jsonform import blocks_from_json, blocks_to_json
from bulletin_desk.model.richtext import Block, Paragraph, Picture

OWN = "application/x-bulletin-desk-blocks"


def own_blocks(mime: QMimeData) -> tuple[Block, ...]:
    """Return the blocks that were copied in the program, none where it was something else."""
    if not mime.hasFormat(OWN):
        return ()
    try:
        return blocks_from_json(json.loads(bytes(mime.data(OWN).data())))
    except (ValueError, RecursionError):
        return ()


def holds_text(blocks: Sequence[Block]) -> bool:
    """Return whether there is text among blocks, and not only pictures and tables."""
    return any(isinstance(block, Paragraph) for block in blocks)


def write_blocks(mime: QMimeData, blocks: Sequence[Block]) -> None:
    """Put blocks on the clipboard, and their text for other programs."""
    mime.setData(OWN, json.dumps(blocks_to_json(tuple(blocks))).encode())
    mime.setText("\n".join([block.text for block in blocks if not isinstance(block, Picture)]))
