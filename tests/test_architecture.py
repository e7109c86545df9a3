"""The arrows between the packages, and what no file of the repository may hold.

ARCHITECTURE.md tells why. A rule that is broken on purpose is changed here, with its reason.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "src" / "bulletin_desk"

# Which parts of the program each part may import. A part is a package or a module at the top.
LEAVES = {"paths", "errors", "process"}
ARROWS: dict[str, set[str]] = {
    "paths": set(),
    "errors": set(),
    "process": set(),
    "model": set(),
    "library": {"model"},
    "intake": {"model"},
    "typeset": {"model"},
    "export": {"model", "typeset"},
    "exchange": {"model", "library"},
    # From files to the library, for the window and the command line alike.
    "importing": {"model", "library", "intake"},
    "ui": {"model", "library", "intake", "importing", "typeset", "export", "exchange"},
    "cli": {
        "model",
        "library",
        "intake",
        "importing",
        "typeset",
        "export",
        "exchange",
        "ui",
        "app",
    },
    "app": {"model", "library", "intake", "typeset", "export", "ui"},
    "__init__": set(),
    "__main__": {"cli"},
}

# Which parts may import each library from outside. What is not named here is no dependency.
LIBRARIES: dict[str, set[str]] = {
    "PySide6": {"ui", "app"},
    "sqlalchemy": {"library"},
    "alembic": {"library"},
    "pysqlite3": {"library"},
    "uharfbuzz": {"typeset", "export"},
    "lxml": {"intake"},
    "PIL": {"intake", "export"},
    "pypdfium2": {"intake"},
    "pypinyin": {"ui"},
    "shiboken6": {"ui"},
}


@dataclass(frozen=True)
class Import:
    """One imported module: its dotted name, its line, and whether a function imports it."""

    module: str
    line: int
    lazy: bool


def imports_of(source: str) -> Iterator[Import]:
    """Yield what a module imports: by statement, or by name through importlib."""

    def visit(node: ast.AST, lazy: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, lazy)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                # "from bulletin_desk import ui" imports bulletin_desk.ui.
                whole = module == "bulletin_desk"
                yield Import(f"{module}.{alias.name}" if whole else module, node.lineno, lazy)
        elif isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func)
            first = node.args[0]
            if name.rpartition(".")[2] in {"import_module", "__import__"} and isinstance(
                first, ast.Constant
            ):
                yield Import(str(first.value), node.lineno, lazy)
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, lazy or inside)

    yield from visit(ast.parse(source), False)


def broken_arrows(part: str, source: str) -> list[str]:
    """Return a sentence for each import that the part's module may not have."""
    found: list[str] = []
    if part not in ARROWS:
        return [f"{part} has no place in ARROWS: say what it may import, and who may import it"]
    for item in imports_of(source):
        top, _, rest = item.module.partition(".")
        if top == "":
            found.append(f"line {item.line}: {item.module} is relative: write bulletin_desk.…")
        elif top == "bulletin_desk":
            target = rest.partition(".")[0]
            if target not in ARROWS:  # the package itself, such as its __version__
                continue
            if target in {"ui", "app"} and part == "cli" and not item.lazy:
                found.append(f"line {item.line}: cli imports {target} only inside a function")
            if target != part and target not in LEAVES and target not in ARROWS[part]:
                found.append(f"line {item.line}: {part} may not import {target}")
        elif top not in sys.stdlib_module_names:
            if top not in LIBRARIES:
                found.append(f"line {item.line}: {top} is neither standard nor a dependency")
            elif part not in LIBRARIES[top]:
                found.append(f"line {item.line}: {part} may not import {top}")
    return found


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    assert broken_arrows(part_of(path), path.read_text(encoding="utf-8")) == []


def test_the_model_uses_the_standard_library_alone() -> None:
    assert ARROWS["model"] == set()
    assert not [name for name, parts in LIBRARIES.items() if "model" in parts]


def test_library_intake_and_export_do_not_know_each_other() -> None:
    for part in ("library", "intake", "export"):
        assert not ARROWS[part] & {"library", "intake", "export"}
    assert "typeset" not in ARROWS["intake"]


