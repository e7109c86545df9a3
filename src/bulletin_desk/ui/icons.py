"""The program's own icons: SVG drawings in the text's colour, sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from bulletin_desk.paths import RESOURCES

SIZE = QSize(20, 20)
_RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)


@lru_cache(maxsize=256)
def icon(name: str, colour: str, faint: str) -> QIcon:
    """Return an icon in a colour, in a selected row too, and in a fainter one where disabled."""
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    modes = QIcon.Mode
    for mode, ink in (
        (modes.Normal, colour), (modes.Selected, colour), (modes.Disabled, faint),
    ):  # fmt: skip
        data = drawing.replace("currentColor", ink).encode()
        for ratio in _RATIOS:
            result.addPixmap(_render(data, ratio), mode)
    return result


def program_icon() -> QIcon:
    """Return the icon of the program."""
    return QIcon(str(RESOURCES / "icons" / "bulletin-desk.svg"))


def _render(data: bytes, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    side = round(SIZE.width() * ratio)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(data)).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
