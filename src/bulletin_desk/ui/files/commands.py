"""The commands of the file menu: new, open, import, export, named versions."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

from bulletin_desk.errors import DeskError
from bulletin_desk.library.finals import Kind
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.templates import all_templates, load_template
from bulletin_desk.process import StoppedError, Worker
from bulletin_desk.ui.dialogs.base import Files, LineDialog, ListDialog, Message
from bulletin_desk.ui.dialogs.new_issue import Base, NewIssueDialog
from bulletin_desk.ui.dialogs.open_issue import OpenIssueDialog
from bulletin_desk.ui.exchange.feature import Exchange
from bulletin_desk.ui.files.deleting import IssueDeletion
from bulletin_desk.ui.files.importing import (
    KINDS,
    OPEN_KINDS,
    Importer,
    ImportResult,
    file_name,
)
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.tasks import Tasks
from bulletin_desk.ui.templates.feature import Templates

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


class FileCommands(QObject):
    """Does what the clerk asks of files and issues."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.tasks = Tasks(self)
        self.importer = Importer(workshop.library, self)
        self.deletion = IssueDeletion(workshop)
        self._writer, self._starting = Worker(), Tasks(self)
        self.progress, self._writing = ProgressStrip(), ProgressStrip()
        commands = workshop.commands
        commands["new"].triggered.connect(self.new_issue)
        commands["open"].triggered.connect(self.open_issue)
        commands["import"].triggered.connect(self.choose_and_import)
        commands["version"].triggered.connect(self.save_version)
        commands["pdf"].triggered.connect(lambda: self.export("pdf"))
        commands["docx"].triggered.connect(lambda: self.export("docx"))
        self.importer.progressed.connect(
            lambda done, total: self.progress.show_step("正在导入", done, total)
        )
        self.progress.cancelled.connect(self.importer.cancel)
        self._writing.cancelled.connect(self._writer.stop)
        self.importer.finished.connect(self._on_imported)

    @property
    def strips(self) -> tuple[ProgressStrip, ...]:
        """What the status bar shows of running work."""
        return self.progress, self._writing

    def new_issue(self) -> None:
        """Ask what the new issue is based on, and open it."""
        self.next_issue("")

    def next_issue(self, series: str, past: Base | None = None) -> None:
        """Ask for a new issue, of a series or on the base of an issue where named, and open it."""
        workshop = self._workshop
        if not workshop.leave_issue():
            return
        try:
            page = workshop.feature(Templates).first_page()
            known = all_templates()
            base = past or self._open_base()
            # The open issue is offered; what goes on is its series.
            series = series or (base.series if base and not past else "")
            bulletin = NewIssueDialog.ask(
                workshop.window, workshop.library, known, page, series, base
            )
            if bulletin is not None:
                workshop.open_issue(workshop.library.add_issue(bulletin))
        except DeskError as error:
            Message.tell(workshop.window, "没有新建", str(error))

    def _open_base(self) -> Base | None:
        """Return the open issue as a base."""
        issue_id = self._workshop.session.issue_id
        if issue_id is None:
            return None
        record = self._workshop.library.record(issue_id)
        return Base(f"沿用打开的这一期：{record.number_text}", record.series, issue_id)

    def open_issue(self) -> None:
        """Let the clerk choose an issue of the library."""
        try:
            records = self._workshop.library.issues()
        except DeskError as error:
            Message.tell(self._workshop.window, "打不开稿库", str(error))
            return
        chosen = OpenIssueDialog.ask(self._workshop.window, records, self.deletion.delete)
        if chosen is not None and chosen != self._workshop.session.issue_id:
            self._workshop.open_issue(chosen)

    def choose_and_import(self) -> None:
        """Let the clerk choose files to import."""
        self.import_files(Files.ask_open(self._workshop.window, "导入文件", OPEN_KINDS))

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files: bulletins become issues, other texts go to the pool."""
        paths = self._workshop.feature(Exchange).take(paths)
        if paths:
            self.progress.show_step("正在清点文件")
            self.importer.start(paths)

    def save_version(self) -> None:
        """Keep the issue as it is now under a name."""
        workshop = self._workshop
        if not workshop.flush() or workshop.session.issue_id is None:
            return
        now = datetime.now()
        proposed = f"{now.month}月{now.day}日 {now:%H:%M}"
        label = LineDialog.ask(workshop.window, "保存为历史版本", "名称", proposed, "保存")
        if label:
            try:
                workshop.library.save_version(workshop.session.issue_id, label)
            except DeskError as error:
                Message.tell(workshop.window, "没有保存", str(error))
            else:
                workshop.tell(f"已保存历史版本“{label}”。")

    def export(self, suffix: Kind) -> None:
        """Write the open issue as PDF or Word, as it stands on the desk now."""
        workshop = self._workshop
        workshop.flush()
        bulletin = workshop.session.bulletin
        if bulletin is None:
            return
        # What was published is given out as it was, and was checked before.
        frozen = workshop.feature(Finals).frozen(suffix)
        again = partial(self.export, suffix)
        if not frozen and not workshop.feature(Preflight).confirm_before("导出", again):
            return
        # The process starts while the clerk chooses where to write; starting it takes a moment.
        self._starting.run(self._writer.start, lambda _: None, lambda _: None)
        proposed = self._folder() / file_name(bulletin, suffix)
        title = f"导出 {'PDF' if suffix == 'pdf' else 'Word'}"
        target = Files.ask_save(workshop.window, title, KINDS[suffix], proposed)
        if target is None:
            return
        workshop.window.settings.setValue("export/folder", str(target.parent))
        self._writing.show_step(f"正在{title}")
        self.tasks.run(
            partial(frozen, target) if frozen else partial(self._write, suffix, bulletin, target),
            lambda _: self._on_exported(target),
            self._on_export_failed,
        )

    def close(self) -> None:
        """End what runs: the window closes."""
        self.importer.close()
        self._starting.wait()
        self.tasks.wait()
        self._writer.close()

    def _write(self, suffix: str, bulletin: Bulletin, target: Path) -> None:
        from bulletin_desk.ui.files.writing import pictures_of, write_issue

        template = load_template(bulletin.template)
        pictures = pictures_of(bulletin, self._workshop.library)
        self._writer.call(write_issue, suffix, bulletin, template, pictures, target)

    def _folder(self) -> Path:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        kept = self._workshop.window.settings.value("export/folder")
        folder = Path(str(kept)) if kept else Path(QStandardPaths.writableLocation(documents))
        return folder if folder.is_dir() else Path.home()

    def _on_exported(self, target: Path) -> None:
        self._writing.finish()
        self._workshop.tell(f"已导出：{target}")

    def _on_export_failed(self, error: DeskError) -> None:
        self._writing.finish()
        if isinstance(error, StoppedError):
            self._workshop.tell("已取消导出。")
        else:
            Message.tell(self._workshop.window, "没有导出", str(error))

    def _on_imported(self, result: ImportResult) -> None:
        self.progress.finish()
        workshop = self._workshop
        workshop.show_pool()
        workshop.tell(result.summary)
        if workshop.session.bulletin is None:
            workshop.desk.start.show_recent(workshop.library.issues())
        if len(result.issues) == 1 and workshop.session.bulletin is None:
            workshop.open_issue(result.issues[0])
        elif result.articles and not result.listed:
            workshop.desk.left.setCurrentIndex(1)
        if result.remarks and not result.listed:
            ListDialog.ask(
                workshop.window,
                "导入结果",
                f"{result.summary}下面是没有认出、没有导入或需要核对的内容：",
                "\n\n".join(result.remarks),
            )
