"""Measure the program against its peers, print the table, keep it in docs/benchmarks.md.

run.py [--text FILE] [--only GROUP...] [--no-write]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import report
from documents import Documents
from import_rows import imports
from measure import Job, JobError
from peers import BENCH, Peers, ready_peers
from rows import Row, many_docx, many_issues, one_issue
from search_rows import searches
from stall_rows import stalls
from texts import read_issue
from windows import keystrokes, starts

_CORPUS = BENCH.parent.parent / "shared" / "corpus"
_SAMPLE = BENCH.parent / "resources" / "sample" / "jianbao.txt"
_GROUPS: dict[str, Callable[[Documents, Peers], tuple[list[Row], list[Job]]]] = {
    "one": one_issue,
    "many": many_issues,
    "docx": many_docx,
    "keys": keystrokes,
    "start": starts,
    "stalls": stalls,
    "imports": imports,
    "search": searches,
}


def main() -> int:
    options = _options()
    # Where this is set, every start would compile our modules again: that is no one's machine.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    text = options.text or next(iter(sorted(_CORPUS.glob("000_*.txt"))), _SAMPLE)
    peers = ready_peers()
    loads = [os.getloadavg()[0]]
    issue = read_issue(text)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        documents = Documents(issue, Path(folder))
        rows, jobs, failed = _measure(documents, peers, options.only or list(_GROUPS))
        print(report.text_table(rows))
        loads.append(os.getloadavg()[0])
        if not (failed or options.only or options.no_write):
            print(f"kept in {report.write(rows, jobs, issue.characters, loads)}")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the program against its peers.")
    parser.add_argument("--text", type=Path, help="the bulletin to measure with")
    parser.add_argument("--only", nargs="+", choices=list(_GROUPS), help="measure these groups")
    parser.add_argument("--no-write", action="store_true", help="leave docs/benchmarks.md alone")
    return parser.parse_args()


def _measure(
    documents: Documents, peers: Peers, names: list[str]
) -> tuple[list[Row], list[tuple[str, Job]], bool]:
    rows: list[Row] = []
    jobs: list[tuple[str, Job]] = []
    failed = False
    for name in names:
        print(f"bench: {name} …", file=sys.stderr)
        try:
            found, measured = _GROUPS[name](documents, peers)
        except (JobError, subprocess.CalledProcessError) as error:
            print(f"bench: {name} could not be measured: {error}", file=sys.stderr)
            failed = True
            continue
        rows += found
        jobs += [(name, job) for job in measured]
    return rows, jobs, failed


if __name__ == "__main__":
    sys.exit(main())
