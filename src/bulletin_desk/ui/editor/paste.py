"""Text of other programs on the clipboard: as it was, and as it should be."""

from typing import NamedTuple

from PySide6.QtCore import QMimeData

from bulletin_desk.intake.clipboard.arrange import arranged
from bulletin_desk.intake.clipboard.clips import Line, text_lines
from bulletin_desk.intake.clipboard.html import read_html
from bulletin_desk.model.cleaning import Counts, told
from bulletin_desk.model.richtext import Block, plain

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
