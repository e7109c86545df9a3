"""Sheets as pages: absolute positions, page numbers, bookmarks."""

from operator import is_

from bulletin_desk.model.flow import Flow, Text
from bulletin_desk.model.steps import Steps
from bulletin_desk.typeset.display import Document, OutlineEntry, Page, Placed, TextLine
from bulletin_desk.typeset.furniture import Furniture, page_label
from bulletin_desk.typeset.paginate import Sheet


def document_steps(
    flow: Flow, sheets: list[Sheet], furniture: Furniture, before: tuple[Page, ...]
) -> Steps[Document]:
    """Make the document of the sheets in steps, one for each page.

    Pages that equal those `before` it are the same objects.
    """
    outline: list[OutlineEntry] = []
    for index, top, block in anchored(sheets):
        if block.outline is not None:
            label = block.label or " ".join(block.text.split())
            y = flow.page.top + top
            outline.append(OutlineEntry(block.outline, label, index, y, block.anchor))
    pages: list[Page] = []
    for index, sheet in enumerate(sheets):
        page = _page(flow, index, sheet, furniture)
        pages.append(before[index] if index < len(before) and page == before[index] else page)
        yield
    same = len(pages) == len(before) and all(map(is_, pages, before))
    return Document(
        before if same else tuple(pages),
        tuple(outline),
        anchors(sheets),
        flow.title,
        flow.author,
        flow.date,
    )


def printed_titles(document: Document) -> dict[str, str]:
    """Return each article's title with a newline at the end of every line, by the article's id."""
    titles: dict[str, list[str]] = {}
    for page in document.pages:
        for _, _, item, source in page.items:
            if source.part == "title" and isinstance(item, TextLine):
                titles.setdefault(source.owner, []).append(item.text)
    return {owner: "\n".join(lines) for owner, lines in titles.items()}


def anchored(sheets: list[Sheet]) -> list[tuple[int, float, Text]]:
    """Return every text that is a place to go to: its page index, its top, itself."""
    return [
        (index, top, piece.block)
        for index, sheet in enumerate(sheets)
        for top, piece in sheet.pieces
        if piece.block is not None and (piece.block.anchor or piece.block.outline is not None)
    ]


def anchors(sheets: list[Sheet]) -> dict[str, int]:
    """Return the page index of every anchor."""
    return {block.anchor: index for index, _, block in anchored(sheets) if block.anchor}


def _page(flow: Flow, index: int, sheet: Sheet, furniture: Furniture) -> Page:
    page = flow.page
    left, above = page.left, page.top
    items: list[Placed] = []
    for top, piece in sheet.pieces:
        y0 = above + top
        for x, y, item, source in piece.items:
            items.append(Placed(left + x, y0 + y, item, source))
    number = furniture.page_number(flow, index)
    if number is not None:
        items.append(number)
    return Page(page.width, page.height, tuple(items), page_label(flow.page_number, index))
