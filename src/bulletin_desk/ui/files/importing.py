"""Files into the library in the background: bulletins become issues, other texts go to the pool."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.importing.outcomes import FileOutcome, Tally
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportKind
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.naming import file_stem
from bulletin_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bulletin_desk.importing.batch import Batch
    from bulletin_desk.importing.plan import Plan

OPEN_KINDS = (
    "简报和稿件 (*.docx *.doc *.wps *.pdf *.txt *.md *.rtf *.odt *.html *.htm *.mht *.eml *.zip)"
    ";;所有文件 (*)"
)
# What is more than this is listed in a panel of its own.
FEW = 20
KINDS = {"pdf": "PDF 文件 (*.pdf)", "docx": "Word 文档 (*.docx)"}
# Told to the window, and not yet shown there.
_WAITING = 40
# The review tells of what waits for it.
_TOLD = (ImportKind.DUPLICATE, ImportKind.FAILED)


@dataclass
class ImportResult(Tally):
    """What an import brought: new issues, articles for the pool, and what to tell.

    Where it is `listed`, its files stand in the list with what is to be told of each. `trouble`
    says what broke it off.
    """

    remarks: list[str] = field(default_factory=list[str])
    files: int = 0
    listed: bool = False
    trouble: str = ""

    @property
    def is_large(self) -> bool:
        """Whether it is one of many files, that can be gone on with."""
        return self.files > FEW

    def add(self, outcome: FileOutcome) -> None:
        """Count what became of a file, and what is to be told of it."""
        self.count(outcome.parts)
        for part in outcome.parts:
            told = [part.sentence] if part.kind in _TOLD else []
            told += [*part.near, *part.warnings]
            self.remarks += [f"{outcome.file.name}：{remark}" for remark in told]


class Importer(QObject):
    """Imports in a thread, which reads files in processes of their own.

    What is started while an import runs follows it. `begun` carries what was chosen, `planned`
    says how many files there are in all, `reported` what became of some (FileOutcomes), in their
    order; `finished` carries the result of all that was started meanwhile, also of what was
    cancelled.
    """

    progressed = Signal(int, int)
    begun = Signal(object)
    planned = Signal(int)
    reported = Signal(object)
    finished = Signal(object)
    _found = Signal(object)
    _told = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = Tasks(self)
        self._result = ImportResult()
        self._running: list[Batch] = []
        self._done = self._total = 0
        self._closed = False
        self._coming: deque[FileOutcome] = deque()
        self._room = threading.Semaphore(_WAITING)
        self._found.connect(self._on_found)
        self._told.connect(self._on_told)

    @property
    def is_running(self) -> bool:
        """Whether files are being imported."""
        return bool(self._running)

    def start(self, chosen: Sequence[Path]) -> None:
        """Import files, folders and archives."""
        from bulletin_desk.importing.batch import Batch

        if not self._running:
            self._result = ImportResult()
            self._done = self._total = 0
        batch = Batch(self._library)
        self._running.append(batch)
        self.begun.emit(list(chosen))
        work = partial(self._run, batch, list(chosen))
        self._tasks.run(work, partial(self._on_end, batch), partial(self._on_failed, batch))

    def list_all(self) -> None:
        """Leave it to the list to tell of each file, however few there are."""
        self._result.listed = True

    def cancel(self) -> None:
        """Leave out the files that are not imported yet."""
        for batch in self._running:
            batch.stop()

    def close(self) -> None:
        """Stop whatever runs: the window closes."""
        self._closed = True
        self.cancel()
        self._tasks.wait()
        self._running.clear()

    def _run(self, batch: "Batch", chosen: list[Path]) -> Exception | None:
        """Import, off the main thread; return the bug that broke it off, if one did."""
        try:
            batch.run(chosen, self._found.emit, lambda outcome, _: self._tell(outcome))
        except DeskError:
            raise
        except Exception as bug:
            return bug
        return None

    def _tell(self, outcome: FileOutcome) -> None:
        # What is passed over comes faster than a list can show it: the window is waited for.
        while not self._room.acquire(timeout=0.1):
            if self._closed:
                return
        self._coming.append(outcome)
        self._told.emit()

    def _on_found(self, plan: "Plan") -> None:
        if self._closed:
            return
        self._total += len(plan.files)
        self._result.files = self._total
        self._result.listed = self._result.listed or self._result.is_large
        self._result.pictures += plan.pictures
        self.planned.emit(self._total)
        self.progressed.emit(self._done, self._total)

    def _on_told(self) -> None:
        """Take what has come since the last time; later calls then find nothing."""
        outcomes: list[FileOutcome] = []
        while self._coming and not self._closed:
            outcomes.append(self._coming.popleft())
            self._room.release()
        if outcomes:
            for outcome in outcomes:
                self._result.add(outcome)
            self._done += len(outcomes)
            self.reported.emit(outcomes)
            self.progressed.emit(self._done, self._total)

    def _on_failed(self, batch: "Batch", error: DeskError) -> None:
        self._result.trouble = str(error)
        self._result.remarks.append(str(error))
        self._on_end(batch, None)

    def _on_end(self, batch: "Batch", bug: Exception | None) -> None:
        self._running.remove(batch)
        if not self._running:
            self._result.cancelled = self._total - self._done
            self.finished.emit(self._result)
        if bug is not None:
            raise bug


def file_name(bulletin: Bulletin, suffix: str) -> str:
    """Return the name offered for an exported issue: 某某简报 2026年第3期.pdf."""
    return f"{file_stem(bulletin)}.{suffix}"
