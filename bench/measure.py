"""Running one process and noting its wall time, its peak memory and its output's size."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


class JobError(Exception):
    """A measured process that failed; its words are the message."""


@dataclass(frozen=True)
class Run:
    seconds: float
    peak_mib: float


@dataclass
class Job:
    """A command to be measured, what it writes, and every run of it so far."""

    name: str
    command: Sequence[str | Path]
    output: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def peak_mib(self) -> float:
        return median(run.peak_mib for run in self.runs)

    @property
    def size(self) -> int:
        return self.output.stat().st_size if self.output and self.output.exists() else 0

    @property
    def pages(self) -> int:
        return pdf_pages(self.output) if self.output and self.output.suffix == ".pdf" else 0

    def once(self) -> Run:
        """Run the command in a process of its own; the peak is that of its largest process."""
        if self.output:
            self.output.unlink(missing_ok=True)
        with (Path(os.devnull)).open("rb") as nothing:
            begun = time.perf_counter()
            process = subprocess.Popen(
                [str(word) for word in self.command],
                stdin=nothing,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
            )
            words = process.stdout.read() if process.stdout else b""
            _, status, used = os.wait4(process.pid, 0)
            taken = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or (self.output and not self.output.exists()):
            raise JobError(f"{self.name}: {words.decode(errors='replace').strip()[-600:]}")
        scale = 1024 * 1024 if sys.platform == "darwin" else 1024
        return Run(taken, used.ru_maxrss / scale)


def in_turn(jobs: Sequence[Job], rounds: int) -> None:
    """Run the jobs in turn, A B A B, after one round that is not counted."""
    for number in range(rounds + 1):
        for job in jobs:
            run = job.once()
            if number:
                job.runs.append(run)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios of paired runs."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))


def paired_ratio(ours: Job, theirs: Job) -> float:
    return ratio([r.seconds for r in ours.runs], [r.seconds for r in theirs.runs])


def pdf_pages(path: Path) -> int:
    import pypdfium2  # only where a table is written: the measuring process stays small

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()
