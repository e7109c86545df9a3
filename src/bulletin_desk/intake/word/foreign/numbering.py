"""The numbers that Word sets before paragraphs, as text: counted here as Word counts them."""

import re
from dataclasses import dataclass, field, replace

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.looks import NO_PARAGRAPH, Looks, ParagraphLook
from bulletin_desk.intake.word.foreign.numerals import numeral
from bulletin_desk.intake.word.foreign.symbols import symbol
from bulletin_desk.intake.word.names import W, value

_LEVELS = 9
_LONGEST = 60  # of what stands around the numbers
_PLACE = re.compile("%([1-9])")
_OPEN = re.compile(r"[0-9A-Za-z.\])●○■□◆◇★☆▲△※•·—–-]$")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its form (`decimal`), its text (`（%1）`), and where it starts."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level whose number restarts it; None for the one above
    legal: bool = False  # all numbers in digits
    style: str = ""
    look: ParagraphLook = NO_PARAGRAPH
    tight: bool = False  # nothing between number and text


@dataclass(slots=True)
class _Counts:
    """How far one list has been counted."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    restarted: set[str] = field(default_factory=set[str])


class Numbering:
    """The lists of one document, asked in the order of its paragraphs."""

    def __init__(self, root: Element | None, looks: Looks) -> None:
        self._looks = looks
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = _by_id(root, "num", "numId")
        self._levels: dict[str, list[_Level]] = {}
        self._counts: dict[str, _Counts] = {}

    def look(self, list_id: str, level: int) -> ParagraphLook:
        """Return what a level says of its paragraphs."""
        levels = self._list(list_id)
        return levels[level].look if level < len(levels) else NO_PARAGRAPH

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """Return the level that a style is tied to."""
        levels = self._list(list_id)
        return next(
            (i for i, level in enumerate(levels) if style_id and level.style == style_id), 0
        )

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph, and return its number as text, with the space after it if any."""
        levels = self._list(list_id)
        if not 0 <= level < len(levels):
            return ""
        counts = self._counts.setdefault(self._abstract_id(list_id), _Counts())
        self._restart(list_id, counts)
        number = counts.numbers[level]
        counts.numbers[level] = levels[level].start if number is None else number + 1
        for deeper in range(level + 1, len(levels)):
            restart = levels[deeper].restart
            if restart is None or 0 < level + 1 <= restart:
                counts.numbers[deeper] = None
        return _printed(levels, level, counts.numbers)

    def _restart(self, list_id: str, counts: _Counts) -> None:
        """Let an override of a start begin anew where its list is first used."""
        if list_id in counts.restarted:
            return
        counts.restarted.add(list_id)
        for override in self._nums[list_id].iterchildren(W + "lvlOverride"):
            level = _whole(override.get(W + "ilvl"), -1)
            if override.find(W + "startOverride") is not None and 0 <= level < _LEVELS:
                counts.numbers[level] = None

    def _list(self, list_id: str) -> list[_Level]:
        if list_id not in self._levels:
            self._levels[list_id] = self._read(list_id) if list_id in self._nums else []
        return self._levels[list_id]

    def _read(self, list_id: str) -> list[_Level]:
        levels = [_Level()] * _LEVELS
        abstract = self._abstract.get(self._abstract_id(list_id))
        if abstract is None:
            return []
        for element in abstract.iterchildren(W + "lvl"):
            self._put(levels, element)
        for override in self._nums[list_id].iterchildren(W + "lvlOverride"):
            element = override.find(W + "lvl")
            if element is not None:
                self._put(levels, element)
            start = override.find(W + "startOverride")
            at = _whole(override.get(W + "ilvl"), -1)
            if start is not None and 0 <= at < _LEVELS:
                levels[at] = replace(levels[at], start=_whole(value(start), 1))
        return levels

    def _put(self, levels: list[_Level], element: Element) -> None:
        at = _whole(element.get(W + "ilvl"), -1)
        if 0 <= at < _LEVELS:
            levels[at] = _level(element, self._looks)

    def _abstract_id(self, list_id: str) -> str:
        """Return the definition of a list; one may stand for that of a numbering style."""
        for _ in range(3):
            num = self._nums.get(list_id)
            found = "" if num is None else value(num.find(W + "abstractNumId"))
            abstract = self._abstract.get(found)
            link = "" if abstract is None else value(abstract.find(W + "numStyleLink"))
            other = self._looks.list_of_style(link) if link else ""
            if not other or other == list_id:
                return found
            list_id = other
        return ""


def _by_id(root: Element | None, name: str, key: str) -> dict[str, Element]:
    entries = () if root is None else root.iterchildren(W + name)
    return {entry.get(W + key) or "": entry for entry in entries}


def _level(element: Element, looks: Looks) -> _Level:
    form = element.find(W + "numFmt")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    face = "" if fonts is None else fonts.get(W + "ascii") or ""
    text = value(element.find(W + "lvlText"))[:_LONGEST]
    if value(form) == "bullet":
        text = "".join(symbol(char, face) or "●" for char in text)
    restart = element.find(W + "lvlRestart")
    return _Level(
        value(form) or "decimal",
        text,
        _whole(value(element.find(W + "start")), 0 if element.find(W + "start") is not None else 1),
        None if restart is None else _whole(value(restart), 0),
        element.find(W + "isLgl") is not None,
        value(element.find(W + "pStyle")),
        looks.paragraph(element.find(W + "pPr")),
        value(element.find(W + "suff")) == "nothing",
    )


def _printed(levels: list[_Level], level: int, numbers: list[int | None]) -> str:
    own = levels[level]

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count = numbers[at]
        if count is None:  # a level above that no paragraph has used
            count = numbers[at] = levels[at].start
        return numeral(count, "decimal" if own.legal else levels[at].form)

    text = own.text if own.form == "bullet" else _PLACE.sub(number, own.text)
    # Chinese marks bring their own space; a digit or a bullet must not grow into the text.
    spaced = bool(_OPEN.search(text)) and not own.tight
    return text + " " if spaced else text


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default
