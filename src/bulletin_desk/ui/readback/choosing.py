"""The changes of a marked-up file with a tick each: parts, and inside an article single ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from bulletin_desk.model.differences import Change, Line, PartDifference
from bulletin_desk.model.singles import Single, singles
from bulletin_desk.ui.versions.comparison import PART, Compared, Comparison

_TICK = Qt.ItemDataRole.UserRole + 1
_WHOLE = ""
_Tick = tuple[str, str, str]  # the kind of part, its id, and the change inside it or _WHOLE


class Choices(NamedTuple):
    """The parts to be taken over, the changes of those taken in part only, and how many in all."""

    parts: list[PartDifference]
    singly: Mapping[str, Collection[str]]
    number: int


class ChoosingComparison(Comparison):
    """Every part has a tick, and inside an article every change; `ticked` tells of ticking."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unticked: set[_Tick] = set()
        self._remarks: Mapping[str, str] = {}
        self._doubtful: frozenset[str] = frozenset()
        self._singles: dict[str, list[Single]] = {}
        self._known: Compared | None = None
        self.parts.itemChanged.connect(self._on_item_changed)

    @property
    def choices(self) -> Choices:
        """What is ticked."""
        chosen: list[PartDifference] = []
        singly: dict[str, Collection[str]] = {}
        count = 0
        for part in self._different():
            ticks = self._ticks(part)
            left = [tick for tick in ticks if tick not in self._unticked]
            count += len(left)
            if left:
                chosen.append(part)
            if 0 < len(left) < len(ticks):
                singly[part.id] = [key for _, _, key in left]
        return Choices(chosen, singly, count)

    def remark(self, remarks: Mapping[str, str], unticked: Iterable[str] = ()) -> None:
        """Say something beside parts, by article id or part; some are not ticked at first."""
        self._remarks = remarks
        self._doubtful = frozenset(unticked)

    def tick_all(self, ticked: bool) -> None:
        """Tick every change, or none."""
        every = [tick for part in self._different() for tick in self._ticks(part)]
        self._unticked = set() if ticked else set(every)
        self.list_parts()
        self.ticked.emit()

    def list_parts(self) -> None:
        if self.compared is not None and self.compared is not self._known:
            self._take(self.compared)
        super().list_parts()
        self.parts.expandAll()

    def row_of(self, part: PartDifference) -> QTreeWidgetItem:
        row = super().row_of(part)
        if part.change is Change.SAME:
            return row
        ticks = self._ticks(part)
        if ticks[0][2] == _WHOLE or len(ticks) == 1:
            self._put_tick(row, ticks[0])
            return row
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        for tick, single in zip(ticks, self._singles[part.id], strict=True):
            child = QTreeWidgetItem(row, [single.name, single.change])
            child.setData(0, PART, part)
            self._put_tick(child, tick)
        return row

    def change_of(self, part: PartDifference) -> str:
        said = (super().change_of(part), self._remarks.get(part.id or part.part, ""))
        return "，".join(filter(None, said))

    def shown_lines(self, lines: list[Line]) -> list[Line]:
        part = self.part
        found = self._singles.get(part.id, []) if part is not None else []
        names = {one.line: one.name for one in found if one.line is not None}
        first = next((at for at, line in enumerate(lines) if not line.label), len(lines))
        return [
            line._replace(label=names[at - first]) if at - first in names else line
            for at, line in enumerate(lines)
        ]

    def _take(self, compared: Compared) -> None:
        """Find the changes inside the articles of another comparison."""
        self._known = compared
        self._singles = {
            part.id: singles(
                part, compared.old.find_article(part.id), compared.new.find_article(part.id)
            )
            for part in compared.parts
            if part.part == "article" and part.change is not Change.SAME
        }
        doubtful = [p for p in self._different() if (p.id or p.part) in self._doubtful]
        self._unticked = {tick for part in doubtful for tick in self._ticks(part)}

    def _different(self) -> Iterator[PartDifference]:
        parts = self.compared.parts if self.compared else []
        return (part for part in parts if part.change is not Change.SAME)

    def _ticks(self, part: PartDifference) -> list[_Tick]:
        found = self._singles.get(part.id, []) if part.part == "article" else []
        keys = [one.key for one in found] or [_WHOLE]
        return [(part.part, part.id, key) for key in keys]

    def _put_tick(self, row: QTreeWidgetItem, tick: _Tick) -> None:
        states = Qt.CheckState
        row.setData(0, _TICK, tick)
        row.setCheckState(0, states.Unchecked if tick in self._unticked else states.Checked)

    def _on_item_changed(self, row: QTreeWidgetItem) -> None:
        tick: _Tick | None = row.data(0, _TICK)
        if tick is None:
            return  # an article whose changes have ticks of their own
        on = row.checkState(0) is Qt.CheckState.Checked
        # A tuple comes back from Qt as a list.
        (self._unticked.discard if on else self._unticked.add)(_as_tick(tick))
        self.ticked.emit()


def _as_tick(parts: Iterable[str]) -> _Tick:
    kind, key, single = parts
    return kind, key, single
