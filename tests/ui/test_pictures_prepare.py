"""Picture files made fit for print: reduced, turned, converted, or refused with a sentence."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from bulletin_desk.errors import DeskError
from bulletin_desk.ui.pictures import prepare as module
from bulletin_desk.ui.pictures.prepare import prepare_data, prepare_file, prepare_image
from ui.pictures_samples import (
    drawing,
    encoded,
    in_wide_colours,
    photograph,
    size_of,
    turned_by_camera,
)


@pytest.fixture(scope="module")
def photo() -> QImage:
    return photograph(4000, 3000)


def test_a_large_photograph_is_reduced_and_says_what_it_was(photo: QImage, tmp_path: Path) -> None:
    path = tmp_path / "会场.jpg"
    path.write_bytes(encoded(photo, "jpg", 97))
    made = prepare_file(path)
    assert (made.width, made.height, made.media_type) == (1843, 1382, "image/jpeg")
    assert size_of(made.data) == QSize(1843, 1382)
    megabytes = path.stat().st_size / (1 << 20)
    assert made.original == f"4000×3000（{megabytes:.1f} MB）"
    now = f"{len(made.data) / (1 << 20):.1f} MB"
    assert made.remark == f"原图 {made.original}已缩至 1843×1382（{now}），打印足够清晰。"
    assert len(made.data) < path.stat().st_size / 2


def test_a_photograph_is_turned_as_the_camera_was_held(photo: QImage) -> None:
    sideways = turned_by_camera(encoded(photo, "jpg"), 6)
    made = prepare_data(sideways, "a.jpg")
    # Turned clockwise, the red quarter of the upper left comes to the upper right.
    assert (made.width, made.height) == (1843, 2457)
    assert made.original.startswith("3000×4000")
    image = QImage.fromData(made.data)
    assert image.pixelColor(1500, 400).red() > 180
    assert image.pixelColor(1500, 400).blue() < 60
    small = turned_by_camera(encoded(photo.scaled(400, 300), "jpg"), 8)
    made = prepare_data(small, "a.jpg")
    assert (made.width, made.height, made.original) == (300, 400, "")
    assert b"Exif" not in made.data


def test_what_fits_is_kept_to_the_byte(photo: QImage) -> None:
    for form, kind in (("jpg", "image/jpeg"), ("png", "image/png")):
        data = encoded(photo.scaled(800, 600), form)
        made = prepare_data(data, "a")
        assert made.data == data
        assert (made.media_type, made.remark) == (kind, "")


def test_a_file_that_carries_something_else_is_written_anew() -> None:
    data = encoded(drawing(40, 30), "jpg") + b"x" * 200_000
    assert len(prepare_data(data, "a").data) < 10_000


@pytest.mark.parametrize("form", ["bmp", "webp", "tiff", "png"])
def test_other_formats_are_converted(form: str, photo: QImage) -> None:
    made = prepare_data(encoded(drawing(200, 100), form), "a")
    assert (made.media_type, made.width, made.height) == ("image/png", 200, 100)
    assert made.data.startswith(b"\x89PNG")
    assert QImage.fromData(made.data).pixelColor(100, 50).blue() > 100
    made = prepare_data(encoded(photo, form), "a")
    assert (made.media_type, made.width) == ("image/jpeg", 1843)


def test_a_drawing_stays_sharp() -> None:
    made = prepare_data(encoded(drawing(3000, 2000), "png"), "a")
    assert (made.media_type, made.width, made.height) == ("image/png", 1843, 1228)
    assert QImage.fromData(made.data).pixelColor(900, 600) == QColor("#004488")


def test_wide_colours_become_those_of_every_screen() -> None:
    wide = in_wide_colours(photograph(600, 400))
    assert wide.pixelColor(50, 50).red() < 195  # the same red has other numbers there
    made = QImage.fromData(prepare_data(encoded(wide, "png"), "a").data)
    assert abs(made.pixelColor(50, 50).red() - 0xCC) < 4
    assert abs(made.pixelColor(50, 50).green()) < 4


def test_a_tall_picture_fits_a_page() -> None:
    made = prepare_data(encoded(drawing(1000, 6000), "png"), "a")
    assert made.height == 2657


@pytest.mark.qt_log_ignore("TIFF", "IO error", "directory")
@pytest.mark.parametrize("form", ["jpg", "png", "bmp", "webp", "tiff"])
@pytest.mark.parametrize("part", [0.97, 0.5])
def test_a_file_that_was_cut_off_is_refused(form: str, part: float) -> None:
    data = encoded(photograph(300, 200), form)
    with pytest.raises(DeskError, match="“会场”不完整"):
        prepare_data(data[: int(len(data) * part)], "会场")


def test_bytes_behind_the_end_of_a_photograph_are_no_fault() -> None:
    data = encoded(photograph(300, 200), "jpg")
    assert prepare_data(data + b"\0" * 100, "a").width == 300


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///x"/></svg>'
    for data in (b"", b"not a picture", svg, b"GIF8"):
        with pytest.raises(DeskError, match=r"请换成 JPG 或 PNG|不完整"):
            prepare_data(data, "a")
    with pytest.raises(DeskError, match="读不出来"):
        prepare_file(tmp_path / "不在.png")


def test_declared_sizes_are_refused_before_anything_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import struct
    import zlib

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    png += struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 9000) + b"IDAT" + b"x" * 4000
    with pytest.raises(DeskError, match="50000×50000 个点，太大了"):
        prepare_data(png, "a.png")
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x" * 3000)
    monkeypatch.setattr(module, "MAX_BYTES", 2000)
    with pytest.raises(DeskError, match="太大了"):
        prepare_file(path)


def test_a_picture_without_a_file_is_kept_as_drawing_or_photograph(photo: QImage) -> None:
    made = prepare_image(drawing(300, 200))
    assert (made.media_type, made.width, made.original) == ("image/png", 300, "")
    made = prepare_image(photo)
    assert (made.media_type, made.width) == ("image/jpeg", 1843)
    assert made.remark.startswith("原图 4000×3000 已缩至 1843×1382（")
    with pytest.raises(DeskError):
        prepare_image(QImage())
