"""What a PDF says about itself: pages, bookmarks, labels, metadata; and that it is well formed."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from bulletin_desk.export.files import ExportError
from bulletin_desk.export.pdf import pdf_bytes, write_pdf
from bulletin_desk.typeset.display import Box, Document, OutlineEntry, Page, Placed
from export.pdf_samples import (
    HEIGHT,
    SOURCE,
    WIDTH,
    document_of,
    line_of,
    no_picture,
    page_of,
    poppler,
    rendered,
    saved,
)

OUTLINE = (
    OutlineEntry(1, "编者的话(一)", 0, 90, "a0"),
    OutlineEntry(0, "工作动态", 0, 120, "s1"),
    OutlineEntry(1, "我市召开会议", 0, 200, "a1"),
    OutlineEntry(1, "A & B <\\>", 1, 100, "a2"),
    OutlineEntry(0, "经验交流", 2, 80, "s2"),
    OutlineEntry(1, "文明之花", 2, 300, "a3"),
    OutlineEntry(2, "附件", 2, 400, "a4"),
)


def sample(**values: str) -> Document:
    pages = [page_of(line_of(f"第{number}页"), label=str(number)) for number in (1, 2, 3)]
    return document_of(*pages, outline=OUTLINE, **values)


def test_page_count_and_sizes_are_those_of_the_document(tmp_path: Path) -> None:
    wide = page_of(line_of("横页"))._replace(width=HEIGHT, height=WIDTH)
    data = pdf_bytes(document_of(page_of(line_of("竖页")), wide), no_picture)
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        sizes = [page.get_size() for page in pdf]
    assert sizes == [
        pytest.approx((WIDTH, HEIGHT), abs=0.01),
        pytest.approx((HEIGHT, WIDTH), abs=0.01),
    ]
    assert re.search(r"Pages: +2\n", poppler("pdfinfo", saved(tmp_path, data)))


def test_bookmarks_are_nested_and_lead_to_their_place() -> None:
    with contextlib.closing(pypdfium2.PdfDocument(pdf_bytes(sample(), no_picture))) as pdf:
        found = []
        for mark in pdf.get_toc():
            dest = mark.get_dest()
            assert dest is not None
            found.append((mark.level, mark.get_title(), dest.get_index(), dest.get_view()[1][1]))
    # An entry above the first section stands at the top.
    levels = (0, 0, 1, 1, 0, 1, 2)
    assert found == [
        (level, entry.label, entry.page, pytest.approx(HEIGHT - entry.y, abs=0.1))
        for level, entry in zip(levels, OUTLINE, strict=True)
    ]


def test_a_viewer_shows_the_bookmarks_and_the_title() -> None:
    data = pdf_bytes(sample(title="简报"), no_picture)
    assert b"/PageMode /UseOutlines" in data
    assert b"/DisplayDocTitle true" in data
    bare = pdf_bytes(document_of(page_of()), no_picture)
    assert b"/PageMode" not in bare
    assert b"/Outlines" not in bare


def labels(document: Document) -> list[str]:
    with contextlib.closing(pypdfium2.PdfDocument(pdf_bytes(document, no_picture))) as pdf:
        return [pdf.get_page_label(index) for index in range(len(pdf))]


@pytest.mark.parametrize(
    "shown",
    [
        ("1", "2", "3", "4"),
        ("", "", "1", "2"),
        ("7", "8", "", "10"),
        ("3", "3", "1", "2"),
        ("封面", "封面", "1", "附1"),
        ("9", "10", "11", "100"),
        ("", "", "", ""),
    ],
)
def test_pages_are_called_what_they_show(shown: tuple[str, ...]) -> None:
    assert labels(document_of(*[page_of(label=label) for label in shown])) == list(shown)


def test_metadata_is_the_bulletins_own(tmp_path: Path) -> None:
    document = sample(
        title="云泽精神文明建设简报(第12期)", author="云泽市文明办", date="2024-11-08"
    )
    data = pdf_bytes(document, no_picture)
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        told = pdf.get_metadata_dict()
        assert pdf.get_version() == 17
    assert told["Title"] == document.title
    assert told["Author"] == document.author
    assert told["CreationDate"].startswith("D:20241108")
    assert told["Creator"].startswith("Bulletin Desk")
    info = poppler("pdfinfo", saved(tmp_path, data))
    assert re.search(rf"Title: +{re.escape(document.title)}\n", info)
    assert "Nov  8" in info
    assert b"/Lang (zh-CN)" in data


def test_without_a_date_none_is_told(tmp_path: Path) -> None:
    data = pdf_bytes(sample(date="2024年11月"), no_picture)
    assert "CreationDate" not in poppler("pdfinfo", saved(tmp_path, data))


SCRIPT = """
import socket, sys
def refuse(*_):
    raise AssertionError("a socket was opened")
