"""The templates as cards: the first page of each, its name, whose it is."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bulletin_desk.model.template import Template
from bulletin_desk.typeset.display import Page
from bulletin_desk.ui import theme
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.templates.pages import page_image

TEMPLATE = Qt.ItemDataRole.UserRole
_IMAGE = Qt.ItemDataRole.UserRole + 1
_REMARK = Qt.ItemDataRole.UserRole + 2
# An A4 page, in logical pixels.
PAGE = QSize(136, 192)
_EDGE = 14


class Cards(QListWidget):
    """Cards in rows; the arrow keys go from one to the next."""

    def __init__(self, painter: PagePainter) -> None:
        super().__init__()
        self._painter = painter
        theme.named(self, "cards")
        self.setAccessibleName("模板")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(theme.SMALL)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        delegate = _CardDelegate(self)
        self.setItemDelegate(delegate)
        # Two cards stand beside each other in the narrowest window.
        self.setMinimumWidth(2 * delegate.card_size().width() + 4 * theme.MEDIUM)

    @property
    def template(self) -> Template | None:
        """The template of the current card."""
        item = self.currentItem()
        return item.data(TEMPLATE) if item else None

    def show_templates(self, rows: Sequence[tuple[Template, str]]) -> None:
        """Show these templates, each with a remark such as 内置; the images come later."""
        known = {item.data(TEMPLATE).id: item.data(_IMAGE) for item in self._items()}
        current = self.template
        self.clear()
        for template, remark in rows:
            item = QListWidgetItem(template.name)
            item.setData(TEMPLATE, template)
            item.setData(_REMARK, remark)
            item.setData(_IMAGE, known.get(template.id))
            told = "，".join(part for part in (template.name, remark, template.description) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(template.description)
            self.addItem(item)
        self.choose(current.id if current else "")

    def choose(self, template_id: str) -> None:
        """Make a template's card the current one, the first where there is none."""
        items = self._items()
        found = [item for item in items if item.data(TEMPLATE).id == template_id]
        if items:
            self.setCurrentItem((found or items)[0])
            self.scrollToItem((found or items)[0])

    def show_page(self, template_id: str, page: Page) -> None:
        """Paint a page on its template's card."""
        for item in self._items():
            if item.data(TEMPLATE).id == template_id:
                ratio = self.devicePixelRatioF()
                item.setData(_IMAGE, page_image(page, PAGE, ratio, self._painter.paint))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]


class _CardDelegate(QStyledItemDelegate):
    """Paints a card: the page with an edge, the name, the remark."""

    def card_size(self) -> QSize:
        """Return the size of a card with the gap around it."""
        cards = self.parent()
        assert isinstance(cards, Cards)
        lines = cards.fontMetrics().lineSpacing() * 2 + theme.SMALL
        return QSize(PAGE.width() + 4 * _EDGE, PAGE.height() + 3 * _EDGE + lines)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self.card_size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        scheme = theme.colours()
        rect: QRect = option.rect.adjusted(4, 4, -4, -4)  # pyright: ignore
        state: QStyle.StateFlag = option.state  # pyright: ignore
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(scheme.accent), 1.5) if focused else Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(scheme.chosen if chosen else scheme.raised))
            painter.drawRoundedRect(rect, 8, 8)
        page = QRect(rect.center().x() - PAGE.width() // 2, rect.top() + _EDGE, 0, 0)
        page.setSize(PAGE)
        self._paint_page(painter, page, index.data(_IMAGE))
        top = page.bottom() + theme.SMALL + 4
        text = QRect(rect.left() + 6, top, rect.width() - 12, option.fontMetrics.lineSpacing())  # pyright: ignore
        for role, colour in ((Qt.ItemDataRole.DisplayRole, scheme.text), (_REMARK, scheme.quiet)):
            painter.setPen(QColor(colour))
            shown = option.fontMetrics.elidedText(  # pyright: ignore
                index.data(role), Qt.TextElideMode.ElideRight, text.width()
            )
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter, shown)
            text.translate(0, text.height() + 2)
        painter.restore()

    def _paint_page(self, painter: QPainter, page: QRect, image: QImage | None) -> None:
        painter.setPen(QPen(QColor(theme.colours().line), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(page.adjusted(-1, -1, 0, 0))
        if image is not None:
            painter.drawImage(page.topLeft(), image)
