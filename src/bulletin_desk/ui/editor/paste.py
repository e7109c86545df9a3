"""What the clipboard brings: blocks of our own, or text of others as it was and as it should be."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData

from bulletin_desk.intake.clipboard.arrange import arranged
from bulletin_desk.intake.clipboard.clips import Line, text_lines
from bulletin_desk.intake.clipboard.html import read_html
from bulletin_desk.model.cleaning import Counts, told
from bulletin_desk.model.jsonform import blocks_from_json, blocks_to_json
from bulletin_desk.model.richtext import Block, Paragraph, Picture, plain

OWN = "application/x-bulletin-desk-blocks"
# What no text can hold: the placeholder of objects, and what Qt takes for ends of paragraphs.
_UNFIT = dict.fromkeys((*range(9), *range(0xB, 0x20), 0x2029, 0xFDD0, 0xFDD1, 0xFFFC, 0xFFFF))


class Pasted(NamedTuple):
    """Text of another program: as it was, and clean; `pictures` counts those it points to."""

    raw: tuple[Block, ...]
    clean: tuple[Block, ...]
    counts: Counts
    pictures: int


def read_text(mime: QMimeData) -> Pasted | None:
    """Return the text that the clipboard brings, or None where it brings none."""
    html = read_html(mime.html()) if mime.hasHtml() else None
    lines = text_lines(mime.text())
    clips = html.clips if html and html.clips else lines
    raw = [clip.text for clip in (lines if mime.hasText() else clips) if isinstance(clip, Line)]
    while raw and not raw[-1].strip():
        raw.pop()
    clean, counts = arranged(clips)
    if not raw or not clean:
        return None
    fit = tuple([plain(_fit(text)) for text in raw])
    return Pasted(fit, clean, counts, html.pictures if html else 0)


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


def clean_sentence(counts: Counts, pictures: int) -> str:
    """Return what cleaning a paste has done, and how to have it undone."""
    what = told(counts, nothing="整理了粘贴的文字。").rstrip("。")
    kept = "" if not pictures else "；图片没有带过来，请另外复制"
    return f"粘贴时{what}，按 Ctrl+Z 恢复原样{kept}。"


def _fit(text: str) -> str:
    text = text.translate(_UNFIT)
    return text.encode("utf-8", "ignore").decode() if _has_lone_half(text) else text


def _has_lone_half(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