socket.socket.__init__ = refuse
from export.test_pdf_structure import sample
from export.pdf_samples import no_picture
from bulletin_desk.export.pdf import pdf_bytes
sys.stdout.buffer.write(pdf_bytes(sample(title="简报", date="2024-11-08"), no_picture))
"""


def test_the_same_document_makes_the_same_bytes_anywhere_and_opens_no_socket() -> None:
    made: set[bytes] = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": seed}
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True
        )
        made.add(done.stdout)
    made.add(pdf_bytes(sample(title="简报", date="2024-11-08"), no_picture))
    assert len(made) == 1


def test_another_text_makes_another_identifier() -> None:
    def identifier(text: str) -> bytes:
        data = pdf_bytes(document_of(page_of(line_of(text))), no_picture)
        found = re.search(rb"/ID \[<([0-9a-f]{32})><\1>\]", data)
        assert found
        return found[1]

    assert identifier("甲乙") != identifier("乙甲")


@pytest.mark.parametrize(
    "document",
    [
        document_of(page_of()),
        document_of(page_of(), page_of(line_of("第二页"))),
        document_of(page_of(line_of("")), title="空"),
        document_of(page_of(line_of(" "))),
    ],
    ids=["no text", "an empty page first", "an empty line", "a space"],
)
def test_empty_documents_are_sound(tmp_path: Path, document: Document) -> None:
    data = pdf_bytes(document, no_picture)
    poppler("pdftotext", saved(tmp_path, data))
    poppler("pdfinfo", saved(tmp_path, data))
    assert rendered(data).size == (596, 842)
    assert b"Helvetica" not in data


def test_every_object_is_where_the_cross_reference_says() -> None:
    data = pdf_bytes(sample(title="简报"), no_picture)
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    rows = data[start:].split(b"trailer")[0].splitlines()
    assert rows[0] == b"xref"
    entries = rows[2:]
    assert rows[1].split()[1] == b"%d" % len(entries)
    for number, row in enumerate(entries[1:], 1):
        assert re.match(rb"\d{10} 00000 n *$", row)
        assert data[int(row[:10]) :].startswith(b"%d 0 obj" % number)


def test_every_stream_is_as_long_as_it_says() -> None:
    data = pdf_bytes(sample(), no_picture)
    found = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", data))
    assert len(found) >= 6
    for match in found:
        end = match.end() + int(match[1])
        assert data[end:].startswith(b"\nendstream")


def test_rules_are_painted_where_and_as_they_are_placed() -> None:
    rule = Placed(100, 200, Box(300, 2, "#C00000"), SOURCE)
    line = Placed(100, 300, Box(0.75, 50, "#000000"), SOURCE)
    data = pdf_bytes(document_of(page_of(line_of("红线"), rule, line_of("之下"), line)), no_picture)
    image = rendered(data, 4)

    def is_red(x: int, y: int) -> bool:
        return image.getpixel((x, y)) == (192, 0, 0)

    # The sheet's height is no whole number of pixels: an edge may be off by one.
    column = [y for y in range(image.height) if is_red(1000, y)]
    row = [x for x in range(image.width) if is_red(x, 804)]
    assert (column[0], column[-1]) == pytest.approx((800, 807), abs=1)
    assert (row[0], row[-1]) == pytest.approx((400, 1599), abs=1)
    grey = image.convert("L").tobytes()
    assert grey[1300 * image.width + 401] < 100
    assert grey[1300 * image.width + 410] == 255


def test_the_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "简报.pdf"
    target.write_bytes(b"old")
    write_pdf(sample(), no_picture, target)
    assert target.read_bytes() == pdf_bytes(sample(), no_picture)
    assert list(tmp_path.iterdir()) == [target]


def test_a_stream_is_written_to(tmp_path: Path) -> None:
    target = io.BytesIO()
    write_pdf(sample(), no_picture, target)
    assert target.getvalue() == pdf_bytes(sample(), no_picture)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="不存在"):
        write_pdf(sample(), no_picture, tmp_path / "none" / "a.pdf")


def test_many_pages_and_bookmarks(tmp_path: Path) -> None:
    pages: list[Page] = [page_of(line_of(f"第{n}页")) for n in range(300)]
    marks = tuple(OutlineEntry(n % 2, f"稿件{n}", n, 100, "") for n in range(300))
    data = pdf_bytes(document_of(*pages, outline=marks), no_picture)
    text = poppler("pdftotext", saved(tmp_path, data)).split()
    assert text == [f"第{n}页" for n in range(300)]
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        assert len(list(pdf.get_toc())) == 300


def test_what_writes_is_loaded_by_writing_alone() -> None:
    code = (
        "import sys, bulletin_desk.export.pdf as pdf;"
        "sys.exit('PIL' in sys.modules or 'bulletin_desk.export.pdf.writer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
