"""One-line and several-line fields for plain text, safe for input methods and for undo."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from bulletin_desk.ui.editor.composing import Composing
from bulletin_desk.ui.editor.positions import changed_middle, to_utf16

# Ends of paragraphs to Qt, and the placeholder of objects: none is text.
_UNFIT = dict.fromkeys((*range(9), *range(0xB, 0x20), 0x2029, 0xFDD0, 0xFDD1, 0xFFFC))


class LineField(Composing, QLineEdit):
    """A line of text; `edited` tells what the clerk typed, never what `show_text` wrote."""

    edited = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Files are for the window to import; their paths are no text.
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def show_text(self, text: str) -> None:
        """Show another text; the caret stays as far from the end as it can."""
        if text != self.text() and not self.preedit:
            caret = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(caret)

    def flush(self) -> None:
        """Commit what is being composed."""
        self.commit_preedit()

    def _on_edited(self, text: str) -> None:
        self.edited.emit(text)


class TextField(Composing, QPlainTextEdit):
    """A few lines of plain text that grow with it; `edited` tells what the clerk typed.

    `step_ended` says that what follows is a step of its own: the cleaning of what was pasted.
    """

    edited = Signal(str)
    step_ended = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(6)
        self.submits_on_enter = False
        # Takes a paste that is more than the text of this field.
        self.take: Callable[[QMimeData], bool] = lambda _: False
        self._most_lines = 0
        self._shown = ""
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._fit_height()

    def show_text(self, text: str) -> None:
        """Show another text, changing only what differs, so that the caret stays in its place."""
        old = self.toPlainText()
        if text == old or self.preedit:
            return
        start, old_end, new_end = changed_middle(old, text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_utf16(old, start))
        cursor.setPosition(to_utf16(old, old_end), QTextCursor.MoveMode.KeepAnchor)
        self._shown = text
        cursor.insertText(text[start:new_end])

    def setTextCursor(self, cursor: QTextCursor) -> None:
        # What is being composed would come along to wherever the caret goes.
        self.commit_preedit()
        super().setTextCursor(cursor)

    def show_at_most(self, lines: int) -> None:
        """Grow no higher than so many lines; what is longer scrolls."""
        self._most_lines = lines
        self._fit_height()

    def put_caret(self, position: int) -> None:
        """Put the caret before the character at `position`."""
        self.commit_preedit()
        cursor = self.textCursor()
        cursor.setPosition(to_utf16(self.toPlainText(), position))
        self.setTextCursor(cursor)

    def flush(self) -> None:
        """Commit what is being composed."""
        self.commit_preedit()

    def composed(self) -> None:
        self._on_changed()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the text as it was, and in a second step as it should be."""
        from bulletin_desk.model.cleaning import clean_text

        self.commit_preedit()
        if self.isReadOnly() or self.take(source):
            return
        raw = source.text().strip().replace("\r", "").translate(_UNFIT)
        clean, _ = clean_text(raw, running=False)
        cursor = self.textCursor()
        self.step_ended.emit()
        start = cursor.selectionStart()
        cursor.insertText(raw)
        if clean != raw:
            self.step_ended.emit()
            cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(clean)
        self.setTextCursor(cursor)
        self.step_ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.submits_on_enter and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_height()

    def _fit_height(self) -> None:
        lines = max(1, int(self.document().size().height()))
        if self._most_lines:
            off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
            self.setVerticalScrollBarPolicy(on if lines > self._most_lines else off)
            lines = min(lines, self._most_lines)
        margin = self.document().documentMargin() + self.frameWidth()
        self.setFixedHeight(int(lines * self.fontMetrics().lineSpacing() + 2 * margin) + 1)

    def _on_changed(self) -> None:
        text = self.toPlainText()
        self._fit_height()
        if text != self._shown and not self.preedit:
            self._shown = text
            self.edited.emit(text)
