"""核对导入: the files that wait, the lines of one of them, and what is made of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.result import Intake
from bulletin_desk.intake.source import Role, Source
from bulletin_desk.model.bulletin import Bulletin, Masthead
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.editor.composing import commit_preedits, composing_widgets
from bulletin_desk.ui.review.clash_dialog import ClashBox, Way, described
from bulletin_desk.ui.review.keeping import Keeper, Kept, Tally, unnumbered
from bulletin_desk.ui.review.left_out import LeftOutBox, left_out
from bulletin_desk.ui.review.linking import Links
from bulletin_desk.ui.review.panes import Panes
from bulletin_desk.ui.review.recognition import Recognition
from bulletin_desk.ui.review.work import ReviewFile
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.ui.templates.pages import PageMaker

# Decisions are written down when the clerk rests this long, in milliseconds.
_REST = 800
_NO_NAME = "先填刊名，才能作为一期收入稿库；只要里面的稿件，请点“只收稿件到待用稿”。"


class ReviewDialog(QDialog):
    """Goes through files one by one; `kept` follows each that has come into the library."""

    kept = Signal()

    def __init__(
        self,
        parent: QWidget,
        keeper: Keeper,
        load: Callable[[int], Source],
        clash: Callable[[Masthead], str],
        maker: "PageMaker",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对导入的文件")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        screen.give_size(self, 1480, 900)
        self.tally = Tally([])
        self.files: list[ReviewFile] = []
        self.file: ReviewFile | None = None
        # Whether the lines on show have not been looked at yet.
        self._opens = False
        self._keeper, self._load = keeper, load
        self._tasks = Tasks(self)
        self._busy = False
        self.recognition = Recognition(self)
        self.panes = Panes(self, clash, maker)
        self.links = Links(self.panes, lambda: self.file)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._connect()

    def take(self, files: Sequence[ReviewFile]) -> None:
        """Take files to be looked at; those that are here already stay as they are."""
        known = {file.queue_id for file in self.files if file.queue_id is not None}
        self.files += [file for file in files if file.queue_id not in known]
        self.panes.show_files(self.files, self.file)
        if self.file is None and self.files:
            self.turn_to(self.files[0])

    def turn_to(self, file: ReviewFile | None) -> None:
        """Bring another file on show."""
        if file is self.file:
            return
        commit_preedits(self)
        self.remember()
        self.file = file
        self.panes.show_files(self.files, file)
        if file is None or file.source is not None:
            self._show_file()
        else:
            self._read(file)

    def decide(self, rows: Sequence[int], role: Role | None) -> None:
        """Say what lines are; what follows from it is shown at once."""
        file = self.file
        if file is not None and file.can_decide and file.decide(rows, role):
            self._follow()

    def undo(self) -> None:
        """Take the last step of this file back."""
        if not composing_widgets(self) and self.file is not None and self.file.undo():
            self._follow()

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if not composing_widgets(self) and self.file is not None and self.file.redo():
            self._follow()

    def remember(self) -> None:
        """Write down what is decided about the file on show."""
        self._rest.stop()
        file = self.file
        if file is not None:
            self._tasks.run(partial(self._keeper.remember, file), _ignore, _ignore)

    # The buttons

    def keep_issue(self) -> None:
        """Take the file into the library as an issue."""
        commit_preedits(self)
        file = self.file
        result = file.result if file is not None else None
        if file is None or result is None or self._waits:
            return
        bulletin = result.bulletin
        if bulletin is None or not bulletin.series.strip():
            self.panes.fields.tell(_NO_NAME)
            self.panes.show_fields().name.setFocus()
            return
        try:
            way = self._ask_about(bulletin)
        except DeskError as error:
            Message.tell(self, "没有收入", str(error))
            return
        if way is Way.DROP:
            self._drop([file])
        elif way is Way.OTHER_NUMBER:
            self.panes.show_fields().number.setFocus()
            self.panes.fields.number.selectAll()
        elif way is not Way.BACK and self._may_leave_out(result):
            kept = unnumbered(bulletin) if way is Way.UNNUMBERED else bulletin
            self._keep(file, result, lambda: self._keeper.keep_issue(file, result, kept))

    def keep_articles(self) -> None:
        """Take the articles alone into the pool."""
        commit_preedits(self)
        file = self.file
        result = file.result if file is not None else None
        if file is not None and result is not None and file.articles and not self._waits:
            if not self._may_leave_out(result):
                return
            articles = file.articles
            self._keep(file, result, lambda: self._keeper.keep_articles(file, result, articles))

    def keep_later(self) -> None:
        """Leave the file for another time, and go on with the next one."""
        file = self.file
        if file is None or self._busy:
            return
        place = self.files.index(file)
        if place + 1 < len(self.files):
            self.turn_to(self.files[place + 1])
        else:
            self.close()

    def drop(self) -> None:
        """Let go of the file, or of all that are selected, once the clerk has confirmed it."""
        files = self.panes.file_list.chosen
        if self.file not in files:
            files = [self.file] if self.file is not None else []
        if not files or self._busy:
            return
        which = f"“{files[0].name}”" if len(files) == 1 else f"选中的 {len(files)} 个文件"
        question = f"丢弃{which}？\n不会收进稿库；原来的文件不受影响，可以再次导入。"
        if Message.ask(self, "丢弃", question, "丢弃"):
            self._drop(files)

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        commit_preedits(self)
        self.remember()
        for file in self.files:
            if file.queue_id is None:
                self._tasks.run(partial(self._keeper.set_aside, file), _ignore, _ignore)
        self._tasks.finish()
        self._tasks.wait()
        self.recognition.close()
        self.panes.stop()
        event.accept()
        self.done(QDialog.DialogCode.Accepted)

    # One file

    @property
    def _waits(self) -> bool:
        """Whether nothing can be kept now: what was decided last is not in the result yet."""
        return self._busy or self.recognition.is_working

    def _read(self, file: ReviewFile) -> None:
        """Read the lines of a queued file, beside the window."""
        self.panes.show_waiting(file)
        queue_id = file.queue_id
        assert queue_id is not None
        self._tasks.run(
            lambda: self._load(queue_id),
            lambda source: self._on_read(file, source),
            lambda error: self._on_unread(file, error),
        )

    def _on_read(self, file: ReviewFile, source: Source) -> None:
        file.source = source
        if file is self.file:
            self._show_file()

    def _on_unread(self, file: ReviewFile, error: DeskError) -> None:
        if file is self.file:
            self.panes.show_failure(str(error))

    def _show_file(self) -> None:
        file = self.file
        self.panes.show_file(file)
        self._opens = True
        if file is not None and (file.recognised is None or file.decided.roles):
            self._recognise()
        elif file is not None:
            self._on_recognised(file)

    def _follow(self) -> None:
        """Let everything follow from what was decided."""
        file = self.file
        assert file is not None
        self._rest.start()
        self.panes.lines.refresh()
        self.panes.show_masthead(file)
        self._recognise()

    def _recognise(self) -> None:
        assert self.file is not None
        self.recognition.wish(self.file)
        self.panes.show_working(self.recognition.is_working)

    def _on_recognised(self, file: ReviewFile) -> None:
        if file is not self.file or file.source is None:
            self.panes.file_list.refresh(file)
            return
        self.panes.show_result(file)
        self.panes.show_working(self.recognition.is_working)
        if self._opens and self.panes.lines.rows in ([], [0]):
            self.links.open_at_doubt()
        self._opens = False
        self.links.show_rows()

    def _on_failed(self, file: ReviewFile, sentence: str) -> None:
        if file is self.file:
            self.panes.show_failure(sentence)

    # Keeping

    def _ask_about(self, bulletin: Bulletin) -> Way | None:
        """Return what is to become of an issue that is there already; None where it is not."""
        record = self._keeper.taken(bulletin)
        if record is not None:
            return ClashBox.ask(self, record)
        same = self._keeper.same(bulletin)
        if same is None:
            return None
        question = f"稿库里已经有内容相同的一期：{described(same)}。\n仍然再收一份？"
        return None if Message.ask(self, "已经收过", question, "仍然收入") else Way.BACK

    def _may_leave_out(self, result: Intake) -> bool:
        """Return whether what was recognised as nothing may be left out: the clerk is asked."""
        texts = left_out(result.warnings)
        if not texts or LeftOutBox.confirmed(self, texts):
            return True
        self.links.open_at_doubt()
        self.panes.lines.setFocus()
        return False

    def _keep(self, file: ReviewFile, result: Intake, work: Callable[[], Kept]) -> None:
        self._set_busy(True)
        self._tasks.run(work, lambda kept: self._on_kept(file, kept), self._on_not_kept)

    def _on_kept(self, file: ReviewFile, kept: Kept) -> None:
        self.tally.issues += [kept.issue_id] if kept.issue_id is not None else []
        self.tally.articles += kept.articles
        self._leave(file)

    def _on_not_kept(self, error: DeskError) -> None:
        self._set_busy(False)
        Message.tell(self, "没有收入", str(error))

    def _drop(self, files: Sequence[ReviewFile]) -> None:
        self._set_busy(True)
        self._tasks.run(
            lambda: self._keeper.drop(files),
            lambda _: self._on_dropped(files),
            self._on_not_kept,
        )

    def _on_dropped(self, files: Sequence[ReviewFile]) -> None:
        self.tally.dropped += len(files)
        self._leave(*files)

    def _leave(self, *files: ReviewFile) -> None:
        """Go on with the file after those that are done; after the last one, close."""
        self._set_busy(False)
        self._rest.stop()
        place = self.files.index(files[0])
        self.files = [file for file in self.files if file not in files]
        self.panes.fields.check_again()
        self.kept.emit()
        if self.file in self.files:
            # The clerk has gone on already.
            self.panes.show_files(self.files, self.file)
            return
        self.file = None
        if self.files:
            self.turn_to(self.files[min(place, len(self.files) - 1)])
        else:
            self.close()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.panes.enable_buttons(not busy)

    def _on_typed(self, name: str, value: object) -> None:
        file = self.file
        if file is not None and file.type(name, value):
            self._rest.start()
            # Recognition does not depend on it; what is kept, and how it looks, does.
            self._on_recognised(file)

    def _show_menu(self, place: QPoint) -> None:
        self.panes.bar.menu().popup(place)

    def _connect(self) -> None:
        panes = self.panes
        panes.file_list.file_chosen.connect(self.turn_to)
        panes.file_list.drop_wanted.connect(self.drop)
        panes.lines.decided.connect(self.decide)
        panes.lines.rows_chosen.connect(self.links.show_rows)
        panes.lines.menu_wanted.connect(self._show_menu)
        panes.bar.chosen.connect(lambda role: self.decide(panes.lines.rows, role))
        panes.fields.typed.connect(self._on_typed)
        panes.results.row_chosen.connect(self.links.go_to_row)
        panes.pages.trace_chosen.connect(self.links.go_to_place)
        panes.doubts.doubt_chosen.connect(self.links.go_to_doubt)
        panes.doubts.doubt_taken.connect(self.links.take_doubt)
        panes.keep_issue.clicked.connect(self.keep_issue)
        panes.keep_articles.clicked.connect(self.keep_articles)
        panes.later.clicked.connect(self.keep_later)
        panes.drop.clicked.connect(self.drop)
        panes.undo.clicked.connect(self.undo)
        panes.redo.clicked.connect(self.redo)
        self._rest.timeout.connect(self.remember)
        self.recognition.done.connect(self._on_recognised)
        self.recognition.failed.connect(self._on_failed)
        for keys, do in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Return", self.keep_issue),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)


def _ignore(_: object) -> None:
    """Do nothing with what nobody waits for."""
