"""PDFs that cannot be read, and what the clerk is told: one sentence that says what to do."""

import io

import pytest
from PIL import Image

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.pdf import read_pdf_source
from intake.pdf_issues import issue, pdf_of
from intake.pdf_pages import column, pdf, photo
from intake.pdf_raw import A4, CATALOG, HELVETICA, ONE_PAGE, page_file, pdf_file, stream
from intake.sample_bulletins import MEETING

PAGE = b"<</Type/Page/Parent 2 0 R" + A4 + b">>"
FONT = b"/Font<</F1 5 0 R>>"


def scan(pages: int = 2) -> bytes:
    images = [Image.new("L", (1240, 1754), 250 - n) for n in range(pages)]
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return file.getvalue()


def locked() -> bytes:
    keys = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"
    return pdf_file([CATALOG, ONE_PAGE, PAGE, keys], b"/Encrypt 4 0 R/ID[<41><41>]")


def many_pages() -> bytes:
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * 600 + b"]/Count 600>>"
    return pdf_file([CATALOG, kids, PAGE])


WHOLE = pdf_of(issue())
REFUSED = {
    "empty": (b"", "空"),
    "no PDF": (b"PK\x03\x04 something else", "不是 PDF"),
    "header alone": (b"%PDF-1.7\n", "损坏"),
    "cut off": (WHOLE[: len(WHOLE) // 2], "损坏"),
    "locked": (locked(), "密码"),
    "scan": (scan(), "扫描"),
    "nothing on it": (pdf_file([CATALOG, ONE_PAGE, PAGE]), "没有可以读取的文字"),
    "outlined": (page_file(stream(b"10 10 m 90 90 l 90 10 l f " * 50)), "没有可以读取的文字"),
    "no map to Unicode": (WHOLE.replace(b"/ToUnicode", b"/XoUnicode"), "乱码"),
    "600 pages": (many_pages(), "500 页"),
    "no pages": (pdf_file([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), "损坏"),
    "huge page": (page_file(stream(b""), page=b"/MediaBox[0 0 20000 20000]"), "损坏"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_in_one_sentence(name: str) -> None:
    data, told = REFUSED[name]
    with pytest.raises(DeskError, match=told) as caught:
        read_pdf_source(data, "来稿.pdf")
    assert str(caught.value).endswith("。")
    assert "请" in str(caught.value)


def scanned_page_in(data: bytes, page: bytes) -> bytes:
    """Return a file with the first page of another one behind its own pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as whole, pypdfium2.PdfDocument(page) as other:
        whole.import_pages(other, [0])
        file = io.BytesIO()
        whole.save(file)
    return file.getvalue()


def test_a_scanned_page_among_others_is_told_and_kept_as_a_picture() -> None:
    source = read_pdf_source(scanned_page_in(WHOLE, scan(1)), "来稿.pdf")
    assert any("扫描" in warning for warning in source.warnings)
    last = source.lines[-1]
    assert last.block
    assert len(source.pictures) == 3


def test_recognised_text_over_a_scan_is_read_with_a_warning() -> None:
    text = b"BT 3 Tr /F1 14 Tf 72 700 Td (Minutes of the meeting in the town hall) Tj ET"
    picture = stream(b"\x80" * 100, b"/Type/XObject/Subtype/Image/Width 10/Height 10"
                     b"/BitsPerComponent 8/ColorSpace/DeviceGray")  # fmt: skip
    content = stream(b"q 595 0 0 842 0 0 cm /I Do Q " + text)
    data = page_file(content, HELVETICA, picture, resources=FONT + b"/XObject<</I 6 0 R>>")
    source = read_pdf_source(data, "")
    assert [line.text for line in source.lines] == ["Minutes of the meeting in the town hall"]
    assert any("核对" in warning for warning in source.warnings)
    assert source.pictures == {}


def test_a_watermark_is_left_out_and_told() -> None:
    text = (
        b"BT /F1 14 Tf 72 700 Td (Minutes of the meeting) Tj ET "
        b"BT 0.7 0.7 -0.7 0.7 200 300 Tm /F1 60 Tf (DRAFT) Tj ET"
    )
    source = read_pdf_source(page_file(stream(text), HELVETICA, resources=FONT), "")
    assert [line.text for line in source.lines] == ["Minutes of the meeting"]
    assert any("DRAFT" in warning for warning in source.warnings)


def test_a_picture_that_is_too_large_is_told_and_the_text_read() -> None:
    huge = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8"
    picture = stream(b"\0" * 100, huge + b"/ColorSpace/DeviceGray")
    text = b"q 300 0 0 300 72 100 cm /I Do Q BT /F1 14 Tf 72 700 Td (Minutes of the meeting) Tj ET"
    resources = FONT + b"/XObject<</I 6 0 R>>"
    data = page_file(stream(text), HELVETICA, picture, resources=resources)
    source = read_pdf_source(data, "")
    assert [line.text for line in source.lines] == ["Minutes of the meeting"]
    assert any("图片" in warning for warning in source.warnings)


def test_a_file_with_a_little_text_beside_a_large_picture_is_no_scan() -> None:
    from intake.pdf_issues import PHOTO_ID

    data = pdf([*column(70, 80, 38, MEETING.paragraphs[:1]), photo(0, 180, 595, 600, PHOTO_ID)])
    assert read_pdf_source(data, "").lines[0].text == MEETING.paragraphs[0]
