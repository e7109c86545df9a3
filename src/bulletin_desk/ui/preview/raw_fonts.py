"""Qt's raw fonts for the typesetter's faces, so that glyph ids mean the same in both."""

from pathlib import Path
from struct import pack, unpack_from

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QRawFont

from bulletin_desk.typeset.face import Face

_MAX_FONTS = 400


class RawFonts:
    """Loads each face once per pixel size; a face of a collection is taken out of its file."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[Path, int, float], QRawFont] = {}
        self._loaded: dict[tuple[Path, int], QRawFont] = {}

    def font(self, face: Face, pixel_size: float) -> QRawFont:
        """Return the face at this size, without hinting: positions are those of print."""
        key = (face.path, face.index, pixel_size)
        font = self._fonts.get(key)
        if font is None:
            if len(self._fonts) > _MAX_FONTS:
                self._fonts.clear()
            font = QRawFont(self._load(face))
            font.setPixelSize(pixel_size)
            self._fonts[key] = font
        return font

    def _load(self, face: Face) -> QRawFont:
        key = (face.path, face.index)
        font = self._loaded.get(key)
        if font is None:
            unhinted = QFont.HintingPreference.PreferNoHinting
            if face.path.suffix.lower() in (".ttc", ".otc"):
                data = QByteArray(single_face(face.path.read_bytes(), face.index))
                font = QRawFont(data, 16.0, unhinted)
            else:
                font = QRawFont(str(face.path), 16.0, unhinted)
            self._loaded[key] = font
        return font


def single_face(data: bytes, index: int) -> bytes:
    """Return one face of a font collection as a font file of its own."""
    if data[:4] != b"ttcf":
        return data
    (directory,) = unpack_from(">I", data, 12 + 4 * index)
    version, count = unpack_from(">4sH", data, directory)
    head = data[directory : directory + 12]
    position = 12 + 16 * count
    records: list[bytes] = []
    tables: list[bytes] = []
    for row in range(count):
        tag, checksum, offset, length = unpack_from(">4sIII", data, directory + 12 + 16 * row)
        records.append(pack(">4sIII", tag, checksum, position, length))
        padded = data[offset : offset + length] + b"\0" * (-length % 4)
        tables.append(padded)
        position += len(padded)
    assert len(version) == 4
    return head + b"".join(records) + b"".join(tables)
