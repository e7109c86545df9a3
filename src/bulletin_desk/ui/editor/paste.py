"""Pasted text: its characters only, with the line ends of a printed page joined."""

import re

_ODD = re.compile("[\u0000-\u0008\u000b-\u001f\u200b\ufeff\ufffc\ufffd\ufdd0-\ufdef]")
_SENTENCE_END = tuple("。！？…：；.!?:;")
_INDENTED = re.compile(r"^(?:\u3000|\t| {2,})")
# Lines of a wrapped text are about as long as the longest; lists and verses are not.
_WRAPPED = range(15, 61)


def clean_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of pasted text, without indents, control characters and blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    lines = [_ODD.sub("", line) for line in text.split("\n")]
    widest = max((len(line.strip()) for line in lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        stripped = line.strip()
        if not stripped:
            continue
        if goes_on and not _INDENTED.match(line):
            paragraphs[-1] += _joint(paragraphs[-1], stripped) + stripped
        else:
            paragraphs.append(stripped)
        full = widest in _WRAPPED and len(stripped) >= widest - 2
        goes_on = full and not stripped.endswith(_SENTENCE_END)
    return paragraphs


def _joint(before: str, after: str) -> str:
    """Return what stands between joined lines: a space between Latin words, else nothing."""
    return " " if before[-1:].isascii() and after[:1].isascii() else ""
