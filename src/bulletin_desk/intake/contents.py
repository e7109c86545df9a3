"""The contents (目录) at the head of a bulletin, recognised by what stands again in the body."""

import re
from dataclasses import dataclass, replace

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import key, squash
from bulletin_desk.intake.matching import Finder, Span, without_numbering
from bulletin_desk.intake.roles import BODY, first_of_body
from bulletin_desk.intake.shapes import column_name
from bulletin_desk.intake.source import Role

_HEADER = re.compile(
    r"[【\[〖]?(?:目录|本期(?:要目|导读|目录|要闻|内容|提要|看点)|要目|内容提要|导读)[】\]〗]?[：:]?"
)
_BULLET = re.compile(r"[-–—•·●○◆◇■□★☆▲△▶►※*＊◎⊙➢➤❖✦√✓]+\s*(?=\S)")
_LEADER = re.compile(r"\s*(?:[.…·．。‥_─-]{2,}|\t)[\s.…·．。‥_─-]*[（(]?\d{1,3}[)）]?\s*页?$")
_PAGE = re.compile(r"\s*[（(/]\s*[Pp第]?\s*\d{1,3}\s*页?\s*[)）]?$|\s+[Pp]?\d{1,3}$")
_PAGE_ALONE = re.compile(r"[\s.…·．。‥_─-]*[（(]?\d{1,3}[)）]?|[\s.…·．。‥_─-]{2,}")
_LONGEST = 120  # lines that a contents may have
_WIDEST = 64.0
_ENTRIES = (None, Role.CONTENTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line (or two) of the contents: a title or a column's name, and where it stands again."""

    text: str
    lines: tuple[str, ...]
    column: bool = False
    found: Span | None = None
    place: int = 0  # its first line

    @property
    def shown(self) -> str:
        """The lines as they were found, with bullet, leaders and page number."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents: lines start to end (exclusive), its entries, and lines that are none.

    `stray` are lines further down of which the clerk says that they belong to it.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    bulleted: bool
    loose: tuple[int, ...] = ()
    stray: tuple[int, ...] = ()


def find_contents(lines: list[Line], finder: Finder) -> Contents | None:
    """Return the contents at the head of the lines, or None when there are none."""
    found = _find(lines, finder)
    said = [i for i, line in enumerate(lines) if line.said is Role.CONTENTS]
    if not said:
        return found
    start, end = _with_said(lines, said, found)
    entries, loose = _entries(lines, start, end, finder)
    bulleted = sum(1 for e in entries if _BULLET.match(e.lines[0])) * 2 > len(entries)
    stray = tuple(i for i in said if not start <= i < end)
    return Contents(start, end, entries, bulleted, loose, stray)


def _with_said(lines: list[Line], said: list[int], found: Contents | None) -> tuple[int, int]:
    """Return the lines of the contents with those around them that the clerk says are of it."""
    limit = first_of_body(lines)
    start = min(said[0], found.start) if found else said[0]
    end = found.end if found else start
    for i in said:
        between = range(end, i)
        if i < limit and len(between) < 6 and all(_may_be_entry(lines[j : j + 1]) for j in between):
            end = max(end, i + 1)
    return (start, end) if start < end else (0, 0)


def _find(lines: list[Line], finder: Finder) -> Contents | None:
    """Return the contents that the text itself shows."""
    head = _head(lines)
    targets = {i: target for i in range(head) if (target := _target(lines, finder, i))}
    end = _body_start({i: span for i, (span, _) in targets.items()})
    header = next((i for i in range(head) if is_header(lines[i].text)), None)
    matched = [i for i, (span, _) in targets.items() if i < end <= span.start]
    certain = header is not None or any(_is_marked(lines[i].text) for i in matched)
    if not matched or (len(matched) < 2 and not certain):
        return _by_header(lines, header, head)
    if end >= head:
        # The body's first title is worded differently: no sentence belongs to the contents.
        end = max(i + targets[i][1] for i in matched)
    while end - 1 > max(matched) and column_name(lines[end - 1].text) is not None:
        end -= 1  # under it stands no entry: it begins the body
    start = min(matched) if header is None or header > min(matched) else header
    entries, loose = _entries(lines, start, end, finder)
    bulleted = sum(1 for i in matched if _BULLET.match(lines[i].text)) * 2 > len(matched)
    return Contents(start, end, entries, bulleted, loose)


def is_header(text: str) -> bool:
    """Tell whether a line is the heading of a contents: 目 录, 本期要目."""
    return len(text) <= 16 and bool(_HEADER.fullmatch(squash(text)))


def plain_entry(text: str) -> str:
    """Return a contents line without bullet, leaders and page number."""
    match = _BULLET.match(text)
    return _LEADER.sub("", text[match.end() :] if match else text)


def without_ornament(text: str) -> str:
    """Return a title without the ornament before it; a dash would be text."""
    match = _BULLET.match(text)
    return text[match.end() :] if match and not set(match[0]) & set("-–—*") else text


def _head(lines: list[Line]) -> int:
    """Return how many lines stand before the first sentence of the body."""
    for i in range(min(len(lines), _LONGEST)):
        if lines[i].said in BODY:
            return i
        if not _may_be_entry(lines[i : i + 1]):
            return i + 1
    return min(len(lines), _LONGEST)


def _may_be_entry(lines: list[Line]) -> bool:
    """Tell whether there is a line and it is neither long nor a sentence."""
    if not lines or lines[0].said not in _ENTRIES:
        return False
    return lines[0].width <= _WIDEST and "。" not in plain_entry(lines[0].text)


def _target(lines: list[Line], finder: Finder, i: int) -> tuple[Span, int] | None:
    """Return where line i, alone or with the line it wraps into, stands again; and how many."""
    for stop in (i + 1, i + 2):
        if not _may_be_entry(lines[stop - 1 : stop]):
            return None
        for text in _readings([line.text for line in lines[i:stop]]):
            if span := finder.find(text, stop):
                return span, stop - i
    return None


def _readings(texts: list[str]) -> list[str]:
    """Return the forms in which an entry may be meant, the most literal first."""
    bare = plain_entry("".join(texts))
    name = column_name(bare)
    if name is not None:
        return [name]
    forms = [bare, _PAGE.sub("", bare), without_numbering(bare)]
    forms.append(without_numbering(forms[1]))
    return list(dict.fromkeys(form for form in forms if form))


def _is_marked(text: str) -> bool:
    return bool(_BULLET.match(text) or _LEADER.search(text)) or column_name(text) is not None


def _body_start(targets: dict[int, Span]) -> int:
    """Return the line where the body begins: the target that leaves most entries before it."""
    best, most = 0, 0
    for start in sorted({span.start for span in targets.values()}):
        count = sum(1 for i, span in targets.items() if i < start <= span.start)
        if count > most:
            best, most = start, count
    return best


def _entries(
    lines: list[Line], start: int, end: int, finder: Finder
) -> tuple[tuple[Entry, ...], tuple[int, ...]]:
    """Read the entries between two lines, and find each in the body, in order."""
    entries: list[Entry] = []
    loose: list[int] = []
    position, i = end, start
    while i < end:
        other = lines[i].said not in _ENTRIES
        if other or is_header(lines[i].text) or _PAGE_ALONE.fullmatch(lines[i].text):
            i += 1
            continue
        entry, used = _entry(lines, i, end, finder, position)
        if entry.found or entry.column or _is_marked(lines[i].text):
            entries.append(entry)
            position = entry.found.end if entry.found else position
        else:
            loose.append(i)
        i += used
    return tuple(_settle_columns(entries)), tuple(loose)


def _entry(lines: list[Line], i: int, end: int, finder: Finder, position: int) -> tuple[Entry, int]:
    """Return the entry at line i and how many lines it takes; the longest that is found."""
    name = column_name(plain_entry(lines[i].text))
    for used in (1, 2, 3) if name is None else (1,):
        if i + used > end or (used > 1 and not _may_be_entry(lines[i + used - 1 : i + used])):
            break
        texts = [line.text for line in lines[i : i + used]]
        for form in _readings(texts):
            for after in dict.fromkeys((position, end)):
                if span := finder.find(form, after):
                    found = Entry(form, tuple(texts), name is not None, span, i)
                    return found, used
    text = name or _readings([lines[i].text])[-1]
    return Entry(text, (lines[i].text,), name is not None, None, i), 1


def _settle_columns(entries: list[Entry]) -> list[Entry]:
    """Mark bare names of columns, and join titles that both contents and body break alike.

    In both cases one entry is followed at once by the next, here and in the body.
    """
    settled: list[Entry] = []
    for entry in entries:
        last = settled[-1] if settled else None
        if last and _touch(last, entry):
            if len(key(last.text)) <= 8:
                settled[-1] = replace(last, column=True)
            else:
                settled[-1] = _joined(last, entry)
                continue
        settled.append(entry)
    return settled


def _touch(first: Entry, second: Entry) -> bool:
    if first.column or second.column or first.found is None or second.found is None:
        return False
    return first.found.end == second.found.start and not (first.found.run_in or first.found.rest)


def _joined(first: Entry, second: Entry) -> Entry:
    assert first.found
    assert second.found
    found = replace(second.found, start=first.found.start)
    text, lines = first.text + second.text, first.lines + second.lines
    return Entry(text, lines, False, found, first.place)


def _by_header(lines: list[Line], header: int | None, head: int) -> Contents | None:
    """Return contents of which nothing stands again: the marked lines right after the heading."""
    if header is None:
        return None
    end = header + 1
    while end < head and (_is_marked(lines[end].text) or _PAGE_ALONE.fullmatch(lines[end].text)):
        end += 1
    entries = tuple(
        Entry(_readings([line.text])[-1], (line.text,), column_name(line.text) is not None)
        for line in lines[header + 1 : end]
        if not _PAGE_ALONE.fullmatch(line.text)
    )
    bulleted = any(_BULLET.match(entry.lines[0]) for entry in entries)
    return Contents(header, end, entries, bulleted)
