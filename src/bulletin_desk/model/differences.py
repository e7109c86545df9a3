"""What differs between two bulletins: which parts, and inside a part which lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    one_line,
)
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Table
from bulletin_desk.model.templates import load_template
from bulletin_desk.model.textdiff import Mark, Piece, compare_texts, likeness

# Paragraphs less alike than this are one that went and one that came.
_ALIKE = 0.4
# A rewritten paragraph is looked for among so many of the next ones.
_NEAR = 12
_STYLES = {None: "", ContentsStyle.GROUPED: "按栏目分组", ContentsStyle.BULLETED: "项目符号"}
_PAGES = {None: "", True: "有", False: "无"}
_KINDS = {
    ParagraphKind.BODY: "正文",
    ParagraphKind.HEADING1: "一级标题",
    ParagraphKind.HEADING2: "二级标题",
    ParagraphKind.HEADING3: "三级标题",
    ParagraphKind.HEADING4: "四级标题",
    ParagraphKind.NOTE: "按语",
    ParagraphKind.QUOTATION: "引文",
    ParagraphKind.SIGNATURE: "落款",
}


class Change(StrEnum):
    """What happened to a part."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    MOVED_AND_CHANGED = "moved and changed"


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part of an issue: "masthead", "columns", "distribution", or an article by its id."""

    part: str
    id: str
    title: str
    change: Change


class Line(NamedTuple):
    """A line of a part in both issues, beside each other; None where one has no such line.

    `remark` says what the text does not show, such as another kind of paragraph.
    """

    label: str
    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None
    remark: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the two sides differ."""
        return bool(self.remark) or self.old is None or self.old != self.new


def compare(old: Bulletin, new: Bulletin) -> list[PartDifference]:
    """Return every part of both issues in reading order, with what happened to it.

    Articles are known by their ids. An article that went stands after its old neighbour.
    """
    before = {article.id: article for article in old.articles()}
    after = {article.id: article for article in new.articles()}
    moved = _moved(old, new)
    parts = [PartDifference("masthead", "", "报头", _changed(_head(old), _head(new)))]
    parts.append(PartDifference("columns", "", "栏目", _changed(_columns(old), _columns(new))))
    for key in _in_order(list(before), list(after)):
        one, other = before.get(key), after.get(key)
        title = one_line((other or one or Article()).title) or "（无标题）"
        parts.append(PartDifference("article", key, title, _fate(one, other, key in moved)))
    foot = _changed(old.distribution, new.distribution)
    parts.append(PartDifference("distribution", "", "版记", foot))
    return parts


def lines_of(part: PartDifference, old: Bulletin, new: Bulletin) -> list[Line]:
    """Return a part's lines in both issues; only this one part is compared word by word."""
    match part.part:
        case "masthead":
            return _fields(_masthead_fields(old), _masthead_fields(new))
        case "columns":
            return _blocks([(c, "") for c in _columns(old)], [(c, "") for c in _columns(new)])
        case "distribution":
            return _fields(_footer_fields(old.distribution), _footer_fields(new.distribution))
        case _:
            one, other = old.find_article(part.id), new.find_article(part.id)
            lines = _fields(_article_fields(old, one), _article_fields(new, other))
            return lines + _blocks(_body(one), _body(other))


def summary(parts: Iterable[PartDifference]) -> str:
    """Return how much differs, as one line: 改动 2 处，新增 1 篇，移动 1 篇."""
    counts = dict.fromkeys(("改动", "新增", "删去", "移动"), 0)
    for part in parts:
        counts["改动"] += part.change in (Change.CHANGED, Change.MOVED_AND_CHANGED)
        counts["新增"] += part.change is Change.ADDED
        counts["删去"] += part.change is Change.REMOVED
        counts["移动"] += part.change is Change.MOVED
    unit = {"改动": "处"}
    said = [f"{name} {count} {unit.get(name, '篇')}" for name, count in counts.items() if count]
    return "，".join(said) or "内容相同"


def _changed(old: object, new: object) -> Change:
    return Change.SAME if old == new else Change.CHANGED


def _fate(old: Article | None, new: Article | None, moved: bool) -> Change:
    if old is None:
        return Change.ADDED
    if new is None:
        return Change.REMOVED
    if moved:
        return Change.MOVED if old == new else Change.MOVED_AND_CHANGED
    return _changed(old, new)


def _moved(old: Bulletin, new: Bulletin) -> set[str]:
    """Return the articles that left their column, or lost their order among those that stayed."""
    now = {section.id: [a.id for a in section.articles] for section in new.sections}
    everywhere = {key for keys in now.values() for key in keys}
    moved: set[str] = set()
    for section in old.sections:
        kept = now.get(section.id, [])
        before = [article.id for article in section.articles if article.id in everywhere]
        matcher = SequenceMatcher(None, before, kept, autojunk=False)
        blocks = matcher.get_matching_blocks()
        stayed = {key for block in blocks for key in before[block.a : block.a + block.size]}
        moved |= set(before) - stayed
    return moved


