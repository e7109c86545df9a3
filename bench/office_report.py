"""What office.py found: printed, and kept in docs/docx-in-libreoffice.md."""

import datetime
import re
import subprocess
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peers import BENCH
from report import _system

from bulletin_desk.typeset.fonts import Substitution

TARGET = BENCH.parent / "docs" / "docx-in-libreoffice.md"
_ABOUT = """# Our DOCX in LibreOffice

Written by `make office`. The real bulletins that the program was made with (named by their
numbers) and its own sample are exported, each in the six templates, to PDF and to DOCX; LibreOffice
opens the DOCX and makes a PDF of it, and the two PDFs are compared: pages, and where lines end.
Both hold the same text, or there would be no figures; leaders and page numbers are left out.

- **pages**: of our PDF, and of LibreOffice's.
- **line ends**: of our lines that end within a paragraph, how many end after the same character in
  LibreOffice. Where a paragraph ends is not counted: there, lines end together anyhow.
- **whole lines**: of all our lines, how many are the same from first to last character.
- **begun alike**: of the lines that begin at the same character, how many end at the same one. Once
  one line of a paragraph differs, those after it mostly begin elsewhere and count against the two
  figures before, but not here.
"""
_SQUEEZING = """## Why lines differ

LibreOffice does not squeeze marks as Word does. The DOCX asks for it (`compressPunctuation`) and
our own layout does it: a line takes in one character more, or a mark that must not begin the next
line, by narrowing its marks. LibreOffice ends such a line earlier, and the rest of the paragraph
moves. Titles can differ the other way: our layout breaks them into balanced lines, LibreOffice
fills the first.
"""
# Tried by hand with 000 and 003 in kuaibao; to be deleted when the DOCX has that indent.
_LIMITS = """\
Word could not be run here: neither its squeezing nor its lines are measured by this. The faces
were others than an office's, though Chinese characters are equally wide in all of them. 004 is a
newspaper page, not a bulletin; it is laid out without a masthead.
"""


@dataclass(frozen=True)
class Row:
    """One text in one template; pairs are ours and LibreOffice's, or the same and all."""

    issue: str
    template: str
    pages: tuple[int, int]
    lines: tuple[int, int]
    last_page: int
    ends: tuple[int, int]
    begun: int
    whole: int
    shorter: int


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table, with their sum."""
    head = [
        "| text | template | pages, PDF | pages, LibreOffice | line ends | whole lines "
        "| begun alike |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    return "\n".join([*head, *map(_line, rows), _sum(rows)])


def write(rows: Sequence[Row], version: str, replaced: Sequence[Substitution]) -> Path:
    """Write docs/docx-in-libreoffice.md."""
    parts = [_ABOUT, _machine(version, replaced), "## Pages\n", _pages(rows)]
    parts += ["## Figures\n", table(rows) + "\n", _why(rows)]
    TARGET.write_text("\n".join(parts), encoding="utf-8")
    return TARGET


def version_of(soffice: str) -> str:
    """Return the version of LibreOffice."""
    said = subprocess.run([soffice, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"LibreOffice [\d.]+", said.stdout)
    return found[0] if found else "LibreOffice of an unknown version"


def _line(row: Row) -> str:
    differs = " **differs**" if row.pages[0] != row.pages[1] else ""
    return (
        f"| {row.issue} | {row.template} | {row.pages[0]} | {row.pages[1]}{differs} "
        f"| {_share(*row.ends)} | {_share(row.whole, row.lines[0])} "
        f"| {_share(row.whole, row.begun)} |"
    )


def _sum(rows: Sequence[Row]) -> str:
    ends = [sum(pair) for pair in zip(*(row.ends for row in rows), strict=True)]
    whole, begun = sum(row.whole for row in rows), sum(row.begun for row in rows)
    pages = [sum(pair) for pair in zip(*(row.pages for row in rows), strict=True)]
    return (
        f"| all | | {pages[0]} | {pages[1]} | {_share(*ends)} "
        f"| {_share(whole, sum(row.lines[0] for row in rows))} | {_share(whole, begun)} |"
    )


def _share(same: int, count: int) -> str:
    return f"{same} of {count} ({same / count:.0%})" if count else "none"


def _pages(rows: Sequence[Row]) -> str:
    differing = [row for row in rows if row.pages[0] != row.pages[1]]
    same = len(rows) - len(differing)
    words = f"The number of pages is the same in {same} of {len(rows)} rows."
    for row in differing:
        words += (
            f" It is not for {row.issue} in the template {row.template}: {row.pages[0]} pages in "
            f"our PDF, the last with {row.last_page} lines, {row.pages[1]} in LibreOffice, which "
            f"needs {row.lines[1]} lines where we need {row.lines[0]}."
        )
    return _filled(words)


def _why(rows: Sequence[Row]) -> str:
    shorter = sum(row.shorter for row in rows)
    unlike = sum(row.begun - row.whole for row in rows)
    words = (
        f"Of the {unlike} lines that begin alike and end apart, LibreOffice ends {shorter} "
        f"earlier than we do, {unlike - shorter} later."
    )
    return "\n".join([_SQUEEZING, _filled(words), _LIMITS])


def _machine(version: str, replaced: Sequence[Substitution]) -> str:
    words = f"Measured on {datetime.date.today()} with {version} on {_system()}."
    if replaced:
        names = ", ".join(f"{one.wanted} ({one.used})" for one in replaced)
        words += (
            " The standard's fonts, which the DOCX names, are not installed here. Our PDF has "
            f"others (in brackets) in place of {names}; LibreOffice substitutes in its own way."
        )
    return _filled(words)


def _filled(words: str) -> str:
    """Return the words in lines of at most 100 characters, full-width ones counted as one."""
    return textwrap.fill(words, 100, break_long_words=False, break_on_hyphens=False) + "\n"
