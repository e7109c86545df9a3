"""An import of many files: read in other processes, kept in order, a group a transaction.

Never more than a few files are on their way, so that a folder of ten years takes no more memory
than one of a month. What is kept is kept: an import that ends early is begun again over the same
files, and what it had kept is passed over by its digest.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty
from threading import Event

from bulletin_desk.importing.ahead import Ahead, Coming
from bulletin_desk.importing.items import Wishes, items_of, part_of, with_near
from bulletin_desk.importing.outcomes import FileOutcome, Part
from bulletin_desk.importing.plan import Plan, plan
from bulletin_desk.importing.reading import Read, Readers, usual_jobs
from bulletin_desk.intake.child import FileReader
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportItem, ImportKind
from bulletin_desk.process import StoppedError

# Kept together: as many files, or what was read in as many seconds. Few: the window waits for the
# library meanwhile, and more at once made an import no faster.
_GROUP, _SECONDS = 4, 1.0

Told = Callable[[FileOutcome, tuple[ImportItem, ...]], None]


class Batch:
    """One import. `run` takes as long as it takes; `stop` ends it, from any thread."""

    def __init__(
        self, library: Library, wishes: Wishes | None = None, *, jobs: int | None = None
    ) -> None:
        self._library = library
        self._wishes = wishes or Wishes()
        self._first = FileReader()  # unpacks, and converts, before the others read
        self._readers = Readers(jobs or usual_jobs())
        self._ahead = Ahead(library, self._first, self._readers, again=self._wishes.again)
        self._stopped = Event()
        self._bug: BaseException | None = None

    def stop(self) -> None:
        """Leave out what is not kept yet."""
        self._stopped.set()
        self._ahead.stop()
        self._first.stop(for_good=True)
        self._readers.stop()

    def run(self, chosen: Sequence[Path], planned: Callable[[Plan], None], told: Told) -> None:
        """Import files, folders and archives.

        `planned` hears which files there are, `told` what became of each, in their order.
        LibraryError where the library takes no more; what was told of until then is kept.
        """
        try:
            with suppress(StoppedError):
                found = plan(chosen, self._first, self._stopped)
                planned(found)
                self._ahead.start(found.files)
                for group in self._groups():
                    if self._stopped.is_set():
                        break
                    self._keep([coming.read.result() for coming in group], told)
                    self._ahead.give_back(group)
        finally:
            self._end()
        if self._bug is not None:
            raise self._bug

    def _end(self) -> None:
        self._ahead.stop()
        self._first.stop(for_good=True)
        self._readers.stop()
        self._ahead.join()  # it may still hand a file to the readers
        self._readers.close()
        self._first.close()

    def _groups(self) -> Iterator[list[Coming]]:
        """Yield the files that have been read, in order, in groups to be kept together."""
        group: list[Coming] = []
        since = time.monotonic()
        while True:
            left = max(0.0, since + _SECONDS - time.monotonic()) if group else None
            try:
                coming = self._ahead.queue.get(timeout=left)
            except Empty:
                yield group
                group = []
                continue
            if coming is None:
                break
            if group and not _is_read(coming, since + _SECONDS):
                yield group
                group = []
            coming.read.result()
            since = since if group else time.monotonic()
            group.append(coming)
            if len(group) == _GROUP:
                yield group
                group = []
        if group:
            yield group

    def _keep(self, group: Sequence[Read], told: Told) -> None:
        """Keep what a group of files holds, and tell of each."""
        items = [items_of(read, self._wishes) for read in group]
        flat = [item for own in items for item in own]
        kept = self._library.import_batch(flat)
        parts = [part_of(outcome, item) for outcome, item in zip(kept, flat, strict=True)]
        coming = iter(with_near(self._library, flat, parts))
        for read, own in zip(group, items, strict=True):
            self._bug = self._bug or read.bug
            found = tuple(next(coming) for _ in own)
            told(FileOutcome(read.file, found or (_failed(read),)), own)


def _is_read(coming: Coming, until: float) -> bool:
    """Wait for a file to be read until a time; return whether it is."""
    try:
        coming.read.result(max(0.0, until - time.monotonic()))
    except TimeoutError:
        return False
    return True


def _failed(read: Read) -> Part:
    sentence = read.problem or "没有读到稿件，请检查是否选错了文件。"
    return Part(ImportKind.FAILED, reason=sentence)