def test_nobody_but_app_and_cli_imports_the_window() -> None:
    assert {part for part, targets in ARROWS.items() if "ui" in targets} == {"app", "cli"}


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("model", "import lxml.etree"),
        ("model", "from bulletin_desk.typeset import fonts"),
        ("model", "from bulletin_desk import library"),
        ("model", "from ..library import search"),
        ("library", "from PySide6.QtCore import QObject"),
        ("library", "from bulletin_desk.export.pdf import write_pdf"),
        ("intake", "import bulletin_desk.typeset.fonts"),
        ("intake", "def read():\n    import uharfbuzz"),
        ("export", "from bulletin_desk.intake import docx"),
        ("typeset", "if TYPE_CHECKING:\n    from bulletin_desk.ui import preview"),
        ("ui", "import sqlalchemy"),
        ("ui", "import importlib\nimportlib.import_module('bulletin_desk.app')"),
        ("ui", "from bulletin_desk.cli import main"),
        ("cli", "from bulletin_desk.app import main"),
        ("paths", "from bulletin_desk.model import bulletin"),
        ("app", "import requests"),
        ("extras", "import os"),
    ],
)
def test_a_planted_import_is_caught(part: str, source: str) -> None:
    assert len(broken_arrows(part, source)) == 1


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("model", "import os.path\nfrom bulletin_desk.model import bulletin"),
        ("model", "from bulletin_desk import __version__, paths"),
        ("export", "import uharfbuzz\nfrom bulletin_desk.typeset.display import Page"),
        ("cli", "def main():\n    from bulletin_desk.app import main"),
        ("app", "from PySide6.QtWidgets import QApplication\nfrom bulletin_desk import ui"),
    ],
)
def test_a_rightful_import_passes(part: str, source: str) -> None:
    assert broken_arrows(part, source) == []


# What no file may hold. The names are put together here, so that this file holds none of them.
_HOSTS = (
    r"py" r"pi\.org",
    r"python" r"hosted\.org",
    r"npm" r"js\.(?:org|com)",
    r"(?:deb|security|ftp|snapshot)\." r"debian\.org",
    r"crates" r"\.io",
    r"proxy\." r"golang\.org",
)
REGISTRY_HOST = re.compile(r"(?i)(?:" + "|".join(_HOSTS) + r")\b|--(?:extra-)?" r"index-url\b")
MACHINE_PATH = re.compile(r"(?<![\w.$})\]~*/-])/(?:work|root|tmp|home|Users)/[\w.<{$-]")
FONT_SUFFIXES = {".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2", ".pfb", ".pfa", ".fon"}
FONT_STARTS = (b"OTTO", b"\x00\x01\x00\x00", b"ttcf", b"wOFF", b"wOF2")


def broken_contents(name: str, data: bytes) -> list[str]:
    """Return a sentence for each thing in a tracked file that may not be there."""
    found: list[str] = []
    if Path(name).suffix.lower() in FONT_SUFFIXES or data.startswith(FONT_STARTS):
        found.append(f"{name} is a font: fonts are fetched by set-up, none is committed")
    text = data.decode("utf-8", errors="replace") if b"\x00" not in data else ""
    for number, line in enumerate(text.splitlines(), 1):
        if REGISTRY_HOST.search(line):
            found.append(f"{name}:{number} names a package registry: leave that to the client")
        if MACHINE_PATH.search(line):
            found.append(f"{name}:{number} holds a path of one machine: make it relative")
    return found


def tracked_files() -> list[str]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.decode().split("\0") if name]


def test_no_tracked_file_holds_a_registry_a_machine_path_or_a_font() -> None:
    found: list[str] = []
    for name in tracked_files():
        path = REPOSITORY / name
        if path.is_file():
            found += broken_contents(name, path.read_bytes())
    assert found == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"https://" + b"py" + b"pi.org/simple"),
        ("a.lock", b"https://files.python" + b"hosted.org/x.whl"),
        ("a.lock", b"--extra-index" + b"-url somewhere"),
        ("a.json", b"https://registry.npm" + b"js.org/x"),
        ("a.py", b"open('/" + b"tmp/x')"),
        ("a.md", b"see /" + b"work/main"),
        ("a.OTF", b""),
        ("a.bin", b"OTTO\x00\x0c"),
    ],
)
def test_a_planted_content_is_caught(name: str, data: bytes) -> None:
    assert len(broken_contents(name, data)) == 1


def test_a_relative_path_and_a_mention_pass() -> None:
    assert broken_contents("a.py", b"root / 'tmp/x', ../desk/x, example.org/home/x, pip") == []
