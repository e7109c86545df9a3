"""The command that takes files in: past issues become issues, other texts go to the pool."""

import argparse
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from bulletin_desk.cli.exchange import parted, take_packages
from bulletin_desk.cli.printing import Progress, complain, print_json
from bulletin_desk.cli.sources import open_library
from bulletin_desk.errors import DeskError
from bulletin_desk.importing.batch import Batch
from bulletin_desk.importing.items import Wishes
from bulletin_desk.importing.outcomes import FileOutcome, Part, Tally
from bulletin_desk.intake.archive import is_archive
from bulletin_desk.intake.shown import shown_name
from bulletin_desk.library.records import ImportItem, ImportKind
from bulletin_desk.model.structure import pool_structure, structure

if TYPE_CHECKING:
    from bulletin_desk.importing.plan import Plan
    from bulletin_desk.library.library import Library


def import_command(options: argparse.Namespace) -> int:
    """Import files, folders and archives; one bad file never stops the others."""
    packages, files = parted(options.files)
    with open_library(options.library) as library:
        # Of a folder or archive nobody watches each file: what is doubtful waits for the clerk.
        review = options.review or any(path.is_dir() or is_archive(path) for path in files)
        wishes = Wishes(to_pool=options.to_pool, series=options.series or "", review=review)
        report = _Report(library, options, review)
        report.results, good = take_packages(
            library, packages, as_copy=options.as_copy, quiet=options.json
        )
        batch = Batch(library, wishes, jobs=options.jobs)
        try:
            if files:
                batch.run(files, report.begin, report.add)
        except DeskError as error:
            complain(error)
            report.failed = True
        report.end()
    return 1 if report.failed or not good else 0


@dataclass
class _Report:
    """Prints what becomes of each file, or gathers it for one JSON text."""

    library: "Library"
    options: argparse.Namespace
    review: bool
    failed: bool = False
    tally: Tally = field(default_factory=Tally)
    results: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    files: int = 0
    done: int = 0
    progress: Progress = field(default_factory=lambda: Progress(0, "导入"))

    def begin(self, plan: "Plan") -> None:
        self.files = len(plan.files)
        self.tally.pictures = plan.pictures
        self.progress = Progress(self.files, "导入")

    def add(self, outcome: FileOutcome, items: tuple[ImportItem, ...]) -> None:
        self.tally.count(outcome.parts)
        path = outcome.file.origin
        shown = PurePath(*map(shown_name, path.parts))
        for number, part in enumerate(outcome.parts):
            if self._is_refused(part):
                complain(f"{shown}：{part.sentence}")
                self.failed = True
            if part.kind is ImportKind.FAILED:
                continue
            if self.options.json:
                item = items[number] if number < len(items) else None
                self.results.append({"file": str(path), **self._shown(part, item)})
            elif not self._is_refused(part):
                _print(f"{shown}：{part.sentence}", part)
        self.done += 1
        self.progress.step(self.done)

    def end(self) -> None:
        if self.options.json:
            print_json(self.results)
        elif self.files > 1:
            print(self.tally.summary)

    def _is_refused(self, part: Part) -> bool:
        """Return whether nothing became of it that was asked for."""
        unasked = part.kind is ImportKind.QUEUED and not self.review
        return unasked or part.kind is ImportKind.FAILED

    def _shown(self, part: Part, item: ImportItem | None) -> dict[str, Any]:
        """Return the structure of what was imported, or of what is there already."""
        told = {} if part.kind in _KEPT else {part.kind.value: part.reason}
        if part.issue_id is not None:
            bulletin = self.library.load_issue(part.issue_id)
            warnings = part.warnings or self.library.warnings(part.issue_id)
            return {**structure(bulletin, warnings=warnings, id=part.issue_id), **told}
        if item is None:
            return told
        if item.bulletin is not None:
            return {**structure(item.bulletin, warnings=part.warnings, id=None), **told}
        return {**pool_structure(item.articles, part.warnings), **told}


_KEPT = (ImportKind.ISSUE, ImportKind.POOL)


def _print(sentence: str, part: Part) -> None:
    number = f"，编号 {part.issue_id}" if part.issue_id is not None else ""
    print(f"{sentence.rstrip('。')}{number}。")
    for told in (*part.warnings, *part.near):
        print(f"  注意：{told}")
