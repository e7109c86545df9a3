"""Reads files in processes of their own, several at a time, each result with its file."""

import hashlib
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bulletin_desk.errors import DeskError
from bulletin_desk.importing.outcomes import File
from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.files import MAX_FILE, open_file
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.shown import shown_name
from bulletin_desk.intake.source import Recognised, Source

_CHUNK = 1 << 20
# More would have to share memory and the disk.
_MOST_JOBS = 4
_STOPPED = "已取消。"


@dataclass(frozen=True, slots=True)
class Read:
    """What one file holds, or that the library has it, or why it was not read.

    `bug` is told when all else is done.
    """

    file: File
    sha256: str = ""
    found: tuple[tuple[Source, Recognised], ...] = ()
    known: bool = False
    problem: str = ""
    bug: BaseException | None = field(default=None, compare=False)


def unread(file: File, sha256: str, error: Exception) -> Read:
    """Return that a file was not read, and why; a bug stops no other file, and is not lost."""
    if isinstance(error, DeskError):
        return Read(file, sha256, problem=str(error))
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        sentence = f"“{file.name}”没有读入（{why}）。请检查磁盘空间和文件后再试。"
        return Read(file, sha256, problem=sentence)
    return Read(file, sha256, problem="读取时程序出错，没有导入这个文件。", bug=error)


def usual_jobs() -> int:
    """Return how many files are read at a time on this machine."""
    return max(1, min(os.cpu_count() or 1, _MOST_JOBS))


def sha256_of(file: File) -> str:
    """Return the digest of a file's bytes; IntakeError where it cannot be read."""
    digest = hashlib.sha256()
    with open_file(file.path) as data:
        if os.fstat(data.fileno()).st_size > MAX_FILE:
            limit = MAX_FILE >> 20
            raise IntakeError(
                f"“{shown_name(file.path)}”超过 {limit} MB，不像一份文稿，没有读入。"
                "请分成几个文件再导入。"
            )
        try:
            while chunk := data.read(_CHUNK):
                digest.update(chunk)
        except OSError as error:
            name = shown_name(file.path)
            raise IntakeError(
                f"文件“{name}”读到一半出错（{error.strerror}），请检查磁盘或重新取得文件再试。"
            ) from None
    return digest.hexdigest()


class Readers:
    """A few processes that read files; `stop` ends what they do at once."""

    def __init__(self, jobs: int) -> None:
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="import")
        self._own = threading.local()
        self._readers: list[FileReader] = []
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def read(self, file: File, path: Path, sha256: str, result: "Future[Read]") -> None:
        """Begin to read a file, at `path`; the result never raises."""
        if self._stopped.is_set():
            result.set_result(Read(file, sha256, problem=_STOPPED))
        else:
            self._pool.submit(lambda: result.set_result(self._read(file, path, sha256)))

    def stop(self) -> None:
        """Stop what is being read; nothing is read any more."""
        self._stopped.set()
        with self._lock:
            readers = list(self._readers)
        for reader in readers:
            reader.stop(for_good=True)

    def close(self) -> None:
        """End the processes."""
        self.stop()
        self._pool.shutdown()
        for reader in self._readers:
            reader.close()

    def _read(self, file: File, path: Path, sha256: str) -> Read:
        if self._stopped.is_set():
            return Read(file, sha256, problem=_STOPPED)
        try:
            found = self._reader().take_in(path, file.origin)
        except Exception as error:
            return unread(file, sha256, error)
        return Read(file, sha256, tuple(found))

    def _reader(self) -> FileReader:
        reader: FileReader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = FileReader()
            with self._lock:
                self._readers.append(reader)
            if self._stopped.is_set():  # since it was asked above
                reader.stop(for_good=True)
        return reader
