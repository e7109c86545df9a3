"""The commands of the file menu: new, open, import, export, named versions."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QProgressBar

from bulletin_desk.errors import DeskError
from bulletin_desk.model.templates import all_templates
from bulletin_desk.ui.dialogs.base import Files, LineDialog, ListDialog, Message
from bulletin_desk.ui.dialogs.new_issue import NewIssueDialog
from bulletin_desk.ui.dialogs.open_issue import OpenIssueDialog
from bulletin_desk.ui.issue_files import (
    KINDS,
    OPEN_KINDS,
    Importer,
    ImportResult,
    file_name,
    writer,
)
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


class FileCommands(QObject):
    """Does what the clerk asks of files and issues."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.tasks = Tasks(self)
        self.importer = Importer(workshop.library, self.tasks, self)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName("进度")
        self.progress.setFixedWidth(160)
        self.progress.hide()
        commands = workshop.commands
        commands["new"].triggered.connect(self.new_issue)
        commands["open"].triggered.connect(self.open_issue)
        commands["import"].triggered.connect(self.choose_and_import)
        commands["version"].triggered.connect(self.save_version)
        commands["pdf"].triggered.connect(lambda: self.export("pdf"))
        commands["docx"].triggered.connect(lambda: self.export("docx"))
        self.importer.progressed.connect(self._show_progress)
        self.importer.finished.connect(self._on_imported)

    def new_issue(self) -> None:
        """Ask what the new issue is based on, and open it."""
        workshop = self._workshop
        if not workshop.leave_issue():
            return
        try:
            bulletin = NewIssueDialog.ask(workshop.window, workshop.library, all_templates())
            if bulletin is not None:
                workshop.open_issue(workshop.library.add_issue(bulletin))
        except DeskError as error:
            Message.tell(workshop.window, "没有新建", str(error))

    def open_issue(self) -> None:
        """Let the clerk choose an issue of the library."""
        records = self._workshop.library.issues()
        chosen = OpenIssueDialog.ask(self._workshop.window, records)
        if chosen is not None and chosen != self._workshop.session.issue_id:
            self._workshop.open_issue(chosen)

    def choose_and_import(self) -> None:
        """Let the clerk choose files to import."""
        self.import_files(Files.ask_open(self._workshop.window, "导入文件", OPEN_KINDS))

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files: bulletins become issues, other texts go to the pool."""
        if paths:
            self.importer.start(paths)

    def save_version(self) -> None:
        """Keep the issue as it is now under a name."""
        workshop = self._workshop
        if not workshop.flush() or workshop.session.issue_id is None:
            return
        proposed = f"{datetime.now():%Y-%m-%d %H:%M}"
        label = LineDialog.ask(workshop.window, "保存为历史版本", "名称", proposed, "保存")
        if label:
            try:
                workshop.library.save_version(workshop.session.issue_id, label)
            except DeskError as error:
                Message.tell(workshop.window, "没有保存", str(error))
            else:
                workshop.tell(f"已保存历史版本“{label}”。")

    def export(self, suffix: str) -> None:
        """Write the open issue as PDF or Word, as it stands on the desk now."""
        workshop = self._workshop
        workshop.flush()
        workshop.pages.update_now()
        bulletin, document = workshop.session.bulletin, workshop.pages.document
        if bulletin is None or document is None:
            return
        proposed = self._folder() / file_name(bulletin, suffix)
        title = f"导出 {'PDF' if suffix == 'pdf' else 'Word'}"
        target = Files.ask_save(workshop.window, title, KINDS[suffix], proposed)
        if target is None:
            return
        workshop.window.settings.setValue("export/folder", str(target.parent))
        self._show_progress(0, 0)
        self.tasks.run(
            writer(suffix, bulletin, document, workshop.library.picture, target),
            lambda _: self._on_exported(target),
            self._on_export_failed,
        )

    def _folder(self) -> Path:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        kept = self._workshop.window.settings.value("export/folder")
        folder = Path(str(kept)) if kept else Path(QStandardPaths.writableLocation(documents))
        return folder if folder.is_dir() else Path.home()

    def _on_exported(self, target: Path) -> None:
        self.progress.hide()
        self._workshop.tell(f"已导出：{target}")

    def _on_export_failed(self, error: DeskError) -> None:
        self.progress.hide()
        Message.tell(self._workshop.window, "没有导出", str(error))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setVisible(True)

    def _on_imported(self, result: ImportResult) -> None:
        self.progress.hide()
        workshop = self._workshop
        workshop.show_pool()
        workshop.tell(result.summary)
        if workshop.session.bulletin is None:
            workshop.desk.start.show_recent(workshop.library.issues())
        if len(result.issues) == 1 and workshop.session.bulletin is None:
            workshop.open_issue(result.issues[0])
        elif result.articles:
            workshop.desk.left.setCurrentIndex(1)
        if result.remarks:
            ListDialog.ask(
                workshop.window,
                "导入结果",
                f"{result.summary}下面是没有认出、没有导入或需要核对的内容：",
                "\n\n".join(result.remarks),
            )
