"""Reads pictures in the background: prepares them for print and puts them into the library."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from bulletin_desk.errors import DeskError
from bulletin_desk.model.richtext import Picture
from bulletin_desk.process import StoppedError, Worker
from bulletin_desk.ui.files.progress import ProgressStrip
from bulletin_desk.ui.pictures.prepare import Prepared, prepare_file, prepare_image
from bulletin_desk.ui.tasks import Tasks

_MEMORY = 2048
_SECONDS = 60.0


class Ready(NamedTuple):
    """The pictures that could be used, what was said of their reduction, and what went wrong."""

    pictures: list[Picture]
    remarks: list[str]
    problems: list[str]


class PictureReader(QObject):
    """Reads files in a process of its own, since a damaged one may end its reader."""

    progressed = Signal(int, int)

    def __init__(self, keep: Callable[[bytes], str], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._tasks = Tasks(self)
        self._worker = Worker(memory=_MEMORY)
        self._cancelled = False
        self.is_busy = False
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self.cancel)
        self.progressed.connect(
            lambda done, total: self.strip.show_step("正在处理图片", done, total)
        )

    def read(self, sources: Sequence[Path | QImage], done: Callable[[Ready], None]) -> None:
        """Prepare pictures in their order, then call `done` on the main thread."""
        self._cancelled, self.is_busy = False, True
        self.strip.show_step("正在处理图片")

        def finish(ready: Ready) -> None:
            self.is_busy = False
            self.strip.finish()
            done(ready)

        self._tasks.run(
            lambda: self._read(sources), finish, lambda e: finish(Ready([], [], [str(e)]))
        )

    def cancel(self) -> None:
        """Stop reading; what is ready by then is used."""
        self._cancelled = True
        self._worker.stop()

    def close(self) -> None:
        """End what runs: the window closes."""
        self.cancel()
        self._tasks.wait()
        self._worker.close()

    def _read(self, sources: Sequence[Path | QImage]) -> Ready:
        ready = Ready([], [], [])
        for number, source in enumerate(sources):
            if self._cancelled:
                break
            if len(sources) > 1:
                self.progressed.emit(number, len(sources))
            try:
                prepared = self._prepared(source)
                ready.pictures.append(_picture(self._keep(prepared.data), prepared))
                ready.remarks.extend([prepared.remark] if prepared.remark else [])
            except StoppedError:
                break
            except DeskError as error:
                ready.problems.append(_named(source, str(error)))
        self._worker.close()
        return ready

    def _prepared(self, source: Path | QImage) -> Prepared:
        if isinstance(source, QImage):
            return prepare_image(source)
        return self._worker.call(prepare_file, source, seconds=_SECONDS)


def _picture(digest: str, prepared: Prepared) -> Picture:
    return Picture(
        digest,
        prepared.media_type,
        prepared.width,
        prepared.height,
        original=prepared.original,
    )


def _named(source: Path | QImage, sentence: str) -> str:
    name = "" if isinstance(source, QImage) else source.name
    return sentence if name in sentence else f"图片“{name}”没有插入。{sentence}"
