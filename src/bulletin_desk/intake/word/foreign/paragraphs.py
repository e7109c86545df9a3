"""Paragraphs as lines: split where they are several, with what their look tells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bulletin_desk.intake.dates import DATE
from bulletin_desk.intake.marks import END_MARKS, is_finished, width
from bulletin_desk.intake.source import Align, SourceLine
from bulletin_desk.intake.word.foreign.inline import Break, Text
from bulletin_desk.intake.word.foreign.looks import DEFAULT_SIZE, ParagraphLook, RunLook
from bulletin_desk.model.numbering import parse_number_line
from bulletin_desk.model.richtext import Run

_BLANKS = " \t\u3000\xa0\u2002\u2003\u2009\n\ufeff\u200b"
_SHORT = 40.0  # em: a piece of a title at most
_TABLE_DIGITS = "0123456789"


@dataclass(slots=True)
class _Part:
    """Characters of a paragraph, between breaks that part it."""

    texts: list[Text] = field(default_factory=list[Text])
    page: bool = False

    @property
    def text(self) -> str:
        return "".join(text.text for text in self.texts)


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines of a paragraph; `page` tells that its last break opened a page after it."""

    lines: tuple[SourceLine, ...]
    page: bool


def paragraph_lines(
    pieces: Sequence[Text | Break], look: ParagraphLook, *, contents: bool = False
) -> Shown:
    """Return the lines of one paragraph; none where it is empty."""
    parts = [_Part()]
    for piece in pieces:
        if isinstance(piece, Break):
            parts.append(_Part(page=True))
        else:
            parts[-1].texts.append(piece)
    lines: list[SourceLine] = []
    opened = False
    for part in parts:
        opened = opened or part.page
        for texts, whole in _rows(part.texts):
            line = _line(texts, look, whole=whole, page=opened, contents=contents)
            if line is not None:
                lines.append(line)
                opened = False
    return Shown(tuple(lines), opened)


def _rows(texts: list[Text]) -> Iterator[tuple[list[Text], bool]]:
    """Yield what soft breaks part, and whether each is a whole paragraph.

    The lines of a title stay one line with its breaks; several sentences are paragraphs of their
    own, broken by Shift+Enter or by what was pasted; a text broken inside its sentences was set in
    lines.
    """
    rows = _split(texts)
    words = ["".join(text.text for text in row).strip(_BLANKS) for row in rows]
    filled = [word for word in words if word]
    if len(filled) < 2:
        yield texts, True
        return
    short = all(width(word) <= _SHORT and word[-1] not in "。；;" for word in filled)
    if short and not any(_is_mark(word) for word in filled):
        yield texts, True
        return
    inside = [word for word in filled[:-1] if not is_finished(word) and word[-1] not in "；;"]
    set_in_lines = len(filled) >= 3 and len(inside) * 2 > len(filled) and not short
    for row in rows:
        yield row, not set_in_lines


def _is_mark(word: str) -> bool:
    """Tell whether a line is a masthead's number or date, which stand for themselves."""
    return bool(parse_number_line(word)) or (len(word) < 60 and bool(DATE.search(word)))


def _split(texts: list[Text]) -> list[list[Text]]:
    rows: list[list[Text]] = [[]]
    for text in texts:
        first, *more = text.text.split("\n")
        rows[-1].append(Text(first, text.look))
        rows += [[Text(rest, text.look)] for rest in more]
    return rows


def _line(
    texts: list[Text], look: ParagraphLook, *, whole: bool, page: bool, contents: bool
) -> SourceLine | None:
    full = "".join(text.text for text in texts)
    bare = full.strip(_BLANKS)
    if contents:
        bare = bare.rstrip(_TABLE_DIGITS).rstrip("\t .…·") if "\t" in bare else bare
    if not bare:
        return None
    start = full.index(bare)
    size, bold, red = _face(texts)
    lead = full[:start].rpartition("\n")[2]
    return SourceLine(
        bare,
        whole=whole,
        indent=round(look.indent(size) + width(lead.replace("\t", "　　")), 2),
        page=page,
        size=size,
        bold=bold,
        red=red,
        align=look.align or Align.UNKNOWN,
        heading=look.outline or 0,
        runs=_cut(emphasised(texts), start, start + len(bare)),
    )


def _face(texts: Iterable[Text]) -> tuple[float, bool, bool]:
    """Return the size of most characters, and whether they are bold and red."""
    sizes = Counter[float]()
    bold = red = count = 0
    for text in texts:
        letters = len("".join(text.text.split()))
        if letters:
            sizes[text.look.size or DEFAULT_SIZE] += letters
            count += letters
            bold += letters if text.look.bold else 0
            red += letters if text.look.red else 0
    size = max(sizes, key=lambda one: (sizes[one], one)) if sizes else DEFAULT_SIZE
    return size, bold * 20 >= count * 19 and bold > 0, red * 2 > count


def emphasised(texts: Iterable[Text]) -> tuple[Run, ...]:
    """Return text as runs, neighbours of one emphasis joined; blanks go with their neighbours."""
    groups: list[tuple[bool, bool, list[str]]] = []
    for text in texts:
        if not text.text:
            continue
        bold, kai = bool(text.look.bold), text.look.kai
        if groups and (groups[-1][:2] == (bold, kai) or not text.text.strip()):
            groups[-1][2].append(text.text)
        else:
            groups.append((bold, kai, [text.text]))
    return tuple(Run("".join(words), bold, kai) for bold, kai, words in groups)


def _cut(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs of a stretch of their text; none where nothing in it is emphasised."""
    kept: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            kept.append(Run(text, run.bold, run.kai))
        at += len(run.text)
    return tuple(kept) if any(run.bold or run.kai for run in kept) else ()


def without_kai(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs of a document that is set in 楷体 as a whole: it is no emphasis there."""
    texts = [Text(run.text, RunLook(bold=run.bold)) for run in runs]
    return _cut(emphasised(texts), 0, sum(len(run.text) for run in runs))


def ends_sentence(text: str) -> bool:
    """Tell whether a text holds a sentence, and so is no part of a masthead."""
    return any(mark in text for mark in END_MARKS)
