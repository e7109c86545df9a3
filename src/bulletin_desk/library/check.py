"""Looks for damage in a library, the kinds that SQLite's own check does not see among them."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, LargeBinary, cast, select
from sqlalchemy.exc import DBAPIError

from bulletin_desk.library.check_index import Index
from bulletin_desk.library.derived import standing_rows
from bulletin_desk.library.rows import digest, read_article
from bulletin_desk.library.schema import (
    finals,
    issues,
    pictures,
    queued_imports,
    queued_pictures,
    series,
    versions,
)
from bulletin_desk.model.bulletin import Article

_RESTORE = "请从最近的备份恢复。"
_INDEX = "检索目录与稿件不一致。请重建检索目录，稿件不受影响。"


def findings(connection: Connection) -> list[str]:
    """Return what is wrong, in sentences; nothing when all is well."""
    try:
        structure = dict.fromkeys(_structure(connection))
        # In a broken file the contents say nothing; a broken index does not hide them.
        if structure.keys() - {_INDEX}:
            return list(structure)
        return list(structure | dict.fromkeys(_content(connection)))
    except DBAPIError as error:
        # SQLite reports a destroyed page by an error, not by a row of its check.
        return [f"稿库文件已损坏（{error.orig}）。请先把文件另外复制保存，再从最近的备份恢复。"]


def _structure(connection: Connection) -> Iterator[str]:
    for (finding,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if "article_search" in finding:
            yield _INDEX
        elif finding != "ok":
            yield f"稿库文件的结构已损坏（{finding}）。{_RESTORE}"


def _content(connection: Connection) -> Iterator[str]:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        yield f"有{len(broken)}条记录所属的期或栏目已不存在。{_RESTORE}"
    yield from _headers(connection)
    yield from _articles(connection)
    yield from _versions(connection)
    yield from _finals(connection)
    yield from _pictures(connection)
    yield from _queue(connection)


def _headers(connection: Connection) -> Iterator[str]:
    raw = cast(issues.c.header, LargeBinary).label("raw")
    for row in connection.execute(select(issues.c.id, issues.c.sha256, raw)):
        if digest(row.raw) != row.sha256:
            yield f"{_issue_name(connection, row.id)}的报头与保存时不一致。{_RESTORE}"


def _articles(connection: Connection) -> Iterator[str]:
    wanted: set[str] = set()
    index = Index(connection)
    for rows in standing_rows(connection):
        whole: list[tuple[Any, Article]] = []
        for row in rows:
            if digest(row.raw) != row.sha256:
                yield f"{_where(connection, row)}的稿件“{row.title}”与保存时不一致。{_RESTORE}"
                continue
            whole.append((row, read_article(row.raw.decode(), row.sha256)))
            wanted |= _picture_digests(row.raw)
        index.compare(rows, whole)
    if index.is_stale():
        yield _INDEX
    missing = wanted - set(connection.scalars(select(pictures.c.sha256)))
    if missing:
        yield f"稿件里用到的{len(missing)}张图片不在稿库中。请重新插入这些图片，或从备份恢复。"


def _versions(connection: Connection) -> Iterator[str]:
    raw = cast(versions.c.body, LargeBinary).label("raw")
    for row in connection.execute(select(versions.c.label, versions.c.sha256, raw)):
        if digest(row.raw) != row.sha256:
            yield f"版本“{row.label}”与保存时不一致。{_RESTORE}"


def _finals(connection: Connection) -> Iterator[str]:
    template = cast(finals.c.template, LargeBinary).label("template")
    hashes = (finals.c.template_sha256, finals.c.pdf_sha256, finals.c.docx_sha256)
    keys = connection.execute(select(finals.c.id, finals.c.issue_id, finals.c.revision)).all()
    for key in keys:  # one after the other: the files of all of them need not fit into memory
        files = select(template, finals.c.pdf, finals.c.docx, *hashes)
        row = connection.execute(files.where(finals.c.id == key.id)).one()
        if tuple(map(digest, row[:3])) != tuple(row[3:]):
            yield (
                f"{_issue_name(connection, key.issue_id)}第{key.revision}次定稿的文件"
                f"与保存时不一致。{_RESTORE}"
            )


def _pictures(connection: Connection) -> Iterator[str]:
    damaged = sum(digest(row.data) != row.sha256 for row in connection.execute(select(pictures)))
    if damaged:
        yield f"有{damaged}张图片与保存时不一致。请重新插入这些图片，或从备份恢复。"


def _queue(connection: Connection) -> Iterator[str]:
    raw = cast(queued_imports.c.source, LargeBinary).label("raw")
    files = connection.execute(select(queued_imports.c.sha256, raw))
    damaged = sum(digest(row.raw) != row.sha256 for row in files)
    shown = connection.execute(select(queued_pictures.c.sha256, queued_pictures.c.data))
    if damaged or any(digest(row.data) != row.sha256 for row in shown):
        yield "有待核对的文件与导入时不一致。请删去它们，重新导入原来的文件。"


def _picture_digests(raw: bytes) -> set[str]:
    if b'"picture":' not in raw:
        return set()
    blocks: list[dict[str, Any]] = json.loads(raw).get("body", [])
    return {block["picture"] for block in blocks if "picture" in block}


def _where(connection: Connection, row: Any) -> str:
    return _issue_name(connection, row.issue_id) if row.issue_id is not None else "待用稿"


def _issue_name(connection: Connection, issue_id: int) -> str:
    row = connection.execute(
        select(series.c.name, issues.c.number, issues.c.date)
        .select_from(issues)
        .outerjoin(series)
        .where(issues.c.id == issue_id)
    ).one()
    number = f"第{row.number}期" if row.number is not None else ""
    return f"《{row.name or '未命名'}》{number}{f'（{row.date}）' if row.date else ''}"
