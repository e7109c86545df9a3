"""The list of the pool: a row for each article, with its unit, date and size."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from bulletin_desk.model.bulletin import Article, one_line
from bulletin_desk.ui.lists.article_rows import AboutRole, ArticleRows, IconRole
from bulletin_desk.ui.lists.dragging import ARTICLES_MIME, HITS_MIME, drag, packed
from bulletin_desk.ui.lists.menu_key import opens_menu
from bulletin_desk.ui.outline.facts import size_of

ID_ROLE = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PoolList(QListWidget):
    """The list itself; its rows can be dragged into a column of the outline."""

    opened = Signal()
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("待用稿")
        self.setItemDelegate(ArticleRows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(False)  # the whole panel takes what is dropped
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def chosen(self) -> list[QListWidgetItem]:
        """Return the selected rows that are on show, from top to bottom."""
        rows = (self.item(row) for row in range(self.count()))
        return [item for item in rows if item.isSelected() and not item.isHidden()]

    def mimeTypes(self) -> list[str]:
        return [ARTICLES_MIME, HITS_MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        return packed(ARTICLES_MIME, [item.data(ID_ROLE) for item in items])

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        items = self.chosen()
        if items:
            drag(self, self.mimeData(items), [item.text() for item in items], "篇稿件")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif not opens_menu(self.viewport(), event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item, place = self.itemAt(event.pos()), event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            item = self.currentItem()
            place = self.viewport().mapToGlobal(self.visualItemRect(item).center())
        if item is not None:
            self.menu_wanted.emit(place)


def label(item: QListWidgetItem, article: Article, use: tuple[str, str] | None = None) -> None:
    """Let a row say what the article is, and of an earlier use; only what differs is set."""
    mark, told = use or ("", "")
    date = f"{article.date:%Y年}{article.date.month}月{article.date.day}日" if article.date else ""
    size = size_of(article)
    source = "、".join(article.units) or article.byline
    parts = (mark, source, date, f"{size}字" if size else "")
    about = " · ".join(part for part in parts if part)
    title = one_line(article.title) or article.text[:30] or "（空白稿件）"
    for role, value in (
        (Qt.ItemDataRole.DisplayRole, title),
        (AboutRole, about or "没有正文"),
        (IconRole, "article"),
        (Qt.ItemDataRole.ToolTipRole, "\n".join(part for part in (title, about, told) if part)),
    ):
        if item.data(role) != value:
            item.setData(role, value)
