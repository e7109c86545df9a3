"""Picture files made by the tests: a photograph's many shades, a drawing's few, an EXIF turn."""

import random

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageWriter, QLinearGradient, QPainter


def photograph(width: int, height: int) -> QImage:
    """An image with the many shades of a photograph; its upper left quarter is red."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    light = QLinearGradient(0, 0, width, height)
    light.setColorAt(0, QColor("#113355"))
    light.setColorAt(1, QColor("#ffcc88"))
    painter.fillRect(image.rect(), light)
    chance = random.Random(7)
    step = max(width // 90, 2)
    for x in range(0, width, step):
        for y in range(0, height, step):
            painter.fillRect(x, y, step - 1, step - 1, QColor(chance.getrandbits(24)))
    painter.fillRect(0, 0, width // 2, height // 2, QColor("#cc0000"))
    painter.end()
    return image


def drawing(width: int, height: int) -> QImage:
    """An image of two colours."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(width // 4, height // 4, width // 2, height // 2, QColor("#004488"))
    painter.end()
    return image


def encoded(image: QImage, form: str, quality: int = 92) -> bytes:
    """The file of an image."""
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(target, form.encode())
    writer.setQuality(quality)
    assert writer.write(image), writer.errorString()
    return bytes(target.data().data())


def turned_by_camera(jpeg: bytes, orientation: int) -> bytes:
    """A JPEG whose camera was held upright: EXIF says how it is turned."""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"
    tiff += orientation.to_bytes(2, "big") + b"\x00\x00\x00\x00\x00\x00"
    body = b"Exif\x00\x00" + tiff
    return jpeg[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def in_wide_colours(image: QImage) -> QImage:
    """The same image as a phone keeps it: in the colour space Display P3."""
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))


def size_of(data: bytes) -> QSize:
    """The size of a file's image."""
    return QImage.fromData(data).size()
