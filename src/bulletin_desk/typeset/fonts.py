"""Fonts by role: what the office has, else the free set, else any face that has the character."""

import os
from pathlib import Path
from typing import NamedTuple

from bulletin_desk.errors import DeskError
from bulletin_desk.paths import font_directories
from bulletin_desk.typeset import cjk
from bulletin_desk.typeset.face import Face, FontUnreadable, Shaped
from bulletin_desk.typeset.system_fonts import Installed, installed_fonts

__all__ = ["Face", "FontUnreadable", "Fonts", "FontsMissing", "Shaped", "Substitution"]


class FontsMissing(DeskError):  # noqa: N818 - a state of the machine
    """Not one face for Chinese text was found."""


class Substitution(NamedTuple):
    """A role that is not set in the family an office expects, but in another."""

    role: str
    wanted: str
    used: str


# The families that offices print with, the most usual first (GB/T 9704 names no vendor).
_OFFICE = {
    "xiaobiaosong": (
        "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05",
        "华文中宋", "STZhongsong",
    ),
    "fangsong": (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong",
    ),
    "kaiti": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti"),
    "heiti": ("黑体", "SimHei", "华文黑体", "STHeiti"),
    "songti": ("宋体", "SimSun", "华文宋体", "STSong"),
    "latin": ("Times New Roman",),
}  # fmt: skip

# The free set: files in paths.font_directories() (resources/fonts/fonts.toml).
_FREE = {
    "xiaobiaosong": "FandolSong-Bold.otf",
    "fangsong": "FandolFang-Regular.otf",
    "kaiti": "FandolKai-Regular.otf",
    "heiti": "FandolHei-Regular.otf",
    "songti": "FandolSong-Regular.otf",
}
_FREE_BOLD = {"heiti": "FandolHei-Bold.otf", "songti": "FandolSong-Bold.otf"}
_FREE_LATIN = ("Liberation Serif",)

# Asked in this order for a character that a role's own face lacks.
_FALLBACK = ("Noto Serif CJK SC", "Noto Sans CJK SC", "HanaMinA", "HanaMinB")

# 小标宋 is heavy by design: bold text in it stays as it is.
_HEAVY = frozenset({"xiaobiaosong"})


class Fonts:
    """Finds the face for a role and a character; made once and passed to whoever needs it.

    `system=False` (or BULLETIN_DESK_FREE_FONTS=1) restricts it to the free set and the named
    fallback families, so that tests and measurements see the same faces everywhere.
    """

    def __init__(self, system: bool | None = None) -> None:
        if system is None:
            system = os.environ.get("BULLETIN_DESK_FREE_FONTS", "") in ("", "0")
        self._system = system
        self._index: dict[str, list[Installed]] | None = None
        self._installed: list[Installed] = []
        self._opened: dict[tuple[str, int], Face] = {}
        self._roles: dict[str, Face] = {}
        self._bolds: dict[str, tuple[Face, bool]] = {}
        self._by_char: dict[tuple[str, str], Face] = {}
        self._wanted: dict[str, Substitution] = {}
        self._missing: dict[str, None] = {}

    def face(self, role: str, char: str) -> Face:
        """Return the face that shows a character in a role."""
        face = self._by_char.get((role, char))
        if face is None:
            face = self._by_char[role, char] = self._find(self.primary(role), char)
        return face

    def bold(self, role: str) -> tuple[Face, bool]:
        """Return the role's bold face, or its own and True when bold must be synthetic."""
        found = self._bolds.get(role)
        if found is None:
            found = self._bolds[role] = self._find_bold(role)
        return found

    def primary(self, role: str) -> Face:
        """Return the role's own face, whatever it lacks."""
        face = self._roles.get(role)
        if face is None:
            face = self._roles[role] = self._find_role(role)
        return face

    def fallback(self, face: Face, char: str) -> Face:
        """Return `face` if it has the character, else one that has it."""
        return face if face.glyph(char) else self._find(face, char)

    def substitutions(self) -> tuple[Substitution, ...]:
        """Return which roles are set in another family than an office expects."""
        for role in _OFFICE:
            self.primary(role)
        return tuple(self._wanted[role] for role in _OFFICE if role in self._wanted)

    @property
    def missing(self) -> str:
        """The characters met so far that no face has; they show as a box."""
        return "".join(self._missing)

    def _find_role(self, role: str) -> Face:
        names = _OFFICE.get(role, ())
        if self._system:
            for name in names:
                found = self._family(name, 400)
                if found is not None:
                    return found
        face = self._free_face(role)
        if names:
            self._wanted[role] = Substitution(role, names[0], face.family)
        return face

    def _free_face(self, role: str) -> Face:
        """Return the free face of a role, else a fallback family."""
        if role == "latin":
            for name in _FREE_LATIN:
                found = self._family(name, 400)
                if found is not None:
                    return found
            return self.primary("fangsong")
        path = _free_file(_FREE.get(role, ""))
        if path is not None:
            return self._open(str(path), 0, path.stem)
        for name in _FALLBACK:
            found = self._family(name, 400)
            if found is not None:
                return found
        raise FontsMissing("没有找到可用的中文字体，请先安装字体（例如运行 make setup）。")

    def _find_bold(self, role: str) -> tuple[Face, bool]:
        face = self.primary(role)
        if role in _HEAVY:
            return face, False
        if str(face.path).endswith(_FREE.get(role, "\0")):
            path = _free_file(_FREE_BOLD.get(role, ""))
            return (face, True) if path is None else (self._open(str(path), 0, path.stem), False)
        found = self._family(face.family, 700)
        return (face, True) if found is None else (found, False)

    def _find(self, face: Face, char: str) -> Face:
        """Return a face that has the character: the given one, a fallback family, any."""
        if face.glyph(char):
            return face
        for name in _FALLBACK:
            found = self._family(name, 400)
            if found is not None and found.glyph(char):
                return found
        if self._system:
            for entry in self._all():
                other = self._open(entry.path, entry.number, entry.family)
                if not entry.italic and _has(other, char):
                    return other
        if char >= "!" and not char.isspace() and not cjk.is_invisible(char):
            self._missing[char] = None
        return face

    def _family(self, name: str, weight: int) -> Face | None:
        """Return an installed face of a family: regular (400) or bold (700)."""
        self._all()
        assert self._index is not None
        entries = [
            entry
            for entry in self._index.get(name.casefold(), [])
            if not entry.italic and (entry.weight >= 600) == (weight >= 600)
        ]
        if not entries:
            return None
        best = min(entries, key=lambda entry: abs(entry.weight - weight))
        return self._open(best.path, best.number, best.family)

    def _all(self) -> list[Installed]:
        if self._index is None:
            self._installed = installed_fonts()
            self._index = {}
            for entry in self._installed:
                for name in entry.names:
                    self._index.setdefault(name, []).append(entry)
        return self._installed

    def _open(self, path: str, index: int, family: str) -> Face:
        face = self._opened.get((path, index))
        if face is None:
            face = self._opened[path, index] = Face(Path(path), index, family)
        return face


def _free_file(name: str) -> Path | None:
    if name:
        for folder in font_directories():
            if (folder / name).is_file():
                return folder / name
    return None


def _has(face: Face, char: str) -> bool:
    try:
        return face.glyph(char) != 0
    except FontUnreadable:
        return False
