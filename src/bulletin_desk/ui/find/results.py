"""What the whole library holds of the words: issues, their articles, and which are to change."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from bulletin_desk.ui import theme
from bulletin_desk.ui.find.library_work import IssueHits

_ISSUE, _ARTICLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_COLUMN_GAP = 4
_AT_ONCE = 12


class Results(QTreeWidget):
    """Lists hits by issue. `chosen` asks to open an article: issue (None: the pool) and article.

    Final issues are listed, and cannot be checked.
    """

    chosen = Signal(object, str)
    checked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("稿库里找到的稿件")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setUniformRowHeights(True)
        policy = self.sizePolicy()
        policy.setVerticalStretch(2)
        self.setSizePolicy(policy)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 12)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        theme.named(self, "results")
        self._left: list[IssueHits] = []
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._fill_some)
        self.itemActivated.connect(self._on_activated)
        self.itemChanged.connect(self._on_changed)

    def show_hits(self, found: Sequence[IssueHits]) -> None:
        """Show other hits, all checked that may be changed."""
        self._left = list(found)
        with QSignalBlocker(self):
            self.clear()
        if found:
            self._fill_some()
            self.resizeColumnToContents(0)
            most = self.viewport().width() * 3 // 5
            self.setColumnWidth(0, min(self.columnWidth(0) + _COLUMN_GAP, most))
            self.setCurrentItem(self.topLevelItem(0).child(0))  # pyright: ignore[reportOptionalMemberAccess]

    def selection(self) -> dict[int | None, set[str]]:
        """Return the checked articles by issue."""
        while self._left:
            self._fill_some()
        chosen: dict[int | None, set[str]] = {}
        for issue in self._issues():
            for row in range(issue.childCount()):
                child = issue.child(row)
                if child.checkState(0) is _CHECKED and not child.isDisabled():
                    chosen.setdefault(issue.data(0, _ISSUE), set()).add(child.data(0, _ARTICLE))
        return chosen

    def step(self, by: int) -> None:
        """Go to the next article, or the previous one."""
        rows = [issue.child(row) for issue in self._issues() for row in range(issue.childCount())]
        if rows:
            current = self.currentItem()
            at = rows.index(current) if current in rows else -1
            self.setCurrentItem(rows[(at + by) % len(rows)])

    def _fill_some(self) -> None:
        """Add some issues: thousands at once would hold up the window."""
        some, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        with QSignalBlocker(self):
            items = [self._issue(hits) for hits in some]
            self.addTopLevelItems(items)
            for item in items:
                item.setExpanded(True)
        if self._left:
            self._filling.start()
        else:
            self._filling.stop()

    def _issues(self) -> list[QTreeWidgetItem]:
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [item for item in items if item is not None]

    def _issue(self, hits: IssueHits) -> QTreeWidgetItem:
        name = f"{hits.name}（已定稿，不改）" if hits.is_final else hits.name
        item = QTreeWidgetItem([name, f"{hits.count} 处"])
        item.setData(0, _ISSUE, hits.issue_id)
        self._dress(item, hits.is_final)
        for article in hits.articles:
            count = f"{article.count} 处　" if article.count > 1 else ""
            child = QTreeWidgetItem([article.title, count + article.snippet])
            child.setData(0, _ARTICLE, article.article_id)
            child.setToolTip(0, article.title)
            child.setToolTip(1, article.snippet)
            self._dress(child, hits.is_final)
            item.addChild(child)
        return item

    def _dress(self, item: QTreeWidgetItem, is_final: bool) -> None:
        item.setCheckState(0, _UNCHECKED if is_final else _CHECKED)
        if is_final:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(0, Qt.ItemDataRole.CheckStateRole, None)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        issue = item.parent() or item
        child = item if item.parent() else item.child(0)
        self.chosen.emit(issue.data(0, _ISSUE), child.data(0, _ARTICLE))

    def _on_changed(self, item: QTreeWidgetItem) -> None:
        """Let an issue and its articles agree."""
        with QSignalBlocker(self):
            state = item.checkState(0)
            for row in range(item.childCount()):
                item.child(row).setCheckState(0, state)
            issue = item.parent()
            if issue is not None:
                states = {issue.child(row).checkState(0) for row in range(issue.childCount())}
                partly = Qt.CheckState.PartiallyChecked
                issue.setCheckState(0, states.pop() if len(states) == 1 else partly)
        self.checked.emit()
