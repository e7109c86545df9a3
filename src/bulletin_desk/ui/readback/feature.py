"""读回送审稿: joins the reading back of marked-up files to the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.process import StoppedError
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.tasks import Tasks
from bulletin_desk.ui.versions.feature import Versions

if TYPE_CHECKING:
    from bulletin_desk.intake.child import FileReader
    from bulletin_desk.ui.readback.choosing import Choices
    from bulletin_desk.ui.readback.dialog import Markup
    from bulletin_desk.ui.readback.reading import Pictures
    from bulletin_desk.ui.workshop import Workshop

_KINDS = "Word 文档 (*.docx *.doc *.wps)"
TAKEN = "采用送审稿的改动"
# An exported issue is kept, so that the changes of both sides can be told apart later.
_EXPORTED = "导出 Word 时"


class Readback(QObject):
    """Reads a marked-up copy of the open issue and takes over what the clerk accepts.

    `ended` tells that a file is dealt with, whether or not anything was taken over.
    """

    ended = Signal()

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._tasks = Tasks(self)
        self._reader: FileReader | None = None
        self.progress = ProgressStrip()
        workshop.window.statusBar().insertPermanentWidget(0, self.progress)
        self.progress.cancelled.connect(self._stop)
        workshop.commands["readback"].triggered.connect(self.choose)
        workshop.closing.connect(self.close)
        workshop.commands["docx"].triggered.connect(
            lambda: workshop.feature(Versions).keep_later(_EXPORTED)
        )

    def choose(self) -> None:
        """Let the clerk choose a marked-up file."""
        workshop = self._workshop
        if workshop.session.bulletin is None or workshop.session.locked:
            return
        for path in Files.ask_open(workshop.window, "读回送审稿", _KINDS)[:1]:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a marked-up file; what it changes is shown when it is read."""
        from bulletin_desk.intake.child import FileReader
        from bulletin_desk.ui.readback.reading import read_markup

        workshop, session = self._workshop, self._workshop.session
        workshop.flush()
        if session.bulletin is None or session.issue_id is None or session.locked:
            return
        if self._reader is None:
            self._reader = FileReader()
        current = session.bulletin
        self.progress.show_step("正在读回送审稿")
        self._tasks.run(
            partial(read_markup, self._reader, path, workshop.library, session.issue_id, current),
            self._on_read,
            self._on_failed,
        )

    def close(self) -> None:
        """End what runs: the window closes."""
        self._stop()
        self._tasks.wait()
        if self._reader is not None:
            self._reader.close()

    def _stop(self) -> None:
        if self._reader is not None:
            self._reader.stop()

    def _on_read(self, found: "tuple[Markup, Pictures]") -> None:
        self._end()
        try:
            self._show(*found)
        finally:
            self.ended.emit()

    def _show(self, markup: "Markup", pictures: "Pictures") -> None:
        """Show the changes, and take over those that the clerk accepts."""
        from bulletin_desk.model.differences import Change, compare
        from bulletin_desk.ui.readback.dialog import ReadbackDialog

        workshop = self._workshop
        if workshop.session.bulletin is not markup.current:
            workshop.tell("读取送审稿时本期有了改动，请再读回一次。")
            return
        parts = compare(markup.current, markup.returned.bulletin)
        if all(part.change is Change.SAME for part in parts) and not markup.notes:
            workshop.tell(f"“{markup.name}”与本期内容相同，没有要采用的改动。")
            return
        chosen = ReadbackDialog.ask(workshop.window, markup)
        if chosen is not None and chosen.number:
            self._take(markup, pictures, chosen)

    def _take(self, markup: "Markup", pictures: "Pictures", chosen: "Choices") -> None:
        from bulletin_desk.model.readback import accepted

        workshop = self._workshop
        try:
            for data in pictures.values():
                workshop.library.add_picture(data)
        except DeskError as error:
            Message.tell(workshop.window, "没有采用", str(error))
            return
        workshop.feature(Versions).keep("采用送审稿前")
        parts, singly, count = chosen
        result = accepted(markup.current, markup.returned.bulletin, parts, singly)
        workshop.apply(TAKEN, result)
        workshop.tell(f"已采用 {count} 处改动，可以撤销（Ctrl+Z）。")

    def _on_failed(self, error: DeskError) -> None:
        self._end()
        if isinstance(error, StoppedError):
            self._workshop.tell("已取消。")
        else:
            Message.tell(self._workshop.window, "没有读回", str(error))
        self.ended.emit()

    def _end(self) -> None:
        self.progress.finish()
        if self._reader is not None:
            self._reader.close()
