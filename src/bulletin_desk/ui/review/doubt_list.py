"""Why the clerk should look: a few sentences, each leading to its line."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bulletin_desk.ui import theme
from bulletin_desk.ui.preflight.rows import AnyIndex

_MOST_ROWS = 4
_INSET = 24
_DOT = 3.5
_FRAME = 10  # what the style sheet puts round the rows


class DoubtList(QListWidget):
    """The doubts of a file; hidden where there are none.

    `doubt_chosen` carries the sentence that is current, `doubt_taken` the one that the clerk
    clicks on or presses Enter on, to go on at its line.
    """

    doubt_chosen = Signal(str)
    doubt_taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("需要核对的地方")
        theme.named(self, "framed")
        self.setItemDelegate(_Rows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_taken)
        self.itemActivated.connect(self._on_taken)
        self.currentItemChanged.connect(self._on_item)
        self.hide()

    @property
    def sentences(self) -> list[str]:
        """The doubts on show."""
        return [self.item(row).text() for row in range(self.count())]

    def show_doubts(self, doubts: Sequence[str]) -> None:
        """Show these doubts."""
        if list(doubts) != self.sentences:
            self.blockSignals(True)
            self.clear()
            for doubt in doubts:
                item = QListWidgetItem(doubt)
                item.setToolTip(doubt)
                self.addItem(item)
            self.blockSignals(False)
        self.setVisible(bool(doubts))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        rows = [self.sizeHintForRow(row) for row in range(min(self.count(), _MOST_ROWS))]
        self.setFixedHeight(sum(rows) + _FRAME)

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.doubt_chosen.emit(item.text())

    def _on_taken(self, item: QListWidgetItem) -> None:
        self.doubt_taken.emit(item.text())


class _Rows(QStyledItemDelegate):
    """A dot, and the sentence in as many lines as it needs."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        font = self._view.font()
        width = max(self._view.viewport().width() - _INSET - theme.SMALL, 80)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        box = QFontMetrics(font).boundingRect(0, 0, width, 10_000, flags, str(index.data()))
        return QSize(width, box.height() + theme.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        scheme = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setBrush(QColor(scheme.chosen))
            painter.drawRoundedRect(rect, 4, 4)
        painter.setBrush(QColor(scheme.warning))
        middle = rect.top() + theme.SMALL / 2 + QFontMetrics(self._view.font()).height() / 2
        painter.drawEllipse(QPointF(rect.left() + 12, middle), _DOT, _DOT)
        painter.setPen(QColor(scheme.text))
        painter.setFont(self._view.font())
        option_ = QTextOption()
        option_.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        box = rect.adjusted(_INSET, theme.SMALL / 2, 0, 0)
        painter.drawText(box, str(index.data()), option_)
        painter.restore()
