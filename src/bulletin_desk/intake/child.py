"""The one way files are read: in a process of its own, with limits on time and memory.

A file that crashes its reader, never ends or takes all memory costs that process alone; the next
file gets a fresh one. Results travel back by pickle, which a hostile sender could abuse: the
sender is our own code, and what a file holds reaches it only as strings, numbers and bytes inside
our own dataclasses. No reader builds objects that a file names.
"""

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, Self, TypeVar

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.archive import is_archive, unpack
from bulletin_desk.intake.files import read_sources
from bulletin_desk.intake.gathering import Skipped, gather
from bulletin_desk.intake.office import Result, convert_all, needs_office
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.shown import shown_name
from bulletin_desk.intake.source import Recognised, Source
from bulletin_desk.process import StoppedError, Worker

_T = TypeVar("_T")
# For one file: address space in MiB, seconds.
MEMORY, SECONDS = 1024, 10.0
_UNPACKING = 60.0
# Not for the file but for the process: a loaded machine starts one slowly.
_STARTING = 120.0
# What one file may bring into the window's memory.
MAX_PICTURES = 96 << 20
MAX_TEXT = 32 << 20


class FileReader:
    """Reads files of every kind; LibreOffice is asked first where the kind needs it.

    To be used from one thread at a time, but for `stop`. A stop for good also ends what has not
    begun: no call after it reads anything. What is unpacked and converted stays in
    a private folder until `close`.
    """

    def __init__(self, *, seconds: float = SECONDS, office_seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._office_seconds = office_seconds
        self._worker = Worker(memory=MEMORY)
        self._stopped = threading.Event()
        self._stopping = threading.Lock()
        self._for_good = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._converted: dict[tuple[Path, int, int], Result] = {}
        self._origins: dict[Path, PurePath] = {}
        self._ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, path: Path) -> list[Source]:
        """Return what a file shows; DeskError in one sentence."""
        return self._call(path, _read, self.readable(path), self.origin(path))

    def take_in(
        self, path: Path, origin: PurePath | None = None
    ) -> list[tuple[Source, Recognised]]:
        """Return what a file shows and what was recognised in it; DeskError in one sentence.

        `origin` is where the clerk knows it to be, where another reader unpacked or converted it.
        """
        return self._call(path, _take_in, self.readable(path), origin or self.origin(path))

    def expand(self, paths: Iterable[Path]) -> Iterator[Path | Skipped]:
        """Yield the files in folders and archives, and what was passed over, in natural order."""
        for item in gather(paths):
            if isinstance(item, Skipped) or not is_archive(item):
                yield item
            else:
                yield from self._unpacked(item)

    def origin(self, path: Path) -> PurePath:
        """Return where a file comes from: for one out of an archive, its place below that."""
        return self._origins.get(path, path)

    def prepare(self, paths: Sequence[Path]) -> None:
        """Convert those of many files that need it in one run, so that reading them is fast."""
        wanted = [path for path in paths if needs_office(path)]
        keys = [key for path in wanted if (key := _key(path)) not in self._converted]
        if keys:
            files = [path for path, _, _ in keys]
            stopped = self._begun()
            try:
                results = convert_all(
                    files, self._private(), seconds=self._office_seconds, stopped=stopped
                )
            except OSError as error:
                raise IntakeError(
                    f"旧版文档没有读入（{error.strerror}）。请检查磁盘空间后再试。"
                ) from error
            self._converted.update(zip(keys, results, strict=True))

    def stop(self, *, for_good: bool = False) -> None:
        """Stop what is running, from another thread: StoppedError there."""
        with self._stopping:
            self._for_good = self._for_good or for_good
            self._stopped.set()
        self._worker.stop(for_good=for_good)

    def close(self) -> None:
        """End the process and remove what was unpacked; a later call starts anew."""
        self._worker.close()
        self._ready = False
        self._converted.clear()
        self._origins.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def readable(self, path: Path) -> Path:
        """Return the file that is read in its place: the converted one for an old format."""
        if not needs_office(path):
            return path
        self.prepare([path])
        result = self._converted[_key(path)]
        if isinstance(result, DeskError):
            raise result
        return result

    def _unpacked(self, path: Path) -> Iterator[Path | Skipped]:
        try:
            folder = Path(tempfile.mkdtemp(dir=self._private()))
            found = self._call(path, unpack, path, folder, seconds=_UNPACKING)
        except StoppedError:
            raise
        except DeskError as error:
            yield Skipped(path, str(error))
            return
        except OSError as error:
            name = shown_name(path)
            sentence = f"“{name}”没有读入（{error.strerror}）。请检查磁盘空间后再试。"
            yield Skipped(path, sentence)
            return
        for item in found:
            if isinstance(item, Skipped):
                yield Skipped(path / item.path, item.reason, item.quiet)
            else:
                self._origins[item] = path / item.relative_to(folder)
                yield item

    def _call(
        self, path: Path, work: Callable[..., _T], *args: Any, seconds: float | None = None
    ) -> _T:
        self._begun()
        try:
            if not self._ready:
                self._worker.call(_get_ready, seconds=_STARTING)
                self._ready = True
            return self._worker.call(work, *args, seconds=seconds or self._seconds)
        except (IntakeError, StoppedError):
            raise
        except DeskError as error:
            # The process has ended, or is about to lack memory: the next file gets a fresh one.
            self._worker.close()
            self._ready = False
            name = shown_name(self.origin(path))
            raise IntakeError(f"“{name}”没有读入：{error}") from error
        except RuntimeError as error:
            # A bug of a reader: the clerk is told as of any bad file, the others go on.
            raise IntakeError(
                f"“{shown_name(path)}”读不出来，没有读入。请另存为 DOCX 或纯文本再导入。"
            ) from error

    def _begun(self) -> threading.Event:
        with self._stopping:
            if self._for_good:
                raise StoppedError("已取消。")
            self._stopped.clear()
        return self._stopped

    def _private(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="bulletin-desk-reading-", ignore_cleanup_errors=True
            )
        return Path(self._folder.name)


