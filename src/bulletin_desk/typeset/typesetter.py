"""The typesetter: flow → pieces → sheets → pages. What has not changed is not set again."""

from collections.abc import Iterable, Mapping
from itertools import chain

from bulletin_desk.model.flow import (
    Flow,
    FlowBlock,
    Grid,
    Image,
    PageBreak,
    PageSetup,
    Rule,
    Space,
    Text,
)
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.typeset.display import Document, Page, TextLine
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.furniture import Furniture, page_label
from bulletin_desk.typeset.ink import Inks
from bulletin_desk.typeset.pages import anchors, document_steps
from bulletin_desk.typeset.paginate import Sheet, add_closing, page_depth, paginating
from bulletin_desk.typeset.paragraph import Paragraph, typeset_paragraph
from bulletin_desk.typeset.pieces import (
    Piece,
    break_piece,
    image_piece,
    rule_piece,
    space_piece,
    text_pieces,
)
from bulletin_desk.typeset.tables import SetCell, grid_lines, grid_pieces

# How many paragraphs are kept: those of some fifty issues.
_KEPT = 8192
# Page numbers in a text could move its lines, and so the pages; then the last pass counts.
_PASSES = 4


class Typesetter:
    """Sets flows with one set of fonts; keeps paragraphs, so that an edit sets only its own.

    One thread at a time may use it.
    """

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._inks = Inks(fonts)
        self._paragraphs: dict[Paragraph, tuple[TextLine, ...]] = {}
        # The pieces of the last flow's blocks by identity; the block beside them keeps its id.
        self._blocks: dict[int, tuple[FlowBlock, list[Piece]]] = {}
        self._setup: PageSetup | None = None
        self._pages: tuple[Page, ...] = ()
        self._furniture = Furniture(self._inks)
        # The page labels of the last flow's anchors: after an edit they are mostly right.
        self._labels: dict[str, str] = {}

    def typeset(self, flow: Flow) -> Document:
        """Return the flow on pages."""
        return run(self.steps(flow))

    def steps(self, flow: Flow) -> Steps[Document]:
        """Set the flow in steps: one for each block not set before, and for each page.

        Steps that are left may be forgotten: the next flow finds the paragraphs they have set.
        """
        if flow.page != self._setup:
            self._setup, self._blocks = flow.page, {}
        labels = self._labels
        sheets = yield from self._sheets(flow, labels)
        for _ in range(_PASSES if any(map(_refers, flow.blocks)) else 0):
            known, labels = labels, _labels(flow, anchors(sheets))
            if known == labels:
                break
            sheets = yield from self._sheets(flow, labels)
        self._labels = labels
        self._forget(flow)
        made = yield from document_steps(flow, sheets, self._furniture, self._pages)
        self._pages = made.pages
        return made

    def _sheets(self, flow: Flow, labels: Mapping[str, str]) -> Steps[list[Sheet]]:
        body = yield from self._pieces(flow.blocks, flow.page, labels)
        closing = yield from self._pieces(flow.closing, flow.page, labels)
        sheets = yield from paginating(body, flow.page)
        return add_closing(sheets, closing, flow.page)

    def _pieces(
        self, blocks: Iterable[FlowBlock], page: PageSetup, labels: Mapping[str, str]
    ) -> Steps[list[Piece]]:
        """Return the pieces of blocks, those of unchanged blocks as they were."""
        kept = self._blocks
        pieces: list[Piece] = []
        for block in blocks:
            entry = kept.get(id(block))
            if entry is None or entry[0] is not block:
                if isinstance(block, Grid):
                    # Its rows' lines are kept, whether this is left or goes on.
                    for _ in grid_lines(block, page.measure, self._cell_setter(page, labels)):
                        yield
                entry = (block, self._block_pieces(block, page, labels))
                if not _refers(block):
                    kept[id(block)] = entry
                yield
            pieces += entry[1]
        return pieces

    def _block_pieces(
        self, block: FlowBlock, page: PageSetup, labels: Mapping[str, str]
    ) -> list[Piece]:
        match block:
            case Text():
                return text_pieces(block, self._lines(block, page.measure, page, labels))
            case Rule():
                return [rule_piece(block, page.measure)]
            case Image():
                return [image_piece(block, page.measure, page_depth(page))]
            case Grid():
                setter = self._cell_setter(page, labels)
                return grid_pieces(block, page.measure, page_depth(page), setter)
            case Space():
                return [space_piece(block)]
            case PageBreak():
                return [break_piece()]

    def _cell_setter(self, page: PageSetup, labels: Mapping[str, str]) -> SetCell:
        return lambda cell, width: self._lines(cell, width, page, labels)

    def _lines(
        self, block: Text, measure: float, page: PageSetup, labels: Mapping[str, str]
    ) -> tuple[TextLine, ...]:
        """Return a text's lines, from those kept when the same text was set before."""
        spans = block.spans
        if _refers(block):
            spans = tuple([
                span if span.page_of is None else
                span._replace(text=labels.get(span.page_of, span.text), page_of=None)
                for span in spans
            ])  # fmt: skip
        paragraph = Paragraph(spans, block.style, measure, page.punctuation)
        lines = self._paragraphs.pop(paragraph, None)
        if lines is None:
            lines = typeset_paragraph(paragraph, self._inks)
            if len(self._paragraphs) >= _KEPT:
                del self._paragraphs[next(iter(self._paragraphs))]
        # The last used stands last, so that the first is the one to go.
        self._paragraphs[paragraph] = lines
        return lines

    def _forget(self, flow: Flow) -> None:
        """Let go of the blocks that the flow does not hold any more."""
        if len(self._blocks) > 2 * (len(flow.blocks) + len(flow.closing)):
            alive = {id(block) for block in chain(flow.blocks, flow.closing)}
            self._blocks = {key: entry for key, entry in self._blocks.items() if key in alive}


def _refers(block: FlowBlock) -> bool:
    """Whether a block shows page numbers of other places."""
    if isinstance(block, Text):
        for span in block.spans:
            if span.page_of is not None:
                return True
    return isinstance(block, Grid) and any(_refers(cell) for row in block.rows for cell in row)


def _labels(flow: Flow, places: Mapping[str, int]) -> dict[str, str]:
    """Return the page number that each anchor's page shows."""
    return {anchor: page_label(flow.page_number, index) for anchor, index in places.items()}
