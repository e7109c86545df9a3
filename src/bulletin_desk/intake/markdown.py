"""Markdown: its marks say what a line is, and are no part of the text."""

import re
from collections.abc import Iterator

from bulletin_desk.intake.clipboard.html import BULLET
from bulletin_desk.intake.source import Source, SourceLine
from bulletin_desk.intake.web import partly
from bulletin_desk.model.richtext import Run, Table
from bulletin_desk.model.runs import joined, run_text, sliced

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t\u3000]+(.*?)|)(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PICTURE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{0,1000}\)|<(https?://[^>\s]{1,500})>")
_BREAK = re.compile(r"<br\s*/?>|\\$", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
# An underline inside a word is none of emphasis.
_EMPHASIS = re.compile(
    r"\*(?=[^\s*])([^*]{1,500})(?<=\S)\*|(?<!\w)_(?=\S)([^_]{1,500})(?<=\S)_(?!\w)"
)
_CODE = re.compile(r"(`{1,3})([^`]{1,500})\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
_HIDDEN = "\0"  # stands for an escaped mark until the others are read; no text holds it
_MAX_CELLS = 20_000


def markdown_source(text: str, name: str) -> Source:
    """Return what a Markdown text shows."""
    reader = _Reader(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    lines = tuple(reader.lines())
    told = f"文稿里提到 {reader.pictures} 张图片，没有读入，请另外插入。"
    return Source("text", name, lines, warnings=(told,) if reader.pictures else ())


class _Reader:
    """Goes through the lines; those that follow one another without marks are printed lines."""

    def __init__(self, rows: list[str]) -> None:
        self._rows = rows
        self.pictures = 0

    def lines(self) -> Iterator[SourceLine]:
        """Yield the lines of the text, without marks."""
        gap = at = 0
        while at < len(self._rows):
            if not self._rows[at].strip() or self._is_rule(at) or _FENCE.match(self._rows[at]):
                gap += 1
                at += 1
                continue
            found, used = self._block(at, gap)
            yield from found
            gap = 0 if found else gap
            at += used

    def _block(self, at: int, gap: int) -> tuple[list[SourceLine], int]:
        """Return what begins at a line, and how many lines it takes."""
        row = self._rows[at]
        heading = _HEADING.fullmatch(row)
        if heading:
            return self._made(heading[2] or "", gap, level=len(heading[1])), 1
        below = self._rows[at + 1] if at + 1 < len(self._rows) else ""
        if "|" in row and "-" in below and _DASHES.fullmatch(below):
            return self._table(at, gap)
        underline = _UNDERLINE.fullmatch(below)
        if underline and len(row.strip()) < 60:
            return self._made(row, gap, level=1 if underline[1][0] == "=" else 2), 2
        return self._made(row, gap, alone=self._is_alone(at)), 1

    def _is_rule(self, at: int) -> bool:
        return _RULE.fullmatch(self._rows[at]) is not None

    def _is_alone(self, at: int) -> bool:
        """Tell whether a line is a paragraph of its own: marked, or between blank lines."""
        if _ITEM.match(self._rows[at]):
            return True
        around = [self._rows[i] for i in (at - 1, at + 1) if 0 <= i < len(self._rows)]
        return not any(row.strip() and not _HEADING.fullmatch(row) for row in around)

    def _made(self, row: str, gap: int, *, level: int = 0, alone: bool = True) -> list[SourceLine]:
        row = _QUOTE.sub("", row, count=1) if _QUOTE.match(row) else row
        if _ITEM.match(row) and not level:
            row = _ITEM.sub(BULLET, row, count=1)
        made: list[SourceLine] = []
        for part in _BREAK.split(row):
            runs = self._inline(part)
            text = run_text(runs)
            bare = text.strip()
            if bare:
                blank = text[: len(text) - len(text.lstrip())]
                indent = float(blank.count("\u3000"))
                bold = not level and all(run.bold for run in runs if run.text.strip())
                kept = partly(_stripped(runs))
                made.append(
                    SourceLine(bare, alone, indent, gap, bold=bold, heading=level, runs=kept)
                )
                gap = 0
        return made

    def _inline(self, text: str) -> tuple[Run, ...]:
        """Return a line's text with what is strong in it as bold."""
        kept: list[str] = []

        def hide(match: re.Match[str]) -> str:
            kept.append(match[1])
            return _HIDDEN

        text = _ESCAPED.sub(hide, text.replace(_HIDDEN, ""))
        text, count = _PICTURE.subn(r"\1", text)
        self.pictures += count
        text = _LINK.sub(lambda m: m[1] or m[2], text)
        text = _CODE.sub(r"\2", text)
        runs: list[Run] = []
        end = 0
        for match in _STRONG.finditer(text):
            runs += [Run(text[end : match.start()]), Run(match[2], bold=True)]
            end = match.end()
        rest = iter(kept)
        shown = [
            Run(
                re.sub(_HIDDEN, lambda _: next(rest, ""), _EMPHASIS.sub(_inner, run.text)), run.bold
            )
            for run in [*runs, Run(text[end:])]
        ]
        return joined(shown)

    def _table(self, at: int, gap: int) -> tuple[list[SourceLine], int]:
        end = at + 2
        while end < len(self._rows) and "|" in self._rows[end]:
            end += 1
        rows = [_cells(self._rows[i]) for i in (at, *range(at + 2, end))]
        width = max(map(len, rows))
        if width < 2 or width * len(rows) > _MAX_CELLS:
            found = [line for row in self._rows[at:end] for line in self._made(row, 0)]
            return found, end - at
        cells = [
            [self._inline(cell) for cell in [*row, *[""] * (width - len(row))]] for row in rows
        ]
        table = Table(tuple([tuple(row) for row in cells]), 1)
        return [SourceLine(table.text, whole=True, gap=gap, block=table)], end - at


def _inner(match: re.Match[str]) -> str:
    return match[1] or match[2]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def _stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    text = run_text(runs)
    start = len(text) - len(text.lstrip())
    return sliced(runs, start, start + len(text.strip()))
