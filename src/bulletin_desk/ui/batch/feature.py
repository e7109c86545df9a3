"""Joins imports of many files to the window: folders, the list, going on after a stop."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from bulletin_desk.errors import DeskError
from bulletin_desk.library.records import ImportKind
from bulletin_desk.ui.batch import unfinished
from bulletin_desk.ui.batch.notice import ImportNotice
from bulletin_desk.ui.batch.unfinished import Unfinished
from bulletin_desk.ui.files.importing import FEW, ImportResult
from bulletin_desk.ui.review.feature import Review

if TYPE_CHECKING:
    from bulletin_desk.importing.outcomes import FileOutcome
    from bulletin_desk.ui.batch.panel import BatchPanel
    from bulletin_desk.ui.workshop import Workshop

# How many files may be imported again after a crash: they are passed over, and that is fast.
_NOTED_EVERY = 10


class Batches(QObject):
    """Shows the list of a large import, and remembers it until its end."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._settings = workshop.window.settings
        self._importer = workshop.files.importer
        self._panel: BatchPanel | None = None
        self._chosen: list[Path] = []
        self._early: list[FileOutcome] = []
        self._waiting_told = False  # whether it is told how many files wait
        self._listed, self._done_with, self._noted = False, True, 0
        self._left: Unfinished | None = None
        self._goes_on = False
        self.left_notice = ImportNotice("继续导入", "不再导入")
        self.queue_notice = ImportNotice("现在核对", "以后再说")
        workshop.desk.put_above(self.left_notice, self.queue_notice)
        self._connect()
        self._offer_to_go_on()
        # When all features are there.
        QTimer.singleShot(0, self, self._follow_review)

    @property
    def panel(self) -> "BatchPanel":
        """The list; made when it is shown first."""
        if self._panel is None:
            from bulletin_desk.ui.batch.panel import BatchPanel

            panel = self._panel = BatchPanel(self._workshop.window)
            panel.stop_wanted.connect(self._importer.cancel)
            panel.resume_wanted.connect(self.resume)
            panel.retry_wanted.connect(self.retry)
            panel.review_wanted.connect(self._review)
            panel.issue_wanted.connect(self._workshop.open_issue)
            panel.pool_wanted.connect(self._workshop.commands["pool"].trigger)
        return self._panel

    def show(self) -> None:
        """Show the list; where no import of now is listed, the last ones that the library has."""
        if not self._listed:
            self._show_past()
        self.panel.show()
        self.panel.raise_()
        self.panel.activateWindow()

    def choose_folder(self) -> None:
        """Let the clerk choose a folder to import, with all that is below it."""
        kept = str(self._settings.value("import/folder", ""))
        title = "导入文件夹"
        name = QFileDialog.getExistingDirectory(self._workshop.window, title, kept)
        if name:
            self._settings.setValue("import/folder", str(Path(name).parent))
            self._workshop.files.import_files([Path(name)])

    def resume(self) -> None:
        """Go on with the import that was left; what it has kept is passed over."""
        self.left_notice.hide()
        if self._left is not None and not self._importer.is_running:
            self._goes_on = True
            self._workshop.files.import_files(self._left.chosen)

    def retry(self, outcomes: "Sequence[FileOutcome]") -> None:
        """Import some files again, in their rows of the list."""
        if not self._importer.is_running:
            self._goes_on = True
            again = dict.fromkeys(outcome.file.again for outcome in outcomes)
            self._workshop.files.import_files(list(again))

    def _connect(self) -> None:
        commands, importer = self._workshop.commands, self._importer
        commands["import_folder"].triggered.connect(self.choose_folder)
        commands["import_list"].triggered.connect(self.show)
        self.left_notice.go_on.clicked.connect(self.resume)
        self.left_notice.let_be.clicked.connect(self._forget)
        self.queue_notice.go_on.clicked.connect(self._review)
        self.queue_notice.let_be.clicked.connect(self._let_wait)
        importer.begun.connect(self._on_begun)
        importer.planned.connect(self._on_planned)
        importer.reported.connect(self._on_reported)
        importer.progressed.connect(self._on_progressed)
        importer.finished.connect(self._on_finished)

    def _offer_to_go_on(self) -> None:
        self._left = unfinished.remembered(self._settings)
        if self._left is not None:
            self.left_notice.tell(self._left.sentence)

    def _forget(self) -> None:
        self._left = None
        unfinished.forget(self._settings)
        self.left_notice.hide()

    def _on_begun(self, chosen: Sequence[Path]) -> None:
        if self._done_with:
            self._chosen, self._early, self._listed = [], [], False
            self._done_with = False
        self._chosen += chosen
        if self._goes_on:
            self._importer.list_all()

    def _on_planned(self, total: int) -> None:
        if self._listed or (total <= FEW and not self._goes_on):
            return
        if not self._goes_on:
            self.panel.rows.clear()
        self._listed = True
        self.panel.pace.restart()
        self.panel.show_outcomes(self._early)
        self.panel.appear()

    def _on_reported(self, outcomes: "list[FileOutcome]") -> None:
        if self._listed:
            self.panel.show_outcomes(outcomes)
        else:
            self._early += outcomes

    def _on_progressed(self, done: int, total: int) -> None:
        if not self._listed:
            return
        self.panel.show_step(done, total)
        if total > FEW and (not done or done >= self._noted + _NOTED_EVERY):
            self._noted = done
            unfinished.remember(self._settings, Unfinished(tuple(self._chosen), done, total))

    def _on_finished(self, result: ImportResult) -> None:
        self._done_with, self._goes_on, self._noted = True, False, 0
        left = result.cancelled > 0 and result.is_large
        if left:
            done = result.files - result.cancelled
            self._left = Unfinished(tuple(self._chosen), done, result.files)
            unfinished.remember(self._settings, self._left)
        elif result.is_large:
            self._forget()
        self._waiting_told = result.queued > 0
        if self._listed:
            self.panel.show_ended(f"{result.trouble}{result.summary}", can_resume=left)
        elif self._panel is not None and self._panel.isVisible():
            self._show_past()
        self._show_waiting()

    def _follow_review(self) -> None:
        self._workshop.feature(Review).counted.connect(self._on_counted)

    def _on_counted(self, _: int) -> None:
        """Let the list and the notice follow what is kept and dropped in a review."""
        self._show_waiting()
        if self._panel is None or self._importer.is_running:
            return
        from bulletin_desk.importing.past import after_review

        with suppress(DeskError):
            self._panel.show_outcomes(
                after_review(self._workshop.library, self._panel.rows.outcomes)
            )

    def _show_waiting(self) -> None:
        """Tell of the files that wait, as many as the status bar counts."""
        waiting = 0
        with suppress(DeskError):
            waiting = len(self._workshop.library.queued())
        if not waiting:
            self._waiting_told = False
            self.queue_notice.hide()
        elif self._waiting_told:
            self.queue_notice.tell(f"{waiting} 个文件有没有认准的地方，核对后再入库。")

    def _show_past(self) -> None:
        from bulletin_desk.importing.past import past_imports

        failed = [one for one in self._early if one.kind is ImportKind.FAILED]
        with suppress(DeskError):
            self.panel.show_past([*failed, *past_imports(self._workshop.library)])

    def _let_wait(self) -> None:
        self._waiting_told = False
        self.queue_notice.hide()

    def _review(self) -> None:
        self._let_wait()
        self._workshop.commands["review"].trigger()
