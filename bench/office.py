"""Compare our PDF with what LibreOffice makes of our DOCX; keep it in docs/docx-in-libreoffice.md.

office.py [--no-write] [FILE...], where the files stand in for the real bulletins; what is measured
with others is printed only.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import office_report
import pypdfium2
from documents import COMMAND
from measure import Job, JobError
from office_report import Row
from peers import BENCH

from bulletin_desk.cli.sources import Sources
from bulletin_desk.model.compose import compose
from bulletin_desk.model.templates import survey
from bulletin_desk.typeset.display import TextLine
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.furniture import FURNITURE
from bulletin_desk.typeset.typesetter import Typesetter

_CORPUS = BENCH.parent.parent / "shared" / "corpus"
_SAMPLE = BENCH.parent / "resources" / "sample" / "jianbao.txt"
_HOMES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
# In contents: the dots and the page number, which both reckon for themselves.
_LEADER = re.compile(r"(?:…+|\.{3,})\d+$")


@dataclass(frozen=True)
class Case:
    """One text in one template, and the files made of it."""

    text: Path
    template: str
    pdf: Path
    docx: Path
    converted: Path

    @property
    def label(self) -> str:
        """How the report names the text: a real bulletin by its number alone."""
        if self.text == _SAMPLE:
            return "sample"
        number = re.match(r"\d+(?=_)", self.text.stem)
        return number[0] if number else self.text.stem


def main() -> int:
    options = _options()
    corpus = sorted(_CORPUS.glob("*.txt"))
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        # No settings, templates or library of the machine's user.
        os.environ.update({home: str(folder / home) for home in _HOMES})
        try:
            cases = _cases([*(options.files or corpus), _SAMPLE], folder)
            version = _convert(cases, folder)
            rows = [_compared(case, folder) for case in cases]
        except JobError as error:
            print(f"office: {error}", file=sys.stderr)
            return 1
    print(office_report.table(rows))
    if corpus and not (options.files or options.no_write):
        print(f"kept in {office_report.write(rows, version, Fonts().substitutions())}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare our PDF and our DOCX in LibreOffice.")
    parser.add_argument("files", nargs="*", type=Path, help="texts to compare, not the corpus")
    parser.add_argument("--no-write", action="store_true", help="leave the report alone")
    return parser.parse_args()


def _cases(texts: Sequence[Path], folder: Path) -> list[Case]:
    """Export every text in every template, to PDF and DOCX."""
    cases: list[Case] = []
    for number, text in enumerate(texts):
        print(f"office: exporting {number + 1} of {len(texts)} …", file=sys.stderr)
        for template in survey()[0]:
            name = f"{number:03}-{template.id}"
            pdf, docx = folder / f"{name}.pdf", folder / f"{name}.docx"
            case = Case(text, template.id, pdf, docx, folder / "converted" / pdf.name)
            command = [COMMAND, "--library", folder / "library", "export", text]
            command += ["--template", template.id, "--pdf", pdf, "--docx", docx]
            Job(f"export of {case.label}", command, docx).once()
            cases.append(case)
    return cases


def _convert(cases: Sequence[Case], folder: Path) -> str:
    """Convert every DOCX with a profile of LibreOffice's own; return LibreOffice's version."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise JobError("LibreOffice (soffice) is not installed")
    print(f"office: LibreOffice converts {len(cases)} files …", file=sys.stderr)
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    files = [case.docx for case in cases]
    outdir = cases[0].converted.parent
    Job("LibreOffice", [*command, "--convert-to", "pdf", "--outdir", outdir, *files]).once()
    return office_report.version_of(soffice)


def _compared(case: Case, folder: Path) -> Row:
    """Return how far LibreOffice's pages and lines are those of our PDF."""
    ours, theirs = _pages(case.pdf), _pages(case.converted)
    our_lines, their_lines = _spans(ours), _spans(theirs)
    inside = _ends_inside(case, folder, ours)
    begun = _begun_alike(our_lines, their_lines)
    if _text(ours) != _text(theirs):
        raise JobError(f"{case.label} in {case.template}: LibreOffice shows another text")
    return Row(
        issue=case.label,
        template=case.template,
        pages=(len(ours), len(theirs)),
        lines=(len(our_lines), len(their_lines)),
        last_page=len(ours[-1]),
        ends=(len(inside & {end for _, end in their_lines}), len(inside)),
        begun=len(begun),
        whole=sum(our_end == their_end for our_end, their_end in begun),
        shorter=sum(our_end > their_end for our_end, their_end in begun),
    )


def _pages(pdf: Path) -> list[list[str]]:
    """Return the lines of each page without white space, the page number left out."""
    if not pdf.exists():
        raise JobError(f"{pdf.name} was not made")
    document = pypdfium2.PdfDocument(pdf)
    pages = [list(_bare(p.get_textpage().get_text_range().splitlines())) for p in document]
    document.close()
    return pages


def _bare(found: Sequence[str]) -> Iterator[str]:
    for line in found:
        text = _LEADER.sub("", "".join(line.split()))
        if text.strip("—0123456789"):
            yield text


def _text(pages: Sequence[Sequence[str]]) -> str:
    return "".join(line for page in pages for line in page)


def _spans(pages: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return before and after how many characters of the whole text each line stands."""
    lengths = [len(line) for page in pages for line in page]
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    return list(pairwise(ends))


def _begun_alike(
    ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return where the lines end, ours and theirs, that begin at the same character."""
    ends = dict(theirs)
    return [(end, ends[begin]) for begin, end in ours if begin in ends]


def _ends_inside(case: Case, folder: Path, pages: Sequence[Sequence[str]]) -> set[int]:
    """Return after how many characters a line ends of which the paragraph goes on."""
    with Sources(folder / "library", case.template) as sources:
        issue = sources.find(str(case.text))
    document = Typesetter(Fonts()).typeset(compose(issue.bulletin, issue.template))
    found = [
        (text, placed.item.start == 0)
        for page in document.pages
        for placed in page.items
        if isinstance(placed.item, TextLine) and placed.source is not FURNITURE
        for text in _bare([placed.item.text])
    ]
    if [text for text, _ in found] != [line for page in pages for line in page]:
        raise JobError(f"{case.label} in {case.template}: the PDF has other lines than the layout")
    spans = _spans([[text for text, _ in found]])
    return {begin for (begin, _), (_, first) in zip(spans, found, strict=True) if not first}


if __name__ == "__main__":
    sys.exit(main())