def _in_order(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the keys of `new`, each that is only in `old` after the one it followed there."""
    known = set(new)
    followers: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in old:
        if key in known:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    yield from followers.get(None, ())
    for key in new:
        yield key
        yield from followers.get(key, ())


def _head(bulletin: Bulletin) -> tuple[object, ...]:
    contents = (bulletin.contents, bulletin.contents_style, bulletin.contents_pages)
    return bulletin.masthead, *contents, bulletin.template


def _columns(bulletin: Bulletin) -> list[str]:
    return [section.name for section in bulletin.sections if section.name]


def _masthead_fields(bulletin: Bulletin) -> dict[str, str]:
    head = bulletin.masthead
    return {
        "刊名": head.name,
        "期号": _number(head.number),
        "总期号": _number(head.serial_number),
        "增刊": "是" if head.supplement else "",
        "期号年份": _number(head.year),
        "编发单位": head.issuer,
        "日期": head.date.isoformat() if head.date else "",
        "密级": head.classification,
        "编号": head.copy_number,
        "提示": head.notice,
        "目录": "有" if bulletin.contents else "无",
        "目录样式": _STYLES[bulletin.contents_style],
        "目录页码": _PAGES[bulletin.contents_pages],
        "模板": _template_name(bulletin.template),
    }


def _template_name(template_id: str) -> str:
    try:
        return load_template(template_id).name
    except DeskError:  # deleted since: the id is all that is left of it
        return template_id


def _footer_fields(footer: Distribution) -> dict[str, str]:
    return {
        "报": footer.report_to,
        "送": footer.send_to,
        "发": footer.issue_to,
        "份数": _number(footer.copies),
    }


def _article_fields(bulletin: Bulletin, article: Article | None) -> dict[str, str] | None:
    if article is None:
        return None
    home = next((s.name for s in bulletin.sections if article in s.articles), "")
    return {
        "栏目": home,
        "标题": article.title,
        "副标题": article.subtitle,
        "署名": article.byline,
        "供稿单位": "、".join(article.units),
        "日期": article.date.isoformat() if article.date else "",
        "标题接排": "是" if article.run_in else "",
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _fields(old: dict[str, str] | None, new: dict[str, str] | None) -> list[Line]:
    """Return the fields that are filled on one side at least."""
    lines: list[Line] = []
    for label in old or new or {}:
        one = old[label] if old else None
        other = new[label] if new else None
        if one or other:
            lines.append(_line(label, one, other))
    return lines


def _line(label: str, old: str | None, new: str | None, remark: str = "") -> Line:
    if old is None or new is None:
        left = None if old is None else (Piece(Mark.REMOVED, old),)
        right = None if new is None else (Piece(Mark.ADDED, new),)
        return Line(label, left, right, remark)
    pieces = compare_texts(old, new)
    left = tuple(piece for piece in pieces if piece.mark is not Mark.ADDED)
    right = tuple(piece for piece in pieces if piece.mark is not Mark.REMOVED)
    return Line(label, left, right, remark)


def _body(article: Article | None) -> list[tuple[str, Block | str]]:
    return [] if article is None else [(_shown(block), block) for block in article.body]


def _shown(block: Block) -> str:
    match block:
        case Picture():
            return f"［图片］{block.text}"
        case Table():
            return f"［表格］{block.text}"
        case _:
            return block.text


_Shown = Sequence[tuple[str, Block | str]]


def aligned(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int | None, int | None]]:
    """Return which blocks of two bodies stand beside each other, as `lines_of` shows them."""
    return list(_alignment([_shown(block) for block in old], [_shown(block) for block in new]))


def _blocks(old: _Shown, new: _Shown) -> list[Line]:
    """Return paragraphs beside each other: the same ones first, then those that are alike."""
    lines: list[Line] = []
    for i, j in _alignment([text for text, _ in old], [text for text, _ in new]):
        one, was = (None, "") if i is None else old[i]
        other, now = (None, "") if j is None else new[j]
        remark = "" if one is None or other is None else _remark(was, now)
        lines.append(_line("", one, other, remark))
    return lines


def _alignment(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _paired(old, range(i1, i2), new, range(j1, j2))


def _paired(
    old: Sequence[str], gone: Sequence[int], new: Sequence[str], came: Sequence[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield rewritten paragraphs: each new one beside the next old one that is like it."""
    rest = list(gone)
    for j in came:
        near = enumerate(rest[:_NEAR])
        alike = next((at for at, i in near if likeness(old[i], new[j]) >= _ALIKE), None)
        if alike is None:
            yield None, j
            continue
        yield from ((i, None) for i in rest[:alike])
        yield rest[alike], j
        rest = rest[alike + 1 :]
    yield from ((i, None) for i in rest)


def _remark(old: Block | str, new: Block | str) -> str:
    """Say what differs between two blocks beside their text."""
    match old, new:
        case Paragraph(), Paragraph() if old.kind is not new.kind:
            return f"{_KINDS[old.kind]}改为{_KINDS[new.kind]}"
        case Paragraph(), Paragraph() if old.text == new.text and old != new:
            return "字体有改动"
        case Picture(), Picture() if old.digest != new.digest:
            return "换了图片"
        case Picture(), Picture() if old != new and old.text == new.text:
            return "图片大小或方向有改动"
        case Table(), Table() if old != new and old.text == new.text:
            return "表格样式有改动"
        case _:
            return ""
