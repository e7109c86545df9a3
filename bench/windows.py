"""The running window: from a keystroke to the repainted page, and from start to first paint."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from statistics import median

from documents import LONGER, Documents
from measure import Job, JobError, ratio
from peers import BENCH, FONTS, Peers
from rows import Row, as_time

_PATIENCE = 30.0  # seconds
KEY_ROUNDS, START_ROUNDS = 15, 7
# Typed one after another: no paragraph is ever the same again, so no cache answers for it.
_TYPED = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
_KEY_LIMIT = "One paragraph is laid out again, pages are compared, the changed lines painted."
_LONG_LIMIT = "What is done for every page and paragraph of the issue, changed or not."
_START_LIMIT = "Importing Qt; the frame is painted first and furnished after."
_FULL_LIMIT = "Importing SQLAlchemy, opening the library, making the panes, laying out the issue."


class Child:
    """A running process that answers every line with the seconds that something took."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, line: str) -> float:
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return float(self._process.stdout.readline())
        except (BrokenPipeError, ValueError) as error:
            raise JobError(f"{self._process.args}: no answer") from error


def keystrokes(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure typing one character, against Typst compiling again in a running process."""
    rows: list[Row] = []
    for platform, screen in _screens(peers):
        with screen as environment:
            environment = {**environment, **documents.environment}
            ours, typst, long, typst_long = _type(documents, peers, environment)
        what = f"one keystroke, {platform}"
        rows.append(_row(what, ours, "Typst again", typst, 0.5, _KEY_LIMIT))
        what = f"one keystroke in {LONGER} × the issue, {platform}"
        rows.append(_row(what, long, "Typst again, one issue", typst, 1.0, _LONG_LIMIT))
        rows.append(_row(what, long, f"Typst again, {LONGER} ×", typst_long, None))
    return rows, []


def starts(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure the start of the window to its first paint, against an empty main window."""
    rows: list[Row] = []
    library = documents.library(documents.one[0])
    command = [sys.executable, BENCH / "window_start.py"]
    for platform, screen in _screens(peers):
        with screen as environment:
            environment = {**environment, **documents.environment}
            pairs = [
                (_start([*command, library], environment), _start(command, environment))
                for _ in range(START_ROUNDS + 1)
            ][1:]
        first, full, empty = zip(*[(*ours, theirs[0]) for ours, theirs in pairs], strict=True)
        what = f"start to first paint, {platform}"
        rows.append(_row(what, first, "empty window", empty, 2.0, _START_LIMIT))
        what = f"start to the last issue on show, {platform}"
        rows.append(_row(what, full, "empty window", empty, None, _FULL_LIMIT))
    return rows, []


def _row(
    what: str, ours: Sequence[float], peer: str, theirs: Sequence[float],
    bound: float | None, limit: str = "",
) -> Row:  # fmt: skip
    times = as_time(median(ours)), as_time(median(theirs))
    return Row(what, times[0], peer, times[1], ratio(ours, theirs), bound, limit)


def _type(documents: Documents, peers: Peers, environment: Mapping[str, str]) -> list[list[float]]:
    """Return the seconds of keystrokes, made in turn: ours and Typst's, one issue and the long."""
    with ExitStack() as stack:
        children: list[Child] = []
        for name in ("one", "long"):
            library = documents.library(documents.path(f"{name}.txt"))
            ours = [sys.executable, BENCH / "keystroke.py", library, documents.caret_text(name)]
            source = documents.typst_to_edit(name)
            typst = [peers.python, "-I", BENCH / "peer_typst.py", FONTS, source]
            children.append(stack.enter_context(Child(ours, environment)))
            children.append(stack.enter_context(Child(typst, {})))
        typed = _TYPED[: KEY_ROUNDS + 1]
        rounds = [[child.ask(character) for child in children] for character in typed]
    return [list(times) for times in zip(*rounds[1:], strict=True)]


def _start(command: Sequence[str | Path], environment: Mapping[str, str]) -> tuple[float, float]:
    """Return the seconds to the first paint, and to the one that shows all there is to show."""
    begun = time.perf_counter()
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, env={**os.environ, **environment}, capture_output=True, text=True,
            check=False, timeout=_PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise JobError(f"the window did not paint: {error.stderr}") from error
    readings = done.stdout.split()
    if len(readings) != 2:
        raise JobError(f"the window did not paint: {done.stderr.strip()[-600:]}")
    return float(readings[0]) - begun, float(readings[1]) - begun


_Screen = AbstractContextManager[Mapping[str, str]]


def _screens(peers: Peers) -> Iterator[tuple[str, _Screen]]:
    yield "offscreen", _plain({"QT_QPA_PLATFORM": "offscreen"})
    if peers.xvfb:
        yield "Xvfb", _virtual(peers.xvfb)


@contextmanager
def _plain(environment: Mapping[str, str]) -> Generator[Mapping[str, str], None, None]:
    yield environment


@contextmanager
def _virtual(xvfb: str) -> Generator[Mapping[str, str], None, None]:
    """Run a virtual screen on a number of its own choice."""
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        yield {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    finally:
        process.terminate()
        process.wait()
