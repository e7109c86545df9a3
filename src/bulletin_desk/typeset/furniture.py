"""What stands outside the type area: the page number (GB/T 9704 7.5)."""

from bulletin_desk.model.flow import Align, Flow, PageNumber, PageSetup, Punctuation, Source, Span
from bulletin_desk.typeset.display import Placed
from bulletin_desk.typeset.ink import Inks
from bulletin_desk.typeset.paragraph import Paragraph, typeset_paragraph

# The part that page furniture has as its source; it is no part of the bulletin's text.
FURNITURE = Source("page_number")


def page_label(number: PageNumber | None, index: int) -> str:
    """Return the number that page `index` (from 0) shows, empty where there are none."""
    return "" if number is None else str(number.first + index)


class Furniture:
    """The page numbers of one flow; those of the flow before are kept where it looks the same."""

    def __init__(self, inks: Inks) -> None:
        self._inks = inks
        self._key: tuple[PageNumber | None, PageSetup] | None = None
        self._placed: list[Placed] = []

    def page_number(self, flow: Flow, index: int) -> Placed | None:
        """Return the page number of page `index` (from 0), None where there are none."""
        number = flow.page_number
        if number is None:
            return None
        if self._key != (number, flow.page):
            self._key, self._placed = (number, flow.page), []
        while len(self._placed) <= index:
            self._placed.append(_page_number(number, len(self._placed), flow.page, self._inks))
        return self._placed[index]


def _page_number(number: PageNumber, index: int, page: PageSetup, inks: Inks) -> Placed:
    """Return the page number of page `index`: odd ones at the right, even ones at the left."""
    style = number.style
    text = number.form.replace("{n}", page_label(number, index))
    paragraph = Paragraph((Span(text),), style, page.measure, Punctuation.WORD)
    line = typeset_paragraph(paragraph, inks)[0]
    start = line.runs[0].x if line.runs else 0.0
    width = line.width - start
    if style.align is Align.CENTER:
        x = (page.measure - width) / 2
    elif (number.first + index) % 2:
        x = page.measure - style.right * style.size - width
    else:
        x = style.left * style.size
    y = page.height - page.bottom + number.drop + line.ascent
    return Placed(page.left + x - start, y, line, FURNITURE)
