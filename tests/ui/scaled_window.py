"""Run by test_scales in a process of its own: a window at another scale, what it shows as JSON."""

import json
import os
import sys
from collections.abc import Callable
from math import inf
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from bulletin_desk.app import make_application
from bulletin_desk.library.library import Library
from bulletin_desk.ui import theme
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.preview.rasters import Rasters, page_pixels
from bulletin_desk.ui.start import sample
from bulletin_desk.ui.workshop import Workshop
from ui.walking import clipped


def main(folder: Path, *, dark: bool) -> dict[str, object]:
    if dark:
        theme.is_dark = lambda: True
    make_application()
    library = Library.open(folder / "library.db")
    sample.add(library)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(lambda _: library, settings)
    window.resize(1280, 800)
    window.show()
    wait(lambda: window.workshop is not None)
    workshop = window.workshop
    assert workshop is not None
    pictures: dict[str, QImage] = {}
    found: dict[str, object] = {"ratio": window.devicePixelRatioF()}
    start = workshop.desk.start
    wait(lambda: all(c._image is not None for row in start.rows for c in row.cards))
    found["start"] = look(window, "start", pictures)
    workshop.open_issue(max(sample.issues_of(library)))
    wait(lambda: not workshop.pages.is_working)
    bulletin = workshop.session.bulletin
    assert bulletin is not None
    article = next(bulletin.articles())
    workshop.desk.outline.choose(Node("article", article.id))
    workshop.commands["thumbnails"].trigger()
    wait(lambda: bool(workshop.desk.right.thumbnails._images._images))
    found["editing"] = look(window, "editing", pictures)
    found["sharp"] = is_sharp(workshop)
    keep = os.environ.get("SCALED_WINDOW_PICTURES")
    if keep:
        for name, image in pictures.items():
            scheme = "dark" if dark else "light"
            image.save(str(Path(keep) / f"{name}-{scheme}-{found['ratio']}.png"))
    window.close()
    return found


def look(window: MainWindow, name: str, pictures: dict[str, QImage]) -> list[str]:
    """Return the texts that are cut, and keep a picture."""
    rest(60)
    pictures[name] = window.grab().toImage()
    return clipped(window)


def is_sharp(workshop: Workshop) -> bool:
    """Whether the page in the view is, pixel for pixel, the page painted at the screen's scale."""
    preview = workshop.desk.preview
    preview.mark_caret(None)
    preview.mark_problems(())
    preview.go_to_page(0)
    rest(60)
    ratio = preview.viewport().devicePixelRatioF()
    shown = preview.viewport().grab().toImage()
    page, scale = preview.pages[0], preview.scale * ratio
    alone = QImage(page_pixels(page, scale), QImage.Format.Format_RGB32)
    painter = QPainter(alone)
    rasters = Rasters(PagePainter(workshop.library.picture))
    rasters.draw(painter, 0, page, scale, alone.rect(), inf)
    painter.end()
    corner = preview._page_box(0).topLeft()
    left, top = round(corner.x() * ratio), round(corner.y() * ratio)
    height = min(alone.height(), shown.height() - top) - 4
    width = min(alone.width(), shown.width() - left) - 4
    one = shown.copy(left + 2, top + 2, width, height).convertToFormat(alone.format())
    one.setDevicePixelRatio(1.0)
    return one == alone.copy(2, 2, width, height)


def wait(done: Callable[[], bool]) -> None:
    for _ in range(2000):
        if done():
            return
        rest(5)
    raise SystemExit("the window did not get there")


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    QGuiApplication.setDesktopSettingsAware(False)
    print(json.dumps(main(Path(sys.argv[1]), dark=sys.argv[2] == "dark"), ensure_ascii=False))
