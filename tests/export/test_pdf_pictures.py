"""Pictures in a PDF: seen by PDFium as they are, JPEG files untouched."""

import contextlib
import io
import random
from collections.abc import Sequence

import pypdfium2
import pytest
from PIL import Image

from bulletin_desk.export.files import ExportError
from bulletin_desk.export.pdf import pdf_bytes
from bulletin_desk.typeset.display import PictureItem, Placed
from export.pdf_samples import SOURCE, document_of, page_of, rendered

Colour = tuple[int, ...]
RED, GREEN, BLUE, GREY = (200, 0, 0), (0, 160, 0), (0, 0, 220), (128, 128, 128)


def quarters(mode: str = "RGB") -> Image.Image:
    """Return 120 x 80 pixels: red and green above, blue and grey below."""
    image = Image.new("RGB", (120, 80))
    for colour, x, y in ((RED, 0, 0), (GREEN, 60, 0), (BLUE, 0, 40), (GREY, 60, 40)):
        image.paste(colour, (x, y, x + 60, y + 40))
    return image.convert(mode)


def file_of(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def page_with(data: bytes, rotation: int = 0) -> bytes:
    width, height = (80, 120) if rotation % 180 else (120, 80)
    item = PictureItem("d", width, height, rotation)
    page = page_of(Placed(100, 200, item, SOURCE))
    return pdf_bytes(document_of(page), {"d": data}.__getitem__)


def corners(pdf: bytes, rotation: int = 0) -> list[Colour]:
    """Return the colours of the painted picture's quarters: two above, two below."""
    width, height = (80, 120) if rotation % 180 else (120, 80)
    image = rendered(pdf, 2)
    places = [(100 + x * width, 200 + y * height) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    found = [image.getpixel((round(2 * x), round(2 * y))) for x, y in places]
    outside = [(99, 240), (100 + width + 1, 240), (120, 199), (120, 200 + height + 1)]
    assert {image.getpixel((2 * x, 2 * y)) for x, y in outside} == {(255, 255, 255)}
    return found  # type: ignore[return-value]


def near(found: Sequence[Colour], wanted: Sequence[Colour], by: int = 4) -> None:
    for was, now in zip(wanted, found, strict=True):
        assert now == pytest.approx(was, abs=by)


def objects(pdf: bytes) -> list[pypdfium2.PdfImage]:
    document = pypdfium2.PdfDocument(pdf)
    return [item for item in document[0].get_objects() if isinstance(item, pypdfium2.PdfImage)]


def test_a_jpeg_is_kept_byte_for_byte() -> None:
    data = file_of(quarters(), "JPEG", quality=95, subsampling=0)
    pdf = page_with(data)
    assert data in pdf
    (image,) = objects(pdf)
    assert image.get_filters() == ["DCTDecode"]
    near(corners(pdf), [RED, GREEN, BLUE, GREY])


@pytest.mark.parametrize(
    ("rotation", "wanted"),
    [
        (0, [RED, GREEN, BLUE, GREY]),
        (90, [BLUE, RED, GREY, GREEN]),
        (180, [GREY, BLUE, GREEN, RED]),
        (270, [GREEN, GREY, RED, BLUE]),
        (-90, [GREEN, GREY, RED, BLUE]),
    ],
)
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_pictures_turn_clockwise(rotation: int, wanted: list, form: str) -> None:
    options = {"quality": 95, "subsampling": 0} if form == "JPEG" else {}
    pdf = page_with(file_of(quarters(), form, **options), rotation)
    near(corners(pdf, rotation), wanted)


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "GIF", "WEBP"])
def test_other_files_lose_nothing(form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    pdf = page_with(file_of(quarters(), form, **options))
    near(corners(pdf), [RED, GREEN, BLUE, GREY], 0 if form != "GIF" else 2)


def test_a_progressive_jpeg_is_kept() -> None:
    data = file_of(quarters(), "JPEG", quality=95, subsampling=0, progressive=True)
    assert data in page_with(data)
    near(corners(page_with(data)), [RED, GREEN, BLUE, GREY])


def test_a_jpeg_with_marks_of_a_camera_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    data = file_of(quarters(), "JPEG", quality=95, subsampling=0, exif=exif) + b"trailer of a phone"
    assert data in page_with(data)
    near(corners(page_with(data)), [RED, GREEN, BLUE, GREY])


def test_grey_pictures_stay_grey() -> None:
    for form in ("PNG", "JPEG"):
        pdf = page_with(file_of(quarters("L"), form))
        assert b"/DeviceGray" in pdf
        assert b"/DeviceRGB" not in pdf
        greys = [(value,) * 3 for value in (60, 94, 25, 128)]
        near(corners(pdf), greys)


def test_a_cmyk_jpeg_is_not_inverted() -> None:
    # Pillow writes Adobe's marker and, as Adobe does, the absence of ink.
    pdf = page_with(file_of(quarters("CMYK"), "JPEG", quality=95, subsampling=0))
    assert b"/DeviceCMYK" in pdf
    # Readers turn ink into light in ways of their own, but none turns red into its opposite.
    red, green, blue, grey = corners(pdf)
    assert (max(red), max(green), max(blue)) == (red[0], green[1], blue[2])
    near([grey], [GREY], 40)


def test_transparency_is_flattened_on_white() -> None:
    image = quarters("RGBA")
    image.paste((*RED, 0), (0, 0, 60, 40))
    image.paste((0, 0, 0, 128), (60, 0, 120, 40))
    near(corners(page_with(file_of(image, "PNG"))), [(255, 255, 255), (127, 127, 127), BLUE, GREY])


def test_a_palette_with_a_transparent_entry_is_flattened_too() -> None:
    image = quarters().quantize(4)
    clear = image.getpixel((0, 0))
    pdf = page_with(file_of(image, "PNG", transparency=clear))
    near(corners(pdf), [(255, 255, 255), GREEN, BLUE, GREY])


def test_sixteen_bits_of_grey_are_scaled() -> None:
    image = Image.new("I;16", (120, 80), 0x8000)
    near(corners(page_with(file_of(image, "PNG"))), [(128, 128, 128)] * 4)


def test_black_and_white_works() -> None:
    image = Image.new("1", (120, 80), 1)
    image.paste(0, (0, 0, 60, 80))
    black, white = (0, 0, 0), (255, 255, 255)
    near(corners(page_with(file_of(image, "PNG"))), [black, white, black, white])


def test_a_picture_used_often_is_stored_once() -> None:
    noise = random.Random(1).randbytes(120 * 80 * 3)
    data = file_of(Image.frombytes("RGB", (120, 80), noise), "PNG")
    asked: list[str] = []

    def picture(digest: str) -> bytes:
        asked.append(digest)
        return data

    item = PictureItem("d", 120, 80, 0)
    pages = [page_of(Placed(100, 200, item, SOURCE), Placed(100, 400, item, SOURCE))] * 3
    pdf = pdf_bytes(document_of(*pages), picture)
    assert asked == ["d"]
    assert len(pdf) < 2 * len(noise)
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        assert [len(list(page.get_objects())) for page in document] == [2, 2, 2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40),
        file_of(quarters(), "PNG")[:60],
    ],
)
def test_a_damaged_picture_is_told(data: bytes) -> None:
    with pytest.raises(ExportError, match="图片已经损坏"):
        page_with(data)


def test_a_picture_of_too_many_pixels_is_told_before_it_fills_the_memory() -> None:
    header = file_of(Image.new("1", (30000, 30000)), "PNG")
    with pytest.raises(ExportError, match="图片太大"):
        page_with(header)
