"""How long the window does not answer at most while it works; rows of the table."""

import os
import subprocess
import sys
from collections.abc import Mapping
from statistics import median

from busy_window import FILES, LONG, SHORT
from documents import Documents
from measure import Job, JobError
from peers import BENCH, Peers
from rows import Row, as_time
from stalls import LIMIT

_ROUNDS = 3
_PATIENCE = 180.0  # seconds
_JOBS = {
    "import": f"importing {FILES} files",
    "export": f"exporting {LONG} pages",
    "type": f"typing in {SHORT} pages",
}


def stalls(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure the longest gap between turns of the event loop, typing all the while."""
    environment = {**documents.environment, "QT_QPA_PLATFORM": "offscreen"}
    rows: list[Row] = []
    for job, doing in _JOBS.items():
        found = [_longest(job, environment) for _ in range(_ROUNDS)]
        longest, busy = (median(times) for times in zip(*found, strict=True))
        limit = (
            f"What other programs take is in it; in the busiest turn the "
            f"window's own thread worked {as_time(busy)}. Median of {_ROUNDS} runs."
        )
        times = as_time(longest), as_time(LIMIT)
        what = f"longest stall, {doing}"
        rows.append(Row(what, times[0], "limit", times[1], longest / LIMIT, 1.0, limit))
    return rows, []


def _longest(job: str, environment: Mapping[str, str]) -> tuple[float, float]:
    """Return the longest gap of a run, and the most processor time in one."""
    command = [sys.executable, str(BENCH / "busy_window.py"), job]
    try:
        done = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True,
            check=False, timeout=_PATIENCE,
        )  # fmt: skip
        longest, busy, *_ = map(float, done.stdout.split())
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise JobError(f"{command}: no answer") from error
    return longest, busy
