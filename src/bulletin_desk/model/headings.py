"""Numbers that make a paragraph a heading while they are typed: 一、（一）1.（1）."""

import re

from bulletin_desk.model.richtext import ParagraphKind

_CN = "[一二三四五六七八九十]{1,3}"
# 一、二等奖 and （二）班 are no headings. 1. is one only when something that is no digit follows,
# since 1.5 and 3.15 begin in the same way; 1、 cannot become a number any more.
_MARKERS = (
    (re.compile(rf"{_CN}[、．.](?![一二三四五六七八九十])"), ParagraphKind.HEADING1),
    (re.compile(rf"[（(]{_CN}[）)](?![班组])"), ParagraphKind.HEADING2),
    (
        re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])(?=.)|、(?![0-9０-９]))"),
        ParagraphKind.HEADING3,
    ),
    (re.compile(r"[（(][0-9０-９]{1,2}[）)](?![班组])"), ParagraphKind.HEADING4),
)


def typed_heading(text: str) -> ParagraphKind | None:
    """Return the level of heading whose number opens the text, or None."""
    for pattern, kind in _MARKERS:
        if pattern.match(text):
            return kind
    return None


def number_of(text: str) -> str:
    """Return the number that opens a heading, empty where there is none."""
    for pattern, _ in _MARKERS:
        match = pattern.match(text)
        if match:
            return match[0]
    return ""
