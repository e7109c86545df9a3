"""The real bulletins typeset anew as DOCX: by our export, and poured in by LibreOffice."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.source import Source
from bulletin_desk.intake.word import read_docx_source
from bulletin_desk.model.structure import structure
from export.docx_samples import docx_of
from intake.test_real_bulletins import _scorer as scorer_of

NAMES = ("000", "002", "003")
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
SIZES = {"1": 16, "2": 22}


def exported(corpus_dir: Path, name: str) -> bytes:
    (path,) = corpus_dir.glob(f"{name}_*.txt")
    bulletin = read_file(path).bulletin
    assert bulletin
    return docx_of(bulletin)


def wrong(corpus_dir: Path, name: str, source: Source) -> list[tuple[str, Any, Any]]:
    """Return every point that differs from the structure written down by hand."""
    (path,) = corpus_dir.glob(f"{name}_*.json")
    intake = recognise(source).intake
    assert intake.bulletin
    actual = structure(intake.bulletin, intake.warnings)
    scorer = scorer_of(corpus_dir)
    points = list(scorer.compare(json.loads(path.read_text(encoding="utf-8")), actual))
    assert len(points) > 40
    return [point for point in points if scorer.squash(point[1]) != scorer.squash(point[2])]


def converted(folder: Path, kind: str, files: list[Path]) -> dict[str, Path]:
    """Return what LibreOffice makes of files, by their names without ending."""
    assert OFFICE is not None
    ending = kind.partition(":")[0]
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / ending),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {file.stem: folder / ending / f"{file.stem}.{ending}" for file in files}


def without_styles(html: str) -> str:
    """Return a page of LibreOffice's with headings as paragraphs of their looks, no anchors."""
    html = re.sub(r'<meta name="(?!generator)[^>]*>|</?a[ >][^>]*>', "", html)
    html = re.sub(
        r"<h([1-6])[^>]*>",
        lambda found: f'<p align="center"><font style="font-size: {SIZES.get(found[1], 16)}pt">',
        html,
    )
    return re.sub(r"</h[1-6]>", "</font></p>", html)


def assert_direct_formatting_only(content: bytes) -> None:
    """Fail where anything of ours is left that is no look of the text itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = "".join(archive.read(name).decode() for name in names if name.endswith(".xml"))
    assert not [name for name in names if "customXml" in name]
    assert "BulletinDesk" not in parts
    assert "_desk_" not in parts
    document = docx.Document(io.BytesIO(content))
    used = {
        (paragraph.style.name if paragraph.style else "") or "" for paragraph in document.paragraphs
    }
    assert not [name for name in used if "简报" in name or "eading" in name]


@pytest.mark.parametrize("name", NAMES)
def test_our_own_export_comes_back_with_every_point(corpus_dir: Path, name: str) -> None:
    source = read_docx_source(exported(corpus_dir, name), f"{name}.docx")
    assert source.exact
    assert wrong(corpus_dir, name, source) == []


@needs_office
def test_direct_formatting_alone_comes_back_with_every_point(
    corpus_dir: Path, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.docx" for name in NAMES]
    for file in files:
        file.write_bytes(exported(corpus_dir, file.stem))
    pages = converted(tmp_path, "html", files)
    for page in pages.values():
        page.write_text(without_styles(page.read_text(encoding="utf-8")), encoding="utf-8")
    poured = converted(tmp_path, "docx:MS Word 2007 XML", list(pages.values()))
    for name, file in poured.items():
        content = file.read_bytes()
        assert_direct_formatting_only(content)
        source = read_docx_source(content, file.name)
        assert not source.exact
        assert wrong(corpus_dir, name, source) == []


@needs_office
def test_the_bare_text_poured_into_a_document_comes_back_with_every_point(
    corpus_dir: Path, tmp_path: Path
) -> None:
    texts = [next(corpus_dir.glob(f"{name}_*.txt")) for name in NAMES]
    poured = converted(tmp_path, "docx:MS Word 2007 XML", texts)
    for stem, file in poured.items():
        source = read_docx_source(file.read_bytes(), file.name)
        assert wrong(corpus_dir, stem[:3], source) == []
