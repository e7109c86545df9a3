"""Windows as large as wanted, and never larger than the screen they are on."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

# What the desktop draws around a window: an edge at both sides, a title bar above.
_FRAME = QSize(8, 40)


def available(window: QWidget) -> QRect:
    """Return the part of the window's screen that no panel of the desktop covers."""
    return (window.parentWidget() or window).screen().availableGeometry()


def bounded(wanted: QSize, free: QRect) -> QSize:
    """Return a window's size that leaves room for its frame on the screen."""
    return wanted.boundedTo(free.size() - _FRAME)


def within(window: QRect, free: QRect) -> QRect:
    """Return where the window lies on the screen with all of its frame."""
    box = QRect(window.topLeft(), bounded(window.size(), free))
    edge, bar = _FRAME.width() // 2, _FRAME.height() - _FRAME.width() // 2
    left = min(max(box.x(), free.x() + edge), free.x() + free.width() - edge - box.width())
    top = min(max(box.y(), free.y() + bar), free.y() + free.height() - edge - box.height())
    return QRect(left, top, box.width(), box.height())


def give_size(window: QWidget, width: int, height: int) -> None:
    """Give a window its first size."""
    window.resize(bounded(QSize(width, height), available(window)))


def keep_inside(window: QWidget) -> None:
    """Bring a window that is larger than the screen, such as one of another day, into it."""
    if window.isMaximized() or window.isFullScreen():
        return
    free = available(window)
    if bounded(window.size(), free) != window.size():
        window.setGeometry(within(window.geometry(), free))
