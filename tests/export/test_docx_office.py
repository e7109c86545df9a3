"""LibreOffice, as a second opinion: it opens what we write, on as many pages as our own layout."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from bulletin_desk.export.word import write_docx
from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.word import read_docx
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.dump import lines
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter
from export.docx_samples import PICTURES, docx_of, rich_bulletin, second_issue

# The real bulletins, each with the template of its own series.
CORPUS = {"000": "jingshen-wenming", "002": "jingshen-wenming", "003": "chuangcheng"}
OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile for these tests alone: LibreOffice refuses to start twice on one."""
    return tmp_path_factory.mktemp("office")


def converted(profile: Path, folder: Path, kind: str) -> None:
    assert OFFICE is not None
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / kind),
            *sorted(map(str, folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


def pages_of(pdf: Path) -> list[list[str]]:
    """Return the lines of each page without white space, the page number left out."""
    document = pypdfium2.PdfDocument(pdf)
    pages: list[list[str]] = []
    for page in document:
        text = page.get_textpage().get_text_range()
        found = ["".join(line.split()) for line in text.splitlines()]
        pages.append([line for line in found if line.strip("—0123456789")])
    document.close()
    return pages


def our_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield "".join(line.split())


def line_ends(found: list[str]) -> set[int]:
    """Return after how many characters of the whole text a line ends."""
    ends, at = set[int](), 0
    for line in found:
        at += len(line)
        ends.add(at)
    return ends


@pytest.mark.parametrize("number", CORPUS)
def test_a_real_bulletin_has_as_many_pages_as_in_our_layout(
    number: str, corpus_dir: Path, profile: Path, tmp_path: Path
) -> None:
    bulletin = read_file(next(corpus_dir.glob(f"{number}_*.txt"))).bulletin
    assert bulletin is not None
    bulletin = replace(bulletin, template=CORPUS[number])
    flow = compose(bulletin, load_template(bulletin.template))
    document = Typesetter(Fonts()).typeset(flow)
    write_docx([flow], PICTURES.__getitem__, tmp_path / "issue.docx", {}, [bulletin])
    converted(profile, tmp_path, "pdf")
    theirs = pages_of(tmp_path / "pdf" / "issue.pdf")
    assert len(theirs) == len(document.pages)
    ours = list(our_lines(lines(document)))
    found = [line for page in theirs for line in page]
    assert "".join(ours) == "".join(found)
    # LibreOffice squeezes no marks, so some lines end elsewhere; 63 to 87 in 100 were the same.
    assert len(line_ends(ours) & line_ends(found)) > len(ours) / 2


def test_masthead_numbers_and_foot_are_where_they_belong(profile: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.docx").write_bytes(docx_of(rich_bulletin()))
    converted(profile, tmp_path, "pdf")
    document = pypdfium2.PdfDocument(tmp_path / "pdf" / "issue.pdf")
    flow = compose(rich_bulletin(), load_template("jingshen-wenming"))
    last = document[len(document) - 1].get_textpage()
    foot = places(last, "共印260份")
    # The last line of the foot ends at the bottom margin, within a line's own leading.
    assert flow.page.bottom - 1 <= foot[1] <= flow.page.bottom + 14
    first = document[0].get_textpage()
    left, _, right, _ = places(first, "精神文明建设")
    number = places(first, "— 1 —")
    assert left < flow.page.width / 2 < right
    assert number[2] == pytest.approx(flow.page.width - flow.page.right - 14, abs=2)
    assert flow.page.bottom - 40 < number[1] < flow.page.bottom - 15
    second = places(document[1].get_textpage(), "— 2 —")
    assert second[0] == pytest.approx(flow.page.left + 14, abs=2)
    document.close()


def places(page: pypdfium2.PdfTextPage, text: str) -> tuple[float, float, float, float]:
    """Return the box (left, bottom, right, top) around a text of the page."""
    # LibreOffice shows the gaps around digits as spaces.
    whole = page.get_text_range()
    found = re.search(r"\s*".join(map(re.escape, text.replace(" ", ""))), whole)
    assert found is not None
    boxes = [page.get_charbox(i) for i in range(*found.span()) if not whole[i].isspace()]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


@pytest.mark.parametrize("template", ["jingshen-wenming", "gongzuo"])
def test_what_libreoffice_saves_again_is_still_our_bulletin(
    template: str, profile: Path, tmp_path: Path
) -> None:
    bulletin = rich_bulletin(template)
    (tmp_path / "issue.docx").write_bytes(docx_of(bulletin))
    converted(profile, tmp_path, "docx")
    assert said(read_docx(tmp_path / "docx" / "issue.docx").bulletin) == said(bulletin)


def said(bulletin: Bulletin | None) -> object:
    """Return what a bulletin says, without sizes that LibreOffice rounds."""
    assert bulletin is not None
    articles = [(a.id, a.title, a.subtitle, a.byline, a.units, a.text) for a in bulletin.articles()]
    sections = [(section.id, section.name) for section in bulletin.sections]
    return bulletin.masthead, bulletin.distribution, sections, articles


def test_two_issues_count_their_pages_each_from_one(profile: Path, tmp_path: Path) -> None:
    file = io.BytesIO(docx_of(rich_bulletin(), second_issue()))
    (tmp_path / "issue.docx").write_bytes(file.getvalue())
    converted(profile, tmp_path, "pdf")
    document = pypdfium2.PdfDocument(tmp_path / "pdf" / "issue.pdf")
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    assert sum("—1—" in text for text in texts) == 2
    assert sum("共印260份" in text for text in texts) == 2
