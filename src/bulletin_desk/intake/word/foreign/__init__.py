"""Reads a document that another program wrote, as lines with what they look like."""

from dataclasses import replace
from itertools import islice

from bulletin_desk.intake.marks import is_finished, width
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.source import Source, SourceLine
from bulletin_desk.intake.word.foreign.furniture import first_header, last_footer
from bulletin_desk.intake.word.foreign.images import Images
from bulletin_desk.intake.word.foreign.inline import Inline
from bulletin_desk.intake.word.foreign.looks import Looks
from bulletin_desk.intake.word.foreign.notes import (
    Notes,
    change_sentence,
    comment_sentences,
    hidden_sentence,
)
from bulletin_desk.intake.word.foreign.numbering import Numbering
from bulletin_desk.intake.word.foreign.package import Package
from bulletin_desk.intake.word.foreign.paragraphs import without_kai
from bulletin_desk.intake.word.foreign.reader import FlowReader
from bulletin_desk.intake.word.foreign.theme import Theme
from bulletin_desk.intake.word.names import W

__all__ = ["read_foreign", "remarks"]

_NO_DOCUMENT = "这个文件不是 Word 文档，没有读入。请在 Word 里另存为 .docx 再导入。"
_NO_TEXT = "这个文档里没有文字，没有读入。请确认它不是扫描的图片。"

_TOO_LONG = "这个文档太长，不像一份文稿，没有读入。请分成几个文件再导入。"
# Some hundred issues in one file.
MAX_LINES = 40_000
# A document is set in lines where at least so many of them, of such a width, end in a sentence.
_FEWEST = 8
_NARROWEST, _WIDEST = 14.0, 60.0


def read_foreign(package: Package, name: str) -> Source:
    """Return the lines of a document; IntakeError where there is no text in it."""
    if not package.has_document():
        raise IntakeError(_NO_DOCUMENT)
    body = package.root.find(W + "body")
    if body is None:
        raise IntakeError(_NO_TEXT)
    notes = Notes(package.related("footnotes"), package.related("endnotes"))
    looks = Looks(package.related("styles"), Theme(package.related("theme")))
    inline = Inline(looks, notes.text)
    images = Images(package)
    reader = FlowReader(looks, Numbering(package.related("numbering"), looks), inline, images)
    lines = [*first_header(package, body, looks), *islice(reader.read(body), MAX_LINES + 1)]
    if len(lines) > MAX_LINES:
        raise IntakeError(_TOO_LONG)
    lines += last_footer(package, body, looks)
    if not any(line.text for line in lines):
        raise IntakeError(_NO_TEXT)
    told = [*remarks(package), notes.sentence, hidden_sentence(inline.hidden)]
    told += [_unknown(inline.unknown), *_unread(reader.unread), *images.warnings]
    return Source(
        "docx",
        name,
        tuple(_unwrapped(_plain_kai(lines))),
        warnings=tuple(sentence for sentence in told if sentence),
        pictures=images.files,
    )


def remarks(package: Package) -> list[str]:
    """Return what is told of tracked changes and comments."""
    changes = change_sentence(package.root)
    comments = comment_sentences(package.related("comments"), package.root)
    return [*([changes] if changes else []), *comments]


def _unknown(count: int) -> str:
    return f"有 {count} 个符号认不出来，用“□”代替，请核对原文。" if count else ""


def _unread(kinds: list[str]) -> list[str]:
    return [
        f"文档里有 {kinds.count(kind)} 个{kind}，没有读入，请另存为图片再插入。"
        for kind in dict.fromkeys(kinds)
    ]


def _plain_kai(lines: list[SourceLine]) -> list[SourceLine]:
    """Take 楷体 for no emphasis where most of the document is set in it."""
    kai = sum(len(run.text) for line in lines for run in line.runs if run.kai)
    if kai * 2 <= sum(len(line.text) for line in lines):
        return lines
    return [replace(line, runs=without_kai(line.runs)) for line in lines]


def _unwrapped(lines: list[SourceLine]) -> list[SourceLine]:
    """Take the paragraphs of a document for lines of a text where they may be no more than that.

    Those break inside sentences that were made of a PDF; those that all look the same were poured
    in, and a page of the old document may have cut one in two.
    """
    looks = {(line.size, line.bold, line.align, line.indent, line.heading) for line in lines}
    if len(looks) < 2 and len(lines) >= _FEWEST:
        return [replace(line, whole=False) for line in lines]
    widths = sorted(width(line.text) for line in lines if line.block is None)
    long = widths[int(len(widths) * 0.95)] if widths else 0.0
    full = [line for line in lines if line.block is None and width(line.text) >= 0.7 * long]
    inside = [line for line in full if not is_finished(line.text) and line.text[-1] not in "；;"]
    if len(full) < _FEWEST or not _NARROWEST <= long <= _WIDEST or len(inside) * 2 < len(full):
        return lines
    return [replace(line, whole=False) for line in lines]
