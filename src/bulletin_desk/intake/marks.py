"""Small facts about Chinese text: widths, marks, spaces, and keys to match titles by."""

import re
from functools import lru_cache

from bulletin_desk.model.spacing import is_gap as is_gap
from bulletin_desk.model.spacing import tidy as tidy

END_MARKS = "。！？!?…"
CLOSERS = "”’）)》】〉」』］]\"'"
CLAUSE_MARKS = re.compile("[，,；;。]")

_NARROW = re.compile(r"[\x00-\xb6\xb8-\u1fff｡-ￜ]+")
_NO_KEY = re.compile(r"[\W_]+")
_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_WIDE = re.compile("[\uff01-\uff5e]")
_FINISHED = re.compile(
    rf"[{END_MARKS}][{re.escape(CLOSERS)}]*(?:[（(][^（）()]{{1,40}}[）)])?[{re.escape(CLOSERS)}]*$"
)
_UNIT = re.compile(rf"[0-9A-Za-z.,%]+|.[{re.escape(CLOSERS + END_MARKS)}，、；：,;:]*", re.DOTALL)


def width(text: str) -> float:
    """Return the width in em: a full-width character is 1, digits, Latin and blanks are 1/2."""
    return (len(text) + len(_NARROW.sub("", text))) / 2


def key(text: str) -> str:
    """Return what a title is matched by: its letters and digits, without marks and spaces."""
    # Marks go first, the full-width ones too: few texts then need translating, which is slow.
    bare = _NO_KEY.sub("", text)
    return bare.translate(_FULL_WIDTH) if _WIDE.search(bare) else bare


def squash(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


# The lines of a text are asked about several times each.
@lru_cache(4096)
def is_finished(text: str) -> bool:
    """Tell whether a text ends like a sentence (closing marks and a byline in brackets aside)."""
    tail = text[-60:]
    return bool(_FINISHED.search(tail)) or tail.endswith(("：", ":"))


@lru_cache(4096)
def first_unit_width(text: str) -> float:
    """Return the width of what a line break cannot divide at the start of the text."""
    match = _UNIT.match(text)
    return width(match[0]) if match else 0.0


def join(first: str, second: str) -> str:
    """Return two stretches of one paragraph as one; only Latin words need a space between."""
    latin = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii()
    return first + (" " if latin and second[:1].isalpha() else "") + second


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring letters, which tell how alike two texts are."""
    letters = key(text)
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def overlap(title: str, body: str) -> float:
    """Return the part of a title's pairs of letters that occur in a body (0 to 1)."""
    pairs = bigrams(title)
    letters = key(body)
    return sum(1 for pair in pairs if pair in letters) / len(pairs) if pairs else 0.0
