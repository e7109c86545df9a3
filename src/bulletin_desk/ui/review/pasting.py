"""粘贴为来稿: what other programs put on the clipboard, as a source like that of a file."""

from PySide6.QtCore import QMimeData

from bulletin_desk.intake.clipboard.html import read_html
from bulletin_desk.intake.reader import text_source
from bulletin_desk.intake.source import Source
from bulletin_desk.intake.web import web_lines

NAME = "粘贴的来稿"
_PICTURES = "粘贴时图片没有带过来，请另外插入。"


def paste_source(mime: QMimeData) -> Source | None:
    """Return what the clipboard holds, None where it holds no text."""
    html = read_html(mime.html()) if mime.hasHtml() else None
    lines = web_lines(html.clips) if html is not None else []
    if html is not None and lines:
        return Source("text", NAME, tuple(lines), warnings=(_PICTURES,) if html.pictures else ())
    text = mime.text()
    return text_source(text, NAME) if text.strip() else None
