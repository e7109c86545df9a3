"""The emphasis inside a paragraph, where the file tells of it."""

from collections.abc import Iterable
from itertools import groupby

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.paragraphs import Block
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Run, plain
from bulletin_desk.model.runs import sliced

_Looks = tuple[bool, bool]


def emphasised(block: Block, kind: ParagraphKind) -> Paragraph:
    """Return a paragraph with the emphasis of its lines, when only a part of it is emphasised."""
    if kind is not ParagraphKind.BODY or not any(line.source for line in block.lines):
        return plain(block.text, kind)
    looks = [look for line in block.lines for look in _looks(line)]
    bare = sum(not char.isspace() for char in block.text)
    # A title that ran in was cut from the start: what is left are the last of the letters.
    looks = looks[len(looks) - bare :]
    if len(looks) != bare or len(set(looks)) < 2:
        return plain(block.text, kind)
    return Paragraph(tuple(_runs(block.text, looks)), kind)


def opening(paragraph: Paragraph, text: str) -> Paragraph:
    """Return the beginning of a paragraph that reads like this, with its emphasis."""
    if paragraph.text.startswith(text):
        return Paragraph(sliced(paragraph.runs, 0, len(text)), paragraph.kind)
    return plain(text, paragraph.kind)


def _looks(line: Line) -> Iterable[_Looks]:
    """Return how each letter of a line is emphasised; blanks are not counted."""
    runs = line.source.runs if line.source else ()
    letters = [(run.bold, run.kai) for run in runs for char in run.text if not char.isspace()]
    bare = sum(not char.isspace() for char in line.text)
    plainly = (bool(line.source and line.source.bold and not runs), False)
    return letters[-bare:] if letters and len(letters) >= bare else [plainly] * bare


def _runs(text: str, looks: list[_Looks]) -> Iterable[Run]:
    """Yield the runs of a text; a blank is like the letter before it."""
    marked: list[tuple[_Looks, str]] = []
    at = 0
    for char in text:
        if char.isspace():
            marked.append((marked[-1][0] if marked else looks[0], char))
        else:
            marked.append((looks[at], char))
            at += 1
    for (bold, kai), group in groupby(marked, key=lambda item: item[0]):
        yield Run("".join(char for _, char in group), bold, kai)
