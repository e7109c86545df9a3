"""What the library knows of earlier imports, told like those of now."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from bulletin_desk.importing.outcomes import File, FileOutcome, Part
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportKind, ImportRecord, IssueRecord
from bulletin_desk.model.numbering import issue_name

_LAST = 200
DROPPED = "核对时丢弃了，没有收进稿库；可以再次导入。"


def past_imports(library: Library) -> list[FileOutcome]:
    """Return what became of the files that were imported last, the newest first."""
    records = library.imports(_LAST)
    issues = {record.id: record for record in library.issues()}
    doubts = _doubts(library)
    return [FileOutcome(_file(record), (_part(record, issues, doubts),)) for record in records]


def after_review(library: Library, outcomes: Sequence[FileOutcome]) -> list[FileOutcome]:
    """Return what became of the files that waited, without those that still do."""
    waiting = [one for one in outcomes if one.kind is ImportKind.QUEUED]
    if not waiting:
        return []
    still = _doubts(library)
    gone = [one for one in waiting if (one.file.name, one.file.folder) not in still]
    if not gone:
        return []
    now = {(one.file.name, one.file.folder): one.parts for one in reversed(past_imports(library))}
    dropped = (Part(ImportKind.FAILED, reason=DROPPED),)
    return [
        FileOutcome(one.file, now.get((one.file.name, one.file.folder), dropped)) for one in gone
    ]


def _doubts(library: Library) -> Mapping[tuple[str, str], str]:
    """Return the files that wait, with the first reason of each."""
    return {(one.name, one.folder): next(iter(one.doubts), "") for one in library.queued()}


def _file(record: ImportRecord) -> File:
    # Where the file lay is not known any more; two of one name are told apart by their bytes.
    path = Path(record.name)
    return File(path, path, PurePath(record.sha256, record.name), record.folder)


def _part(
    record: ImportRecord,
    issues: Mapping[int, IssueRecord],
    doubts: Mapping[tuple[str, str], str],
) -> Part:
    issue = issues.get(record.issue_id) if record.issue_id is not None else None
    reason = record.reason
    if record.kind is ImportKind.QUEUED:
        reason = doubts.get((record.name, record.folder), reason)
    title = _name(issue) if issue is not None else ""
    return Part(record.kind, issue.id if issue else None, record.articles, title, reason)


def _name(issue: IssueRecord) -> str:
    year = issue.year or (issue.date.year if issue.date else None)
    return issue_name(issue.series, year, issue.number, supplement=issue.supplement)
