"""Compares two versions: the parts that differ, and the chosen one side by side."""

from collections.abc import Callable, Iterable, Mapping
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
_PART = Qt.ItemDataRole.UserRole
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

    `part_chosen` follows every change of what is on show, also when that is nothing. Where it is
    `choosing`, every part has a tick, and `ticked` tells that one was set or taken away.
    """

    part_chosen = Signal()
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None, *, choosing: bool = False) -> None:
        super().__init__(parent)
        self._choosing = choosing
        self._unticked: set[tuple[str, str]] = set()
        self._remarks: Mapping[str, str] = {}
        self.compared: Compared | None = None
        self._names = ("", "")
        self._asked = 0
        self._lines: list[Line] = []
        self._tasks = Tasks(self)
        self.summary = quiet_label("")
        self.only_changed = QCheckBox("只看有改动的")
        self.only_changed.setChecked(True)
        self.only_changed.toggled.connect(self._list_parts)
        self.parts = _parts_list()
        self.parts.currentItemChanged.connect(self._show_part)
        if choosing:
            self.parts.itemChanged.connect(self._on_item_changed)
        self.sides = QTextBrowser()
        self.sides.setAccessibleName("左右对照")
        self.sides.setTabChangesFocus(True)
        self.sides.setPlaceholderText("没有不同。")
        self._build()

    @property
    def part(self) -> PartDifference | None:
        """The part on show."""
        item = self.parts.currentItem()
        return item.data(0, _PART) if item is not None else None

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
                self._list_parts()

        def fail(error: DeskError) -> None:
            if asked == self._asked:
                self._clear(str(error))

        self._tasks.run(work, show, fail)

    @property
    def chosen_parts(self) -> list[PartDifference]:
        """The parts that differ and are ticked."""
        parts = self.compared.parts if self.compared else []
        return [p for p in parts if p.change is not Change.SAME and _key(p) not in self._unticked]

    def remark(self, remarks: Mapping[str, str], unticked: Iterable[str] = ()) -> None:
        """Say something beside parts, by article id or part; some are not ticked at first."""
        self._remarks = remarks
        self._unticked = {(key, "") for key in unticked} | {("article", key) for key in unticked}
        self._list_parts()

    def tick_all(self, ticked: bool) -> None:
        """Tick every part, or none."""
        parts = self.compared.parts if self.compared else []
        self._unticked = set() if ticked else {_key(part) for part in parts}
        self._list_parts()
        self.ticked.emit()

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

    def _list_parts(self) -> None:
        if self.compared is None:
            return
        chosen = self.part
        self.parts.clear()
        for part in self.compared.parts:
            if part.change is Change.SAME and self.only_changed.isChecked():
                continue
            item = self._item(part)
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

    def _item(self, part: PartDifference) -> QTreeWidgetItem:
        remark = self._remarks.get(part.id or part.part, "")
        change = "，".join(said for said in (_NAMES[part.change], remark) if said)
        item = QTreeWidgetItem([part.title, change])
        item.setToolTip(0, part.title)
        item.setToolTip(1, change)
        item.setData(0, _PART, part)
        if self._choosing and part.change is not Change.SAME:
            states = Qt.CheckState
            on = _key(part) not in self._unticked
            item.setCheckState(0, states.Checked if on else states.Unchecked)
        return item

    def _on_item_changed(self, item: QTreeWidgetItem) -> None:
        part: PartDifference = item.data(0, _PART)
        on = item.checkState(0) is Qt.CheckState.Checked
        (self._unticked.discard if on else self._unticked.add)(_key(part))
        self.ticked.emit()

    def _show_part(self) -> None:
        compared, part = self.compared, self.part
        self.part_chosen.emit()
        if compared is None or part is None:
            return
        asked = self._asked

        def show(lines: list[Line]) -> None:
            if asked == self._asked and part == self.part:
                self._lines = lines
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


def _key(part: PartDifference) -> tuple[str, str]:
    return part.part, part.id


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
