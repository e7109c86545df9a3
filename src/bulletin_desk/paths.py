"""Where the program's data files are: in a checkout, in a wheel and in a frozen build alike."""

import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# The wheel and the frozen build carry the data folders inside the package; a checkout has them
# at its top level.
ROOT = _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parents[1]
RESOURCES = ROOT / "resources"
TEMPLATES = ROOT / "templates"


def font_directories() -> list[Path]:
    """Return the folders of the free fonts, the most specific first; they may not exist."""
    named = os.environ.get("BULLETIN_DESK_FONTS")
    folders = [Path(part) for part in named.split(os.pathsep)] if named else []
    return [*folders, ROOT / ".fonts", RESOURCES / "fonts"]


def home() -> Path:
    """Return the user's home; where the system knows none, the top folder, that nobody fills."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(Path.cwd().anchor)


def user_data() -> Path:
    """Return the user's data folder for the library; it may not exist yet."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME")
    return _data_folder(named or "", sys.platform, os.environ.get("HOME"))


@cache
def _data_folder(base: str, platform: str, _home: str | None) -> Path:
    # Asked for with every keystroke, for the template.
    if not base:
        parts = ("AppData", "Local") if platform == "win32" else (".local", "share")
        base = str(home().joinpath(*parts))
    return Path(base) / "bulletin-desk"


def default_library() -> Path:
    """Return the path of the library that is opened when none is named."""
    return user_data() / "library.db"
