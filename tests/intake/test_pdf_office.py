"""PDFs that LibreOffice sets: other fonts, other line breaks, heads, feet and columns."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin_desk.export.word import write_docx
from bulletin_desk.intake.pdf import read_pdf_source
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.richtext import Table
from bulletin_desk.model.structure import structure
from bulletin_desk.model.templates import load_template
from intake.flat_odt import flat_odt, paragraph, table, two_columns
from intake.pdf_issues import FILES, issue
from intake.sample_bulletins import FOOTER, LIBRARY, MEETING, NEWS, WATER, Piece

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
ROWS = (("单位", "篇数", "名次"), ("市水务集团", "12", "一"), ("白杨县", "8", "二"))
HEAD = "清溪市文明办编印 内部刊物"
TEMPLATES = ("jingshen-wenming", "gongzuo", "chuangcheng")


def _piece(piece: Piece) -> str:
    if piece.run_in:
        return paragraph(f"{piece.one_line}。{piece.paragraphs[0]}")
    titles = "".join(paragraph(line, "title") for line in piece.title.split("\n"))
    return titles + "".join(paragraph(text) for text in piece.paragraphs)


def _bulletin(columns: bool) -> str:
    masthead = (
        paragraph("清溪精神文明建设", "name")
        + paragraph("简报", "name")
        + paragraph("第5期", "centred")
        + paragraph("清溪市文明办\t2025年4月18日", "tabbed")
    )
    body = (
        paragraph("【工作动态】", "flat")
        + "".join(_piece(piece) for piece in (MEETING, LIBRARY, WATER))
        + ("" if columns else table(ROWS))
        + paragraph("【文明简讯】", "flat")
        + "".join(_piece(piece) for piece in NEWS)
    )
    footer = "".join(paragraph(text, "flat") for text in FOOTER)
    return flat_odt(masthead + (two_columns(body) if columns else body) + footer, HEAD)


def _docx(bulletin: Bulletin) -> bytes:
    file = io.BytesIO()
    flow = compose(bulletin, load_template(bulletin.template))
    write_docx([flow], FILES.__getitem__, file, {}, [bulletin], {})
    return file.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that is needed here, as PDF."""
    folder = tmp_path_factory.mktemp("office")
    for name, columns in (("one", False), ("two", True)):
        (folder / f"{name}.fodt").write_text(_bulletin(columns), encoding="utf-8")
    for template in TEMPLATES:
        (folder / f"{template}.docx").write_bytes(_docx(issue(template)))
    assert OFFICE
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in sorted(folder.iterdir()) if path.is_file()]
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_bulletin_with_direct_formatting_is_recognised(folder: Path, name: str) -> None:
    source = read_pdf_source((folder / f"{name}.pdf").read_bytes(), f"{name}.pdf")
    recognised = recognise(source)
    assert recognised.doubts == ()
    bulletin = recognised.intake.bulletin
    assert bulletin
    found = structure(bulletin)
    assert (found["series"], found["number"], found["date"]) == (
        "清溪精神文明建设简报",
        5,
        "2025-04-18",
    )
    assert bulletin.masthead.issuer == "清溪市文明办"
    texts = {section.name: [a.title for a in section.articles] for section in bulletin.sections}
    assert texts == {
        "工作动态": [MEETING.title, LIBRARY.title, WATER.title],
        "文明简讯": [piece.title for piece in NEWS],
    }
    paragraphs = [
        block.text for a in bulletin.articles() for block in a.body if not isinstance(block, Table)
    ]
    assert paragraphs == [t for piece in (MEETING, LIBRARY, WATER, *NEWS) for t in piece.paragraphs]
    assert bulletin.distribution.copies == 180
    assert f"发：{bulletin.distribution.issue_to}" in FOOTER
    assert [HEAD in warning for warning in recognised.intake.warnings] == [True]


def test_its_table_is_a_table(folder: Path) -> None:
    source = read_pdf_source((folder / "one.pdf").read_bytes(), "one.pdf")
    (found,) = [line.block for line in source.lines if line.block]
    assert isinstance(found, Table)
    assert found.text == "\n".join("\t".join(row) for row in ROWS)


@pytest.mark.parametrize("template", TEMPLATES)
def test_our_docx_set_by_another_program_comes_back(folder: Path, template: str) -> None:
    source = read_pdf_source((folder / f"{template}.pdf").read_bytes(), template)
    recognised = recognise(source)
    assert recognised.doubts == recognised.intake.warnings == ()
    assert recognised.intake.bulletin
    assert structure(recognised.intake.bulletin) == structure(issue(template))
