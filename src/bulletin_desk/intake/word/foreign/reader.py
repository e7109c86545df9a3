"""Walks a document that is not ours, from top to bottom, and gives its lines in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bulletin_desk.intake.source import SourceLine
from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.drawings import (
    MC,
    Drawn,
    PictureShown,
    Shape,
    TextBox,
    reading_order,
)
from bulletin_desk.intake.word.foreign.images import Images
from bulletin_desk.intake.word.foreign.inline import MAX_DEPTH, Inline, Piece, Text
from bulletin_desk.intake.word.foreign.looks import Looks, ParagraphLook, RunLook
from bulletin_desk.intake.word.foreign.numbering import Numbering
from bulletin_desk.intake.word.foreign.paragraphs import ends_sentence, paragraph_lines
from bulletin_desk.intake.word.foreign.tables import (
    Cell,
    Row,
    columns_before,
    data_table,
    header_rows,
    holds_text,
    is_continued,
    span_of,
    text_lines,
)
from bulletin_desk.intake.word.names import W, toggle, value

_INNER = {W + name for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_TOC = "Table of Contents"


class FlowReader:
    """Reads the body, and what else holds paragraphs; remembers what is open between them.

    `unread` gathers what was drawn and cannot be read.
    """

    def __init__(self, looks: Looks, numbering: Numbering, inline: Inline, images: Images) -> None:
        self._looks = looks
        self._numbering = numbering
        self._inline = inline
        self._images = images
        self._carried: list[Piece] = []  # of a paragraph that goes on with the next one
        self._gap = 0
        self._page = False
        self._head = True
        self._listed = 0  # inside how many tables of contents
        self._cell = 0  # inside how many cells
        self._sections: Iterator[bool] = iter(())
        self.unread: list[str] = []

    def read(self, body: Element) -> Iterator[SourceLine]:
        """Yield the lines of a body."""
        self._sections = _new_pages(body)
        yield from self._blocks(body, 0)
        if self._carried:
            yield from self._finished(self._carried, self._looks.style("")[1])

    def _blocks(self, parent: Element, depth: int) -> Iterator[SourceLine]:
        if depth > MAX_DEPTH:
            return
        for child in parent.iterchildren():
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child, depth)
            elif tag == W + "tbl":
                yield from self._table(child, depth)
            elif tag == W + "sdt":
                yield from self._control(child, depth)
            elif tag in _INNER:
                yield from self._blocks(child, depth + 1)
            elif tag == W + "altChunk":
                self.unread.append("嵌入的文档")
            elif tag == MC + "AlternateContent":
                yield from self._alternative(child, depth)

    def _alternative(self, choices: Element, depth: int) -> Iterator[SourceLine]:
        for form in choices.iterchildren(MC + "Choice", MC + "Fallback"):
            lines = list(self._blocks(form, depth + 1))
            if lines:
                yield from lines
                return

    def _control(self, control: Element, depth: int) -> Iterator[SourceLine]:
        properties = control.find(W + "sdtPr")
        gallery = (
            None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
        )
        listed = value(gallery) == _TOC
        self._listed += listed
        yield from self._blocks(control, depth + 1)
        self._listed -= listed

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[SourceLine]:
        properties = paragraph.find(W + "pPr")
        style = "" if properties is None else value(properties.find(W + "pStyle"))
        runs, look = self._looks.style(style)
        listed = self._listed > 0 or self._inline.in_contents
        pieces = [*self._carried, *self._inline.read(paragraph, runs)]
        listed = listed or self._inline.in_contents  # it may have begun here
        self._carried = []
        if properties is not None:
            if _is_merged(properties):
                self._carried = pieces
                return
            look = self._look(properties, look, style, pieces, runs)
            if _goes_on(properties):
                self._carried = pieces
                return
            self._page = self._page or bool(look.page_before)
        yield from self._finished(pieces, look, depth, listed=listed)
        if properties is not None and properties.find(W + "sectPr") is not None:
            self._page = self._page or next(self._sections, False)

    def _look(
        self,
        properties: Element,
        look: ParagraphLook,
        style: str,
        pieces: list[Piece],
        runs: RunLook,
    ) -> ParagraphLook:
        """Return the paragraph's own look, and put its number before its text."""
        own = self._looks.paragraph(properties)
        look = own.over(look)
        if not look.list_id or look.list_id == "0":
            return look
        level = look.level
        if level is None:
            level = self._numbering.level_of_style(look.list_id, style)
        # Word counts an empty paragraph, too; it shows no more than its number in a table.
        label = self._numbering.label(look.list_id, level)
        first = next((p for p in pieces if isinstance(p, Text) and p.text.strip()), None)
        if first is not None:
            pieces.insert(0, Text(label, replace(first.look, raised=None, latin=None)))
        elif self._cell and not pieces:
            pieces.append(Text(label, replace(runs, latin=None)))
        return own.over(self._numbering.look(look.list_id, level).over(look))

    def _finished(
        self, pieces: list[Piece], look: ParagraphLook, depth: int = 0, *, listed: bool = False
    ) -> Iterator[SourceLine]:
        """Yield what a paragraph holds: boxes that stand above it, its text, and the rest."""
        if not pieces:
            self._gap += 1
            return
        drawings = reading_order([piece for piece in pieces if isinstance(piece, Drawn)])
        texts = [piece for piece in pieces if not isinstance(piece, Drawn)]
        shown = paragraph_lines(texts, look, contents=listed)
        first = next((piece for piece in pieces if _is_visible(piece)), None)
        for drawn in drawings:
            if _stands_above(drawn, leads=isinstance(first, Drawn)):
                yield from self._drawn(drawn, depth)
        yield from map(self._placed, shown.lines)
        for drawn in drawings:
            if not _stands_above(drawn, leads=isinstance(first, Drawn)):
                yield from self._drawn(drawn, depth)
        if not shown.lines and not drawings and not shown.page:
            self._gap += 1
        self._page = self._page or shown.page

    def _placed(self, line: SourceLine) -> SourceLine:
        """Return a line with the blank lines, and the page, that stand before it."""
        line = replace(line, gap=self._gap, page=line.page or self._page)
        self._gap, self._page = 0, False
        self._head = self._head and not ends_sentence(line.text)
        return line

    def _drawn(self, drawn: Drawn, depth: int) -> Iterator[SourceLine]:
        for shape in drawn.shapes:
            yield from self._shape(shape, depth)

    def _shape(self, shape: Shape, depth: int) -> Iterator[SourceLine]:
        if isinstance(shape, PictureShown):
            picture = self._images.read(shape)
            if picture is not None:
                yield self._placed(SourceLine("", whole=True, block=picture))
        elif not isinstance(shape, TextBox):
            self.unread.append(shape.kind)
        elif shape.content is None:
            words = " ".join(shape.words.split())
            yield self._placed(SourceLine(words, whole=True, size=shape.size, red=shape.red))
        elif depth < MAX_DEPTH:
            carried, self._carried = self._carried, []
            yield from self._blocks(shape.content, depth + 1)
            self._carried = carried

    def _table(self, table: Element, depth: int) -> Iterator[SourceLine]:
        if depth >= MAX_DEPTH:
            return
        head, gap, page = self._head, self._gap, self._page
        elements = [row for row in _rows(table) if not _is_deleted(row)]
        rows = [Row(tuple(self._cells(row, depth)), columns_before(row)) for row in elements]
        floating = table.find(f"{W}tblPr/{W}tblpPr") is not None
        if holds_text(rows, head=head, floating=floating):
            lines = text_lines(rows)
        else:
            block = data_table(rows, header_rows(elements))
            lines = [] if block is None else [SourceLine(block.text, whole=True, block=block)]
        # What the cells took over from before the table is that of its first line.
        for number, line in enumerate(lines):
            yield line if number else replace(line, gap=gap, page=page or line.page)
        self._gap, self._page = (0, False) if lines else (gap, page)

    def _cells(self, row: Element, depth: int) -> Iterator[Cell]:
        for element in _inside(row, W + "tc"):
            if element.find(f"{W}tcPr/{W}cellDel") is not None:
                continue
            self._gap, self._page = 0, False
            self._cell += 1
            lines = tuple(self._blocks(element, depth + 1))
            self._cell -= 1
            yield Cell(lines, span_of(element), is_continued(element))


