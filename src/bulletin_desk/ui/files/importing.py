"""Files into the library: bulletins become issues, other texts go to the pool."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.result import Intake
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.naming import file_stem
from bulletin_desk.process import StoppedError, Worker
from bulletin_desk.ui.tasks import Tasks

# For one file: address space in MiB, seconds.
_MEMORY, _SECONDS = 1024, 60.0
OPEN_KINDS = "简报和稿件 (*.docx *.txt *.md);;所有文件 (*)"
KINDS = {"pdf": "PDF 文件 (*.pdf)", "docx": "Word 文档 (*.docx)"}


@dataclass
class ImportResult:
    """What an import brought: new issues, articles for the pool, and what to tell."""

    issues: list[int] = field(default_factory=list)
    articles: int = 0
    remarks: list[str] = field(default_factory=list)
    cancelled: int = 0

    @property
    def summary(self) -> str:
        """A sentence that says what arrived where."""
        parts = [f"导入 {len(self.issues)} 期简报"] if self.issues else []
        if self.articles:
            parts.append(f"{self.articles} 篇稿件放进待用稿")
        if self.cancelled:
            parts.append(f"取消了 {self.cancelled} 个文件")
        return "，".join(parts) + "。" if parts else "没有导入任何内容。"

    def add(self, other: "ImportResult") -> None:
        """Count another file's result in."""
        self.issues += other.issues
        self.articles += other.articles
        self.remarks += other.remarks


class Importer(QObject):
    """Reads files in a process of its own; one bad file never stops the others.

    `finished` carries the result of all that was started meanwhile, also of what was cancelled.
    """

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = Tasks(self)
        self._worker = Worker(memory=_MEMORY)
        self._result = ImportResult()
        self._cancelled = threading.Event()
        self._waiting = self._total = 0

    def start(self, paths: Sequence[Path]) -> None:
        """Import files."""
        if not self._waiting:
            self._result, self._total = ImportResult(), 0
        self._waiting += len(paths)
        self._total += len(paths)
        self.progressed.emit(self._total - self._waiting, self._total)
        for path in paths:
            failed = partial(self._on_failed, path)
            work = partial(self._import, path, self._cancelled)
            self._tasks.run(work, self._on_kept, failed)

    def cancel(self) -> None:
        """Leave out the files that are not imported yet."""
        self._cancelled.set()
        self._cancelled = threading.Event()
        self._worker.stop()

    def close(self) -> None:
        """Stop whatever runs: the window closes."""
        self.cancel()
        self._tasks.wait()
        self._worker.close()

    def _import(self, path: Path, cancelled: threading.Event) -> ImportResult:
        """Read a file and keep what it holds; off the main thread."""
        from bulletin_desk.intake.files import read_all

        if cancelled.is_set():
            raise StoppedError("已取消。")
        found = self._worker.call(read_all, path, seconds=_SECONDS)
        kept = ImportResult()
        for intake in found:
            try:
                _keep(self._library, intake, kept)
            except DeskError as error:
                kept.remarks.append(str(error))
        kept.remarks = [f"{path.name}：{remark}" for remark in kept.remarks]
        return kept

    def _on_kept(self, kept: ImportResult) -> None:
        self._result.add(kept)
        self._step()

    def _on_failed(self, path: Path, error: DeskError) -> None:
        if isinstance(error, StoppedError):
            self._result.cancelled += 1
        else:
            self._result.remarks.append(f"{path.name}：{error}")
        self._step()

    def _step(self) -> None:
        self._waiting -= 1
        self.progressed.emit(self._total - self._waiting, self._total)
        if not self._waiting:
            self._end()

    def _end(self) -> None:
        # The process holds tens of megabytes; the next import starts another.
        self._worker.close()
        self.finished.emit(self._result)


def file_name(bulletin: Bulletin, suffix: str) -> str:
    """Return the name offered for an exported issue: 某某简报 2026年第3期.pdf."""
    return f"{file_stem(bulletin)}.{suffix}"


def _keep(library: Library, intake: Intake, kept: ImportResult) -> None:
    for data in intake.pictures.values():
        library.add_picture(data)
    if intake.bulletin is not None:
        kept.issues.append(library.add_issue(intake.bulletin, warnings=intake.warnings))
    elif intake.articles:
        library.add_to_pool(intake.articles, intake.warnings)
        kept.articles += len(intake.articles)
    kept.remarks += intake.warnings
