"""What a search of the library keeps to: series, year, column, unit, status, and its order."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from bulletin_desk.library.records import Facets, IssueRecord
from bulletin_desk.ui import theme
from bulletin_desk.ui.pointing import WheelGuard
from bulletin_desk.ui.shelf.list import year_of

_STATUSES = {"draft": "在编", "final": "已定稿", "pool": "待用稿"}
_ORDERS = (("先按相关", False), ("先看最近", True))
_MOST = 200  # choices of one list; what is rarer is found by words


class Wanted(NamedTuple):
    """What is looked for; None stands for all."""

    words: str = ""
    series: str | None = None
    year: int | None = None
    section: str | None = None
    unit: str | None = None
    status: str | None = None
    by_date: bool = False

    @property
    def is_search(self) -> bool:
        """Whether articles are wanted: otherwise past issues are leafed through."""
        return bool(self.words or self.section or self.unit or self.status)


class Filters(QWidget):
    """The choices under the field for words; `changed` tells that the clerk chose otherwise.

    `facets_wanted` asks what there is to choose from, when the less usual choices are unfolded.
    """

    changed = Signal()
    facets_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.series, self.year = _box("刊物", "全部刊物"), _box("年份", "全部年份")
        self.section, self.unit = _box("栏目", "全部栏目"), _box("供稿单位", "全部单位")
        self.status, self.order = _box("状态", "全部状态"), QComboBox()
        self.order.setAccessibleName("排列")
        for value, text in _STATUSES.items():
            self.status.addItem(text, value)
        for text, by_date in _ORDERS:
            self.order.addItem(text, by_date)
        self.more = QPushButton("更多")
        self.more.setCheckable(True)
        self.more.setAccessibleName("更多筛选条件")
        self.more.setToolTip("按栏目、供稿单位、状态筛选，按时间排列")
        theme.named(self.more, "small")
        self._hidden = (self.section, self.unit, self.status, self.order)
        self._build()
        self._connect()

    def wanted(self, words: str) -> Wanted:
        """Return what the fields say, with these words."""
        return Wanted(
            words,
            self.series.currentData(),
            self.year.currentData(),
            self.section.currentData(),
            self.unit.currentData(),
            self.status.currentData(),
            self.order.currentData(),
        )

    def show_records(self, records: Sequence[IssueRecord]) -> None:
        """Offer the series and years that there are; what is chosen stays."""
        names = sorted({record.series for record in records if record.series})
        years = sorted({year for record in records if (year := year_of(record))}, reverse=True)
        _offer(self.series, [(name, name) for name in names])
        _offer(self.year, [(f"{year}年", year) for year in years])

    def show_facets(self, facets: Facets) -> None:
        """Offer the columns and units of the articles that are found, with their numbers."""
        for box, found in ((self.section, facets.sections), (self.unit, facets.units)):
            _offer(box, [(f"{name}（{count}）", name) for name, count in found[:_MOST]])

    def unfold(self, unfolded: bool) -> None:
        """Show the less usual choices, or hide them."""
        for box in self._hidden:
            box.setVisible(unfolded)
        if unfolded:
            self.facets_wanted.emit()
        self._show_count()

    def _show_count(self) -> None:
        """Say on the button how many hidden choices are made."""
        count = sum(box.currentIndex() > 0 for box in self._hidden)
        self.more.setText(f"更多（{count}）" if count else "更多")

    def _on_chosen(self) -> None:
        self._show_count()
        self.changed.emit()

    def _connect(self) -> None:
        for box in (self.series, self.year, *self._hidden):
            box.activated.connect(lambda _: self._on_chosen())
        self.more.toggled.connect(self.unfold)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SMALL)
        grid.addWidget(self.series, 0, 0)
        grid.addWidget(self.year, 0, 1)
        grid.addWidget(self.more, 0, 2)
        places = ((1, 0, 1), (1, 1, 2), (2, 0, 1), (2, 1, 2))
        for box, (row, column, span) in zip(self._hidden, places, strict=True):
            grid.addWidget(box, row, column, 1, span)
            box.hide()
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        WheelGuard(self.series, self.year, *self._hidden)


def _box(name: str, every: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumContentsLength(4)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItem(every, None)
    return box


def _offer(box: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """Offer other choices behind 全部; what is chosen stays, also where it is not found now."""
    present = [(box.itemText(i), box.itemData(i)) for i in range(1, box.count())]
    if present == list(choices):
        return
    chosen, text = box.currentData(), box.currentText()
    while box.count() > 1:
        box.removeItem(1)
    for shown, value in choices:
        box.addItem(shown, value)
    if chosen is not None and box.findData(chosen) < 0:
        box.addItem(text.partition("（")[0], chosen)
    box.setCurrentIndex(max(box.findData(chosen), 0))
