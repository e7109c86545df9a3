"""The table: printed, and kept in docs/benchmarks.md with the machine it was measured on."""

import datetime
import json
import os
import platform
import re
import textwrap
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from measure import Job
from peers import BENCH
from rows import Row

TARGET = BENCH.parent / "docs" / "benchmarks.md"
_ABOUT = """# Benchmarks

Written by `make bench`, which measures everything below in one run: the jobs of a row in turn
(A B A B), one round that is not counted, then seven rounds (five for fifty issues, fifteen for
keystrokes). Times are medians; a ratio is the median of the paired rounds' ratios, ours to the
peer's. The same text goes to all: one bulletin of {characters} characters of body, three columns
and seven articles, or fifty such that share no paragraph. We start from plain text, wrapped hard,
and recognise its structure; the peers are given theirs ready-made. All set GB/T 9704's page with a
red masthead, contents with page numbers, 16 pt 仿宋, distribution and page numbers in the same
(Fandol) faces; only reportlab's contents and those of the DOCX files have no page numbers. Typst is
its Python package in a fresh process, or one compiler kept for one changed character after another.
A stall is a time in which the window's event loop does not turn; the longest one is told, typing
going on with 70 ms between the keys.
"""


def text_table(rows: Sequence[Row]) -> str:
    """Return the rows for a terminal."""
    lines = [
        f"{r.what:<42} {r.ours:>9}  {r.peer:<22} {r.theirs:>9} {r.ratio:>7.2f} "
        f"{_bound(r):>6} {r.verdict}"
        for r in rows
    ]
    head = f"{'job':<42} {'ours':>9}  {'against':<22} {'theirs':>9} {'ratio':>7} {'bound':>6}"
    return "\n".join([head, *lines])


def write(
    rows: Sequence[Row], jobs: Iterable[tuple[str, Job]], characters: int, loads: Sequence[float]
) -> Path:
    """Write docs/benchmarks.md."""
    parts = [
        _ABOUT.format(characters=characters),
        _machine(loads),
        "## Ratios\n",
        _ratios(rows),
        "\n## What limits each figure\n",
        _limits(rows),
        "\n## Memory and files\n",
        _files(jobs),
    ]
    TARGET.write_text("\n".join(parts), encoding="utf-8")
    return TARGET


def _bound(row: Row) -> str:
    return "" if row.bound is None else f"{row.bound:g}"


def _ratios(rows: Sequence[Row]) -> str:
    lines = [
        "| job | ours | against | theirs | ratio | bound | |",
        "|---|--:|---|--:|--:|--:|---|",
    ]
    lines += [
        f"| {r.what} | {r.ours} | {r.peer} | {r.theirs} | {r.ratio:.2f} | {_bound(r)} "
        f"| {r.verdict} |"
        for r in rows
    ]
    return "\n".join(lines)


def _limits(rows: Sequence[Row]) -> str:
    told = {row.what.partition(", offscreen")[0]: row.limit for row in rows if row.limit}
    told = {what: limit for what, limit in told.items() if not what.endswith(", Xvfb")}
    return "\n".join(f"- **{what}**: {limit}" for what, limit in told.items())


def _files(jobs: Iterable[tuple[str, Job]]) -> str:
    lines = ["| job | program | wall | peak memory | file | pages |", "|---|---|--:|--:|--:|--:|"]
    for group, job in jobs:
        lines.append(
            f"| {group} | {job.name} | {job.seconds:.3f} s | {job.peak_mib:.0f} MiB "
            f"| {job.size:,} bytes | {job.pages or ''} |"
        )
    return "\n".join(lines) + "\n"


def _machine(loads: Sequence[float]) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    ours = ("PySide6_Essentials", "uharfbuzz", "lxml")
    versions = ", ".join(f"{name} {version(name)}" for name in ours)
    lists = (BENCH / "requirements-peers.txt").read_text().split()
    packages = json.loads((BENCH / "package.json").read_text())["dependencies"]
    peers = [*lists, *(f"npm {name}=={number}" for name, number in packages.items())]
    sentence = (
        f"Measured on {datetime.date.today()}: {_processor()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GiB, {_system()}, Python {platform.python_version()}, {versions}; peers: "
        f"{', '.join(peers)}, LibreOffice as the system has it. "
        f"Load average {loads[0]:.1f} before, {loads[-1]:.1f} after."
    )
    return textwrap.fill(sentence, 100, break_long_words=False) + "\n"


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()
