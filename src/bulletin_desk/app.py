"""The composition root of the window: the application, the library, the main window."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from bulletin_desk import paths
from bulletin_desk.errors import DeskError
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bulletin_desk.library.library import Library

NAME = "bulletin-desk"


def run(library: Path | None = None, arguments: Sequence[str] = ()) -> int:
    """Open the window on a library and return when it is closed."""
    choose_input_method()
    application = make_application(arguments)
    settings = QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME, application
    )
    path = library or paths.default_library()
    first = path == paths.default_library() and not path.exists()
    window = MainWindow(lambda parent: open_library(parent, path, sample=first), settings)
    sys.excepthook = lambda *error: tell_of_a_bug(window, *error)
    window.furnished.connect(lambda: spare_collections(window))
    window.show()
    return QApplication.exec()


def spare_collections(window: MainWindow) -> None:
    """Take what stays out of Python's collections, now and after every long layout.

    A full collection walks all that there is, 100 ms and more; modules, the window and typeset
    pages live on and hold no garbage.
    """
    gc.freeze()
    if window.workshop is not None:
        window.workshop.pages.settled.connect(gc.freeze)


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application in its own dress, with Qt's texts in Chinese."""
    # A typeset issue is a hundred thousand small values without cycles; Python's usual full
    # collections over them made single keystrokes take 60 ms and more.
    gc.set_threshold(100_000, 50, 100)
    # What runs in threads (an import fills the library) gives way to the window this often.
    sys.setswitchinterval(0.001)
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("简报台")
    application.setDesktopFileName(NAME)
    application.setWindowIcon(icons.program_icon())
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    theme.apply(application)
    return application


def choose_input_method() -> None:
    """Where fcitx is asked for but its plugin is missing, use ibus, which fcitx speaks too."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
        if not any((folder / "platforminputcontexts").glob("*fcitx*")):
            os.environ["QT_IM_MODULE"] = "ibus"


def open_library(window: MainWindow, path: Path, *, sample: bool = False) -> "Library | None":
    """Open the library; where that fails, say why and let the clerk choose another.

    The library of the first start gets the `sample` to try things with.
    """
    from bulletin_desk.library.library import Library
    from bulletin_desk.ui.dialogs.library import LibraryDialog

    chosen: Path | None = path
    while chosen is not None:
        try:
            opened = Library.open(chosen)
            if sample and chosen == path:
                add_sample(opened)
            return opened
        except DeskError as error:
            chosen = LibraryDialog.ask(window, str(error), chosen)
    return None


def add_sample(library: "Library") -> None:
    """Put the sample into a new library; without it the program starts all the same."""
    from bulletin_desk.ui.start.sample import add

    with suppress(DeskError):
        add(library)


def tell_of_a_bug(
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Say that something went wrong and that the work is safe; the details go to the log."""
    import traceback

    from bulletin_desk.ui.dialogs.base import Message

    traceback.print_exception(kind, error, trace)
    if window.workshop is not None:
        window.workshop.autosave.flush()
    Message.tell(
        window,
        "程序出了点问题",
        "刚才的操作没有完成。已经写好的内容都保存在稿库里，可以继续工作。\n"
        f"如果反复出现，请把这句话告诉维护人员：{kind.__name__}: {error}",
    )
