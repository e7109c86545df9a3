"""The measured texts, written once for everybody: plain text, Typst, HTML, JSON, a library."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import as_html
import as_typst
from peers import BENCH, FONTS
from texts import CARET, Issue, as_text, longer, numbered, with_caret

COMMAND = BENCH.parent / ".venv" / "bin" / "bulletin-desk"
TEMPLATE = "gongzuo"  # GB/T 9704's page, page numbers in the contents
MANY = 50
LONGER = 10
# What our DOCX calls the faces, so that LibreOffice sets it in the faces all others use.
_ALIASES = {
    "FandolFang": ("仿宋_GB2312", "仿宋", "FangSong"),
    "FandolSong": ("方正小标宋简体", "小标宋", "宋体", "SimSun"),
    "FandolHei": ("黑体", "SimHei"),
    "FandolKai": ("楷体_GB2312", "楷体", "KaiTi"),
}


class Documents:
    """The files of one run, in a folder that is deleted with it."""

    def __init__(self, issue: Issue, folder: Path) -> None:
        self.folder = folder
        self._libraries = 0
        self.issue = issue
        self.one = [self._write("one.txt", as_text(issue))]
        self._write_peers("one", [issue])
        issues = [numbered(issue, number) for number in range(1, MANY + 1)]
        self.many = [self._write(f"{i.number:02}.txt", as_text(i)) for i in issues]
        self._write_peers("many", issues)
        long = longer(issue, LONGER)
        self.long = self._write("long.txt", as_text(long))
        self._edited = {"one": issue, "long": long}

    def path(self, name: str) -> Path:
        return self.folder / name

    def typst_to_edit(self, name: str) -> Path:
        """Return a fresh Typst document that says where characters will be typed."""
        source = as_typst.document([with_caret(self._edited[name])])
        return self._write(f"{name}-edited.typ", source.replace(CARET, "/*caret*/"))

    def caret_text(self, name: str) -> str:
        """Return the paragraph to type in, with CARET where."""
        issue = with_caret(self._edited[name])
        articles = [a for s in issue.sections for a in s.articles]
        return next(p for a in articles for p in a.paragraphs if CARET in p)

    @property
    def environment(self) -> dict[str, str]:
        """Our environment: no settings of the machine's user, and the faces that all others use."""
        names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        folders = {name: str(self.folder / name) for name in names}
        quiet = {"QT_LOGGING_RULES": "*.warning=false"}  # what the offscreen platform lacks
        return {**folders, **quiet, "BULLETIN_DESK_FREE_FONTS": "1"}

    def library(self, text: Path) -> Path:
        """Return a new library that holds the issue of one text file, and is to open with it."""
        self._libraries += 1
        library = self.folder / f"{self._libraries}.library"
        command = [COMMAND, "--library", library, "import", text]
        environment = {**os.environ, **self.environment}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        settings = self.folder / "XDG_CONFIG_HOME" / "bulletin-desk" / "bulletin-desk.ini"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("[library]\nissue=1\n")
        return library

    def font_settings(self) -> Path:
        """Return a fontconfig file that adds the faces of .fonts under the names offices use."""
        aliases = "".join(
            f'<alias binding="same"><family>{name}</family>'
            f"<prefer><family>{family}</family></prefer></alias>"
            for family, names in _ALIASES.items()
            for name in names
        )
        return self._write(
            "fonts.conf",
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
            f"<dir>{FONTS}</dir>{aliases}</fontconfig>",
        )

    def _write_peers(self, name: str, issues: Sequence[Issue]) -> None:
        self._write(f"{name}.typ", as_typst.document(issues))
        self._write(f"{name}.html", as_html.document(issues, FONTS))
        self._write(f"{name}.json", json.dumps([asdict(issue) for issue in issues]))

    def _write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path
