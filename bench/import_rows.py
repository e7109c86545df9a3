"""How fast a thousand issues are imported, and in how much memory; rows of the table."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from documents import COMMAND, Documents
from issue_maker import write_documents, write_texts
from measure import Job, JobError, Run
from peers import Peers
from rows import Row

COUNT = 1000
# Issues a second, and MiB of all processes together.
_LEAST = {"TXT": 20.0, "DOCX": 5.0}
_MOST_MIB = 500.0
_WRITERS: dict[str, Callable[[Path, int], None]] = {"TXT": write_texts, "DOCX": write_documents}
_SPEED = (
    "The library on one core: an issue's articles, their words and likenesses, a transaction for "
    "twenty files; beside it two processes that read and recognise. Both sides use all cores: "
    "measure on a quiet machine."
)
_MEMORY = (
    "All processes together, looked at twenty times a second: Python and the library in one, the "
    "readers' modules in the others. Forty files are on their way at most, however many there are."
)


def imports(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure the import of a thousand issues with three to twelve articles each, as a folder."""
    rows: list[Row] = []
    jobs: list[Job] = []
    for kind, write in _WRITERS.items():
        folder = documents.path(f"past-{kind}")
        write(folder, COUNT)
        library = documents.path(f"past-{kind}.library")
        command = [COMMAND, "--library", library, "import", folder]
        job = Job(f"import of {COUNT} {kind}", command, library, documents.environment)
        job.runs.append(_watched(job))
        _check_all_there(library, documents.environment)
        rows += _rows(kind, job)
        jobs.append(job)
    return rows, jobs


def _rows(kind: str, job: Job) -> list[Row]:
    what = f"{COUNT} issues imported from {kind}"
    least = COUNT / _LEAST[kind]
    speed, memory = f"{COUNT / job.seconds:.0f}/s", f"{job.peak_mib:.0f} MiB"
    wanted = f"{_LEAST[kind]:.0f}/s"
    most = f"{_MOST_MIB:.0f} MiB"
    return [
        Row(what, speed, "limit", wanted, job.seconds / least, 1.0, _SPEED),
        Row(f"memory, {what}", memory, "limit", most, job.peak_mib / _MOST_MIB, 1.0, _MEMORY),
    ]


def _watched(job: Job) -> Run:
    """Run a job; the peak is that of all its processes together."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in job.command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **job.environment},
    )
    words: list[bytes] = []
    assert process.stderr is not None
    reader = threading.Thread(target=lambda pipe=process.stderr: words.append(pipe.read()))
    reader.start()
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_resident_mib(pid) for pid in _with_children(process.pid)))
        time.sleep(0.05)
    taken = time.perf_counter() - begun
    reader.join()
    if process.returncode:
        raise JobError(f"{job.name}: {b''.join(words).decode(errors='replace').strip()[-600:]}")
    return Run(taken, peak)


def _check_all_there(library: Path, environment: Mapping[str, str]) -> None:
    """Fail where not every file became an issue: what is left out costs no time."""
    code = (
        "import sys; from pathlib import Path; from bulletin_desk.library.library import Library; "
        "print(len(Library.open(Path(sys.argv[1])).issues()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(library)],
        stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **environment},
    )  # fmt: skip
    if int(done.stdout) != COUNT:
        raise JobError(f"{library.name}: {done.stdout.strip()} of {COUNT} issues")


def _with_children(pid: int) -> list[int]:
    """Return a process and all below it; where the system does not tell, itself."""
    found = [pid]
    for one in found:
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(word) for word in listed.read_text().split()]
            except OSError:
                continue  # it has just ended
    return found


def _resident_mib(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
