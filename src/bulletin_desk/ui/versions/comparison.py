"""Compares two versions: the parts that differ, and the chosen one side by side."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.differences import (
    Change,
    Line,
    PartDifference,
    compare,
    lines_of,
    summary,
)
from bulletin_desk.ui import theme
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.tasks import Tasks
from bulletin_desk.ui.versions.sides import sides_html

Load = Callable[[], Bulletin]
PART = Qt.ItemDataRole.UserRole
_NAMES = {
    Change.SAME: "",
    Change.ADDED: "新增",
    Change.REMOVED: "删去",
    Change.MOVED: "移动",
    Change.CHANGED: "改动",
    Change.MOVED_AND_CHANGED: "移动、改动",
}


class Compared(NamedTuple):
    """Two versions with what differs between them."""

    old: Bulletin
    new: Bulletin
    parts: list[PartDifference]


class Comparison(QWidget):
    """Shows what differs; reading and comparing happen off the main thread.

    `part_chosen` follows every change of what is on show, also when that is nothing.
    """

    part_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compared: Compared | None = None
        self._names = ("", "")
        self._asked = 0
        self._lines: list[Line] = []
        self._tasks = Tasks(self)
        self.summary = quiet_label("")
        self.only_changed = QCheckBox("只看有改动的")
        self.only_changed.setChecked(True)
        self.only_changed.toggled.connect(self.list_parts)
        self.parts = _parts_list()
        self.parts.currentItemChanged.connect(self._show_part)
        self.sides = QTextBrowser()
        self.sides.setAccessibleName("左右对照")
        self.sides.setTabChangesFocus(True)
        self.sides.setPlaceholderText("没有不同。")
        self._build()

    @property
    def part(self) -> PartDifference | None:
        """The part on show."""
        item = self.parts.currentItem()
        return item.data(0, PART) if item is not None else None

    def show_versions(self, old: Load, new: Load, names: tuple[str, str]) -> None:
        """Read two versions and compare them; what was asked before is forgotten."""
        self._asked += 1
        asked, self._names = self._asked, names
        self._clear("正在比较……")

        def work() -> Compared:
            before, after = old(), new()
            return Compared(before, after, compare(before, after))

        def show(compared: Compared) -> None:
            if asked == self._asked:
                self.compared = compared
                self.summary.setText(summary(compared.parts) + "。")
                self.list_parts()

        def fail(error: DeskError) -> None:
            if asked == self._asked:
                self._clear(str(error))

        self._tasks.run(work, show, fail)

    def show_nothing(self, sentence: str) -> None:
        """Show a sentence in place of a comparison."""
        self._asked += 1
        self._clear(sentence)

    def wait(self) -> None:
        """Wait until nothing runs any more."""
        self._asked += 1
        self._tasks.wait()

    def _clear(self, sentence: str) -> None:
        self.compared = None
        self._lines = []
        self.summary.setText(sentence)
        self.parts.clear()
        self.sides.clear()
        self.part_chosen.emit()

    def list_parts(self) -> None:
        """List the parts anew; the one on show stays."""
        if self.compared is None:
            return
        chosen = self.part
        self.parts.clear()
        for part in self.compared.parts:
            if part.change is Change.SAME and self.only_changed.isChecked():
                continue
            item = self.row_of(part)
            self.parts.addTopLevelItem(item)
            if chosen is not None and (part.part, part.id) == (chosen.part, chosen.id):
                self.parts.setCurrentItem(item)
        first = self.parts.topLevelItem(0)
        if self.parts.currentItem() is None and first is not None:
            self.parts.setCurrentItem(first)
        if first is None:
            self._lines = []
            self.sides.clear()
            self.part_chosen.emit()

    def row_of(self, part: PartDifference) -> QTreeWidgetItem:
        """Return the row of a part in the list."""
        change = self.change_of(part)
        item = QTreeWidgetItem([part.title, change])
        item.setToolTip(0, part.title)
        item.setToolTip(1, change)
        item.setData(0, PART, part)
        return item

    def change_of(self, part: PartDifference) -> str:
        """Return what is said of a part beside its name."""
        return _NAMES[part.change]

    def shown_lines(self, lines: list[Line]) -> list[Line]:
        """Return the lines of the part on show as they are drawn."""
        return lines

    def _show_part(self) -> None:
        compared, part = self.compared, self.part
        self.part_chosen.emit()
        if compared is None or part is None:
            return
        asked = self._asked

        def show(lines: list[Line]) -> None:
            if asked == self._asked and part == self.part:
                self._lines = self.shown_lines(lines)
                self._draw()

        def fail(error: DeskError) -> None:
            self.sides.setPlainText(str(error))

        self._tasks.run(lambda: lines_of(part, compared.old, compared.new), show, fail)

    def _draw(self) -> None:
        only_changed = self.only_changed.isChecked()
        self.sides.setHtml(sides_html(self._lines, self._names, only_changed=only_changed))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.summary, 1)
        row.addWidget(self.only_changed)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        panes.addWidget(self.parts)
        panes.addWidget(self.sides)
        panes.setStretchFactor(1, 1)
        panes.setSizes([270, 620])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(row)
        column.addWidget(panes, 1)


def _parts_list() -> QTreeWidget:
    parts = QTreeWidget()
    parts.setAccessibleName("有改动的部分")
    parts.setRootIsDecorated(False)
    parts.setUniformRowHeights(True)
    parts.setHeaderLabels(["部分", "不同"])
    header = parts.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return parts
