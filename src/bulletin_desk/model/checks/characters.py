"""Characters that other computers may not show.

The standard families of Word and WPS (宋体, 仿宋, 楷体, 黑体) have the characters of GBK: the first
Chinese block of Unicode and some hundred marks. A Chinese character outside it, a character for
private use or a picture character (emoji) depends on what the reader's machine happens to have.
Latin, Greek and Cyrillic letters, superscripts and the marks of the Latin faces are everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.checks.texts import around, pieces
from bulletin_desk.model.template import Template

# Radicals (made by programs that read PDF files), Chinese beyond the first block, private use,
# signs and pictures. What GBK has of them is sorted out below.
_UNUSUAL = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\u2e80-\u2fdf\u3400-\u4dbf\u9fa6-\u9fff\ue000-\uf8ff"
    "\uf900-\ufaff\ufffc\ufffd\U0001f000-\U0001faff\U00020000-\U0003ffff\U000f0000-\U0010ffff]"
)


def rare_character(article: Article, template: Template) -> Iterator[Finding]:
    """A character outside GBK, told once for each in an article."""
    told: set[str] = set()
    for text, source in pieces(article):
        for found in _UNUSUAL.finditer(text):
            char = found[0]
            if char not in told and not _in_gbk(char):
                told.add(char)
                message = _sentence(char, around(text, found.start()))
                yield Finding(message, source, found.start(), 1, char)


@lru_cache(maxsize=256)
def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _sentence(char: str, here: str) -> str:
    code = f"U+{ord(char):04X}"
    usual = unicodedata.normalize("NFKC", char)
    if usual != char and len(usual) == 1 and _in_gbk(usual):
        return f"“{char}”（{code}）是部首或兼容字，不是汉字“{usual}”，请改成“{usual}”：{here}"
    kind = unicodedata.category(char)
    if kind in ("Co", "Cn") or char in "\ufffc\ufffd":
        return f"有一个自造字（{code}），别的电脑上显示不出来，请重新输入：{here}"
    if kind == "So":
        return f"“{char}”是图形符号，在 Word 里可能显示不出来，请删去或换成文字：{here}"
    return f"“{char}”（{code}）是生僻字，对方的 Word 可能显示不出来，请同时发 PDF：{here}"


RULES = (
    ArticleRule(
        "rare-character", "生僻字和特殊符号", "常用字库（GBK）以外的字、自造字和表情符号。",
        Scope.ARTICLE, Severity.WARNING, rare_character,
    ),
)  # fmt: skip
