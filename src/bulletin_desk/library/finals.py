"""What was published of an issue: the files of every 定稿, kept as they were written."""

from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from bulletin_desk.library import issues
from bulletin_desk.library.errors import LibraryError
from bulletin_desk.library.records import FinalRecord, IssueStatus
from bulletin_desk.library.rows import aware, bulletin_form, digest, now, storable
from bulletin_desk.library.schema import finals
from bulletin_desk.model.bulletin import Bulletin

Kind = Literal["pdf", "docx"]

_CHANGED = (
    "这一期在生成文件的时候又有改动，生成的文件不是最新的，所以没有定稿。请核对改动后再定稿一次。"
)
_NEWEST = finals.c.revision.desc()


def finalise(
    connection: Connection,
    issue_id: int,
    of: Bulletin | None,
    *,
    template: str,
    pdf: bytes,
    docx: bytes,
) -> int:
    """Lock an issue and keep its files; return the number of the revision, counted from 1.

    Refused where the issue is not, to the character, the bulletin `of` which the files are.
    """
    if issues.status(connection, issue_id) is IssueStatus.FINAL:
        raise LibraryError("这一期已经定稿。需要重新定稿时，请先取消定稿。")
    if of is not None:
        stored, _ = issues.load(connection, issue_id)
        if bulletin_form(stored) != bulletin_form(of):
            raise LibraryError(_CHANGED)
    newest = _newest(connection, issue_id)
    revision = newest.revision + 1 if newest else 1
    template = storable(template)
    files = {"template": template, "pdf": pdf, "docx": docx}
    hashes = {
        "template_sha256": digest(template.encode()),
        "pdf_sha256": digest(pdf),
        "docx_sha256": digest(docx),
    }
    values = {"issue_id": issue_id, "revision": revision, "created": now(), "note": ""}
    connection.execute(insert(finals).values(**values, **files, **hashes))
    issues.set_status(connection, issue_id, IssueStatus.FINAL)
    return revision


def reopen(connection: Connection, issue_id: int, note: str) -> None:
    """Let an issue change again, keeping with its newest revision why."""
    if issues.status(connection, issue_id) is not IssueStatus.FINAL:
        raise LibraryError("这一期没有定稿，可以直接修改。")
    newest = _newest(connection, issue_id)
    if newest:
        this = update(finals).where(finals.c.id == newest.id)
        connection.execute(this.values(note=storable(note)))
    issues.set_status(connection, issue_id, IssueStatus.DRAFT)


def records(connection: Connection, issue_id: int) -> list[FinalRecord]:
    """Return the revisions of an issue, the newest first; none where it never was final."""
    statement = select(
        finals.c.revision,
        finals.c.created,
        finals.c.note,
        finals.c.template,
        finals.c.pdf_sha256,
        finals.c.docx_sha256,
    ).where(finals.c.issue_id == issue_id)
    return [
        FinalRecord(row.revision, aware(row.created), *row[2:])
        for row in connection.execute(statement.order_by(_NEWEST))
    ]


def file(connection: Connection, issue_id: int, kind: Kind, revision: int | None) -> bytes:
    """Return a frozen file, of the newest revision where none is named."""
    statement = select(finals.c[kind], finals.c[f"{kind}_sha256"])
    statement = statement.where(finals.c.issue_id == issue_id).order_by(_NEWEST).limit(1)
    if revision is not None:
        statement = statement.where(finals.c.revision == revision)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise LibraryError("稿库里没有这一期定稿时的文件。请先定稿。")
    data, sha256 = row
    if digest(data) != sha256:
        raise LibraryError(
            f"这一期定稿的{kind.upper()}文件与保存时不一致，可能是磁盘损坏造成的。请从备份恢复。"
        )
    return data


def _newest(connection: Connection, issue_id: int) -> Any:
    statement = select(finals.c.id, finals.c.revision).where(finals.c.issue_id == issue_id)
    return connection.execute(statement.order_by(_NEWEST).limit(1)).one_or_none()
