"""What typing alone makes of a paragraph: 一、 at its beginning makes it a heading."""

from collections.abc import Sequence

from bulletin_desk.model.headings import number_of, typed_heading
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind


def recognised(
    before: Sequence[Block], after: Sequence[Block], number: int, caret: tuple[int, int]
) -> ParagraphKind | None:
    """Return the kind that a paragraph of the body has just become by typing, or None.

    Only the moment counts at which the number is complete: who took it back by undo goes on
    writing a plain paragraph.
    """
    if len(after) != max(len(before), 1) or number >= len(after) or caret[0] != number:
        return None
    block, was = after[number], before[number] if before else Paragraph()
    if not isinstance(block, Paragraph) or block.kind is not ParagraphKind.BODY:
        return None
    text, known = block.text, was.text
    kind = typed_heading(text)
    if kind is None or len(text) <= len(known) or typed_heading(known) is not None:
        return None
    rest = text[len(number_of(text)) :].strip()
    if not rest or len(rest) == 1:
        return kind
    from bulletin_desk.intake.shapes import paragraph_kind

    # In front of a text that was there already: a heading is short and no sentence.
    return kind if paragraph_kind(text) is kind else None
