"""Pictures and tables in the text answer to clicks and keys: chosen, opened, copied, turned."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu

from bulletin_desk.ui.editor.blocks import OBJECT_CHAR
from bulletin_desk.ui.editor.body_edit import BodyEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEEP = QTextCursor.MoveMode.KeepAnchor


class ObjectKeys(QObject):
    """Watches the body: a click chooses a picture or table, Enter opens what is chosen.

    `menu_wanted` asks for a menu with what can be done with the block of this number, `copied`
    to put it on the clipboard and, when cut, to take it away.
    """

    menu_wanted = Signal(QMenu, int)
    copied = Signal(int, bool)

    def __init__(self, body: BodyEdit) -> None:
        super().__init__(body)
        self._body = body
        body.installEventFilter(self)
        body.viewport().installEventFilter(self)
        body.objects.is_chosen = self._is_chosen

    @property
    def chosen(self) -> int | None:
        """The block of the picture or table that alone is selected."""
        cursor = self._body.textCursor()
        block = self._body.document().findBlock(cursor.selectionStart())
        alone = cursor.selectionEnd() - cursor.selectionStart() == 1
        return block.blockNumber() if alone and _is_object(block) else None

    def choose(self, number: int) -> None:
        """Select the picture or table of this block."""
        block = self._body.document().findBlockByNumber(number)
        if _is_object(block):
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, _KEEP)
            self._body.setTextCursor(cursor)
            self._body.ensureCursorVisible()

    def block_at(self, point: QPoint) -> int | None:
        """Return the block of the picture or table under a point of the viewport."""
        block = self._body.cursorForPosition(point).block()
        layout = self._body.document().documentLayout()
        box = layout.blockBoundingRect(block)
        shift = QPoint(
            self._body.horizontalScrollBar().value(), self._body.verticalScrollBar().value()
        )
        inside = box.contains((point + shift).toPointF())
        return block.blockNumber() if _is_object(block) and inside else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While the window is taken down the body is gone already: nothing else may be asked of it.
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return watched is self._body and self._on_key(event)
            case QEvent.Type.ContextMenu if isinstance(event, QContextMenuEvent):
                return self._on_menu(event)
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                if watched is self._body.viewport():
                    self._on_release(event)
                return False
            case _:
                return False

    def _on_key(self, event: QKeyEvent) -> bool:
        number = self.chosen
        if number is None:
            return False
        if event.key() in _ENTER and not event.modifiers():
            self._body.object_activated.emit(number)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit(number, False)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copied.emit(number, True)
        else:
            return False
        return True

    def _on_release(self, event: QMouseEvent) -> None:
        number = self.block_at(event.position().toPoint())
        plain = event.button() is Qt.MouseButton.LeftButton
        if number is not None and plain and not self._body.textCursor().hasSelection():
            self.choose(number)

    def _on_menu(self, event: QContextMenuEvent) -> bool:
        by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        number = self.chosen if by_keys else self.block_at(event.pos())
        if number is None:
            return False
        self.choose(number)
        menu = QMenu(self._body)
        self.menu_wanted.emit(menu, number)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
        return True

    def _is_chosen(self, position: int) -> bool:
        cursor = self._body.textCursor()
        return cursor.selectionStart() <= position < cursor.selectionEnd()


def _is_object(block: QTextBlock) -> bool:
    return block.isValid() and OBJECT_CHAR in block.text()
