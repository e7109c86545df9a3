"""Finds where a text of the contents stands again in the body: as lines, or opening a paragraph."""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.marks import CLOSERS, bigrams, is_gap, key
from bulletin_desk.intake.source import Role

_NUMBERING = re.compile(
    r"(?:\d{1,2}\s*[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}\s*[、.．])\s*"
)
_RUN_IN = re.compile(rf"[{re.escape(CLOSERS)}\s]*(?:[。！？!?]|．(?!\d))\s*")
_SPACED = re.compile(rf"[{re.escape(CLOSERS)}]*\s+")
_MOST_LINES = 4
# Only these stand in the contents; what the clerk says is something else is never found.
_HEADS = (Role.TITLE, Role.COLUMN)
_NEVER = "\0"
# Bounds the work on a text whose every line begins alike.
_MOST_TRIES = 400
_MOST_ALIKE = 800


def without_numbering(text: str) -> str:
    """Return the text without the number that a list put before it."""
    match = _NUMBERING.match(text)
    return text[match.end() :] if match else text


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text was found: lines start to end (exclusive).

    `rest` is what follows it in the last line: the article's own text. `run_in` tells that the
    title ended there in 。 and the text goes on.
    """

    start: int
    end: int
    rest: str = ""
    run_in: bool = False


class Finder:
    """The lines of a text, indexed by how they begin."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        # Longer lines can only open with a title: their beginning is enough.
        self._keys = [key(line.text[:160]) for line in lines]
        self._bare = [
            own if (bare := without_numbering(line.text[:160])) == line.text[:160] else key(bare)
            for own, line in zip(self._keys, lines, strict=True)
        ]
        for i, line in enumerate(lines):
            if line.said is not None and line.said not in _HEADS:
                self._keys[i] = self._bare[i] = _NEVER
        self._starts: dict[str, list[int]] = defaultdict(list)
        for i, (own, bare) in enumerate(zip(self._keys, self._bare, strict=True)):
            for start in {own[:2], bare[:2]} - {""}:
                self._starts[start].append(i)

    def find(self, text: str, after: int) -> Span | None:
        """Return where the text stands next, from line `after` on; as lines rather than run in."""
        wanted = key(text)
        if len(wanted) < 2:
            return None
        run_in: Span | None = None
        for i in self._candidates(wanted, after):
            for own in {self._keys[i], self._bare[i]}:
                span = self._at(i, own, wanted)
                if span and not span.rest and not span.run_in:
                    return span
                run_in = run_in or span
        return run_in

    def _candidates(self, wanted: str, after: int) -> list[int]:
        # A first line of a single letter is as good a beginning as one of two.
        found: list[int] = []
        for start in {wanted[:2], wanted[:1]}:
            places = self._starts.get(start, [])
            first = bisect_left(places, after)
            found += places[first : first + _MOST_TRIES]
        return sorted(found)

    def _at(self, start: int, first: str, wanted: str) -> Span | None:
        """Return the span when the lines from `start` on spell what is wanted."""
        spelled = ""
        for i in range(start, min(start + _MOST_LINES, len(self._lines))):
            own = first if i == start else self._keys[i]
            if spelled + own == wanted:
                return Span(start, i + 1)
            if len(spelled + own) > len(wanted):
                if not (spelled + own).startswith(wanted):
                    return None
                return self._opening(start, i, own, len(wanted) - len(spelled))
            spelled += own
            if not wanted.startswith(spelled):
                return None
        return None

    def _opening(self, start: int, last: int, own: str, letters: int) -> Span | None:
        """Return the span of a title that the text of line `last` follows at once."""
        text = self._lines[last].text
        skipped = len(key(text[:160])) - len(own)
        offset = _offset(text, letters + skipped)
        match = _RUN_IN.match(text, offset)
        if match:
            return Span(start, last + 1, text[match.end() :], run_in=True)
        match = _SPACED.match(text, offset)
        if match and letters >= 8 and len(text) - match.end() >= 20:
            return Span(start, last + 1, text[match.end() :])
        return None

    def find_alike(self, text: str, start: int, end: int) -> Span | None:
        """Return the lines most like a title that was worded a little differently."""
        pairs = bigrams(text)
        best, best_likeness = None, 0.6
        for i in range(start, min(end, start + _MOST_ALIKE)):
            for stop in (i + 1, i + 2):
                spelled = "".join(self._keys[i:stop]) if stop <= end else ""
                if not 0.5 * len(pairs) < len(spelled) < 2 * len(pairs) + 2:
                    continue
                other = bigrams(spelled)
                likeness = 2 * len(pairs & other) / max(1, len(pairs) + len(other))
                if likeness > best_likeness:
                    best, best_likeness = Span(i, stop), likeness
        return best


def _offset(text: str, letters: int) -> int:
    """Return where the text goes on after so many letters of its key."""
    seen = 0
    for offset, char in enumerate(text):
        if seen == letters:
            return offset
        seen += len(key(char))
    return len(text)


def one_line_title(lines: list[str], contents: str) -> str:
    """Return a title with the breaks of its printed lines and the spaces of its contents line.

    A newline marks where the printed title breaks. A space the contents show is text and stands
    before it; one that only the body shows is where the printed title was broken.
    """
    printed = "\n".join(" ".join(line.split()) for line in lines)
    shown = " ".join(contents.split())
    if printed.split() == [] or "".join(printed.split()) != "".join(shown.split()):
        return printed
    spaces = _space_places(shown)
    breaks = _space_places(printed)
    letters = "".join(printed.split())
    result = letters[:1]
    for place in range(1, len(letters)):
        mark = breaks.get(place, "")
        gap = is_gap(letters[place - 1], letters[place])
        space = " " if place in spaces and not gap else ""
        if "\n" in mark:
            result += space + "\n"
        elif space or (mark and not gap):
            result += space or "\n"
        result += letters[place]
    return result


def _space_places(text: str) -> dict[int, str]:
    """Return, by the number of characters before it, each space or newline inside a title."""
    places: dict[int, str] = {}
    count = 0
    for char in text:
        if char.isspace():
            places[count] = places.get(count, "") + char
        else:
            count += 1
    return places
