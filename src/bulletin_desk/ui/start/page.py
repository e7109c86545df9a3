"""What stands on the desk while no issue is open: what one can do, and the issues there are."""

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.library.records import IssueRecord
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.forms import heading, quiet_label
from bulletin_desk.ui.pointing import SecondClick
from bulletin_desk.ui.start.recent_list import RecentList
from bulletin_desk.ui.start.series import SeriesRow

_RECENT = 5
_EMPTY = (
    "这里还没有简报。\n点“新建一期”从模板开始；或把往期简报和收到的稿件（Word、文本）"
    "拖到窗口里，一次可以拖很多份。"
)
_SAMPLE = "这是示例内容，供试用：可以随意修改、导出。不需要时一次删除，不影响您自己的简报。"


class StartPage(QWidget):
    """Offers the first steps; the issues are listed when the page comes into view.

    `issue_chosen` carries an issue's id, `next_wanted` the name of a series, `page_wanted` the
    record of an issue whose first page is to be shown, `menu_wanted` one and the place of a menu.
    """

    issue_chosen = Signal(int)
    next_wanted = Signal(str)
    page_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)
    sample_unwanted = Signal()

    def __init__(self, steps: Sequence[tuple[QAction, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.named(self, "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Which issues were opened last, which are of the sample library, what their pages are.
        self.recently: Callable[[Sequence[IssueRecord]], Sequence[IssueRecord]] = lambda all_: all_
        self.samples: Callable[[], Collection[int]] = lambda: ()
        self.image: Callable[[IssueRecord], QImage | None] = lambda _: None
        self.recent = RecentList()
        self.rows: list[SeriesRow] = []
        self._recent_title = heading("最近的简报", 1.1)
        self._empty = quiet_label(_EMPTY)
        self._cards: list[tuple[QPushButton, QAction]] = []
        self._records: Sequence[IssueRecord] | None = None
        self._to_come: Iterator[SeriesRow] = iter(())
        # A row in each turn: thirty series at once would be felt.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._add_row)
        self._build(steps)
        self.recent.itemActivated.connect(self._on_activated)
        self.recent.itemClicked.connect(self._on_clicked)
        self.recent.menu_wanted.connect(self.menu_wanted)

    def show_recent(self, records: Sequence[IssueRecord]) -> None:
        """Show the issues of the library, the newest first."""
        self._records = records
        if self.isVisible():
            self._show_records()

    def show_page(self, issue_id: int, image: QImage) -> None:
        """Show the first page of an issue on its card."""
        for row in self.rows:
            for card in row.cards:
                if card.record.id == issue_id:
                    card.show_page(image)

    def redraw(self) -> None:
        """Draw the icons in the colours of the scheme that is now in use."""
        for card, action in self._cards:
            card.setIcon(action.icon())
        if self._records is None:
            self._show_recent_list(self._shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._records is not None:
            self._show_records()

    def _show_records(self) -> None:
        records, self._records = self._records or (), None
        self._shown = records
        self._show_recent_list(records)
        samples = set(self.samples())
        self._banner.setVisible(bool(samples))
        self._empty.setVisible(not records)
        for row in self.rows:
            self._series.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._to_come = self._series_rows(records, samples)
        self._add_row()

    def _series_rows(
        self, records: Sequence[IssueRecord], samples: Collection[int]
    ) -> Iterator[SeriesRow]:
        series: dict[str, list[IssueRecord]] = {}
        for record in records:
            series.setdefault(record.series, []).append(record)
        for name, issues in series.items():
            sample = all(record.id in samples for record in issues)
            yield SeriesRow(name, issues, self.image, sample=sample)

    def _add_row(self) -> None:
        row = next(self._to_come, None)
        if row is None:
            return
        row.issue_chosen.connect(self._on_chosen)
        row.next_wanted.connect(self.next_wanted)
        row.page_wanted.connect(self.page_wanted)
        row.menu_wanted.connect(self.menu_wanted)
        self.rows.append(row)
        self._series.addWidget(row)
        self._timer.start()

    def _show_recent_list(self, records: Sequence[IssueRecord]) -> None:
        shown = list(self.recently(records) or records)[:_RECENT]
        self.recent.show_records(shown)
        self._recent_title.setVisible(bool(shown))

    def _build(self, steps: Sequence[tuple[QAction, str]]) -> None:
        content = QWidget()
        theme.named(content, "paper")
        column = QVBoxLayout(content)
        column.setContentsMargins(48, 40, 48, 32)
        column.setSpacing(theme.MEDIUM)
        self._banner = self._build_banner()
        self._series = QVBoxLayout()
        self._series.setSpacing(theme.LARGE)
        column.addWidget(heading("简报台", 2.0))
        column.addWidget(quiet_label("编写、排版、导出和保存本单位的简报。"))
        column.addSpacing(theme.SMALL)
        column.addLayout(self._build_cards(steps))
        column.addWidget(self._banner)
        column.addWidget(self._empty)
        column.addSpacing(theme.MEDIUM)
        column.addWidget(self._recent_title)
        column.addWidget(self.recent)
        column.addSpacing(theme.MEDIUM)
        column.addLayout(self._series)
        column.addStretch()
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        for part in (self._banner, self._empty, self._recent_title, self.recent):
            part.hide()
        self._shown: Sequence[IssueRecord] = ()

    def _build_banner(self) -> QFrame:
        banner = QFrame()
        theme.named(banner, "banner")
        row = QHBoxLayout(banner)
        row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        row.addWidget(quiet_label(_SAMPLE), 1)
        self.remove_sample = QPushButton("删除示例")
        self.remove_sample.clicked.connect(self.sample_unwanted)
        row.addWidget(self.remove_sample)
        return banner

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
        self.issue_chosen.emit(self.recent.record(item).id)

    def _on_chosen(self, issue_id: int) -> None:
        SecondClick.swallow(self)
        self.issue_chosen.emit(issue_id)
