"""What a past issue has to offer, as a tree with tick boxes."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from bulletin_desk.model.bulletin import Article, Bulletin, Section, has_footer, one_line
from bulletin_desk.model.taking import DISTRIBUTION_PARTS, MASTHEAD_PARTS, Wanted

_PART = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_PARTLY = Qt.CheckState.PartiallyChecked
_NAMES = {
    "report_to": "报", "send_to": "送", "issue_to": "发", "copies": "共印",
    "issuer": "编发单位", "classification": "密级", "copy_number": "编号", "notice": "提示",
}  # fmt: skip
Part = tuple[str, str]  # of what kind, and which: an id or the name of a field


class PastTree(QTreeWidget):
    """Shows one issue; `ticked` tells that something else is wanted.

    A column's tick takes its articles along. Of a column that was ticked itself the name stays
    wanted when its articles are unticked again.
    """

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._past: Bulletin | None = None
        # Columns whose names are wanted, of those that have one.
        self._named: set[str] = set()
        self._nameable: frozenset[str] = frozenset()
        self.setAccessibleName("这一期的内容")
        self.setUniformRowHeights(True)
        self.setHeaderLabels(["内容", "选用"])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._on_changed)

    def show_issue(self, past: Bulletin | None) -> None:
        """Show what an issue has, nothing of it ticked."""
        self._past = past
        self._named.clear()
        self._nameable = frozenset(s.id for s in past.sections if s.name) if past else frozenset()
        with QSignalBlocker(self):
            self.clear()
            if past is not None:
                self._fill(past)
            self.expandAll()
        first = next((row for row in self._rows() if _part(row)[0] == "article"), None)
        first = first or self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        self.ticked.emit()

    @property
    def wanted(self) -> Wanted:
        """What is ticked."""
        ticked = [_part(row) for row in self._rows() if row.checkState(0) is _CHECKED]
        kinds = {
            kind: frozenset(key for found, key in ticked if found == kind)
            for kind in ("article", "distribution", "masthead")
        }
        named = frozenset(self._named)
        return Wanted(named, kinds["article"], kinds["distribution"], kinds["masthead"])

    def text(self) -> tuple[str, Article | None]:
        """Return what the current row stands for as text to read, and the article if it is one."""
        row, past = self.currentItem(), self._past
        if row is None or past is None:
            return "", None
        kind, key = _part(row)
        if kind == "article":
            article = past.find_article(key)
            return (article.text, article) if article is not None else ("", None)
        if kind in ("distribution", "masthead"):
            return row.text(0), None
        lines = [child.text(0) for child in _children(row)]
        return "\n".join([row.text(0), *lines]), None

    def tick_all(self, *, ticked: bool) -> None:
        """Tick everything, or nothing."""
        with QSignalBlocker(self):
            for number in range(self.topLevelItemCount()):
                row = self.topLevelItem(number)
                if row is not None:
                    self._tick(row, _CHECKED if ticked else _UNCHECKED)
        self.ticked.emit()

    @property
    def column(self) -> str:
        """The column with a name that the current row is of; empty where there is none."""
        row = self._column_row()
        return _part(row)[1] if row is not None else ""

    def take_name_only(self) -> None:
        """Want the current column without its articles."""
        row = self._column_row()
        if row is None:
            return
        with QSignalBlocker(self):
            self._tick(row, _UNCHECKED)
            self._named.add(_part(row)[1])
            self._follow(row)
        self.ticked.emit()

    def _column_row(self) -> QTreeWidgetItem | None:
        row = self.currentItem()
        row = row and (row.parent() or row)
        return row if row is not None and _part(row)[1] in self._nameable else None

    def _on_changed(self, row: QTreeWidgetItem) -> None:
        with QSignalBlocker(self):
            self._tick(row, row.checkState(0))
            if row.parent() is not None:
                self._follow(row.parent())
        self.ticked.emit()

    def _tick(self, row: QTreeWidgetItem, state: Qt.CheckState) -> None:
        """Tick a row with all below it, or untick it."""
        row.setCheckState(0, state)
        for child in _children(row):
            child.setCheckState(0, state)
        kind, key = _part(row)
        if kind == "column" and key in self._nameable:
            (self._named.add if state is _CHECKED else self._named.discard)(key)
        if kind in ("column", "group"):
            self._follow(row)

    def _follow(self, row: QTreeWidgetItem) -> None:
        """Let a row say how much of it is ticked."""
        ticked = [child.checkState(0) is _CHECKED for child in _children(row)]
        kind, key = _part(row)
        named = kind == "column" and key in self._named
        if all(ticked) and (ticked or named):
            state = _CHECKED
        else:
            state = _PARTLY if named or any(ticked) else _UNCHECKED
        row.setCheckState(0, state)
        if kind == "column":
            row.setText(1, _remark(sum(ticked), named=named))

    def _fill(self, past: Bulletin) -> None:
        masthead = [(n, getattr(past.masthead, n)) for n in MASTHEAD_PARTS]
        self._add_group("masthead", "报头", [(n, value) for n, value in masthead if value])
        for section in past.sections:
            self._add_column(section)
        if has_footer(past.distribution):
            lists = [(n, getattr(past.distribution, n)) for n in DISTRIBUTION_PARTS]
            self._add_group("distribution", "版记（报送单位）", lists)

    def _add_column(self, section: Section) -> None:
        if not section.name and not section.articles:
            return
        name = f"【{section.name}】" if section.name else "（没有栏目的稿件）"
        row = _row(("column", section.id), name)
        for article in section.articles:
            row.addChild(_row(("article", article.id), one_line(article.title) or "（无标题）"))
        self.addTopLevelItem(row)

    def _add_group(self, kind: str, name: str, parts: list[tuple[str, str | int | None]]) -> None:
        if not parts:
            return
        row = _row(("group", kind), name)
        for field, value in parts:
            shown = " ".join(str(value).split()) if value not in (None, "") else "（无）"
            unit = "份" if field == "copies" and value is not None else ""
            row.addChild(_row((kind, field), f"{_NAMES[field]}：{shown}{unit}"))
        self.addTopLevelItem(row)

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        """Yield every row that lies under another."""
        for number in range(self.topLevelItemCount()):
            top = self.topLevelItem(number)
            if top is not None:
                yield from _children(top)


def _row(part: Part, name: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([name, ""])
    row.setToolTip(0, name)
    row.setData(0, _PART, part)
    row.setCheckState(0, _UNCHECKED)
    return row


def _part(row: QTreeWidgetItem) -> Part:
    kind, key = row.data(0, _PART)
    return kind, key


def _children(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [row.child(number) for number in range(row.childCount())]


def _remark(articles: int, *, named: bool) -> str:
    if articles:
        return f"{articles} 篇"
    return "只取名称" if named else ""
