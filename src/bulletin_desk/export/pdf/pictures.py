"""Pictures in a PDF: a JPEG as it is, everything else as deflated pixels."""

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from bulletin_desk.export.files import ExportError
from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value

if TYPE_CHECKING:
    from PIL import Image


class _Jpeg(NamedTuple):
    width: int
    height: int
    channels: int
    adobe: bool


def add_picture(file: PdfFile, data: bytes) -> Ref:
    """Add a picture to the file and return the reference to it."""
    jpeg = _jpeg(data)
    if jpeg is None:
        return _add_pixels(file, data)
    space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[jpeg.channels]
    entries = _entries(jpeg.width, jpeg.height, space)
    entries["Filter"] = Name("DCTDecode")
    if jpeg.channels == 4 and jpeg.adobe:
        # Adobe's programs store ink as its absence.
        entries["Decode"] = [1, 0] * 4
    return file.stream(data, entries)


def _entries(width: int, height: int, space: str) -> dict[str, Value]:
    return {
        "Type": Name("XObject"), "Subtype": Name("Image"), "Width": width, "Height": height,
        "ColorSpace": Name(space), "BitsPerComponent": 8,
    }  # fmt: skip


def _jpeg(data: bytes) -> _Jpeg | None:
    """Return what a JPEG's header says, None for what a PDF viewer may not decode as it is."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    adobe = False
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in (0xC0, 0xC1, 0xC2):  # baseline, extended, progressive
            bits, channels = data[at + 4], data[at + 9]
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
            fit = bits == 8 and channels in (1, 3, 4) and width and height
            return _Jpeg(width, height, channels, adobe) if fit else None
        if marker == 0xDA or (0xC3 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)):
            return None  # pixels before a header; lossless, arithmetic and other rare kinds
        adobe = adobe or (marker == 0xEE and data[at + 4 : at + 9] == b"Adobe")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _add_pixels(file: PdfFile, data: bytes) -> Ref:
    # Pillow takes a while to load, and most bulletins hold no such picture.
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                flat = _flat(picture)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ExportError("有一张图片太大，请先把它缩小再导出。") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise ExportError("有一张图片已经损坏，请在稿件中换一张再导出。") from error
    space = "DeviceGray" if flat.mode == "L" else "DeviceRGB"
    return file.stream(flat.tobytes(), _entries(flat.width, flat.height, space))


def _flat(picture: "Image.Image") -> "Image.Image":
    """Return a picture's pixels as 8-bit grey or RGB, on white where it is transparent."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = picture.copy()
        white.paste((255, 255, 255, 255), (0, 0, *picture.size))
        white.alpha_composite(picture)
        return white.convert("RGB")
    if picture.mode.startswith("I"):
        # 16 bits of grey: convert() would cut them off at 255.
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")
