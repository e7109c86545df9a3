"""The command that takes files in: past issues become issues, other texts go to the pool."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin_desk.cli.printing import Progress, complain, print_json
from bulletin_desk.cli.sources import open_library
from bulletin_desk.errors import DeskError
from bulletin_desk.intake.files import read_all
from bulletin_desk.intake.result import Intake
from bulletin_desk.model.numbering import number_text
from bulletin_desk.model.structure import pool_structure, structure

if TYPE_CHECKING:
    from bulletin_desk.library.library import Library


def import_command(options: argparse.Namespace) -> int:
    """Import each file; one bad file never stops the others."""
    results: list[dict[str, Any]] = []
    progress = Progress(len(options.files), "导入")
    failed = False
    with open_library(options.library) as library:
        for number, path in enumerate(options.files, 1):
            try:
                for result in read_all(path):
                    results.append(_take_in(library, path, result, options))
            except DeskError as error:
                complain(f"{path}：{error}")
                failed = True
            progress.step(number)
    if options.json:
        print_json(results)
    return 1 if failed else 0


def _take_in(
    library: "Library", path: Path, result: Intake, options: argparse.Namespace
) -> dict[str, Any]:
    for data in result.pictures.values():
        library.add_picture(data)
    bulletin = result.bulletin
    if bulletin is None or options.to_pool:
        articles = result.articles if bulletin is None else tuple(bulletin.articles())
        library.add_to_pool(articles, result.warnings)
        shown = pool_structure(articles, result.warnings)
        told = f"{path}：{len(articles)}篇稿件放进待用稿。"
    else:
        if options.series and not bulletin.series:
            masthead = replace(bulletin.masthead, name=options.series)
            bulletin = replace(bulletin, masthead=masthead)
        issue_id = library.add_issue(bulletin, warnings=result.warnings)
        shown = structure(bulletin, warnings=result.warnings, id=issue_id)
        name = " ".join(p for p in (bulletin.series, number_text(bulletin.masthead)) if p)
        told = f"{path}：导入{name or '一期简报'}，编号 {issue_id}。"
    if not options.json:
        print(told)
        for warning in result.warnings:
            print(f"  注意：{warning}")
    return {"file": str(path), **shown}