def _stands_above(drawn: Drawn, *, leads: bool) -> bool:
    """Tell whether a drawing is read before the text of its paragraph."""
    if drawn.inline:
        return leads
    boxes = any(isinstance(shape, TextBox) for shape in drawn.shapes)
    return boxes and not drawn.below


def _is_visible(piece: Piece) -> bool:
    return isinstance(piece, Drawn) or (isinstance(piece, Text) and bool(piece.text.strip()))


def _is_merged(properties: Element) -> bool:
    """Tell whether the mark that ended a paragraph was deleted: the next one goes on with it."""
    return properties.find(f"{W}rPr/{W}del") is not None


def _goes_on(properties: Element) -> bool:
    """Tell whether a paragraph shows on one line with the next: a drop cap, or a hidden mark."""
    frame = properties.find(W + "framePr")
    if frame is not None and frame.get(W + "dropCap", "none") != "none":
        return True
    return bool(toggle(properties.find(W + "rPr"), "specVanish"))


def _rows(table: Element) -> Iterator[Element]:
    return _inside(table, W + "tr")


def _inside(parent: Element, name: str, depth: int = 0) -> Iterator[Element]:
    """Yield the rows of a table, or cells of a row, content controls around them aside."""
    for child in parent.iterchildren():
        if child.tag == name:
            yield child
        elif (child.tag in _INNER or child.tag == W + "sdt") and depth < MAX_DEPTH:
            yield from _inside(child, name, depth + 1)


def _is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _new_pages(body: Element) -> Iterator[bool]:
    """Yield, for each section but the first, whether a page begins with it."""
    sections: Iterable[Element] = [
        section
        for section in body.iter(W + "sectPr")
        if section.getparent().tag in (W + "pPr", W + "body")
    ]
    for section in list(sections)[1:]:
        yield value(section.find(W + "type")) not in ("continuous", "nextColumn")
