"""Progress in the status bar: what is being done, how far it is, and a button that stops it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label

# What is over sooner is not worth a flicker.
_PATIENCE_MS = 300


class ProgressStrip(QWidget):
    """A label, a bar and 取消; hidden while nothing runs. `cancelled` asks to stop."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = quiet_label("")
        self.label.setWordWrap(False)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("进度")
        self.button = QToolButton()
        self.button.setText("取消")
        self.button.setAccessibleName("取消正在进行的工作")
        self.button.setFocusPolicy(theme.TAB_FOCUS)
        theme.named(self.button, "quiet")
        self.button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.button)
        self.bar.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    def show_step(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show how far the work is; a total of 0 when that is not known."""
        self.label.setText(f"{what} {done} / {total}" if total else what)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if not self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def finish(self) -> None:
        """Hide: the work is over."""
        self._timer.stop()
        self.hide()
