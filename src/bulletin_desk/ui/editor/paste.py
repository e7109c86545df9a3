"""Text of other programs on the clipboard: as it was, and as it should be."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData

from bulletin_desk.intake.clipboard.arrange import arranged
from bulletin_desk.intake.clipboard.clips import Clip, Line, text_lines
from bulletin_desk.intake.clipboard.html import read_html
from bulletin_desk.intake.marks import is_finished
from bulletin_desk.model.cleaning import Counts, clean_text, told
from bulletin_desk.model.richtext import Block, plain

# What no text can hold: the placeholder of objects, and what Qt takes for ends of paragraphs.
_UNFIT = dict.fromkeys((*range(9), *range(0xB, 0x20), 0x2029, 0xFDD0, 0xFDD1, 0xFFFC, 0xFFFF))


class Pasted(NamedTuple):
    """Text of another program: as it was, and clean; `pictures` counts those it points to."""

    raw: tuple[Block, ...]
    clean: tuple[Block, ...]
    counts: Counts
    pictures: int


class PastedArticle(NamedTuple):
    """A text of which the first paragraph is the title, as it was and clean.

    The titles are empty where the text begins with a sentence.
    """

    raw_title: str
    title: str
    raw: tuple[Block, ...]
    clean: tuple[Block, ...]
    counts: Counts
    pictures: int


def read_text(mime: QMimeData) -> Pasted | None:
    """Return the text that the clipboard brings, or None where it brings none."""
    raw, clips, pictures = _read(mime)
    clean, counts = arranged(clips)
    if not raw or not clean:
        return None
    return Pasted(_as_it_was(raw), clean, counts, pictures)


def read_article(mime: QMimeData) -> PastedArticle | None:
    """Return the title and the text that the clipboard brings, or None where one is missing."""
    raw, clips, pictures = _read(mime)
    while raw and not raw[0].strip():
        raw = raw[1:]
    filled = next((n for n, c in enumerate(clips) if not isinstance(c, Line) or c.text.strip()), 0)
    first = clips[filled] if clips else None
    if not raw or not isinstance(first, Line):
        return None
    if is_finished(first.text.strip()):
        clean, counts = arranged(clips)
        return PastedArticle("", "", _as_it_was(raw), clean, counts, pictures)
    title, in_title = clean_text(_fit(first.text).strip(), running=False)
    clean, counts = arranged(clips[filled + 1 :])
    if len(raw) < 2 or not clean:
        return None
    return PastedArticle(
        _fit(raw[0]).strip(), title, _as_it_was(raw[1:]), clean, counts + in_title, pictures
    )


def _read(mime: QMimeData) -> tuple[list[str], Sequence[Clip], int]:
    """Return the lines as they were, what they mean, and how many pictures are pointed to."""
    html = read_html(mime.html()) if mime.hasHtml() else None
    lines = text_lines(mime.text())
    clips = html.clips if html and html.clips else lines
    raw = [clip.text for clip in (lines if mime.hasText() else clips) if isinstance(clip, Line)]
    while raw and not raw[-1].strip():
        raw.pop()
    return raw, clips, html.pictures if html else 0


def _as_it_was(lines: Sequence[str]) -> tuple[Block, ...]:
    return tuple([plain(_fit(text)) for text in lines])


def clean_sentence(counts: Counts, pictures: int) -> str:
    """Return what cleaning a paste has done, and how to have it undone."""
    what = told(counts, nothing="清理了粘贴的文字。").rstrip("。")
    kept = "" if not pictures else "；图片没有带过来，请另外复制"
    return f"粘贴时{what}，按 Ctrl+Z 恢复原样{kept}。"


def _fit(text: str) -> str:
    text = text.translate(_UNFIT)
    return text.encode("utf-8", "ignore").decode() if _has_lone_half(text) else text


def _has_lone_half(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
