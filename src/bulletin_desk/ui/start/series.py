"""A series on the start page: its name, its newest issues, and the place of the next one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from bulletin_desk.library.records import IssueRecord
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import heading, quiet_label
from bulletin_desk.ui.start.cards import IssueCard, NextCard

# No window is wide enough for more.
_MOST = 10


class SeriesRow(QWidget):
    """Shows as many of the newest issues as there is room for."""

    issue_chosen = Signal(int)
    next_wanted = Signal(str)
    page_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        name: str,
        records: Sequence[IssueRecord],
        image: Callable[[IssueRecord], QImage | None],
        *,
        sample: bool = False,
    ) -> None:
        super().__init__()
        self.name = name
        self.next = NextCard(name)
        self.next.clicked.connect(lambda: self.next_wanted.emit(self.name))
        self.cards = [IssueCard(record, image(record)) for record in records[:_MOST]]
        self._cards = QHBoxLayout()
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.MEDIUM)
        self._cards.addWidget(self.next)
        for card in self.cards:
            card.clicked.connect(lambda _=False, i=card.record.id: self.issue_chosen.emit(i))
            card.page_wanted.connect(self.page_wanted)
            card.menu_wanted.connect(self.menu_wanted)
            self._cards.addWidget(card)
        self._cards.addStretch()
        column = QVBoxLayout(self)
        # As wide as there is room: cards that have none are hidden.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(_title(name, len(records), sample))
        column.addLayout(self._cards)

    def minimumSizeHint(self) -> QSize:
        card = self.next.sizeHint()
        return QSize(2 * card.width() + theme.MEDIUM, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        step = self.next.sizeHint().width() + theme.MEDIUM
        room = max(1, (event.size().width() + theme.MEDIUM) // step - 1)
        for place, card in enumerate(self.cards):
            card.setVisible(place < room)


def _title(name: str, count: int, sample: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.MEDIUM)
    row.addWidget(heading(name or "（无刊名）", 1.1))
    number = quiet_label(f"共 {count} 期")
    number.setWordWrap(False)
    row.addWidget(number)
    if sample:
        badge = QLabel("示例")
        theme.named(badge, "badge")
        row.addWidget(badge)
    row.addStretch()
    return row
