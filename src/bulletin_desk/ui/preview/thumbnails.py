"""The pages in small beside the large ones: painted when they come into view, one in a turn."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bulletin_desk.typeset.display import Page
from bulletin_desk.ui import theme
from bulletin_desk.ui.preview.painter import PagePainter

_WIDTH = 84
_PADDING = 10
_LABEL_GAP = 5
_FINER = 3
_Index = QModelIndex | QPersistentModelIndex
PageRole = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


class ThumbnailModel(QAbstractListModel):
    """A row for each page; rows come and go at the end, a page that changed keeps its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[Page, ...] = ()

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        """Show other pages."""
        before = len(self._pages)
        old = self._pages
        if len(pages) > before:
            self.beginInsertRows(_NO_INDEX, before, len(pages) - 1)
            self._pages = pages
            self.endInsertRows()
        elif len(pages) < before:
            self.beginRemoveRows(_NO_INDEX, len(pages), before - 1)
            self._pages = pages
            self.endRemoveRows()
        self._pages = pages
        changed = [
            n for n, (one, new) in enumerate(zip(old, pages, strict=False)) if one is not new
        ]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == PageRole:
            return self._pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        return None


class Thumbnails(QListView):
    """The strip. `page_chosen` carries the number of a page that a click or a key chose."""

    page_chosen = Signal(int)

    def __init__(self, painter: PagePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("页面缩略图")
        theme.named(self, "thumbnails")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.pages = ThumbnailModel(self)
        self._images = _Images(painter, self)
        self.setModel(self.pages)
        self.setItemDelegate(_Delegate(self._images, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setUniformItemSizes(True)
        self.verticalScrollBar().setSingleStep(24)
        self._following = False
        self._images.made.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(lambda index: self.page_chosen.emit(index.row()))

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        """Show other pages."""
        self.pages.show_pages(pages)

    def forget(self) -> None:
        """Drop the pages: those of another issue must not flash up."""
        self._images.forget()
        self.pages.show_pages(())

    def follow(self, number: int) -> None:
        """Mark the page that the large view shows."""
        index = self.pages.index(number)
        if index.isValid() and index != self.currentIndex():
            self._following = True
            self.setCurrentIndex(index)
            self._following = False

    def forget_picture(self, digest: str) -> None:
        """Paint the pages again that hold a picture, which has been read only now."""
        self._images.forget_picture(digest)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + 4 * _PADDING + self.verticalScrollBar().sizeHint().width(), 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 80)

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and not self._following:
            self.page_chosen.emit(current.row())


class _Images(QObject):
    """The small images by page; one is painted in each turn, the last one asked for first."""

    made = Signal()

    def __init__(self, painter: PagePainter, parent: QObject) -> None:
        super().__init__(parent)
        self._painter = painter
        # By row: the page is kept beside its image; an old one is shown until the new one is made.
        self._images: dict[int, tuple[Page, QImage]] = {}
        self._wanted: dict[int, tuple[Page, QSize, float]] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._make_one)

    def image(self, row: int, page: Page, size: QSize, ratio: float) -> QImage | None:
        """Return a page's image, or the one its row had; it will be made anew where it is old."""
        known = self._images.get(row)
        if known and known[0] is page and known[1].size() == size * ratio:
            return known[1]
        self._wanted.pop(row, None)
        self._wanted[row] = page, size, ratio
        self._timer.start()
        return known[1] if known else None

    def forget(self) -> None:
        """Forget all images."""
        self._images.clear()
        self._wanted.clear()

    def forget_picture(self, digest: str) -> None:
        """Have the pages painted again that hold a picture."""
        for row, (page, _) in list(self._images.items()):
            if any(getattr(placed.item, "digest", "") == digest for placed in page.items):
                del self._images[row]
        self.made.emit()

    def _make_one(self) -> None:
        if not self._wanted:
            return
        row, (page, size, ratio) = self._wanted.popitem()
        self._images[row] = page, small_image(self._painter, page, size, ratio)
        self.made.emit()
        if self._wanted:
            self._timer.start()


class _Delegate(QStyledItemDelegate):
    """Draws a page with its number below; the current one in a frame."""

    def __init__(self, images: _Images, parent: QObject) -> None:
        super().__init__(parent)
        self._images = images

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        page, metrics = index.data(PageRole), option.fontMetrics  # type: ignore[attr-defined]
        height = _page_size(page).height() + metrics.height() + _LABEL_GAP + 2 * _PADDING
        return QSize(_WIDTH + 2 * _PADDING, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: QStyleOptionViewItem = option
        rect: QRect = row.rect  # type: ignore[attr-defined]
        palette: QPalette = row.palette  # type: ignore[attr-defined]
        state = row.state  # type: ignore[attr-defined]
        page: Page = index.data(PageRole)
        size = _page_size(page)
        left = rect.left() + (rect.width() - size.width()) // 2
        sheet = QRect(left, rect.top() + _PADDING, size.width(), size.height())
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        image = self._images.image(index.row(), page, size, ratio)
        if image is not None:
            painter.drawImage(sheet, image)
        accent = palette.color(QPalette.ColorRole.Highlight)
        frame = accent if chosen else palette.color(QPalette.ColorRole.Mid)
        width = 2 if chosen else 1
        painter.setPen(frame)
        for step in range(width):
            painter.drawRect(sheet.adjusted(-1 - step, -1 - step, step, step))
        quiet, text = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Text
        painter.setPen(palette.color(text if chosen else quiet))
        label = QRect(rect.left(), sheet.bottom() + _LABEL_GAP, rect.width(), rect.height())
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(label, top, str(index.row() + 1))
        painter.restore()


def small_image(painter: PagePainter, page: Page, size: QSize, ratio: float) -> QImage:
    """Return a page in small, finely drawn: text of four pixels is a smear when painted so."""
    large = QImage(size * ratio * _FINER, QImage.Format.Format_RGB32)
    large.fill(Qt.GlobalColor.white)
    brush = QPainter(large)
    painter.paint(brush, page.items, large.width() / page.width)
    brush.end()
    image = large.scaled(size * ratio, mode=Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(ratio)
    return image


def _page_size(page: Page) -> QSize:
    return QSize(_WIDTH, round(_WIDTH * page.height / page.width))
