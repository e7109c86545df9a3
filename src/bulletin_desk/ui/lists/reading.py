"""An article to read beside a list: its title set off from the text."""

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from bulletin_desk.model.bulletin import Article
from bulletin_desk.ui import theme

_TITLE = 1.15


def set_off_title(reader: QPlainTextEdit, article: Article | None) -> None:
    """Show the title of the article that a reading pane holds larger and half bold."""
    if article is None or not article.title.strip():
        return
    cursor = QTextCursor(reader.document().firstBlock())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setFont(theme.heading_font(reader.font(), _TITLE))
    cursor.setCharFormat(form)
