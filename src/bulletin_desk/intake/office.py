"""Old formats through LibreOffice, where it is installed: DOC, WPS, RTF and ODT become DOCX.

It runs without a window, with a profile of its own in which macros, links and the network are
off, in a process group that is killed at the limit. It sees a copy under a plain name, never the
clerk's file; what comes out is read as any DOCX from a stranger is.
"""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.files import look, open_file
from bulletin_desk.intake.kinds import Kind
from bulletin_desk.intake.office_run import Run, prepared_profile, run
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.shown import shown_name
from bulletin_desk.process import StoppedError

MAX_INPUT = 128 << 20
MAX_OUTPUT = 256 << 20
_PIECE = 1 << 20
_NAMES = ("soffice", "libreoffice", "loffice")
_LINUX = (
    "usr/bin",
    "usr/local/bin",
    "usr/lib/libreoffice/program",
    "usr/lib64/libreoffice/program",
)
_OPT = ("libreoffice*/program/soffice", "openoffice*/program/soffice")
_WINDOWS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)", "LOCALAPPDATA")

Result = Path | DeskError


class _Copy(NamedTuple):
    """A file's copy under a plain name, and where it stands among those asked for."""

    place: int
    path: Path
    name: str


def office_program() -> Path | None:
    """Return LibreOffice's program, None where there is none."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def needs_office(path: Path) -> bool:
    """Tell whether a file is read by way of LibreOffice alone; False for what cannot be opened."""
    try:
        return look(path).kind is Kind.OFFICE
    except DeskError:
        return False


def convert(
    path: Path, folder: Path, *, seconds: float = 60, stopped: threading.Event | None = None
) -> Path:
    """Return the DOCX made of a file, in `folder`; IntakeError where there is none."""
    (result,) = convert_all([path], folder, seconds=seconds, stopped=stopped)
    if isinstance(result, DeskError):
        raise result
    return result


def convert_all(
    paths: Sequence[Path],
    folder: Path,
    *,
    seconds: float = 60,
    stopped: threading.Event | None = None,
) -> list[Result]:
    """Return the DOCX made of each file, or why there is none; one start of LibreOffice for all.

    `seconds` is the limit for each. A file that ends LibreOffice does not take the others along.
    """
    stopped = stopped or threading.Event()
    program = office_program()
    if program is None:
        return [_without_office(path) for path in paths]
    results: dict[int, Result] = {}
    with _work_folder(folder) as work:
        copies = list(_copied(paths, work, results))
        outcomes = _converted(program, copies, work, seconds, stopped)
        for copy, result in zip(copies, outcomes, strict=True):
            if isinstance(result, Path):
                kept = Path(tempfile.mkdtemp(prefix="docx-", dir=folder)) / "text.docx"
                result = result.replace(kept)
            results[copy.place] = result
    return [results[index] for index in range(len(paths))]


@contextmanager
def _work_folder(folder: Path) -> Generator[Path]:
    with tempfile.TemporaryDirectory(
        prefix="office-", dir=folder, ignore_cleanup_errors=True
    ) as name:
        work = Path(name)
        for part in ("in", "out"):
            (work / part).mkdir(mode=0o700)
        yield work


def _copied(paths: Sequence[Path], work: Path, results: dict[int, Result]) -> Iterator[_Copy]:
    """Copy each file under a name that no program takes for an option or a place."""
    for index, path in enumerate(paths):
        name = shown_name(path)
        try:
            kind = look(path)
            if kind.kind is not Kind.OFFICE:
                raise IntakeError(f"“{name}”不是旧版文档，没有读入。请检查文件是否已经换过。")
            target = work / "in" / f"{index:05}{kind.suffix}"
            _copy(path, target, name)
            if kind.suffix == ".rtf":
                _quieten(target)
        except DeskError as error:
            results[index] = error
        else:
            yield _Copy(index, target, name)


def _copy(path: Path, target: Path, name: str) -> None:
    try:
        with open_file(path) as file, target.open("xb") as copy:
            if os.fstat(file.fileno()).st_size > MAX_INPUT:
                raise IntakeError(
                    f"“{name}”超过 {MAX_INPUT >> 20} MB，不像一份文稿，没有读入。"
                    "请分成几个文件再导入。"
                )
            left = MAX_INPUT  # of a file that still grows, too
            while left > 0 and (data := file.read(_PIECE)):
                copy.write(data)
                left -= len(data)
    except OSError as error:
        raise IntakeError(
            f"“{name}”没有读入（{error.strerror}）。请检查磁盘空间和文件后再试。"
        ) from None


def _quieten(path: Path) -> None:
    r"""Take the fields out of an RTF; what they showed last stays.

    LibreOffice fetches the file that INCLUDEPICTURE names, whatever its settings say: a file of
    this computer would stand in the bulletin. An unknown word that is marked \* is passed over.
    """
    path.write_bytes(path.read_bytes().replace(b"\\fldinst", b"\\xldinst"))


def _converted(
    program: Path, copies: list[_Copy], work: Path, seconds: float, stopped: threading.Event
) -> list[Result]:
    """Convert the copies; after a run that broke off, its next file is tried by itself."""
    results: list[Result] = []
    profile = prepared_profile(work)
    alone = False
    while len(results) < len(copies):
        if stopped.is_set():
            raise StoppedError("已取消。")
        rest = copies[len(results) :]
        batch = rest[:1] if alone else rest
        made = [work / "out" / copy.path.with_suffix(".docx").name for copy in batch]
        outcome = run(program, profile, [copy.path for copy in batch], made, seconds, stopped)
        found = [_outcome(copy, path, outcome) for copy, path in zip(batch, made, strict=True)]
        alone = outcome is not Run.ENDED and len(batch) > 1
        if alone:
            # Whose turn it was: the first one after the last that was written.
            done = max((i + 1 for i, r in enumerate(found) if isinstance(r, Path)), default=0)
            found = found[:done]
        results += found
    return results


def _outcome(copy: _Copy, made: Path, outcome: Run) -> Result:
    name = copy.name
    if made.is_file() and not made.is_symlink() and 0 < made.stat().st_size <= MAX_OUTPUT:
        return made
    if outcome is Run.STOPPED:
        raise StoppedError("已取消。")
    if outcome is Run.TOO_LONG:
        return IntakeError(
            f"“{name}”用 LibreOffice 转换的时间太长，没有读入。请在 Word 里另存为 .docx 再导入。"
        )
    if outcome is Run.NOT_STARTED:
        return IntakeError(
            f"“{name}”没有读入：LibreOffice 启动不了。请在 Word 或 WPS 里另存为 .docx 再导入。"
        )
    return IntakeError(
        f"“{name}”用 LibreOffice 打不开，没有读入，文件可能已损坏或加了密码。"
        "请在 Word 里打开它，另存为 .docx 再导入。"
    )


def _without_office(path: Path) -> IntakeError:
    name = shown_name(path)
    try:
        what = look(path).what or "旧版文档"
    except DeskError as error:
        return IntakeError(str(error))
    return IntakeError(
        f"“{name}”是{what}，没有读入。请在 Word 或 WPS 里另存为 .docx 再导入；"
        "装上 LibreOffice 以后，这类文件可以直接导入。"
    )


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for name in _WINDOWS:
            base = os.environ.get(name)
            for part in ("LibreOffice", "Programs/LibreOffice", "LibreOffice 5") if base else ():
                yield Path(base or "") / part / "program" / "soffice.exe"
        return
    root = Path(os.sep)
    yield from (root / place / "soffice" for place in _LINUX)
    for pattern in _OPT:
        yield from sorted((root / "opt").glob(pattern), reverse=True)
