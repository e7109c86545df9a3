"""How the rows of the outline look, and how one is renamed in its place."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.outline.facts import Mark
from bulletin_desk.ui.outline.model import FactsRole, InfoRole, NodeRole

_ICONS = {"section": "column"}
_SMALLER = 0.86
_DOT = 7.0
_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_Index = QModelIndex | QPersistentModelIndex


class RowEditor(LineField):
    """The field in which a row is renamed; undo and redo are its own while it is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("名称", parent=parent)
        theme.named(self, "row")
        self.filled = False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and _is_history(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_history(event):
            QLineEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class RowDelegate(QStyledItemDelegate):
    """Draws name, quiet numbers and the mark of problems; articles take two lines."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.editor: RowEditor | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Any = option
        height = QFontMetrics(row.font).height()
        if index.data(NodeRole).kind == "article":
            height += QFontMetrics(small(row.font)).height() + 2
        return QSize(8 * theme.LARGE, height + 2 * theme.SMALL + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Any = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        element = QStyle.ControlElement.CE_ItemViewItem
        self._view.style().drawControl(element, row, painter, self._view)
        painter.save()
        self._draw_current(painter, row, index)
        node, facts = index.data(NodeRole), index.data(FactsRole)
        scheme = theme.colours()
        box = QRect(row.rect).adjusted(theme.SMALL, theme.SMALL, -theme.SMALL, -theme.SMALL)
        name, info = self._lines(row, box, node.kind)
        ink = scheme.text if row.state & _SELECTED else scheme.quiet
        picture = icons.icon(_ICONS.get(node.kind, node.kind), ink, scheme.line)
        middle = name.center().y() - icons.SIZE.height() // 2
        picture.paint(painter, QRect(QPoint(box.left(), middle + 1), icons.SIZE))
        right = name.right()
        if facts.mark is not None:
            right = self._draw_mark(painter, facts.mark, name, row.font)
        words = index.data(InfoRole)
        painter.setFont(small(row.font))
        painter.setPen(QColor(scheme.quiet))
        if node.kind == "article":
            painter.drawText(info, _LEFT, _cut(painter, words, info.width()))
        elif words:
            name.setRight(right)
            painter.drawText(name, _RIGHT, words)
            right -= painter.fontMetrics().horizontalAdvance(words) + theme.MEDIUM
        name.setRight(right)
        self._draw_name(painter, row.font, name, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        self.editor = RowEditor(parent)
        kind = index.data(NodeRole).kind
        self.editor.setAccessibleName("栏目名称" if kind == "section" else "标题")
        return self.editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Only once: pages and problems of the row change while the clerk types.
        if isinstance(editor, RowEditor) and not editor.filled:
            editor.filled = True
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, RowEditor):
            editor.commit_preedit()
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        row: Any = option
        box = QRect(row.rect).adjusted(theme.SMALL, theme.SMALL, -1, -theme.SMALL)
        name, _ = self._lines(row, box, index.data(NodeRole).kind)
        height = editor.sizeHint().height()
        top = max(row.rect.top(), name.center().y() - height // 2)
        left = name.left() - theme.SMALL
        editor.setGeometry(left, top, row.rect.right() - left, height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, RowEditor) and editor.preedit and isinstance(event, QKeyEvent):
            # The key is the input method's: it ends composing and not the renaming.
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and event.key() in _ENTER:
                editor.commit_preedit()
            return pressed
        return super().eventFilter(editor, event)

    def _lines(self, row: Any, box: QRect, kind: str) -> tuple[QRect, QRect]:
        """Return the line of the name and the line below it."""
        name = box.adjusted(icons.SIZE.width() + theme.SMALL, 0, 0, 0)
        if kind != "article":
            return name, QRect()
        height = QFontMetrics(row.font).height()
        info = name.adjusted(0, height + 2, 0, 0)
        name.setHeight(height)
        return name, info

    def _draw_name(self, painter: QPainter, font: QFont, box: QRect, index: _Index) -> None:
        kind, named = index.data(NodeRole).kind, bool(index.data(FactsRole).name)
        shown = QFont(font)
        shown.setBold(kind == "section")
        painter.setFont(shown)
        quiet = kind == "article" and not named
        scheme = theme.colours()
        painter.setPen(QColor(scheme.quiet if quiet else scheme.text))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(box, _LEFT, _cut(painter, text, box.width()))

    def _draw_mark(self, painter: QPainter, mark: Mark, line: QRect, font: QFont) -> int:
        """Draw a dot, and before it the number of problems; return where they begin."""
        colour = mark_colour(mark.severity)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        centre = QPointF(line.right() - _DOT / 2, line.center().y() + 1)
        painter.drawEllipse(centre, _DOT / 2, _DOT / 2)
        left = line.right() - round(_DOT) - theme.SMALL
        if mark.number < 2:
            return left
        painter.setFont(small(font))
        painter.setPen(colour)
        box = line.adjusted(0, 0, left + 2 - line.right(), 0)
        painter.drawText(box, _RIGHT, str(mark.number))
        return left - painter.fontMetrics().horizontalAdvance(str(mark.number)) - theme.SMALL

    def _draw_current(self, painter: QPainter, row: Any, index: _Index) -> None:
        """Outline the row that the keyboard acts from, where several are selected."""
        if not self._view.hasFocus() or index != self._view.currentIndex():
            return
        if len(self._view.selectionModel().selectedIndexes()) == 1 and row.state & _SELECTED:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.colours().accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(row.rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def small(font: QFont) -> QFont:
    """Return the font of quiet numbers beside text in `font`."""
    smaller = QFont(font)
    smaller.setPixelSize(round(theme.pixel_size(font) * _SMALLER))
    return smaller


def mark_colour(severity: str) -> QColor:
    """Return the colour of a problem's mark."""
    scheme = theme.colours()
    by_severity = {"error": scheme.error, "warning": scheme.warning}
    return QColor(by_severity.get(severity, scheme.quiet))


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def _is_history(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _HISTORY)


_SELECTED = QStyle.StateFlag.State_Selected
