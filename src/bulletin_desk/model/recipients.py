"""The units that bulletins are sent to (报/送/发): reading a list of them, counting the copies.

A list is one text as the clerk typed it, and stays so to the character: `parse` cuts it into
pieces that add up to the text again, and the functions that change a list touch one piece alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bulletin_desk.model.offices import is_office

# The mark between units where a list shows none: GB/T 9704-2012, 7.4.2.
USUAL_MARK = "，"
_STRONG = re.compile(r"[\s。]*[，,；;\n][\s，,、；;。]*")
_ALL = re.compile(r"[\s。]*[，,、；;\n][\s，,、；;。]*")
_BLANKS = re.compile(r"\s+")
_EDGE = " \t\r\n\u3000。，,、；;"
# A name for many: 各县（市、区）, 市文明委成员单位, 市委领导, 省直有关部门; 市长、副市长.
_MANY = re.compile(
    "各|全体|有关|、副|(?:成员单位|单位|领导|领导同志|负责同志|部门|常委|委员|成员|科室|处室"
    "|[省市州县区]直机关)$"
)
# 省文明办（2份）, 各县（市、区）（各3份） is for many and says nothing of their number.
_SAID = re.compile(r"[（(]\s*(\d{1,4})\s*份\s*[）)]$")
_BRACKETS = dict(zip("（(〔[［【《“", "）)〕]］】》”", strict=True))


@dataclass(frozen=True, slots=True)
class Recipient:
    """A unit that is saved for the lists (常用发送单位), and how many copies it gets.

    `group` is the list that it usually stands in: "report" 报, "send" 送, "issue" 发, or "".
    """

    name: str
    copies: int = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit of a list, with the marks and blanks after it; `before` is not empty in the first."""

    name: str
    after: str = ""
    before: str = ""

    def __str__(self) -> str:
        return self.before + self.name + self.after


def parse(text: str, known: Collection[str] = ()) -> list[Piece]:
    """Return the units of a list; their texts add up to the list.

    Nothing is parted within brackets, nor within the name of a `known` unit. Where commas part
    the units, a 、 stands within one (主任、副主任), unless all that it parts are offices; where
    there is no mark at all, blanks part them.
    """
    return list(_parsed(text, frozenset(known)))


@lru_cache(maxsize=8)
def _parsed(text: str, known: frozenset[str]) -> tuple[Piece, ...]:
    """Return the pieces of a list; a form asks for those of its three lists again and again."""
    pieces: list[Piece] = []
    start = 0
    for begin, end in [*_cuts(text, known), (len(text), len(text))]:
        raw = text[start:begin]
        name = raw.strip(_EDGE)
        lead = raw.find(name) if name else len(raw)
        head, tail = raw[:lead], raw[lead + len(name) :] + text[begin:end]
        start = end
        last = pieces[-1] if pieces else None
        if last is None:
            pieces = [Piece(name, tail, head)] if text else []
        elif not last.name:
            pieces = [Piece(name, tail, f"{last}{head}")]
        else:
            # Marks and blanks in a row part two units but once.
            pieces[-1] = Piece(last.name, last.after + head + ("" if name else tail), last.before)
            pieces += [Piece(name, tail)] if name else []
    return tuple(pieces)


def join(pieces: Iterable[Piece]) -> str:
    """Return the list that was parsed."""
    return "".join(map(str, pieces))


def units(text: str, known: Collection[str] = ()) -> list[str]:
    """Return the names in a list, in its order."""
    return [piece.name for piece in parse(text, known) if piece.name]


def mark_of(text: str, known: Collection[str] = ()) -> str | None:
    """Return the mark that parts the units of a list, or None where nothing does."""
    for piece in reversed(parse(text, known)[:-1]):
        mark = piece.after.strip()[:1]
        return mark or piece.after[:1]
    return None


