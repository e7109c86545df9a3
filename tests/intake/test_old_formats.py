"""DOC, RTF, ODT and UOF as LibreOffice itself writes them: the structure comes back."""

import json
import os
import shutil
import socket
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletin_desk.intake.child import FileReader
from bulletin_desk.intake.office_run import prepared_profile
from bulletin_desk.intake.reader import read_text
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.model.structure import structure
from export.docx_samples import docx_of
from intake.sample_bulletins import FULL, Print, printed

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
KINDS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
BULLETIN = read_text(printed(FULL, Print())).bulletin


def converted(folder: Path, path: Path, kind: str, writer: str) -> None:
    assert OFFICE is not None
    profile = folder / "profile"
    if not profile.exists():
        prepared_profile(folder)
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
            f"{kind}:{writer}", "--outdir", str(folder), str(path),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The issue in each format, written by LibreOffice out of our own export."""
    assert BULLETIN is not None
    folder = tmp_path_factory.mktemp("old")
    docx = folder / "issue.docx"
    docx.write_bytes(docx_of(BULLETIN))
    for kind, writer in KINDS.items():
        converted(folder, docx, kind, writer)
    paths = {kind: folder / f"issue.{kind}" for kind in KINDS}
    # WPS writes the same format under another name.
    paths["wps"] = folder / "简报第5期.wps"
    shutil.copy(paths["doc"], paths["wps"])
    return paths


@pytest.fixture(scope="module")
def reader(files: dict[str, Path]) -> Iterator[FileReader]:
    with FileReader() as reader:
        reader.prepare(list(files.values()))
        yield reader


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "wps"])
def test_the_structure_comes_back(reader: FileReader, files: dict[str, Path], kind: str) -> None:
    ((source, recognised),) = reader.take_in(files[kind])
    assert source.name == files[kind].name
    assert recognised.intake.bulletin is not None
    assert BULLETIN is not None
    expected, found = structure(BULLETIN), structure(recognised.intake.bulletin)
    for name in ("series", "number", "issuer", "date", "toc", "sections", "distribution"):
        if (kind, name) != ("rtf", "distribution"):  # LibreOffice's RTF joins its lines
            assert found[name] == expected[name], name
    assert recognised.doubts == ()


PACKAGE = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
    'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type='
    '"application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path='
    '"content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
SPACES = " ".join(
    f'xmlns:{name}="{value}"'
    for name, value in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
PICTURE = (
    '<text:p>图<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
    '<draw:image xlink:href="{}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
    "</draw:frame></text:p>"
)
SECTION = (
    '<text:p>甲</text:p><text:section text:name="s"><text:section-source xlink:href="{}" '
    'xlink:type="simple" text:filter-name="Text"/><text:p>乙</text:p></text:section>'
)
MACRO = (
    "<office:scripts><office:event-listeners><script:event-listener script:language="
    '"ooo:script" script:event-name="dom:load" xlink:href="vnd.sun.star.script:'
    '{}?language=Python&amp;location=user"/></office:event-listeners></office:scripts>'
)


def odt(path: Path, body: str, scripts: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", PACKAGE)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {SPACES} office:version="1.2">'
            f"{scripts}<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return path


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server of this computer that notes who asks it for anything."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with client:
                heard.append(client.recv(100))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], heard
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_nothing_is_fetched_that_a_document_points_to(
    tmp_path: Path, listener: tuple[int, list[bytes]]
) -> None:
    port, heard = listener
    site = f"http://127.0.0.1:{port}/a.png"
    picture, secret = tmp_path / "secret.png", tmp_path / "secret.txt"
    Image.new("RGB", (40, 40), "red").save(picture)
    secret.write_text("机密内容", encoding="utf-8")
    fields = "".join(
        f'{{\\field{{\\*\\fldinst {kind} "{where}" \\\\d}}{{\\fldrslt shown}}}}'
        for kind, where in (
            ("INCLUDEPICTURE", picture), ("INCLUDEPICTURE", site), ("INCLUDETEXT", secret)
        )
    )  # fmt: skip
    rtf = tmp_path / "a.rtf"
    rtf.write_text(f"{{\\rtf1 {{\\*\\template {site}}} before {fields}}}")
    paths = [
        rtf,
        odt(tmp_path / "a.odt", PICTURE.format(picture.as_uri())),
        odt(tmp_path / "b.odt", PICTURE.format(site)),
        odt(tmp_path / "c.odt", SECTION.format(secret.as_uri())),
        odt(tmp_path / "d.odt", SECTION.format(site)),
        odt(tmp_path / "e.odt", "<text:p>甲</text:p>", MACRO.format("a.py$run")),
    ]
    with FileReader() as reader:
        reader.prepare(paths)
        for path in paths:
            with zipfile.ZipFile(reader.readable(path)) as archive:
                assert not [name for name in archive.namelist() if "/media/" in name], path.name
                assert "机密内容" not in archive.read("word/document.xml").decode(), path.name
            for source in reader.read(path):
                assert source.pictures == {}
                assert "机密" not in "".join(line.text for line in source.lines)
    assert heard == []


def test_damaged_ones_are_refused_in_a_sentence(files: dict[str, Path], tmp_path: Path) -> None:
    damaged: list[Path] = []
    for kind in ("doc", "rtf", "odt"):
        data = files[kind].read_bytes()
        for number, part in enumerate((data[: len(data) // 2], data[:700] + data[900:])):
            path = tmp_path / f"{number}.{kind}"
            path.write_bytes(part)
            damaged.append(path)
    with FileReader() as reader:
        reader.prepare(damaged)
        for path in damaged:
            sentence = ""
            try:
                assert reader.read(path)
            except IntakeError as error:
                sentence = str(error)
            assert sentence == "" or sentence.endswith("。")


def test_real_bulletins_keep_all_points(corpus_dir: Path, tmp_path: Path) -> None:
    """Their texts, poured into DOC and RTF with nothing but paragraphs, and read again."""
    texts = [next(corpus_dir.glob(f"{number}_*.txt")) for number in ("000", "002", "003")]
    assert OFFICE is not None
    prepared_profile(tmp_path)
    for kind in ("doc", "rtf"):
        subprocess.run(
            [
                OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
                "--infilter=Text (encoded):UTF8", "--convert-to", f"{kind}:{KINDS[kind]}",
                "--outdir", str(tmp_path), *map(str, texts),
            ],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    with FileReader() as reader:
        paths = [tmp_path / f"{text.stem}.{kind}" for text in texts for kind in ("doc", "rtf")]
        reader.prepare(paths)
        for path in paths:
            ((_, recognised),) = reader.take_in(path)
            expected = json.loads((corpus_dir / f"{path.stem}.json").read_text(encoding="utf-8"))
            assert recognised.intake.bulletin is not None
            found = structure(recognised.intake.bulletin)
            for name in ("series", "number", "issuer", "date", "toc"):
                assert found[name] == expected[name], (path.name, name)
            assert points(found) == points(expected), path.name


def points(issue: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return what the corpus says of each article, white space aside."""
    names = ("title", "run_in", "paragraphs", "first", "last")
    return [
        tuple(
            "".join(value.split()) if isinstance(value, str) else value
            for value in (section["name"], *[article[name] for name in names])
        )
        for section in issue["sections"]
        for article in section["articles"]
        if article.get("kind", "article") == "article"
    ]
