"""定稿 and 取消定稿: locks the open issue with its files kept, and opens it again."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from bulletin_desk.errors import DeskError
from bulletin_desk.library.finals import Kind
from bulletin_desk.library.records import FinalRecord
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.template import Template
from bulletin_desk.process import StoppedError, Worker
from bulletin_desk.typeset.display import Document
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.finals.banner import Banner
from bulletin_desk.ui.finals.labels import final_label, final_mark, final_sentence
from bulletin_desk.ui.finals.lock import Lock
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.tasks import Tasks
from bulletin_desk.ui.versions.feature import Versions

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

_PATTERN = "archive/pattern"
_FOLDER = "archive/folder"
DIFFERS = (
    "这台电脑上的字体或程序与定稿时不同，屏幕和打印的版面可能与定稿不一样。\n"
    "导出的 PDF 和 Word 仍是定稿时的原件。"
)


class Finals(QObject):
    """Makes the open issue final, shows that it is, and takes it back."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.lock = Lock(workshop)
        self.banner = Banner()
        self.progress = ProgressStrip()
        self.record: FinalRecord | None = None
        self.differs = False
        self._compared: FinalRecord | None = None
        self.is_writing = False
        self._tasks = Tasks(self)
        self._worker = Worker()
        self._stopped = threading.Event()
        workshop.desk.put_above(self.banner)
        workshop.window.statusBar().insertPermanentWidget(0, self.progress)
        self.progress.cancelled.connect(self._stop)
        self.banner.button.clicked.connect(self.reopen)
        self.banner.open_folder.clicked.connect(self._open_folder)
        workshop.commands["final"].triggered.connect(self.finalise)
        workshop.commands["reopen"].triggered.connect(self.reopen)
        workshop.session.opened.connect(self._show)
        workshop.closing.connect(self.wait)
        workshop.session.lock_changed.connect(self._show)
        workshop.pages.typeset.connect(self._compare)

    def finalise(self) -> None:
        """Check the issue, ask where its files go, write them and lock it."""
        workshop = self._workshop
        session = workshop.session
        if session.bulletin is None or session.locked or not workshop.flush():
            return
        if not workshop.feature(Preflight).confirm_before("定稿", self.finalise):
            return
        targets = self._ask(session.bulletin)
        if targets is None:
            return
        self._start(session.bulletin, targets)

    def reopen(self) -> None:
        """Ask why, and let the final issue change again."""
        from bulletin_desk.ui.finals.reopening import ReopenDialog

        workshop, session = self._workshop, self._workshop.session
        if session.issue_id is None or not session.locked or self.is_writing:
            return
        kept = "取消定稿后，本期可以改动，改好后再定稿。"
        if self.record is not None:
            kept += (
                f"第{self.record.revision}次定稿的文件仍在“历史版本”里，存档文件夹里的文件不变。"
            )
        reason = ReopenDialog.ask(workshop.window, kept)
        if not reason:
            return
        try:
            workshop.library.reopen(session.issue_id, reason)
        except DeskError as error:
            Message.tell(workshop.window, "没有取消定稿", str(error))
            return
        session.lock(False)
        workshop.tell("已取消定稿，可以改动。")

    def frozen(self, suffix: Kind) -> Callable[[Path], None] | None:
        """Return what writes a file of the open issue as it was published; None for a draft."""
        from bulletin_desk.ui.finals.writing import write_frozen

        issue_id = self._workshop.session.issue_id
        if self.record is None or issue_id is None:
            return None
        return partial(write_frozen, self._workshop.library, issue_id, suffix)

    def wait(self) -> None:
        """Let what is being written come to its end: the window closes."""
        self._tasks.wait()
        self._worker.close()

    def _ask(self, bulletin: Bulletin) -> dict[str, Path] | None:
        """Return where the files go, by ending; None when the clerk cancels."""
        from bulletin_desk.model.archive_names import DEFAULT_PATTERN
        from bulletin_desk.ui.finals.dialog import FinalDialog

        library, settings = self._workshop.library, self._workshop.window.settings
        pattern = str(library.preference(_PATTERN) or DEFAULT_PATTERN)
        dialog = FinalDialog.ask(self._workshop.window, bulletin, self._folder(), pattern)
        if dialog is None:
            return None
        library.set_preference(_PATTERN, dialog.pattern.text().strip() or DEFAULT_PATTERN)
        settings.setValue(_FOLDER, dialog.folder.text().strip())
        there = [path.name for path in dialog.targets.values() if path.exists()]
        question = "存档文件夹里已经有：\n" + "\n".join(there) + "\n要用这次定稿的文件替换吗？"
        if there and not Message.ask(self._workshop.window, "文件已有", question, "替换"):
            return None
        return dialog.targets

    def _start(self, bulletin: Bulletin, targets: Mapping[str, Path]) -> None:
        workshop, issue_id = self._workshop, self._workshop.session.issue_id
        assert issue_id is not None
        try:
            template = workshop.pages.template_of(bulletin)
        except DeskError as error:
            Message.tell(workshop.window, "没有定稿", str(error))
            return
        workshop.feature(Versions).keep("定稿前")
        # What is written must be what is locked: nothing may change meanwhile.
        self.is_writing = True
        self._stopped.clear()
        workshop.session.lock(True)
        self.progress.show_step("正在定稿")
        work = partial(self._write, issue_id, bulletin, template, dict(targets))
        self._tasks.run(
            work, partial(self._done, issue_id, targets), partial(self._failed, issue_id)
        )

    def _write(
        self, issue_id: int, bulletin: Bulletin, template: Template, targets: Mapping[str, Path]
    ) -> int:
        """Make and write the files, then lock the issue in the library; off the main thread."""
        from bulletin_desk.ui.files.writing import pictures_of
        from bulletin_desk.ui.finals.writing import make_files, write_files

        library = self._workshop.library
        pictures = pictures_of(bulletin, library)
        files = self._worker.call(make_files, bulletin, template, pictures)
        if self._stopped.is_set():  # before the process had begun
            raise StoppedError("已取消。")
        write_files(files, targets)
        revision = library.finalise(issue_id, of=bulletin, **files._asdict())
        # The issue is final by now, whether or not its version could be kept beside it.
        with suppress(DeskError):
            library.save_version(issue_id, final_label(revision))
        return revision

    def _done(self, issue_id: int, targets: Mapping[str, Path], revision: int) -> None:
        self._end()
        if self._workshop.session.issue_id == issue_id:
            self._show()
        self._workshop.tell(f"第{revision}次定稿已完成，文件在：{targets['pdf'].parent}")

    def _failed(self, issue_id: int, error: DeskError) -> None:
        self._end()
        if self._workshop.session.issue_id == issue_id:
            self._workshop.session.lock(False)
        if isinstance(error, StoppedError):
            self._workshop.tell("已取消，本期没有定稿。")
        else:
            sentence = f"本期没有定稿，仍可改动。\n{error}"
            Message.tell(self._workshop.window, "没有定稿", sentence)

    def _stop(self) -> None:
        self._stopped.set()
        self._worker.stop()

    def _end(self) -> None:
        self.is_writing = False
        self.progress.finish()
        self._worker.close()

    def _show(self) -> None:
        """Show what is on the desk as final, or as it was before."""
        workshop, session = self._workshop, self._workshop.session
        final = session.locked and not self.is_writing and session.issue_id is not None
        self.record = workshop.library.final_record(session.issue_id or 0) if final else None
        self.differs = False
        workshop.commands["reopen"].setEnabled(final)
        workshop.pages.freeze(self._template() if final else None)
        if self.is_writing:
            self.banner.show_sentence("正在定稿，请稍等。", can_reopen=False, has_folder=False)
        elif final:
            there = self._filed() is not None
            sentence = final_sentence(self.record)
            self.banner.show_sentence(sentence, can_reopen=True, has_folder=there)
        else:
            self.banner.hide()
        workshop.show_final(final_mark(self.record) if final else "")

    def _compare(self, document: Document | None) -> None:
        """Find out, off the main thread, whether the pages are those that were published."""
        from bulletin_desk.ui.finals.writing import is_as_published

        record = self.record
        if record is None or document is None or record is self._compared:
            return
        self._compared = record
        work = partial(is_as_published, document, self._workshop.library.picture, record.pdf_sha256)
        self._tasks.run(work, partial(self._show_compared, record), lambda _: None)

    def _show_compared(self, record: FinalRecord, same: bool) -> None:
        if record is self.record:
            self.differs = not same
            if not same:
                self._workshop.saved_label.setText(f"{final_mark(record)}，显示与定稿有差异")
                self._workshop.saved_label.setToolTip(DIFFERS)

    def _template(self) -> Template | None:
        from bulletin_desk.ui.finals.writing import frozen_template

        issue_id = self._workshop.session.issue_id
        return None if issue_id is None else frozen_template(self._workshop.library, issue_id)

    def _filed(self) -> Path | None:
        """Return where the file of the issue on the desk is; None where it is not found."""
        from bulletin_desk.model.archive_names import DEFAULT_PATTERN, PatternError, archive_path

        bulletin = self._workshop.session.bulletin
        if bulletin is None:
            return None
        pattern = str(self._workshop.library.preference(_PATTERN) or DEFAULT_PATTERN)
        try:
            stem = self._folder() / archive_path(pattern, bulletin)
        except PatternError:
            return None
        path = stem.with_name(f"{stem.name}.pdf")
        return path if path.is_file() else None

    def _open_folder(self) -> None:
        """Show the folder of the files in the program that shows folders here."""
        path = self._filed()
        if path is None:
            sentence = "存档文件夹里已经没有这一期的文件。定稿的原件在“历史版本”里，可以另存。"
            Message.tell(self._workshop.window, "找不到文件", sentence)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            Message.tell(self._workshop.window, "打不开", f"打不开文件夹。文件在：{path.parent}")

    def _folder(self) -> Path:
        kept = self._workshop.window.settings.value(_FOLDER)
        if kept:
            return Path(str(kept))
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents)) / "简报存档"
