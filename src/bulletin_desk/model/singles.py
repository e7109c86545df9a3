"""The single changes between two states of an article, each to be taken over or left."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.differences import Change, PartDifference, aligned
from bulletin_desk.model.richtext import Block, Picture, Table

# The key of a change that moves the article.
PLACE = "place"
_FIELDS = {
    "title": "标题",
    "subtitle": "副标题",
    "byline": "署名",
    "units": "供稿单位",
    "date": "日期",
    "run_in": "标题接排",
}


class Single(NamedTuple):
    """One change inside an article: its key, where it stands (第2段), and what it is (改动).

    `line` is the number of the paragraph's line among those of the body that `lines_of` returns.
    """

    key: str
    name: str
    change: str
    line: int | None = None


def singles(part: PartDifference, old: Article | None, new: Article | None) -> list[Single]:
    """Return the changes inside an article that is in both issues, in reading order."""
    if old is None or new is None:
        return []
    found: list[Single] = []
    if part.change in (Change.MOVED, Change.MOVED_AND_CHANGED):
        found.append(Single(PLACE, "位置", "移动"))
    for field, name in _FIELDS.items():
        if getattr(old, field) != getattr(new, field):
            found.append(Single(field, name, "改动"))
    return found + list(_in_body(old.body, new.body))


def with_singles(old: Article, new: Article, keys: Collection[str]) -> Article:
    """Return the old article with the changes of these keys."""
    fields = {field: getattr(new, field) for field in _FIELDS if field in keys}
    body: list[Block] = []
    for line, (i, j) in enumerate(aligned(old.body, new.body)):
        at = j if _key(line) in keys else i
        if at is not None:
            body.append((new if _key(line) in keys else old).body[at])
    return replace(old, body=tuple(body), **fields)


def _in_body(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Single]:
    # Paragraphs are counted as the clerk sees them now: pictures and tables apart.
    number = 0
    for line, (i, j) in enumerate(aligned(old, new)):
        block = new[j or 0] if i is None else old[i]
        kind = _kind(block)
        if i is not None and not kind:
            number += 1
        if i is None:
            place = f"第 {number} 段后" if number else "开头"
            yield Single(_key(line), place, f"新增{kind or '一段'}", line)
        elif j is None or old[i] != new[j]:
            change = "删去" if j is None else "改动"
            yield Single(_key(line), kind or f"第 {number} 段", change, line)


def _key(line: int) -> str:
    return f"body {line}"


def _kind(block: Block) -> str:
    match block:
        case Picture():
            return "图片"
        case Table():
            return "表格"
        case _:
            return ""
