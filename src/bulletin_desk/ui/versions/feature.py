"""历史版本: keeps versions as work goes on, shows them, and takes them back."""

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.naming import file_stem
from bulletin_desk.ui.dialogs.base import Files, Message
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.model.differences import PartDifference
    from bulletin_desk.ui.versions.dialog import History
    from bulletin_desk.ui.versions.rows import Row
    from bulletin_desk.ui.workshop import Workshop

INTERVAL_MS = 10 * 60 * 1000
AS_OPENED, AT_TIMES = "打开时", "自动保存"
RESTORED = "恢复历史版本"


class Versions(QObject):
    """Keeps a version when an issue begins to change, and every ten minutes of work on it."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._tasks = Tasks(self)
        self._kept_as_opened = False
        self.timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self.timer.timeout.connect(self._keep_in_turn)
        workshop.session.opened.connect(self._on_opened)
        workshop.session.changed.connect(self._on_changed)
        workshop.commands["versions"].triggered.connect(self.show_versions)
        workshop.closing.connect(self.wait)

    def keep(self, label: str) -> None:
        """Keep the issue as it is now, before something changes much of it."""
        if self._workshop.flush():
            self._keep_saved(label)

    def restore(self, version: Bulletin, part: "PartDifference | None" = None) -> bool:
        """Take back a version, or one part of it, as one step; return whether that was done."""
        from bulletin_desk.model.restoring import restore_part, with_number_of

        workshop = self._workshop
        current = workshop.session.bulletin
        if current is None or workshop.session.locked:
            return False
        self.keep("恢复前")
        said = f"已恢复{_named(part)}，可以撤销（Ctrl+Z）。"
        if (part is None or part.part == "masthead") and self._number_is_gone(version):
            version = with_number_of(version, current)
            said += "那个版本的期号已被别的期使用，保留了现在的期号。"
        restored = version if part is None else restore_part(current, version, part)
        workshop.apply(RESTORED, restored)
        workshop.tell(said)
        return True

    def show_versions(self) -> None:
        """Show the history of the open issue."""
        from bulletin_desk.ui.versions.dialog import VersionsDialog

        workshop = self._workshop
        if workshop.session.issue_id is None or not workshop.flush():
            return
        self._tasks.finish()
        try:
            dialog = VersionsDialog(workshop.window, self.history(workshop.session.issue_id))
        except DeskError as error:
            Message.tell(workshop.window, "打不开历史版本", str(error))
        else:
            dialog.accepted_by_clerk()

    def wait(self) -> None:
        """Let what is being kept come to its end: the window closes."""
        self.timer.stop()
        self._tasks.finish()

    def history(self, issue_id: int) -> "History":
        """Return what the dialog shows and does of the open issue's history."""
        from bulletin_desk.ui.versions.dialog import History
        from bulletin_desk.ui.versions.rows import rows

        library, session = self._workshop.library, self._workshop.session

        def current() -> Bulletin:
            assert session.bulletin is not None
            return session.bulletin

        return History(
            rows=lambda: rows(library.versions(issue_id), library.final_records(issue_id)),
            load=library.load_version,
            current=current,
            locked=session.locked,
            rename=lambda row, name: library.rename_version(row.version.id, name),
            delete=lambda row: library.delete_version(row.version.id),
            restore=self.restore,
            save_file=partial(self._save_file, issue_id),
            open_file=partial(self._open_file, issue_id),
        )

    def _number_is_gone(self, version: Bulletin) -> bool:
        from bulletin_desk.model.numbering import IssueNumber

        number = IssueNumber.of(version.masthead)
        taken = self._workshop.library.number_taken
        issue_id = self._workshop.session.issue_id
        return number is not None and taken(version.series, number, issue_id) is not None

    def _on_opened(self) -> None:
        self._kept_as_opened = False
        self.timer.stop()

    def _on_changed(self, before: Bulletin, _: Bulletin) -> None:
        """Keep what was opened before its first change is saved; then wait for the next turn."""
        if not self._kept_as_opened:
            self._kept_as_opened = True
            # Not what the library has: that may be the change before the thread looks.
            self.keep_later(AS_OPENED, before)
        if not self.timer.isActive():
            self.timer.start()

    def _keep_in_turn(self) -> None:
        if self._workshop.autosave.flush():
            self.keep_later(AT_TIMES)

    def _keep_saved(self, label: str) -> None:
        """Keep what the library has of the issue."""
        # What is being kept is older.
        self._tasks.finish()
        issue_id = self._workshop.session.issue_id
        if issue_id is not None:
            try:
                self._workshop.library.save_version(issue_id, label, automatic=True)
            except DeskError as error:
                self._workshop.tell(f"没有自动保存历史版本：{error}")

    def keep_later(self, label: str, bulletin: Bulletin | None = None) -> None:
        """Keep a bulletin, or what the library has of the issue, off the main thread."""
        issue_id, library = self._workshop.session.issue_id, self._workshop.library
        if issue_id is not None:
            self._tasks.run(
                partial(library.save_version, issue_id, label, automatic=True, bulletin=bulletin),
                lambda _: None,
                lambda error: self._workshop.tell(f"没有自动保存历史版本：{error}"),
            )

    def _save_file(self, issue_id: int, row: "Row", suffix: Literal["pdf", "docx"]) -> None:
        """Write a file of a final revision where the clerk wants it."""
        from bulletin_desk.ui.files.importing import KINDS
        from bulletin_desk.ui.finals.writing import write_bytes

        bulletin, window = self._workshop.session.bulletin, self._workshop.window
        if bulletin is None or row.final is None:
            return
        proposed = Path.home() / f"{file_stem(bulletin)} {row.name}.{suffix}"
        target = Files.ask_save(window, "另存定稿文件", KINDS[suffix], proposed)
        if target is None:
            return
        try:
            data = self._workshop.library.final_file(issue_id, suffix, row.final.revision)
            write_bytes(data, target)
        except DeskError as error:
            Message.tell(window, "没有另存", str(error))
        else:
            self._workshop.tell(f"已另存：{target}")

    def _open_file(self, issue_id: int, row: "Row") -> None:
        """Open the PDF of a final revision with the program that opens PDF here."""
        from bulletin_desk.ui.finals.writing import write_bytes

        bulletin, window = self._workshop.session.bulletin, self._workshop.window
        if bulletin is None or row.final is None:
            return
        folder = Path(tempfile.mkdtemp(prefix="bulletin-desk-"))
        target = folder / f"{file_stem(bulletin)} {row.name}.pdf"
        try:
            revision = row.final.revision
            write_bytes(self._workshop.library.final_file(issue_id, "pdf", revision), target)
        except DeskError as error:
            Message.tell(window, "打不开", str(error))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
            Message.tell(window, "打不开", "没有能打开 PDF 的程序。请用“另存 PDF”存到别处再打开。")


def _named(part: "PartDifference | None") -> str:
    """Return how one speaks of what was taken back."""
    if part is None:
        return "整期"
    return f"“{part.title}”" if part.title else "这一部分"
