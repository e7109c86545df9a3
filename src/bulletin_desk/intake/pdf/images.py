"""The pictures of a page: files of their own, within limits, at their printed size."""

import ctypes
import hashlib
import math
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from bulletin_desk.intake.pdf.atoms import Box
from bulletin_desk.intake.pdf.drawn import Drawn, Matrix, edges_of, matrix_of, multiplied
from bulletin_desk.intake.pdf.glyphs import PageText
from bulletin_desk.model.richtext import Picture

_LEAST_SIDE = 24.0  # points: smaller ones are bullets and ornaments
_MOST_PIXELS = 40_000_000
_MOST_RENDERED = 10_000_000
_MOST_TOGETHER = 160_000_000
_MOST_BYTES = 40 * (1 << 20)
_MOST_BYTES_TOGETHER = 200 * (1 << 20)
_MOST_PICTURES = 300
_AS_PNG = 3_000_000  # pixels: a larger one is a photograph
_MM = 72 / 25.4
_PRINT_DPI = 150


@dataclass(slots=True)
class Photo(Box):
    """A picture at its place."""

    picture: Picture


@dataclass(slots=True)
class PictureReader:
    """Gathers the files of the pictures by their digest, and what could not be read."""

    files: dict[str, bytes] = field(default_factory=lambda: dict[str, bytes]())
    skipped: int = 0
    _count: int = 0
    _pixels: int = 0
    _bytes: int = 0

    def read(self, page: Any, drawn: Drawn, text: PageText) -> Photo | None:
        """Return the picture of an image object; None for what is none, or cannot be read."""
        edges = edges_of(drawn, text)
        if edges is None or min(edges[2] - edges[0], edges[3] - edges[1]) < _LEAST_SIDE:
            return None
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        raw.FPDFImageObj_GetImagePixelSize(drawn.handle, wide, high)
        pixels = wide.value * high.value
        self._count += 1
        self._pixels += pixels
        if not 0 < pixels <= _MOST_PIXELS or self._pixels > _MOST_TOGETHER:
            self.skipped += 1
            return None
        matrix = multiplied(matrix_of(drawn.handle), drawn.matrix)
        full = self._count > _MOST_PICTURES or self._bytes > _MOST_BYTES_TOGETHER
        made = None if full else _file(page, drawn, matrix)
        if made is None:
            self.skipped += 1
            return None
        data, kind, size = made
        self._bytes += len(data)
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        rotation = _rotation(matrix, text.turn)
        width = _width_mm(edges[2] - edges[0], size, rotation)
        picture = Picture(digest, kind, *size, width_mm=width, rotation=rotation)
        return Photo(*edges, picture)


def _rotation(matrix: Matrix, turn: int) -> int:
    """Return how far a picture is turned clockwise, in steps of 90 degrees."""
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    return (round(-angle / 90) + turn) % 4 * 90


def _width_mm(width: float, size: tuple[int, int], rotation: int) -> float | None:
    """Return the printed width, None where it is the one that a picture has by itself."""
    across = size[0] if rotation % 180 == 0 else size[1]
    own = across * 72 / _PRINT_DPI
    return None if abs(own - width) < 0.5 else round(width / _MM, 1)


_File = tuple[bytes, str, tuple[int, int]]


def _file(page: Any, drawn: Drawn, matrix: Matrix) -> _File | None:
    """Return a picture's file: a JPEG as it is, anything else drawn anew."""
    mirrored = matrix[0] * matrix[3] - matrix[1] * matrix[2] < 0
    try:
        plain = not mirrored and not raw.FPDFPageObj_HasTransparency(drawn.handle)
        jpeg = _jpeg(drawn.handle) if plain else None
        if jpeg is not None:
            return jpeg
        image = pypdfium2.PdfImage(drawn.handle, page=page, pdf=page.pdf)
        upright = matrix[0] > 0 and abs(matrix[1]) < 0.01 * matrix[0] and not mirrored
        picture = _on_white(image) if upright else None
        if picture is None:
            picture = image.get_bitmap().to_pil().convert("RGB")
        if mirrored:
            picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        return _written(picture)
    except (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _on_white(image: pypdfium2.PdfImage) -> Image.Image | None:
    """Return a picture with transparent parts, or a stencil, as on paper; None for others."""
    if math.prod(image.get_px_size()) > _MOST_RENDERED:
        return None
    shown = image.get_bitmap(render=True).to_pil()
    if shown.mode != "RGBA" or shown.getchannel("A").getextrema()[0] == 255:
        return None
    paper = Image.new("RGB", shown.size, "white")
    paper.paste(shown, mask=shown.getchannel("A"))
    return paper


def _jpeg(handle: Any) -> _File | None:
    """Return the JPEG that an object holds, where every program shows it alike."""
    if raw.FPDFImageObj_GetImageFilterCount(handle) != 1:
        return None
    name = ctypes.create_string_buffer(32)
    raw.FPDFImageObj_GetImageFilter(handle, 0, name, 32)
    length = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    if name.value != b"DCTDecode" or not 0 < length <= _MOST_BYTES:
        return None
    buffer = (ctypes.c_ubyte * length)()
    raw.FPDFImageObj_GetImageDataRaw(handle, buffer, length)
    data = bytes(buffer)
    with Image.open(BytesIO(data)) as image:
        image.load()
        if image.format != "JPEG" or image.mode not in ("RGB", "L"):
            return None
        return data, "image/jpeg", image.size


def _written(picture: Image.Image) -> _File:
    file = BytesIO()
    if picture.width * picture.height <= _AS_PNG:
        picture.save(file, "PNG")
        return file.getvalue(), "image/png", picture.size
    picture.save(file, "JPEG", quality=92)
    return file.getvalue(), "image/jpeg", picture.size
