"""Recognises a file anew after each decision: at once where it is short, else beside the window."""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.source import Role, Source
from bulletin_desk.process import StoppedError, Worker
from bulletin_desk.ui.review.examining import Examined, examine
from bulletin_desk.ui.review.work import ReviewFile
from bulletin_desk.ui.tasks import Tasks

# Files of more characters or lines are never tried in the window's own time.
_SHORT_TEXT, _SHORT_LINES = 20_000, 600
# What takes longer than this once goes beside the window from then on.
_PATIENCE_SECONDS = 0.050
_MEMORY, _SECONDS = 1024, 60.0


class Recognition(QObject):
    """Keeps files recognised. `done` carries a file, `failed` one and a sentence.

    Of decisions that come while a file is worked on, only the last state is recognised next.
    """

    done = Signal(object)
    failed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = Tasks(self)
        self._worker = Worker(memory=_MEMORY)
        self._slow: set[ReviewFile] = set()
        self._running: ReviewFile | None = None
        self._next: ReviewFile | None = None

    @property
    def is_working(self) -> bool:
        """Whether a long file is being recognised."""
        return self._running is not None

    def wish(self, file: ReviewFile) -> None:
        """Recognise a file in the light of its decisions."""
        source = file.source
        if source is None:
            return
        if file in self._slow or not is_short(source):
            self._queue(file)
            return
        begun = perf_counter()
        found = examine(source, file.decided.roles)
        if perf_counter() - begun > _PATIENCE_SECONDS:
            self._slow.add(file)
        file.take(found)
        self.done.emit(file)

    def close(self) -> None:
        """Stop whatever runs."""
        self._next = None
        self._worker.stop()
        self._tasks.wait()
        self._running = None
        self._worker.close()

    def _queue(self, file: ReviewFile) -> None:
        if self._running is not None:
            self._next = file
            return
        assert file.source is not None
        self._running = file
        source, roles = file.source, dict(file.decided.roles)
        self._tasks.run(
            lambda: self._in_worker(source, roles),
            lambda found: self._on_done(file, roles, found),
            lambda error: self._on_failed(file, error),
        )

    def _in_worker(self, source: Source, roles: Mapping[int, Role]) -> Examined:
        # The bytes of pictures decide nothing, and would be sent to and fro.
        bare = replace(source, pictures=dict.fromkeys(source.pictures, b""))
        found = self._worker.call(examine, bare, roles, seconds=_SECONDS)
        intake = found.recognised.intake
        whole = replace(intake, pictures={**intake.pictures, **source.pictures})
        return replace(found, recognised=replace(found.recognised, intake=whole))

    def _on_done(self, file: ReviewFile, roles: Mapping[int, Role], found: Examined) -> None:
        self._running = None
        following, self._next = self._next, None
        if following is None or following is not file or file.decided.roles == roles:
            file.take(found)
            self.done.emit(file)
        if following is not None and (following is not file or file.decided.roles != roles):
            self._queue(following)

    def _on_failed(self, file: ReviewFile, error: DeskError) -> None:
        self._running = None
        following, self._next = self._next, None
        if not isinstance(error, StoppedError):
            self.failed.emit(file, str(error))
        if following is not None:
            self._queue(following)


def is_short(source: Source) -> bool:
    """Return whether a source is recognised before the clerk could notice."""
    if len(source.lines) > _SHORT_LINES:
        return False
    return sum(len(line.text) for line in source.lines) <= _SHORT_TEXT