def _key(path: Path) -> tuple[Path, int, int]:
    """Return what tells whether a file is still the one that was converted."""
    with suppress(OSError, ValueError):
        status = path.stat()
        return path, status.st_size, status.st_mtime_ns
    return path, -1, -1


def _get_ready() -> None:
    """Load what the readers need, before the time for a file begins; runs in the child."""
    for name in ("taking", "word", "pdf.reading"):
        import_module(f"bulletin_desk.intake.{name}")


def _read(path: Path, origin: PurePath) -> list[Source]:
    sources = read_sources(path, shown_name(origin))
    _check_size(sources, origin)
    return sources


def _take_in(path: Path, origin: PurePath) -> list[tuple[Source, Recognised]]:
    from bulletin_desk.intake.taking import take

    return [pair for source in _read(path, origin) for pair in take(source, origin)]


def _check_size(sources: Sequence[Source], origin: PurePath) -> None:
    """Refuse what would fill the window's memory: all that is read ends there."""
    name = shown_name(origin)
    text = sum(len(line.text) for source in sources for line in source.lines)
    if text > MAX_TEXT:
        raise IntakeError(f"“{name}”的文字多得不像一份文稿，没有读入。请分成几个文件再导入。")
    pictures = [
        *[source.pictures for source in sources],
        *[intake.pictures for source in sources for intake in source.exact],
    ]
    size = sum({name: len(data) for held in pictures for name, data in held.items()}.values())
    if size > MAX_PICTURES:
        raise IntakeError(
            f"“{name}”里的图片共 {size >> 20} MB，太大了，没有读入。"
            "请在 Word 里压缩图片，或分成几个文件再导入。"
        )