def with_unit(text: str, name: str, known: Collection[str] = (), usual: str = USUAL_MARK) -> str:
    """Return a list with a unit at its end, after the mark that the list uses."""
    body = text.rstrip(_EDGE)
    if not body:
        return text + name
    # What ends the list (a 。) goes on ending it.
    ending = "。" if "。" in text[len(body) :] else ""
    mark = mark_of(text, known) or usual
    return f"{body}{mark}{name}{ending}"


def without_unit(text: str, name: str, known: Collection[str] = ()) -> str:
    """Return a list without a unit and the mark that parted it from the next."""
    pieces = parse(text, known)
    kept = [piece for piece in pieces if piece.name != name]
    if len(kept) == len(pieces):
        return text
    if not kept:
        return ""
    if pieces[0].name == name:
        kept[0] = Piece(kept[0].name, kept[0].after, pieces[0].before)
    if pieces[-1].name == name:
        kept[-1] = Piece(kept[-1].name, pieces[-1].after, kept[-1].before)
    return join(kept)


def is_collective(name: str) -> bool:
    """Tell whether a name stands for many: how many copies they get is known if saved alone."""
    return bool(_MANY.search(name))


def count_copies(lists: Iterable[str], saved: Iterable[Recipient]) -> int:
    """Return how many copies all units of the lists get.

    As many as the list says behind a name (省文明办（2份）), else as saved, else one. A unit that
    stands in two lists gets its copies once; those of `uncounted` are left out.
    """
    copies = {recipient.name: recipient.copies for recipient in saved}
    return sum(_copies(name, copies) or 0 for name in _named(lists, copies))


def uncounted(lists: Iterable[str], saved: Iterable[Recipient]) -> list[str]:
    """Return the names for many (各县, 成员单位) in the lists without a saved number of copies."""
    copies = {recipient.name: recipient.copies for recipient in saved}
    return [name for name in _named(lists, copies) if not _copies(name, copies)]


def _copies(name: str, saved: Mapping[str, int]) -> int | None:
    """Return how many copies a unit gets, None of a name for many that nobody gave a number."""
    said = _SAID.search(name)
    if said:
        return int(said[1])
    return saved.get(name) or (None if is_collective(name) else 1)


def _named(lists: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the units of several lists, each once."""
    return list(dict.fromkeys([name for text in lists for name in units(text, known)]))


def _cuts(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where the marks between units begin and end."""
    shut = _inside(text, known)
    first, last = len(text) - len(text.lstrip(_EDGE)), len(text.rstrip(_EDGE))

    def found(pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        spans = (match.span() for match in pattern.finditer(text, first, last))
        return [span for span in spans if not shut.intersection(range(*span))]

    strong, every = found(_STRONG), found(_ALL)
    if not every:
        yield from found(_BLANKS)
        return
    strong_commas = any(set(text[a:b]) & set("，,") for a, b in strong)
    previous = at = 0
    for begin, end in [*strong, (len(text), len(text))]:
        since = at
        while at < len(every) and every[at][1] <= begin:
            at += 1
        inner = [span for span in every[since:at] if span[0] >= previous]
        parts = _between(text, previous, begin, inner)
        if not strong_commas or all(part in known or is_office(part) for part in parts):
            # 市长、副市长 is one addressee.
            yield from (span for span in inner if not text.startswith("副", span[1]))
        if begin < len(text):
            yield begin, end
        previous = end


def _between(text: str, start: int, end: int, cuts: Iterable[tuple[int, int]]) -> list[str]:
    edges = [start, *(place for cut in cuts for place in cut), end]
    return [text[a:b].strip(_EDGE) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _inside(text: str, known: Collection[str]) -> set[int]:
    """Return the places within closed brackets, and within the names of known units."""
    inside: set[int] = set()
    opened: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char in _BRACKETS:
            opened.append((_BRACKETS[char], place))
        elif opened and char == opened[-1][0]:
            inside.update(range(opened.pop()[1], place + 1))
    for name in known:
        if name and _ALL.search(name):
            for match in re.finditer(rf"(?<![^{re.escape(_EDGE)}]){re.escape(name)}", text):
                if match.end() == len(text) or text[match.end()] in _EDGE:
                    inside.update(range(*match.span()))
    return inside
