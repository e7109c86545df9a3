"""What stands on the desk while no issue is open: what one can do, and the recent issues."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.library.records import IssueRecord
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.forms import heading, quiet_label
from bulletin_desk.ui.pointing import SecondClick

_SHOWN = 8
_ID = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Offers the first steps; `issue_chosen` carries the id of a recent issue."""

    issue_chosen = Signal(int)

    def __init__(self, steps: Sequence[tuple[QAction, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recent = QListWidget()
        self.recent.setAccessibleName("最近的简报")
        theme.named(self.recent, "recent")
        self._recent_title = heading("最近的简报", 1.1)
        self._cards: list[tuple[QPushButton, QAction]] = []
        content = QWidget()
        content.setMaximumWidth(760)
        column = QVBoxLayout(content)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(heading("简报台", 2.0))
        column.addWidget(quiet_label("编写、排版、导出和保存本单位的简报。"))
        column.addSpacing(theme.MEDIUM)
        column.addLayout(self._build_cards(steps))
        column.addSpacing(theme.LARGE)
        column.addWidget(self._recent_title)
        column.addWidget(self.recent, 1)
        column.addStretch()  # while no issue is listed
        page = QHBoxLayout(self)
        page.setContentsMargins(48, 56, 48, 32)
        page.addStretch()
        page.addWidget(content, 10)
        page.addStretch()
        self.recent.itemActivated.connect(self._on_activated)
        self.recent.itemClicked.connect(self._on_clicked)

    def show_recent(self, records: Sequence[IssueRecord]) -> None:
        """List the newest issues."""
        self.recent.clear()
        scheme = theme.colours()
        for record in records[:_SHOWN]:
            date = record.date
            when = f"{date.year}年{date.month}月{date.day}日" if date else ""
            parts = (record.series or "（无刊名）", record.number_text, when)
            item = QListWidgetItem("　".join(part for part in parts if part))
            item.setIcon(icons.icon("article", scheme.quiet, scheme.line))
            item.setData(_ID, record.id)
            self.recent.addItem(item)
        self._recent_title.setVisible(bool(records))
        self.recent.setVisible(bool(records))

    def redraw(self) -> None:
        """Draw the icons in the colours of the scheme that is now in use."""
        for card, action in self._cards:
            card.setIcon(action.icon())

    def _build_cards(self, steps: Sequence[tuple[QAction, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.MEDIUM)
        for action, remark in steps:
            name = action.text().rstrip("…")
            card = QPushButton(action.icon(), f"  {name}\n  {remark}")
            card.setIconSize(icons.SIZE * 1.3)
            card.setAccessibleName(name)
            theme.named(card, "card")
            card.clicked.connect(action.trigger)
            row.addWidget(card, 1)
            self._cards.append((card, action))
        return row

    def _on_clicked(self, item: QListWidgetItem) -> None:
        # One click opens; who clicks twice must not hit what then lies under the pointer.
        SecondClick.swallow(self)
        self._on_activated(item)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.issue_chosen.emit(item.data(_ID))
