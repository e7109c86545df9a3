"""The list of the library tab: what a search found, or past issues with their articles."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from bulletin_desk.library.records import Hit, IssueRecord
from bulletin_desk.model.bulletin import Bulletin, Masthead, one_line
from bulletin_desk.model.numbering import number_text
from bulletin_desk.ui.lists.article_rows import (
    AboutRole,
    ArticleRows,
    FoundRole,
    IconRole,
    TextRole,
)
from bulletin_desk.ui.lists.dragging import drag, packed_hits
from bulletin_desk.ui.lists.menu_key import opens_menu
from bulletin_desk.ui.outline.branches import draw_arrow

_ENTRY = Qt.ItemDataRole.UserRole
_ISSUES = Qt.ItemDataRole.UserRole + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Index = QModelIndex | QPersistentModelIndex
_Find = Callable[[str], Sequence[tuple[int, int]]]


class Entry(NamedTuple):
    """What a row stands for: an article of an issue (of the pool: None), or an issue."""

    issue_id: int | None
    article_id: str = ""


class LibraryList(QTreeWidget):
    """Shows hits as a flat list or issues as a tree; articles can be dragged out of it.

    `opened` carries the entries that the clerk wants, `menu_wanted` the place of a context menu,
    `articles_wanted` an issue whose articles are not there yet (see `fill_issue`).
    """

    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    articles_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("稿库")
        self.setItemDelegate(ArticleRows(self))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemExpanded.connect(self._on_expanded)
        self.itemDoubleClicked.connect(lambda item: self._open([item]))

    def show_hits(self, hits: Iterable[Hit], find: _Find) -> None:
        """List what a search found; `find` tells where the words stand in a text."""
        self.clear()
        self.setRootIsDecorated(False)
        self.add_hits(hits, find)
        self._choose_first()

    def add_hits(self, hits: Iterable[Hit], find: _Find) -> None:
        """List more hits below the others."""
        for hit in hits:
            row = QTreeWidgetItem([hit.title or "（无标题）"])
            row.setData(0, _ENTRY, Entry(hit.issue_id, hit.article_id))
            row.setData(0, AboutRole, _about_hit(hit))
            row.setData(0, TextRole, hit.snippet)
            row.setData(0, FoundRole, find)
            row.setToolTip(0, f"{row.text(0)}\n{_about_hit(hit)}")
            self.addTopLevelItem(row)

    def show_issues(self, records: Iterable[IssueRecord]) -> None:
        """List issues under their series and year; those that are open stay open."""
        opened, chosen = self._opened(), self.entries()
        self.clear()
        self.setRootIsDecorated(True)
        groups: dict[str, list[IssueRecord]] = {}
        for record in records:
            year = year_of(record)
            name = (record.series or "（无刊名）") + (f" {year}年" if year else "")
            groups.setdefault(name, []).append(record)
        for number, (name, issues) in enumerate(groups.items()):
            group = QTreeWidgetItem(self, [f"{name}　{len(issues)}期"])
            group.setData(0, IconRole, "column")
            group.setData(0, _ISSUES, issues)
            group.setChildIndicatorPolicy(_ALWAYS)
            group.setExpanded(number == 0 or name in opened)
        self._reopen(opened, chosen)

    def fill_issue(self, issue_id: int, bulletin: Bulletin) -> None:
        """Put the articles of an issue under its row."""
        row = self._row(Entry(issue_id))
        if row is None or row.childCount():
            return
        for section in bulletin.sections:
            for article in section.articles:
                child = QTreeWidgetItem(row, [one_line(article.title) or "（无标题）"])
                child.setData(0, _ENTRY, Entry(issue_id, article.id))
                child.setData(0, AboutRole, section.name)
                child.setData(0, IconRole, "article")
                child.setToolTip(0, child.text(0))
        if not row.childCount():
            row.setChildIndicatorPolicy(_NEVER)

    def entries(self) -> list[Entry]:
        """Return what the selected rows stand for, from top to bottom; groups stand for nothing."""
        rows = sorted(self.selectedItems(), key=lambda row: self.visualItemRect(row).top())
        return [entry for row in rows if (entry := row.data(0, _ENTRY)) is not None]

    def current(self) -> Entry | None:
        """Return what the current row stands for."""
        row = self.currentItem()
        return row.data(0, _ENTRY) if row else None

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        entries = [item.data(0, _ENTRY) for item in items]
        return packed_hits(
            (entry.issue_id or 0, entry.article_id) for entry in entries if entry.article_id
        )

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        rows = [row for row in self.selectedItems() if _is_article(row)]
        rows.sort(key=lambda row: self.visualItemRect(row).top())
        if rows:
            drag(self, self.mimeData(rows), [row.text(0) for row in rows], "篇稿件")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._open(self.selectedItems())
        elif not opens_menu(self.viewport(), event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row, place = self.itemAt(event.pos()), event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self.currentItem()
            place = self.viewport().mapToGlobal(self.visualItemRect(row).center())
        if row is not None and row.data(0, _ENTRY) is not None:
            self.menu_wanted.emit(place)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        draw_arrow(self, painter, rect, index)

    def _open(self, rows: Sequence[QTreeWidgetItem]) -> None:
        entries = [entry for row in rows if (entry := row.data(0, _ENTRY)) is not None]
        if entries:
            self.opened.emit(entries)

    def _on_expanded(self, row: QTreeWidgetItem) -> None:
        entry = row.data(0, _ENTRY)
        if row.childCount():
            return
        if entry is not None:
            self.articles_wanted.emit(entry.issue_id)
        # Of a thousand issues only those on show have rows.
        for record in row.data(0, _ISSUES) or ():
            issue = QTreeWidgetItem(row, [_issue_name(record)])
            issue.setData(0, _ENTRY, Entry(record.id))
            issue.setData(0, IconRole, "masthead")
            issue.setChildIndicatorPolicy(_ALWAYS if record.titles else _NEVER)

    def _choose_first(self) -> None:
        if self.topLevelItemCount():
            self.setCurrentItem(self.invisibleRootItem().child(0))

    def _rows(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        root = self.invisibleRootItem()
        for group in (root.child(number) for number in range(root.childCount())):
            found.append(group)
            found += [group.child(i) for i in range(group.childCount())]
        return found

    def _row(self, entry: Entry) -> QTreeWidgetItem | None:
        return next((row for row in self._rows() if row.data(0, _ENTRY) == entry), None)

    def _opened(self) -> set[object]:
        """Return what is open: issues by their entries, groups by their names."""
        opened = (row for row in self._rows() if row.isExpanded())
        return {row.data(0, _ENTRY) or _group_name(row) for row in opened}

    def _reopen(self, opened: set[object], chosen: Sequence[Entry]) -> None:
        for row in self._rows():
            entry = row.data(0, _ENTRY)
            if entry in opened:
                row.setExpanded(True)
            if entry in chosen:
                self.setCurrentItem(row)
        if self.currentItem() is None:
            self._choose_first()


def year_of(record: IssueRecord) -> int | None:
    """Return the year of an issue: its date's, else its number's."""
    return record.date.year if record.date else record.year or None


def _about_hit(hit: Hit) -> str:
    if hit.issue_id is None:
        return "待用稿"
    number = number_text(Masthead(number=hit.number, supplement=hit.supplement))
    issue = " ".join(part for part in (hit.series, number) if part)
    date = f"{hit.date:%Y年}{hit.date.month}月{hit.date.day}日" if hit.date else ""
    units = "、".join(hit.units[:2])
    return " · ".join(part for part in (issue, date, hit.section, units) if part)


def _issue_name(record: IssueRecord) -> str:
    number = number_text(Masthead(number=record.number, supplement=record.supplement))
    date = f"{record.date.month}月{record.date.day}日" if record.date else ""
    return "　".join(part for part in (number or "（无期号）", date) if part)


def _group_name(row: QTreeWidgetItem) -> str:
    return row.text(0).partition("　")[0]


def _is_article(row: QTreeWidgetItem) -> bool:
    entry = row.data(0, _ENTRY)
    return entry is not None and bool(entry.article_id)


_ALWAYS = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
_NEVER = QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator
