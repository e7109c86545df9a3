"""导入清单: how far an import of many files is, and what became of each of them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTabBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.importing.outcomes import FileOutcome
from bulletin_desk.library.records import ImportKind
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.batch.pace import Pace
from bulletin_desk.ui.batch.rows import NAMES, OutcomeRole, OutcomeRows, as_text
from bulletin_desk.ui.forms import heading, quiet_label

_BESIDE = "导入在后台进行，可以照常编稿；关上这个窗口也不会停。"
_PAST = "以前导入过的文件，最近的在最前面。"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BatchPanel(QDialog):
    """Stands beside the window; closing it stops nothing.

    The signals say what the clerk asks for: to stop, to go on, to try some files again, to
    review what waits, to open an issue (its id), to look into the pool.
    """

    stop_wanted = Signal()
    resume_wanted = Signal()
    retry_wanted = Signal(object)
    review_wanted = Signal()
    issue_wanted = Signal(int)
    pool_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入清单")
        screen.give_size(self, 880, 600)
        self.rows, self.pace = OutcomeRows(), Pace()
        self.title = heading("还没有导入")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("导入的进度")
        self.remark = quiet_label("")
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName("只看一类文件")
        self._kinds: list[ImportKind | None] = [None, *NAMES]
        for _ in self._kinds:
            self.tabs.addTab("")
        self._filter = _OfKind(self)
        self._filter.setSourceModel(self.rows)
        self.list = self._build_list()
        # What became of the current file, whole: the list has room for one line of it.
        self.told = quiet_label("")
        self.copy_button = QPushButton("复制清单")
        self.retry_button = QPushButton("重试没有导入的")
        self.review_button = QPushButton("核对…")
        self.open_button = QPushButton("打开这一期")
        self.stop_button = QPushButton("停止导入")
        self.resume_button = QPushButton("继续导入")
        self._build()
        self._connect()
        self.show_ended("", can_resume=False)
        self.title.setText("还没有导入")

    def appear(self) -> None:
        """Show without taking the keys away from what the clerk is typing in."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, True)
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

    def show_step(self, done: int, total: int) -> None:
        """Show how far the import is."""
        self.pace.step(done)
        self.title.setText(f"正在导入 {done} / {total}")
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        pace = self.pace.sentence(total - done)
        self.remark.setText(f"{pace}。{_BESIDE}" if pace else _BESIDE)
        self.bar.show()
        self.stop_button.show()
        self.resume_button.hide()

    def show_outcomes(self, outcomes: Sequence[FileOutcome]) -> None:
        """Show what became of some files."""
        scrolling = self.list.verticalScrollBar()
        at_end = scrolling.value() == scrolling.maximum()
        for outcome in outcomes:
            self.rows.put(outcome)
        self._show_counts()
        if at_end:
            self.list.scrollToBottom()

    def show_ended(self, summary: str, *, can_resume: bool) -> None:
        """Show what all of it brought."""
        self.title.setText("导入停在这里" if can_resume else "导入结束")
        self.remark.setText(summary)
        self.bar.hide()
        self.stop_button.hide()
        self.resume_button.setVisible(can_resume)
        self._show_counts()

    def show_past(self, outcomes: Sequence[FileOutcome]) -> None:
        """Show earlier imports, in place of what is listed."""
        self.rows.clear()
        self.show_outcomes(outcomes)
        self.list.scrollToTop()
        self.show_ended(_PAST if outcomes else "", can_resume=False)
        self.title.setText("最近的导入" if outcomes else "还没有导入")

    def of_kind(self, kind: ImportKind) -> list[FileOutcome]:
        """Return the files of one kind."""
        return [outcome for outcome in self.rows.outcomes if outcome.kind is kind]

    def current(self) -> FileOutcome | None:
        """Return the file of the current row."""
        index = self.list.currentIndex()
        return index.data(OutcomeRole) if index.isValid() else None

    def _build_list(self) -> QTreeView:
        view = QTreeView()
        view.setAccessibleName("导入的文件")
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setModel(self._filter)
        head = view.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        width = self.fontMetrics().averageCharWidth()
        head.resizeSection(0, 22 * width)
        head.resizeSection(1, 18 * width)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _build(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(theme.SMALL)
        for button in (self.copy_button, self.retry_button, self.review_button):
            below.addWidget(button)
        below.addStretch()
        for button in (self.open_button, self.resume_button, self.stop_button):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE - 4, theme.LARGE, theme.LARGE - 4)
        column.setSpacing(theme.MEDIUM)
        for widget in (self.title, self.bar, self.remark, self.tabs):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addLayout(below)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter opens what the row stands for

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda tab: self._filter.show_kind(self._kinds[tab]))
        self.list.activated.connect(lambda _: self._open())
        selection = self.list.selectionModel()
        selection.currentChanged.connect(lambda *_: self._show_counts())
        self.copy_button.clicked.connect(self._copy)
        self.retry_button.clicked.connect(
            lambda: self.retry_wanted.emit(self.of_kind(ImportKind.FAILED))
        )
        self.review_button.clicked.connect(self.review_wanted)
        self.open_button.clicked.connect(self._open)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.resume_button.clicked.connect(self.resume_wanted)

    def _show_counts(self) -> None:
        counts = self.rows.counts
        for tab, kind in enumerate(self._kinds):
            number = counts[kind] if kind else self.rows.rowCount()
            name = NAMES[kind] if kind else "全部"
            self.tabs.setTabText(tab, f"{name} {number}")
        outcome = self.current()
        self.told.setText(outcome.sentence if outcome is not None else "")
        self.told.setVisible(outcome is not None)
        self.open_button.setEnabled(outcome is not None)
        self.open_button.setText(_ACTS[outcome.kind] if outcome else _ACTS[ImportKind.ISSUE])
        self.copy_button.setEnabled(bool(self.rows.rowCount()))
        self.retry_button.setEnabled(counts[ImportKind.FAILED] > 0)
        self.review_button.setEnabled(counts[ImportKind.QUEUED] > 0)

    def _copy(self) -> None:
        kind = self._kinds[self.tabs.currentIndex()]
        chosen = self.of_kind(kind) if kind else self.rows.outcomes
        QGuiApplication.clipboard().setText(as_text(chosen))

    def _open(self) -> None:
        """Open what became of the file of the current row."""
        outcome = self.current()
        if outcome is None:
            return
        if outcome.kind is ImportKind.QUEUED:
            self.review_wanted.emit()
        elif outcome.kind is ImportKind.FAILED:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(outcome.file.again.parent)))
        elif outcome.issue_id is not None:
            self.issue_wanted.emit(outcome.issue_id)
        else:
            self.pool_wanted.emit()


_ACTS = {
    ImportKind.ISSUE: "打开这一期",
    ImportKind.POOL: "到待用稿里看",
    ImportKind.QUEUED: "核对…",
    ImportKind.DUPLICATE: "打开这一期",
    ImportKind.FAILED: "打开文件夹",
}


class _OfKind(QSortFilterProxyModel):
    """Lets the files of one kind through, or all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind: ImportKind | None = None

    def show_kind(self, kind: ImportKind | None) -> None:
        """Show the files of a kind; all for None."""
        self._kind = kind
        self.invalidateFilter()

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        if self._kind is None:
            return True
        model = self.sourceModel()
        outcome: FileOutcome = model.index(source_row, 0, source_parent).data(OutcomeRole)
        return outcome.kind is self._kind
