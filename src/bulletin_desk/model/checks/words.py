"""Rules of wording from data files: resources/checks/*.toml, one rule each.

A file names the function that reads it (`kind`), says what the rule is called, and holds its
words. Proofreading of names, posts and wording joins here: a file, and a function where a new
kind of file is needed; the window and the command line list the rule by themselves.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bulletin_desk import paths
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.checks.texts import Piece, around, pieces
from bulletin_desk.model.template import Template

_Find = Callable[[Article, Template], Iterator[Finding]]


def word_rules(folder: Path | None = None) -> tuple[ArticleRule, ...]:
    """Return the rule of each data file of a folder, in the order of their names."""
    where = paths.RESOURCES / "checks" if folder is None else folder
    return tuple(_rule(path) for path in sorted(where.glob("*.toml")))


def _rule(path: Path) -> ArticleRule:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return ArticleRule(
        data["id"],
        data["name"],
        data["explains"],
        Scope.ARTICLE,
        Severity(data.get("severity", "warning")),
        KINDS[data["kind"]](data),
    )


def mistyped_words(data: Mapping[str, Any]) -> _Find:
    """Return a search for words that are always wrong, save within the words of `except`."""
    entries = {entry["wrong"]: entry for entry in data["words"]}
    pattern = re.compile("|".join(map(re.escape, sorted(entries, key=len, reverse=True))))

    def find(article: Article, template: Template) -> Iterator[Finding]:
        for piece in pieces(article):
            for match in pattern.finditer(piece.text):
                entry = entries[match[0]]
                if not _excepted(piece, match.start(), entry.get("except", ())):
                    here = around(piece.text, match.start(), len(match[0]))
                    message = f"“{match[0]}”应为“{entry['right']}”，请改正：{here}"
                    yield Finding(message, piece.source, match.start(), len(match[0]), match[0])

    return find


def _excepted(piece: Piece, at: int, exceptions: list[str]) -> bool:
    """Return whether the place lies within one of the longer words that are right."""
    for word in exceptions:
        first = max(0, at - len(word))
        start = piece.text.find(word, first)
        while 0 <= start <= at:
            if at < start + len(word):
                return True
            start = piece.text.find(word, start + 1)
    return False


KINDS: Mapping[str, Callable[[Mapping[str, Any]], _Find]] = {"mistyped-words": mistyped_words}
