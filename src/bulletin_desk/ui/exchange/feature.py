"""简报文件 and the whole library: out to other machines, and in from them."""

import datetime
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.process import StoppedError
from bulletin_desk.ui.dialogs.base import Files, ListDialog, Message
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.exchange.library_export import ExportResult
    from bulletin_desk.exchange.library_import import LibraryImportResult
    from bulletin_desk.exchange.opening import Contents, Opened, PackageReader
    from bulletin_desk.ui.workshop import Workshop

_PACKAGES = "简报文件 (*.jianbao)"
_ZIP = "稿库的导出文件 (*.zip)"
_EXPORTED = "导出的稿库 (*.zip library.json)"
_FOLDER = "export/folder"
# Of more files the content is not looked at: the hand that drags them would feel it.
_LOOKED_AT = 50


class Exchange(QObject):
    """Packs the open issue, opens packages one after another, exports and imports the library."""

    _progressed = Signal(int, int)

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._tasks = Tasks(self)
        self._stopped = threading.Event()
        self._reader: PackageReader | None = None
        self._waiting: list[Path] = []
        self._busy = ""
        self.progress = ProgressStrip()
        workshop.window.statusBar().insertPermanentWidget(0, self.progress)
        self.progress.cancelled.connect(self._stop)
        self._progressed.connect(self._show_step)
        commands = workshop.commands
        commands["pack"].triggered.connect(self.pack)
        workshop.closing.connect(self.close)
        commands["unpack"].triggered.connect(self.choose_packages)
        commands["export_library"].triggered.connect(self.export_library)
        commands["import_library"].triggered.connect(self.import_library)

    def take(self, paths: Sequence[Path]) -> list[Path]:
        """Open those of the files that are packages; return the others."""
        packages = [path for path in paths if _is_package(path, look=len(paths) <= _LOOKED_AT)]
        self.open_packages(packages)
        return [path for path in paths if path not in packages]

    def pack(self) -> None:
        """Write the open issue as a package, as it stands on the desk now."""
        from bulletin_desk.exchange.package import write_jianbao
        from bulletin_desk.model.naming import file_stem

        workshop = self._workshop
        issue_id, bulletin = workshop.session.issue_id, workshop.session.bulletin
        if bulletin is None or issue_id is None or self._is_busy() or not workshop.flush():
            return
        proposed = self._folder() / f"{file_stem(bulletin)}.jianbao"
        target = Files.ask_save(workshop.window, "导出为简报文件", _PACKAGES, proposed)
        if target is not None:
            self._keep_folder(target)
            work = partial(write_jianbao, workshop.library, issue_id, target)
            self._begin("正在导出", work, partial(self._on_packed, target), "没有导出")

    def choose_packages(self) -> None:
        """Let the clerk choose packages, and open them."""
        title, folder = "打开简报文件", str(self._folder())
        self.open_packages(Files.ask_open(self._workshop.window, title, _PACKAGES, folder))

    def open_packages(self, paths: Sequence[Path]) -> None:
        """Show what packages hold, one after another, and import those that the clerk wants."""
        self._waiting += paths
        if self._waiting and not self._busy:
            self._open_next()

    def export_library(self) -> None:
        """Write the whole library to a ZIP file of open formats."""
        from bulletin_desk.exchange.library_export import export_library

        workshop = self._workshop
        if self._is_busy() or not workshop.flush():
            return
        proposed = self._folder() / f"稿库 {datetime.date.today():%Y-%m-%d}.zip"
        target = Files.ask_save(workshop.window, "导出整个稿库", _ZIP, proposed)
        if target is None:
            return
        self._keep_folder(target)
        path = workshop.library.path
        work = partial(export_library, path, target, self._progressed.emit, self._stopped)
        self._begin("正在导出稿库", work, partial(self._on_exported, target), "没有导出")

    def import_library(self) -> None:
        """Take in an exported library beside what is here."""
        from bulletin_desk.exchange.library_import import import_library

        workshop = self._workshop
        if self._is_busy() or not workshop.flush():
            return
        title, folder = "导入整个稿库", str(self._folder())
        chosen = Files.ask_open(workshop.window, title, _EXPORTED, folder)[:1]
        for path in chosen:
            source = path.parent if path.name == "library.json" else path
            work = partial(
                import_library, workshop.library, source, self._progressed.emit, self._stopped
            )
            self._begin("正在导入稿库", work, self._on_imported, "没有导入", self._refresh)

    def close(self) -> None:
        """End what runs: the window closes."""
        self._stop()
        self._tasks.wait()
        if self._reader is not None:
            self._reader.close()

    # Packages

    def _open_next(self) -> None:
        from bulletin_desk.exchange.opening import PackageReader

        if not self._waiting:
            if self._reader is not None:
                # The process holds tens of megabytes; the next package starts another.
                self._reader.close()
            return
        self._reader = reader = self._reader or PackageReader()
        path = self._waiting.pop(0)
        library = self._workshop.library

        def read() -> "tuple[Opened, Contents, str]":
            opened = reader.read(path)
            try:
                contents = opened.contents(library)
                clash = "" if contents.clash is None else _there(library, contents.clash)
            except BaseException:
                opened.close()
                raise
            return opened, contents, clash

        shown = partial(self._on_read, path.name)
        self._begin("正在读简报文件", read, shown, "没有导入", self._open_next, path.name)

    def _on_read(self, name: str, read: "tuple[Opened, Contents, str]") -> None:
        from bulletin_desk.ui.exchange.dialog import PackageDialog

        opened, contents, clash = read
        if not PackageDialog.ask(self._workshop.window, name, contents, clash):
            opened.close()
            self._open_next()
        elif contents.same is not None:
            opened.close()
            self._show_issue(contents.same)
            self._open_next()
        else:
            copied = contents.clash is not None
            library = self._workshop.library

            def keep() -> int:
                with opened:
                    return opened.keep(library, as_copy=copied)

            kept = partial(self._on_kept, contents.name, copied)
            self._begin("正在导入", keep, kept, "没有导入", self._open_next, name)

    def _on_kept(self, name: str, copied: bool, issue_id: int) -> None:
        self._refresh()
        how = "，是没有期号的副本" if copied else ""
        self._workshop.tell(f"已导入{name}{how}。")
        self._show_issue(issue_id)
        self._open_next()

    def _show_issue(self, issue_id: int) -> None:
        """Put an issue on the desk, unless more packages wait or it is there."""
        if not self._waiting and self._workshop.session.issue_id != issue_id:
            self._workshop.open_issue(issue_id)

    # What runs

    def _begin(
        self,
        what: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        trouble: str,
        after: Callable[[], None] | None = None,
        name: str = "",
    ) -> None:
        self._stopped.clear()
        self._busy = what
        self.progress.show_step(what)
        failed = partial(self._on_failed, trouble, name, after)

        def finish(result: Any) -> None:
            self._end()
            done(result)

        self._tasks.run(work, finish, failed)

    def _is_busy(self) -> bool:
        if self._busy:
            self._workshop.tell(f"{self._busy}，请稍等，完成后再试。")
        return bool(self._busy)

    def _stop(self) -> None:
        self._stopped.set()
        self._waiting.clear()
        if self._reader is not None:
            self._reader.stop()

    def _show_step(self, done: int, total: int) -> None:
        if self._busy:
            self.progress.show_step(self._busy, done, total)

    def _end(self) -> None:
        self._busy = ""
        self.progress.finish()

    def _on_failed(
        self, trouble: str, name: str, after: Callable[[], None] | None, error: DeskError
    ) -> None:
        self._end()
        if isinstance(error, StoppedError):
            self._workshop.tell(str(error))
        else:
            sentence = f"{name}：{error}" if name else str(error)
            Message.tell(self._workshop.window, trouble, sentence)
        if after is not None:
            after()

    # Results

    def _on_packed(self, target: Path, remarks: list[str]) -> None:
        self._workshop.tell(f"已导出：{target}")
        self._list("导出结果", f"已导出：{target}。", remarks)

    def _on_exported(self, target: Path, result: "ExportResult") -> None:
        self._workshop.tell(f"{result.summary}在 {target}")
        self._list("导出结果", f"{result.summary}下面是没有导出的内容：", result.remarks)

    def _on_imported(self, result: "LibraryImportResult") -> None:
        self._refresh()
        self._workshop.tell(result.summary)
        told = f"{result.summary}下面是没有导入或需要留意的内容："
        self._list("导入结果", told, result.remarks)

    def _list(self, title: str, summary: str, remarks: Sequence[str]) -> None:
        if remarks:
            ListDialog.ask(self._workshop.window, title, summary, "\n\n".join(remarks))

    def _refresh(self) -> None:
        """Show what came: issues, pool, templates."""
        from bulletin_desk.ui.templates.feature import Templates

        workshop = self._workshop
        workshop.show_pool()
        workshop.feature(Templates).templates_changed()
        if workshop.session.bulletin is None:
            workshop.desk.start.show_recent(workshop.library.issues())

    def _folder(self) -> Path:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        kept = self._workshop.window.settings.value(_FOLDER)
        folder = Path(str(kept)) if kept else Path(QStandardPaths.writableLocation(documents))
        return folder if folder.is_dir() else Path.home()

    def _keep_folder(self, target: Path) -> None:
        self._workshop.window.settings.setValue(_FOLDER, str(target.parent))


def _is_package(path: Path, *, look: bool) -> bool:
    from bulletin_desk.exchange.package import SUFFIX, is_jianbao

    return is_jianbao(path) if look else path.suffix.lower() == SUFFIX


def _there(library: Any, issue_id: int) -> str:
    """Return a sentence about the issue that has the number."""
    from bulletin_desk.model.compose.masthead import date_text

    record = library.record(issue_id)
    date = f"（{date_text(record.date)}）" if record.date else ""
    return f"稿库里已有内容不同的{record.number_text}{date}，共{record.titles}篇稿件。"
