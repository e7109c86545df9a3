"""Commands that take issues and whole libraries to another machine, and bring them in."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin_desk.cli.printing import Progress, complain
from bulletin_desk.cli.sources import Sources, open_library
from bulletin_desk.errors import DeskError
from bulletin_desk.exchange.package import SUFFIX, is_jianbao, write_jianbao

if TYPE_CHECKING:
    from bulletin_desk.exchange.opening import Opened
    from bulletin_desk.library.library import Library


def pack_command(options: argparse.Namespace) -> int:
    """Write issues as .jianbao files: one to a file, several into a folder."""
    into_folder = len(options.issues) > 1 or options.out.is_dir()
    progress = Progress(len(options.issues), "导出")
    failed = False
    with open_library(_existing(options.library)) as library:
        if into_folder:
            options.out.mkdir(parents=True, exist_ok=True)
        for number, name in enumerate(options.issues, 1):
            try:
                issue_id = _issue_id(name)
                target = _target(library, issue_id, options.out) if into_folder else options.out
                remarks = write_jianbao(library, issue_id, target)
            except DeskError as error:
                complain(f"{name}：{error}")
                failed = True
            else:
                print(f"已导出 {target}。")
                for remark in remarks:
                    print(f"  注意：{remark}")
            progress.step(number)
    return 1 if failed else 0


def export_library_command(options: argparse.Namespace) -> int:
    """Write the whole library in open formats, to a folder or a ZIP file."""
    from bulletin_desk.exchange.library_export import export_library

    progress = _Steps("导出")
    with open_library(_existing(options.library)):
        result = export_library(options.library, options.target, progress.step)
    print(f"{result.summary}在 {options.target}。")
    return _told(result.remarks)


def import_library_command(options: argparse.Namespace) -> int:
    """Take in a library in open formats; what is here already is not doubled."""
    from bulletin_desk.exchange.library_import import import_library

    progress = _Steps("导入")
    with open_library(options.library) as library:
        result = import_library(library, options.source, progress.step)
    print(result.summary)
    return _told(result.remarks)


def take_packages(
    library: "Library", paths: Sequence[Path], *, as_copy: bool, quiet: bool
) -> tuple[list[dict[str, Any]], bool]:
    """Import .jianbao files; return their structures as `import --json` has them, and success."""
    from bulletin_desk.exchange.opening import PackageReader

    results: list[dict[str, Any]] = []
    good = True
    reader = PackageReader()
    try:
        for path in paths:
            try:
                with reader.read(path) as opened:
                    results.append(_take(library, path, opened, as_copy=as_copy, quiet=quiet))
            except DeskError as error:
                complain(f"{path}：{error}")
                good = False
    finally:
        reader.close()
    return results, good


def parted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the .jianbao files, told by their content, and the others."""
    packages = [path for path in paths if is_jianbao(path)]
    return packages, [path for path in paths if path not in packages]


def _take(
    library: "Library", path: Path, opened: "Opened", *, as_copy: bool, quiet: bool
) -> dict[str, Any]:
    from bulletin_desk.library.errors import NumberTakenError
    from bulletin_desk.model.structure import structure

    contents = opened.contents(library)
    if contents.same is not None:
        issue_id, said = contents.same, f"{contents.name}已在稿库里，没有重复导入"
    else:
        copied = as_copy and contents.clash is not None
        try:
            issue_id = opened.keep(library, as_copy=copied)
        except NumberTakenError as error:
            hint = "加上 --as-copy，可以导入为没有期号的副本。"
            raise NumberTakenError(f"{error}{hint}", error.issue_id) from error
        said = f"导入{contents.name}{'（期号已被占用，存为没有期号的副本）' if copied else ''}"
    if not quiet:
        print(f"{path}：{said}，编号 {issue_id}。")
        for remark in contents.remarks:
            print(f"  注意：{remark}")
    bulletin = library.load_issue(issue_id)
    shown = structure(bulletin, warnings=contents.remarks, id=issue_id)
    return {"file": str(path), **shown}


class _Steps:
    """Shows progress whose total is known with the first step."""

    def __init__(self, what: str) -> None:
        self._what, self._progress = what, Progress(0, what)

    def step(self, done: int, total: int) -> None:
        if done == 0:
            self._progress = Progress(total, self._what)
        self._progress.step(done)


def _told(remarks: Sequence[str]) -> int:
    for remark in remarks:
        complain(remark)
    return 1 if remarks else 0


def _existing(library: Path) -> Path:
    if not library.exists():
        raise DeskError(f"没有稿库“{library}”，请用 --library 指明稿库文件。")
    return library


def _issue_id(name: str) -> int:
    if not Sources.in_library(name):
        raise DeskError("请写明期的编号，见 list 命令。")
    return int(name)


def _target(library: "Library", issue_id: int, folder: Path) -> Path:
    """Return where an issue goes in a folder: never over another file."""
    from bulletin_desk.model.naming import file_stem

    stem = file_stem(library.load_issue(issue_id))
    target = folder / f"{stem}{SUFFIX}"
    return folder / f"{stem}（{issue_id}）{SUFFIX}" if target.exists() else target
