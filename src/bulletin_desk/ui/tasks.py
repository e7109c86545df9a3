"""Work off the main thread; results come back on it, in order of completion."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from bulletin_desk.errors import DeskError


def _ignore(_: Any) -> None:
    """Do nothing with the result of work that nobody waits for."""


class _Job(QRunnable):
    def __init__(self, tasks: "Tasks", number: int, work: Callable[[], Any]) -> None:
        super().__init__()
        self._tasks, self._number, self._work = tasks, number, work

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except BaseException as caught:
            result, error = None, caught
        self._tasks.finished.emit(self._number, result, error)


class Tasks(QObject):
    """Runs functions in a thread pool; each has one callback for its result, one for an error."""

    finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._calls: dict[int, tuple[Callable[[Any], None], Callable[[DeskError], None]]] = {}
        self._count = 0
        self.finished.connect(self._on_finished)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        """Do `work` in a thread, then call `done` with its result or `failed` with its error."""
        self._count += 1
        self._calls[self._count] = (done, failed)
        self._pool.start(_Job(self, self._count, work))

    def finish(self) -> None:
        """Wait until all work is done, also what has not begun."""
        self._pool.waitForDone()

    def wait(self) -> None:
        """Wait until the running work is done; what has not begun is dropped.

        No callback comes any more: what it would speak to (the library, the window) is closing.
        """
        self._pool.clear()
        self._pool.waitForDone()
        self._calls.clear()

    def _on_finished(self, number: int, result: object, error: BaseException | None) -> None:
        done, failed = self._calls.pop(number, (_ignore, _ignore))
        if error is None:
            done(result)
        elif isinstance(error, DeskError):
            failed(error)
        else:
            raise error
