"""Web pages as files: saved ones, MHT, and what Word, WPS and e-mail write as HTML.

Nothing that a page points to is loaded, from the network or from the disk, and nothing is run.
"""

import re

from bulletin_desk.intake.clipboard.clips import Clip, Line, Role
from bulletin_desk.intake.clipboard.html import read_tree
from bulletin_desk.intake.clipboard.markup import without_data
from bulletin_desk.intake.clipboard.tree import MAX_BYTES, Element, parse
from bulletin_desk.intake.encoding import decode
from bulletin_desk.intake.mail import parsed_mail, part_bytes
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.source import Align, Source, SourceLine
from bulletin_desk.model.richtext import Run, Table
from bulletin_desk.model.runs import sliced

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_UNREAD = ("script", "style")
# What stands round the text on a page of a site.
_AROUND = ("nav", "aside", "footer", "form", "header", "menu")
# A page's main part holds at least this much of its text.
_MAIN_SHARE = 0.3
_SHOWN = 40


def web_source(data: bytes, name: str) -> Source:
    """Return what a web page shows; IntakeError in one sentence."""
    if b"<" not in data[:1]:
        data = _page_of_archive(data)
    text = without_data(_without_unread(_decoded(data)))
    root = parse(text) if len(text) <= MAX_BYTES else None
    if root is None:
        raise IntakeError(
            f"网页“{name}”超过 {MAX_BYTES >> 20} MB，没有读入。请把需要的文字复制出来粘贴。"
        )
    part, left_out = _main_part(root)
    found = read_tree(part)
    lines = web_lines(found.clips)
    if not lines:
        raise IntakeError(f"网页“{name}”里没有文字，没有读入。请把需要的文字复制出来粘贴。")
    warnings = [f"网页里有 {found.pictures} 张图片没有读入，请另外插入。"] if found.pictures else []
    if left_out:
        shown = left_out if len(left_out) <= _SHOWN else left_out[:_SHOWN] + "…"
        warnings.append(f"网页的栏目条、页脚等没有读入：“{shown}”。")
    return Source("text", name, tuple(lines), warnings=tuple(warnings))


def web_lines(clips: list[Clip]) -> list[SourceLine]:
    """Return lines with their evidence; those parted by mere line ends are as printed ones."""
    lines: list[SourceLine] = []
    gap = 0
    for number, clip in enumerate(clips):
        if isinstance(clip, Table):
            lines.append(SourceLine(clip.text, whole=True, gap=gap, block=clip))
        elif not clip.text.strip():
            gap += 1
            continue
        else:
            after = clips[number + 1] if number + 1 < len(clips) else None
            follows = isinstance(after, Line) and after.soft and bool(after.text.strip())
            lines.append(_line(clip, gap, whole=not clip.soft and not follows))
        gap = 0
    return lines


def _line(clip: Line, gap: int, *, whole: bool) -> SourceLine:
    text = clip.text
    bare = text.strip()
    start = len(text) - len(text.lstrip())
    runs = sliced(clip.runs, start, start + len(bare))
    align = Align.CENTRE if clip.centred else Align.UNKNOWN
    return SourceLine(
        bare,
        whole=whole,
        indent=sum(1.0 if c == "\u3000" else 0.5 for c in text[:start]),
        gap=gap,
        size=clip.size,
        bold=all(run.bold for run in runs),
        red=clip.red,
        align=Align.RIGHT if clip.role is Role.SIGNATURE else align,
        heading=clip.level,
        runs=partly(runs),
    )


def partly(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs where only a part is emphasised, none where all or nothing is."""
    return runs if len({(run.bold, run.kai) for run in runs}) > 1 else ()


def _page_of_archive(data: bytes) -> bytes:
    """Return the page in an MHT; a page by itself is returned as it is."""
    head = data[:4096].lower()
    if b"mime-version" not in head and b"multipart/related" not in head:
        return data
    page = parsed_mail(data).get_body(("html", "plain"))
    if page is None:
        raise IntakeError("这个网页存档里没有网页，没有读入。请把需要的文字复制出来粘贴。")
    charset = page.get_content_charset() or ""
    found = part_bytes(page)
    return found if _CHARSET.search(found[:4096]) else _tagged(found, charset)


def _tagged(page: bytes, charset: str) -> bytes:
    return f'<meta charset="{charset}">'.encode() + page if charset.isascii() and charset else page


def _decoded(data: bytes) -> str:
    """Return a page's text: as it says itself, with a few bad bytes let pass, or by the ladder."""
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else ""
    if name.startswith(("gb", "x-gb", "hz")):
        name = "gb18030"
    if name and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and "16" not in name:
        try:
            text = data.decode(name, "replace")
        except (LookupError, ValueError, UnicodeError):
            text = ""
        if text and text.count("\ufffd") * 200 <= len(text):
            return text.lstrip("\ufeff").replace("\0", "")
    return decode(data)


def _without_unread(text: str) -> str:
    """Return a page without scripts and styles, which may be larger than all the rest."""
    for tag in _UNREAD:
        small = text.lower() if text.isascii() else _lowered(text)
        kept: list[str] = []
        end = 0
        while (start := small.find(f"<{tag}", end)) >= 0:
            kept.append(text[end:start])
            close = small.find(f"</{tag}", start)
            end = close if close >= 0 else len(text)
        text = "".join([*kept, text[end:]])
    return text


def _lowered(text: str) -> str:
    """Return the text in small ASCII letters, of the same length."""
    return text.translate({code: code + 32 for code in range(ord("A"), ord("Z") + 1)})


def _main_part(root: Element) -> tuple[Element, str]:
    """Return the part of a page that holds the text, and what of the rest is text, too."""
    removed: list[str] = []
    _prune(root, removed)
    whole = len(_text(root))
    for tag in ("main", "article"):
        parts = list(root.all(tag))
        if len(parts) == 1 and len(_text(parts[0])) >= _MAIN_SHARE * whole:
            around = _text(root).replace(_text(parts[0]), " ", 1)
            return parts[0], _words([*removed, around])
    return root, _words(removed)


def _prune(element: Element, removed: list[str]) -> None:
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in _AROUND and not any(child.all("h1")):
                removed.append(_text(child))
                continue
            _prune(child, removed)
        kept.append(child)
    element.children[:] = kept


def _text(element: Element) -> str:
    parts = [child if isinstance(child, str) else _text(child) for child in element.children]
    return "".join(parts)


def _words(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())
