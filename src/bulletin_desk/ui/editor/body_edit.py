"""The rich text editor of an article's body, over the model's blocks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Table
from bulletin_desk.model.splicing import Spot
from bulletin_desk.ui.editor import transfer
from bulletin_desk.ui.editor.blocks import BOLD as BOLD_PROPERTY
from bulletin_desk.ui.editor.blocks import (
    KAI,
    OBJECT_CHAR,
    OBJECT_TYPE,
    Styles,
    kind_of,
    write_block,
    write_formats,
)
from bulletin_desk.ui.editor.body_document import BodyDocument
from bulletin_desk.ui.editor.composing import Composing
from bulletin_desk.ui.editor.emphasis import emphasise
from bulletin_desk.ui.editor.kinds import short_name
from bulletin_desk.ui.editor.objects import BlockObjects
from bulletin_desk.ui.editor.positions import from_utf16, to_utf16
from bulletin_desk.ui.editor.recognition import recognised

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
_FORMATS = ("加粗", "楷体", "改段落样式")


class BodyEdit(Composing, QTextEdit):
    """Edits paragraphs, emphasis, pictures and tables.

    `edited` carries the new body, the first changed block and a name for the step; `caret_left`
    says that the caret was put elsewhere, which ends a step of typing; `told` carries a sentence
    on what pasting has cleaned.
    """

    edited = Signal(object, int, str)
    caret_left = Signal()
    object_activated = Signal(int)
    told = Signal(str)

    def __init__(
        self, styles: Styles, pictures: Callable[[str], bytes], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("正文")
        self.setPlaceholderText("在这里写正文，或把文字粘贴进来。")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFont(styles.font)
        self.document().setDocumentMargin(0)
        self.styles = styles
        self.objects = BlockObjects(styles, pictures, self.palette(), self)
        self.document().documentLayout().registerHandler(OBJECT_TYPE, self.objects)
        # Takes pictures and tables out of what is pasted and dropped.
        self.takes: Callable[[QMimeData], bool] = lambda _: False
        self.take: Callable[[QMimeData], bool] = lambda _: False
        self._label = ""
        self._body = BodyDocument(self.document(), styles, lambda: bool(self.preedit))
        self._body.edited.connect(self._on_edited)

    def load(self, body: Sequence[Block]) -> None:
        """Show the body of another article."""
        self._body.load(body)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_body(self, body: Sequence[Block]) -> None:
        """Show the same article's body as it is now, leaving caret and selection in place."""
        if not self.preedit:
            self._body.show(body)

    def change_body(self, label: str, body: Sequence[Block], caret: Spot) -> None:
        """Put another body in the place of this one, as one step, and the caret into it."""
        self.commit_preedit()
        self.caret_left.emit()
        known = self._body.body
        pairs = enumerate(zip(known, body, strict=False))
        first = next((n for n, (a, b) in pairs if a is not b), min(len(known), len(body)))
        self._body.show(body)
        self.put_caret(*caret)
        self.edited.emit(self._body.body, first, label)
        self.caret_left.emit()

    def composed(self) -> None:
        self._body.tell()

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks that are on show."""
        return self._body.body

    @property
    def caret(self) -> tuple[int, int]:
        """The block and the character in it before which the caret stands."""
        return self._spot(self.textCursor().position())

    @property
    def selection(self) -> tuple[Spot, Spot]:
        """Where the selection begins and ends; twice the caret where nothing is selected."""
        cursor = self.textCursor()
        return self._spot(cursor.selectionStart()), self._spot(cursor.selectionEnd())

    def setTextCursor(self, cursor: QTextCursor) -> None:
        # What is being composed would come along to wherever the caret goes.
        self.commit_preedit()
        super().setTextCursor(cursor)

    def put_caret(self, block: int, position: int) -> None:
        """Put the caret into a block, before its character at `position`, and show it."""
        self.commit_preedit()
        place = self.document().findBlockByNumber(block)
        if place.isValid():
            text = place.text()
            cursor = self.textCursor()
            cursor.setPosition(place.position() + to_utf16(text, min(position, len(text))))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    @property
    def kind(self) -> ParagraphKind:
        """What kind of paragraph the caret is in."""
        return kind_of(self.textCursor().block())

    def set_kind(self, kind: ParagraphKind, label: str = "改段落样式") -> None:
        """Make the paragraphs of the selection paragraphs of this kind."""
        self._change(label, lambda cursor: self._each_block(cursor, kind))
        if not self.textCursor().hasSelection():
            # With a selection Qt would put this format on all of it, pictures too.
            self.setCurrentCharFormat(self._typing_format(kind))

    def is_bold(self) -> bool:
        """Return whether the selection, or what is typed next, is bold."""
        return self.currentCharFormat().boolProperty(BOLD_PROPERTY)

    def is_kai(self) -> bool:
        """Return whether the selection, or what is typed next, is in 楷体."""
        return self.currentCharFormat().boolProperty(KAI)

    def toggle_bold(self) -> None:
        """Turn bold on or off for the selection, or for what is typed next."""
        self._emphasise("加粗", bold=not self.is_bold())

    def toggle_kai(self) -> None:
        """Turn 楷体 on or off for the selection, or for what is typed next."""
        self._emphasise("楷体", kai=not self.is_kai())

    def insert_block(self, block: Picture | Table, label: str) -> None:
        """Insert a picture or table after the caret's paragraph."""

        def insert(cursor: QTextCursor) -> None:
            cursor.clearSelection()
            empty = cursor.block().length() == 1
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            if not empty:
                cursor.insertBlock()
            write_block(cursor, block, self.styles)
            if not cursor.block().next().isValid():
                cursor.insertBlock()
                write_block(cursor, Paragraph(), self.styles)

        self._change(label, insert)

    def insertFromMimeData(self, source: QMimeData) -> None:
        transfer.paste(self, source)

    def paste_raw(self) -> None:
        """Paste the text as it is, without cleaning it."""
        transfer.paste(self, QGuiApplication.clipboard().mimeData(), clean=False)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return self.takes(source) or (source.hasText() and not source.hasUrls())

    def createMimeDataFromSelection(self) -> QMimeData:
        return transfer.copied(self, super().createMimeDataFromSelection())

    def dropEvent(self, event: QDropEvent) -> None:
        # Qt inserts inside an edit of its own, in which the blocks could not be followed.
        super().dragLeaveEvent(QDragLeaveEvent())
        transfer.drop(self, event)

    def loadResource(self, type: int, name: QUrl | str) -> None:
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.caret_left.emit()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and not self.preedit and not self.isReadOnly() and self._edits_kind(event.key()):
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit_preedit()
        self.caret_left.emit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cursor = self.cursorForPosition(event.position().toPoint())
        if OBJECT_CHAR in cursor.block().text():
            self.object_activated.emit(cursor.blockNumber())
        else:
            super().mouseDoubleClickEvent(event)

    def spot_at(self, point: QPoint) -> Spot:
        """Return the place in the text that is nearest to a point of the viewport."""
        return self._spot(self.cursorForPosition(point).position())

    def _spot(self, position: int) -> Spot:
        block = self.document().findBlock(position)
        return Spot(block.blockNumber(), from_utf16(block.text(), position - block.position()))

    def _edits_kind(self, key: int) -> bool:
        """Do what Enter and Backspace mean at the edges of headings and notes, if they do here."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        kind, empty = self.kind, cursor.block().length() == 1
        other = kind is not ParagraphKind.BODY and OBJECT_CHAR not in cursor.block().text()
        if (
            other
            and cursor.atBlockStart()
            and (key == Qt.Key.Key_Backspace or (key in _RETURN and empty))
        ):
            self.set_kind(ParagraphKind.BODY, "改为正文")
        elif key in _RETURN and self._starts_body():
            self._change("换段", self._new_body_paragraph)
        elif key in _RETURN and empty:
            # Qt would take Enter in an empty paragraph for a wish to drop its format.
            cursor.insertBlock()
            self.setTextCursor(cursor)
        else:
            return False
        return True

    def _starts_body(self) -> bool:
        """Return whether Enter here ends a heading or a picture rather than going on in kind."""
        cursor = self.textCursor()
        block = cursor.block()
        if not cursor.atBlockEnd():
            return False
        return OBJECT_CHAR in block.text() or kind_of(block).startswith("heading")

    def _new_body_paragraph(self, cursor: QTextCursor) -> None:
        cursor.insertBlock()
        write_block(cursor, Paragraph(), self.styles)

    def _each_block(self, cursor: QTextCursor, kind: ParagraphKind) -> None:
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            self._set_block_kind(block, kind)
            block = block.next()

    def _set_block_kind(self, block: QTextBlock, kind: ParagraphKind) -> None:
        if OBJECT_CHAR not in block.text():
            known = self._body.block(block.blockNumber())
            if isinstance(known, Paragraph):
                write_formats(block, Paragraph(known.runs, kind), self.styles)

    def _emphasise(self, label: str, bold: bool | None = None, kai: bool | None = None) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            stretch = (cursor.selectionStart(), cursor.selectionEnd())
            self._change(
                label, lambda _: emphasise(self.document(), self.styles, stretch, bold, kai)
            )
            return
        now_bold = self.is_bold() if bold is None else bold
        now_kai = self.is_kai() if kai is None else kai
        self.setCurrentCharFormat(self.styles.char_format(self.kind, bold=now_bold, kai=now_kai))

    def _typing_format(self, kind: ParagraphKind) -> QTextCharFormat:
        return self.styles.char_format(kind, bold=self.is_bold(), kai=self.is_kai())

    def _change(self, label: str, change: Callable[[QTextCursor], None]) -> None:
        """Let `change` edit the text as one step with a name of its own."""
        self.commit_preedit()
        self.caret_left.emit()
        self._label = label
        cursor = self.textCursor()
        cursor.beginEditBlock()
        change(cursor)
        cursor.endEditBlock()
        self._label = ""
        if label not in _FORMATS:
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.caret_left.emit()

    def _on_edited(self, first: int) -> None:
        label, body = self._label, self._body.body
        self.edited.emit(body, first, label)
        kind = None if label else recognised(self._body.before, body, first, self.caret)
        if kind is not None:
            self.set_kind(kind, f"识别为{short_name(kind)}")
