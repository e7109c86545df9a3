"""Dragging over the tabs at the left: a tab that is waited over comes to the front."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from bulletin_desk.ui.lists.dragging import ARTICLES_MIME, HITS_MIME, SECTION_MIME

_WAIT_MS = 350
_FORMS = (ARTICLES_MIME, HITS_MIME, SECTION_MIME)
_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class TabDrops(QObject):
    """Watches the tab bar; articles may be dropped on the tab of `target` itself.

    `dropped` carries what was dropped there.
    """

    dropped = Signal(QMimeData)

    def __init__(self, tabs: QTabWidget, target: QWidget) -> None:
        super().__init__(tabs)
        self._tabs, self._target = tabs, target
        self._waiting = -1
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._switch)
        tabs.tabBar().setAcceptDrops(True)
        tabs.tabBar().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and isinstance(event, QDragMoveEvent):
            self._over(event)
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._stop()
            event.setAccepted(self._takes(event))
            if event.isAccepted():
                self.dropped.emit(event.mimeData())
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._stop()
        return super().eventFilter(watched, event)

    def _over(self, event: QDragMoveEvent) -> None:
        known = any(event.mimeData().hasFormat(form) for form in _FORMS)
        tab = self._tabs.tabBar().tabAt(event.position().toPoint()) if known else -1
        if tab != self._waiting:
            self._waiting = tab
            self._timer.start()
        # Entering must be accepted, or nothing is told of the moves; files go on to the window.
        event.setAccepted(known and (event.type() is _MOVES[0] or self._takes(event)))

    def _takes(self, event: QDropEvent) -> bool:
        tab = self._tabs.tabBar().tabAt(event.position().toPoint())
        articles = any(event.mimeData().hasFormat(form) for form in (ARTICLES_MIME, HITS_MIME))
        return articles and tab >= 0 and self._tabs.widget(tab) is self._target

    def _switch(self) -> None:
        if self._waiting >= 0:
            self._tabs.setCurrentIndex(self._waiting)

    def _stop(self) -> None:
        self._waiting = -1
        self._timer.stop()
