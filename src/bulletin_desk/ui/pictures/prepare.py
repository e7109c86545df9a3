"""A picture made fit for print: checked, turned upright, in sRGB, no larger than paper can show.

Everything here works on values and may run in a thread.
"""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter

from bulletin_desk.errors import DeskError
from bulletin_desk.ui.pictures.whole import is_whole

# 300 dots an inch on the widest measure, 156 mm, and on a page's height.
LARGEST = QSize(1843, 2657)
MAX_BYTES = 64 << 20
MAX_PIXELS = 100_000_000
# Enough for the pixels of the largest picture that is let in, in MiB.
_MEMORY = 512
_QUALITY = 88
_FORMATS = {
    "jpeg": "jpeg", "jpg": "jpeg", "jfif": "jpeg", "png": "png", "bmp": "bmp", "gif": "gif",
    "webp": "webp", "tif": "tiff", "tiff": "tiff", "heic": "heic", "heif": "heic",
}  # fmt: skip
SUFFIXES = tuple(f".{name}" for name in _FORMATS)
_SRGB = QColorSpace.NamedColorSpace.SRgb
_SAMPLE = 128


class Prepared(NamedTuple):
    """A picture as it is kept; `original` says what it was before it was reduced."""

    data: bytes
    media_type: str
    width: int
    height: int
    original: str

    @property
    def remark(self) -> str:
        """What the clerk is told of the reduction, empty when there was none."""
        return reduced_sentence(self.original, self.width, self.height, len(self.data))


def reduced_sentence(original: str, width: int, height: int, size: int) -> str:
    """Return the sentence that tells what a picture was and what it is now."""
    if not original:
        return ""
    return f"原图 {original}已缩至 {measure_text(width, height, size)}，打印足够清晰。"


def measure_text(width: int, height: int, size: int) -> str:
    """Return pixels and bytes of a picture, as 4000×3000（5.2 MB）."""
    in_bytes = f"{size / (1 << 20):.1f} MB" if size >= 100_000 else f"{max(size >> 10, 1)} KB"
    return f"{width}×{height}（{in_bytes}）"


def prepare_file(path: Path) -> Prepared:
    """Return the picture of a file; DeskError says why it cannot be used."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(path.name, f"有 {size / (1 << 20):.0f} MB")
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"图片“{path.name}”读不出来，请检查文件是否还在。") from error
    return prepare_data(data, path.name)


def prepare_data(data: bytes, name: str) -> Prepared:
    """Return the picture of a file's content; DeskError says why it cannot be used."""
    QImageReader.setAllocationLimit(_MEMORY)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    try:
        return _prepared(reader, data, name)
    finally:
        # The reader of TIFF looks into its device when it goes, and the buffer may go first.
        reader.setDevice(QBuffer())


def _prepared(reader: QImageReader, data: bytes, name: str) -> Prepared:
    reader.setAutoTransform(True)
    form = _FORMATS.get(bytes(reader.format().data()).decode("ascii"))
    if form is None:
        raise DeskError(f"“{name}”不是能用的图片，请换成 JPG 或 PNG 格式。")
    size = reader.size()
    if size.width() * size.height() > MAX_PIXELS:
        raise _too_large(name, f"有 {size.width()}×{size.height()} 个点")
    turned = reader.transformation().value
    fits = _print_size(size, turned) == size
    if form == "jpeg" and not fits:
        reader.setScaledSize(_print_size(size, turned))
    image = reader.read() if is_whole(data, form) else QImage()
    if image.isNull():
        raise DeskError(f"图片“{name}”不完整，可能没有下载完或复制完。请重新取得这张图片，再插入。")
    # A file much longer than its pixels carries something else along.
    lean = len(data) <= 5 * size.width() * size.height() + (1 << 16)
    if form in ("jpeg", "png") and fits and lean and not turned and _is_plain(image):
        return Prepared(data, f"image/{form}", image.width(), image.height(), "")
    shown = size.transposed() if turned & 4 else size
    return _written(image, measure_text(shown.width(), shown.height(), len(data)), shown, form)


def prepare_image(image: QImage) -> Prepared:
    """Return a picture that came without a file, as from the clipboard."""
    if image.isNull() or image.width() * image.height() > MAX_PIXELS:
        raise _too_large("剪贴板里的图片", f"有 {image.width()}×{image.height()} 个点")
    return _written(image, f"{image.width()}×{image.height()} ", image.size(), "")


def _written(image: QImage, original: str, was: QSize, form: str) -> Prepared:
    """Return the image reduced and written anew: drawings as PNG, photographs as JPEG."""
    target = _print_size(image.size(), 0)
    lossy = form in ("jpeg", "webp", "heic")
    photograph = form == "jpeg" or _is_photograph(image)
    image = _in_srgb(image)
    if target != image.size():
        image = image.scaled(target, mode=Qt.TransformationMode.SmoothTransformation)
    kind = "jpeg" if photograph and (lossy or image.size() != was) else "png"
    # A DOCX reader takes the dots an inch of a file for its size; the page says how wide it is.
    image.setDotsPerMeterX(11811)
    image.setDotsPerMeterY(11811)
    data = _encoded(image, kind)
    reduced = image.size() != was
    return Prepared(
        data, f"image/{kind}", image.width(), image.height(), original if reduced else ""
    )


def _encoded(image: QImage, kind: str) -> bytes:
    if kind == "jpeg":
        grey = image.format() == QImage.Format.Format_Grayscale8
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        image = image.convertToFormat(form)
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(target, kind.encode())
    if kind == "jpeg":
        writer.setQuality(_QUALITY)
        writer.setOptimizedWrite(True)
    if not writer.write(image):
        raise DeskError("图片没有处理好，可能是内存不够。请先把它缩小再插入。")
    return bytes(target.data().data())


def _print_size(size: QSize, turned: int) -> QSize:
    """Return the size that print can use; `turned` is a transformation that exchanges the sides."""
    limit = LARGEST.transposed() if turned & 4 else LARGEST
    if size.width() <= limit.width() and size.height() <= limit.height():
        return size
    return size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _is_plain(image: QImage) -> bool:
    """Return whether every reader shows the file's colours alike: grey or sRGB."""
    space = image.colorSpace()
    known = not space.isValid() or space == QColorSpace(_SRGB) or image.isGrayscale()
    return known and image.pixelFormat().colorModel() is not image.pixelFormat().ColorModel.CMYK


def _in_srgb(image: QImage) -> QImage:
    if _is_plain(image):
        return image
    converted = image.convertedToColorSpace(QColorSpace(_SRGB))
    return image.convertToFormat(QImage.Format.Format_RGB32) if converted.isNull() else converted


def _is_photograph(image: QImage) -> bool:
    """Return whether an opaque picture has the many shades of a photograph."""
    if image.hasAlphaChannel() and not _is_opaque(image):
        return False
    side = QSize(min(image.width(), _SAMPLE), min(image.height(), _SAMPLE))
    sample = image.scaled(side).convertToFormat(QImage.Format.Format_RGB32)
    shades = len(set(memoryview(sample.constBits()).cast("I")))
    if image.isGrayscale():
        return shades > 128
    return shades > 0.06 * side.width() * side.height()


def _is_opaque(image: QImage) -> bool:
    sample = image.scaled(QSize(_SAMPLE, _SAMPLE)).convertToFormat(QImage.Format.Format_ARGB32)
    return all(pixel >> 24 == 255 for pixel in memoryview(sample.constBits()).cast("I"))


def _too_large(name: str, how: str) -> DeskError:
    return DeskError(f"图片“{name}”{how}，太大了。请先用看图软件把它缩小，再插入。")
