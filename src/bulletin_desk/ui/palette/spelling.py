"""Matching what is typed against Chinese names: characters, whole pinyin, or its initials."""

import os
from collections.abc import Mapping

Readings = Mapping[str, tuple[str, ...]]


def readings(texts: list[str]) -> Readings:
    """Return how each Chinese character of the texts may be read, in lower case without tones.

    This loads a dictionary of some 50 ms: call it off the main thread.
    """
    # Single characters are looked up, so the dictionary of phrases stays unread (20 MB).
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    chars = sorted({char for text in texts for char in text if "㐀" <= char <= "鿿"})
    found = pinyin(chars, style=Style.NORMAL, heteronym=True)
    return {char: tuple(ways) for char, ways in zip(chars, found, strict=True)}


def rank(query: str, text: str, spoken: Readings) -> tuple[int, int] | None:
    """Return how well a name matches, the smaller the better; None where it does not.

    First come names that hold the query itself, then those whose characters spell it: each one
    by itself or by any beginning of a reading (dc, daochu and daoc all find 导出).
    """
    wanted, name = "".join(query.lower().split()), text.lower()
    if not wanted:
        return 0, 0
    at = name.replace(" ", "").find(wanted)
    if at >= 0:
        return 0, at
    starts = (i for i in range(len(name)) if _spells(wanted, name, i, spoken))
    first = next(starts, None)
    return None if first is None else (1, first)


def _spells(wanted: str, name: str, at: int, spoken: Readings) -> bool:
    """Return whether the characters from `at` on spell what is wanted."""
    ends = {0}
    for char in name[at:]:
        reached: set[int] = set()
        for start in ends:
            for way in (char, *spoken.get(char, ())):
                length = _common(wanted, start, way)
                reached |= set(range(start + 1, start + length + 1))
        if char.isspace() and at < len(name):
            reached |= ends
        if len(wanted) in reached:
            return True
        if not reached:
            return False
        ends = reached
    return False


def _common(wanted: str, start: int, way: str) -> int:
    """Return how many characters of a reading stand at `start`."""
    length = 0
    while (
        start + length < len(wanted)
        and length < len(way)
        and (wanted[start + length] == way[length])
    ):
        length += 1
    return length
