"""Classes of characters: what is full-width, what may start or end a line, what gives way."""

import re
import unicodedata

# Pairs and points that take one em and have their ink in one half of it (GB/T 15834 §5.1).
OPENING = "“‘（《〈【〔［「『｛〖"
CLOSING = "”’）》〉】〕］」』｝〗"
PAUSES = "，、；：．"
STOPS = "。？！"
SQUEEZABLE = OPENING + CLOSING + PAUSES + STOPS

# They choose a variant of the character before them (of a name: 葛 U+E0100), and stay with it.
VARIATIONS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))

# Shown one em wide from the Chinese face unless they stand inside Latin text: in Times New Roman
# “ ” —— …… are the fault that clerks see first.
FULL_WIDTH = frozenset(SQUEEZABLE + "—…·・～")

# CLREQ 3.1.4, GB level, plus Word's zh-CN lists as far as they do not contradict it. Two dashes
# (破折号) may start a line, as at the GB level and in Word; a single one (连接号) may not.
NO_START = frozenset(
    CLOSING + PAUSES + STOPS + "–—~～-·・/／"
    "!%),.:;>?]}¢¨°ˇˉ―‖…‰′″›℃℉∶〃〞︶︺︾﹀﹄﹚﹜﹞＂％＇＞｀｜｠￠"
)  # fmt: skip
NO_END = frozenset(OPENING + "/／$([{£¥±№〝﹙﹛﹝＄￡￥")

# Never parted from their twin: —— and …… (GB/T 15834 §5.1, CLREQ 3.1.5).
_TWINS = "—…"

_LATIN = "!-~À-ÖØ-öø-ʯͰ-ӿḀ-ỿ"
# A word, a number with its marks, an address: letters that are shaped together.
WORD = re.compile(f"[{_LATIN}]+")
# Quotes and dashes inside Latin text: don't, or a paragraph without any Chinese.
LATIN_CONTEXT = re.compile("(?<=[A-Za-z])[’‘](?=[A-Za-z])")
HAN = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_HAN = re.compile(f"[{HAN}]")
# Where 1/4 em is laid out between Chinese and letters or digits (CLREQ 3.2.2), % and ‰ included.
GAP = re.compile(f"(?<=[{HAN}])(?=[0-9A-Za-zÀ-ӿ])|(?<=[0-9A-Za-zÀ-ӿ%‰])(?=[{HAN}])")
SPACES = re.compile(" ")
# Text without these needs no rule but the ones for marks.
UNPLAIN = re.compile(f"[{_LATIN} {_TWINS}\u3000～·・／]")
# No room is made before or after these when a line is stretched (CLREQ 3.5.4).
_CONNECTED = re.compile(f"([{_LATIN}]+|—{{2,}}|…{{2,}})|[～／–·・]")

_LETTER = re.compile("[A-Za-z]")
_LATIN_CHAR = re.compile(f"[{_LATIN}]")
_TO_LATIN = str.maketrans("“”‘’—…·", "\"\"''-.-")


def classes(text: str) -> str:
    """Return the text with quotes and dashes of Latin context replaced by their ASCII class."""
    if "’" in text or "‘" in text:
        text = LATIN_CONTEXT.sub("'", text)
    # A text of letters without any Chinese is Latin throughout; — 1 — is not.
    if _LETTER.search(text) and not _HAN.search(text):
        return text.translate(_TO_LATIN)
    return text


def is_latin(char: str) -> bool:
    """Whether a character is set in the Latin face (spaces are neither)."""
    return _LATIN_CHAR.match(char) is not None


def is_invisible(char: str) -> bool:
    """Whether a character is not shown itself: controls, joiners, variation selectors."""
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") or char in VARIATIONS


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before text[at] (0 < at < len; `text` as classes() gives it)."""
    before = text[at - 1]
    after = text[at]
    if after == " ":
        return False  # spaces hang at the end of the line before
    if after in VARIATIONS:
        return False
    if after in NO_START and not (before != "—" and text.startswith("——", at)):
        return False
    if before in NO_END or (before == after and after in _TWINS):
        return False
    if is_latin(before) and is_latin(after):
        # A Latin word breaks after its hyphen, a number never (CLREQ 3.1.5).
        return before == "-" and after.isalpha() and at > 1 and text[at - 2].isalpha()
    return True


def joints(text: str, start: int, end: int) -> list[int]:
    """Return the indexes before which a line may be stretched (CLREQ 3.5.4)."""
    found = list(range(start + 1, end))
    if UNPLAIN.search(text, start, end) is None:
        return found
    fixed: set[int] = set()
    for match in _CONNECTED.finditer(text, start, end):
        # A run keeps its inside together, a connector its neighbours too.
        inner = match.group(1) is not None
        fixed.update(range(match.start() + inner, match.end() + (not inner)))
    return [index for index in found if index not in fixed]
