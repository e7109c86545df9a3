"""Work in a process of its own: it takes nothing from the window's time, and can be stopped.

Python runs one thread at a time; a thread that reads files or writes a long PDF would make every
keystroke wait. What a file does to its reader (a crash, no end, all the memory) ends with the
process, too.
"""

import multiprocessing
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from bulletin_desk.errors import DeskError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_T = TypeVar("_T")
# Not forked: a copy of a process with threads and a window is not safe to run in.
_SPAWN = multiprocessing.get_context("spawn")
_MEBIBYTE = 1 << 20


class StoppedError(DeskError):
    """The work was stopped by the clerk."""


class _Failure(NamedTuple):
    """A bug in the process, as text: its exception may not travel."""

    report: str


class Worker:
    """A process that calls module-level functions, one at a time; started when first needed.

    `call` may be used from one thread at a time and waits; `stop` from any other.
    """

    def __init__(self, *, memory: int | None = None) -> None:
        """`memory` limits the process's address space in MiB where the system can (not Windows)."""
        self._memory = memory
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._stopped = self._for_good = False
        self._lock = threading.Lock()

    def call(self, work: Callable[..., _T], *args: Any, seconds: float | None = None) -> _T:
        """Return what `work` returns there, or raise the DeskError that it raises.

        DeskError, too, when the process ends by itself or takes longer than `seconds`;
        StoppedError when `stop` was called. A bug there is a RuntimeError here.
        """
        pipe = self._connection()
        try:
            pipe.send((work, args))
            if not pipe.poll(seconds):
                self._end()
                raise DeskError("处理时间太长，已停止。文件可能已损坏，请检查后再试。")
            answer = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError, OSError) as error:
            stopped = self._stopped
            self._end()
            if stopped:
                raise StoppedError("已取消。") from error
            raise DeskError("处理时出错，文件可能已损坏，请换一种格式再试。") from error
        if isinstance(answer, DeskError):
            raise answer
        if isinstance(answer, _Failure):
            raise RuntimeError(answer.report)
        return answer

    def start(self) -> None:
        """Start the process now, so that the next call need not wait for it."""
        self._connection()

    def stop(self, *, for_good: bool = False) -> None:
        """Stop what is running; the next call starts a fresh process, unless it is for good."""
        with self._lock:
            self._stopped = True
            self._for_good = self._for_good or for_good
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process; a later call starts another."""
        self._end()

    def _connection(self) -> "Connection[Any, Any]":
        with self._lock:
            if self._for_good:
                raise StoppedError("已取消。")
            self._stopped = False
            if self._pipe is None or self._process is None or not self._process.is_alive():
                pipe, theirs = _SPAWN.Pipe()
                process = _SPAWN.Process(target=_serve, args=(theirs, self._memory), daemon=True)
                process.start()
                theirs.close()
                self._pipe, self._process = cast("Connection[Any, Any]", pipe), process
            return self._pipe

    def _end(self) -> None:
        with self._lock:
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
        if process is not None:
            process.kill()
            process.join()
        if pipe is not None:
            pipe.close()


def _serve(pipe: "Connection[Any, Any]", memory: int | None) -> None:
    """Answer calls until the other end is closed."""
    _limit(memory)
    while True:
        try:
            work, args = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = work(*args)
        except DeskError as error:
            answer = error
        except MemoryError:
            answer = DeskError("文件展开后太大，内存不够，没有处理。请拆分或缩小后再试。")
        except BaseException:
            answer = _Failure(traceback.format_exc())
        pipe.send(answer)


def _limit(memory: int | None) -> None:
    if memory is not None and sys.platform != "win32":
        import resource

        size = memory * _MEBIBYTE
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
