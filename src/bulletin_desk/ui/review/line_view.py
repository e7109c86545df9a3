"""The list of a source's lines: chosen by mouse and keys, said what they are by one letter."""

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from bulletin_desk.intake.source import Role
from bulletin_desk.typeset.display import PictureItem
from bulletin_desk.ui import theme
from bulletin_desk.ui.review.line_geometry import LineGeometry
from bulletin_desk.ui.review.line_paint import LinePainter, RowState
from bulletin_desk.ui.review.roles import BY_KEY

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class LineView(LineGeometry):
    """Shows the lines of a file.

    `decided` carries the rows that the clerk says something of, and a role (None: as recognised);
    `menu_wanted` the place of a menu; `rows_chosen` follows a choice by the clerk.
    """

    decided = Signal(object, object)
    menu_wanted = Signal(QPoint)
    rows_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("来稿原文")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.image: Any = lambda _item, _size: None
        self._painter = LinePainter(self.lines, self._layout, self._picture)
        self._hovered = -1
        # What is said where there are no lines.
        self.message = ""
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.rows_chosen)
        self.setModel(self.lines)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width that texts are broken to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        # One letter decides: an input method must not take it.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_rows(self) -> None:
        """Take over the model's lines: another file is on show."""
        self._layout.show_lines(self.lines.lines)
        self._hovered = -1
        self._arrange()
        self.verticalScrollBar().setValue(0)
        if self.lines.lines:
            self.setCurrentIndex(self.lines.index(0))

    def refresh(self) -> None:
        """Take over what the lines are now, without moving the one on top."""
        bar = self.verticalScrollBar()
        top = self._layout.row_at(bar.value())
        inside = bar.value() - self._layout.top(top) if top >= 0 else 0
        self.lines.refresh()
        self._painter.forget()
        self._layout.show_roles(self.lines.roles)
        self.updateGeometries()
        self.viewport().update()
        if top >= 0:
            bar.setValue(self._layout.top(top) + inside)

    @property
    def rows(self) -> list[int]:
        """The selected rows, from top to bottom."""
        selection = self.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        return sorted(row for part in parts for row in range(part.top(), part.bottom() + 1))

    def choose(self, rows: list[int]) -> None:
        """Select rows and bring them into view; the clerk is not asked what they are."""
        selection = QItemSelection()
        start = None
        for place, row in enumerate(rows):
            start = row if start is None else start
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(self.lines.index(start), self.lines.index(row))
                start = None
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flag.ClearAndSelect)
        if rows:
            first = self.lines.index(rows[0])
            self.selectionModel().setCurrentIndex(first, flag.NoUpdate)
            self._show_rows(rows)
        self._rest.stop()

    # What the clerk does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, rows = event.key(), self.rows
        letter = event.text().upper()
        if event.modifiers() & _MODIFIED or not rows:
            super().keyPressEvent(event)
        elif letter in BY_KEY:
            self.decided.emit(rows, BY_KEY[letter])
        elif key == Qt.Key.Key_Delete:
            self.decided.emit(rows, Role.DROPPED)
        elif key == Qt.Key.Key_Backspace:
            self.decided.emit(rows, None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu):
            self._ask_for_menu(self.visualRect(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and at.x() < self._painter.margin and self.indexAt(at).isValid():
            self._ask_for_menu(self.visualRect(self.indexAt(at)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and event.reason() is not QContextMenuEvent.Reason.Keyboard:
            if index.row() not in self.rows:
                self.setCurrentIndex(index)
            self.menu_wanted.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()
        else:
            self.updateGeometries()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._measure()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.palette().base())
        selected = set(self.rows)
        current = self.currentIndex().row() if self.hasFocus() else -1
        for row in self._rows_in(event.rect()):
            rect = self.visualRect(self.lines.index(row))
            state = RowState(row in selected, row == current, row == self._hovered)
            self._painter.paint(painter, row, rect, state)
        if not self.lines.lines and self.message:
            painter.setPen(self.palette().placeholderText().color())
            inside = self.viewport().rect().adjusted(theme.LARGE, 0, -theme.LARGE, 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, self.message)
        painter.end()

    # Places

    def _arrange(self) -> None:
        font = QFont(self.font())
        self._painter.forget()
        self._layout.em = self.fontMetrics().horizontalAdvance("国")
        room = self.viewport().width() - self._painter.margin - theme.MEDIUM
        self._layout.arrange(font, room, self.lines.roles)
        self.updateGeometries()
        self.viewport().update()

    def _measure(self) -> None:
        """Put the heights of what is in view right."""
        shown = {row: self._painter.lines_of(row) for row in self._rows_in(self.viewport().rect())}
        texts = {row: lines for row, lines in shown.items() if lines}
        if self._layout.measure(texts):
            self.updateGeometries()
            self.viewport().update()

    def _show_rows(self, rows: list[int]) -> None:
        """Bring rows into view; of more than fit, the first ones."""
        first, last = self.lines.index(rows[0]), self.lines.index(rows[-1])
        top, bottom = self.visualRect(first).top(), self.visualRect(last).bottom()
        if top >= 0 and bottom <= self._height:
            return
        room = min(self._height // 4, 80)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + top - room)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            for changed in (self._hovered, row):
                if 0 <= changed < len(self.lines.lines):
                    self.viewport().update(self.visualRect(self.lines.index(changed)))
            self._hovered = row

    def _ask_for_menu(self, rect: QRect) -> None:
        place = QPoint(self._painter.margin, min(rect.bottom() + 1, self._height))
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _picture(self, item: PictureItem, size: QSize) -> QImage | None:
        return self.image(item, size)
