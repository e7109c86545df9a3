"""Bold and 楷体 on a stretch of the text, whatever kinds of paragraphs it goes through."""

from PySide6.QtGui import QTextCursor, QTextDocument

from bulletin_desk.ui.editor.blocks import BOLD, KAI, OBJECT, Styles, kind_of, pieces

_KEEP = QTextCursor.MoveMode.KeepAnchor


def emphasise(
    document: QTextDocument,
    styles: Styles,
    stretch: tuple[int, int],
    bold: bool | None = None,
    kai: bool | None = None,
) -> None:
    """Turn bold or 楷体 on or off between two positions; None leaves it as it is."""
    start, end = stretch
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        for piece in pieces(block):
            first = max(start, block.position() + piece.start)
            last = min(end, block.position() + piece.start + piece.length)
            if first < last and not piece.format.hasProperty(OBJECT):
                was = piece.format
                form = styles.char_format(
                    kind_of(block),
                    bold=was.boolProperty(BOLD) if bold is None else bold,
                    kai=was.boolProperty(KAI) if kai is None else kai,
                )
                part = QTextCursor(document)
                part.setPosition(first)
                part.setPosition(last, _KEEP)
                part.setCharFormat(form)
        block = block.next()
