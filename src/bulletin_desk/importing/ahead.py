"""Brings files on their way to be read: their digests, what is known, old formats converted."""

import threading
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from bulletin_desk.errors import DeskError
from bulletin_desk.importing.outcomes import File
from bulletin_desk.importing.reading import Read, Readers, sha256_of, unread
from bulletin_desk.importing.room import Room
from bulletin_desk.intake.child import FileReader
from bulletin_desk.library.library import Library

# On their way: as many files, as long as they are not larger together.
_FILES, _BYTES = 40, 24 << 20
# Looked up in the library, and converted, together.
_TOGETHER = 10


@dataclass(slots=True)
class Coming:
    """A file on its way; `read` is there when it has been read, or need not be."""

    file: File
    path: Path = Path()
    sha256: str = ""
    size: int = 0
    read: "Future[Read]" = field(default_factory=lambda: Future[Read]())


class Ahead:
    """Runs in a thread ahead of who keeps what was read; `queue` has the files in their order.

    None in the queue is its end.
    """

    def __init__(
        self, library: Library, first: FileReader, readers: Readers, *, again: bool
    ) -> None:
        self.queue: SimpleQueue[Coming | None] = SimpleQueue()
        self._library, self._first, self._readers = library, first, readers
        self._again = again
        self._room = Room(_FILES, _BYTES)
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, files: Sequence[File]) -> None:
        """Begin with these files."""
        work = threading.Thread(target=self._run, args=(files,), name="import-ahead", daemon=True)
        self._thread = work
        work.start()

    def give_back(self, coming: Sequence[Coming]) -> None:
        """Make room: these files are kept."""
        for one in coming:
            self._room.give(one.size)

    def stop(self) -> None:
        """Bring no more files."""
        self._stopped.set()
        self._room.close()

    def join(self) -> None:
        """Wait until nothing is brought any more."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, files: Sequence[File]) -> None:
        try:
            for start in range(0, len(files), _TOGETHER):
                for coming in self._looked_up(files[start : start + _TOGETHER]):
                    if not self._room.take(coming.size):
                        return
                    with _telling(coming):
                        if not coming.read.done():
                            self._readers.read(coming.file, coming.path, coming.sha256, coming.read)
                    self.queue.put(coming)
        finally:
            self.queue.put(None)

    def _looked_up(self, files: Sequence[File]) -> list[Coming]:
        found = [self._digest(file) for file in files if not self._stopped.is_set()]
        with _telling(*found):  # a library that is gone: whoever keeps the rest will tell
            self._pass_over_known(found)
            self._convert([coming for coming in found if not coming.read.done()])
        return found

    def _digest(self, file: File) -> Coming:
        coming = Coming(file, file.path)
        with _telling(coming):
            if file.problem:
                raise DeskError(file.problem)
            coming.sha256 = sha256_of(file)
            coming.size = file.path.stat().st_size
        return coming

    def _pass_over_known(self, found: Sequence[Coming]) -> None:
        if self._again:
            return
        known = self._library.imported_hashes([one.sha256 for one in found if one.sha256])
        for coming in found:
            if coming.sha256 in known and not coming.read.done():
                coming.read.set_result(Read(coming.file, coming.sha256, known=True))

    def _convert(self, found: Sequence[Coming]) -> None:
        if self._stopped.is_set():
            return
        with suppress(Exception):  # those that need it tell of it below; the others go on
            self._first.prepare([coming.path for coming in found])
        for coming in found:
            with _telling(coming):
                coming.path = self._first.readable(coming.path)


@contextmanager
def _telling(*found: Coming) -> Generator[None]:
    """Let what goes wrong be told of each of these files that is not read yet."""
    try:
        yield
    except Exception as error:
        for coming in found:
            if not coming.read.done():
                coming.read.set_result(unread(coming.file, coming.sha256, error))
