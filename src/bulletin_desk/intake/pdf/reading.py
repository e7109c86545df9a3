"""From the pages of a PDF to the lines of a source."""

from collections import Counter
from collections.abc import Sequence

from bulletin_desk.intake import report
from bulletin_desk.intake.pdf.atoms import Atom, Box
from bulletin_desk.intake.pdf.document import Budget, opened, page_of
from bulletin_desk.intake.pdf.entries import with_tabs
from bulletin_desk.intake.pdf.frames import Stack, body_size, frames_of
from bulletin_desk.intake.pdf.furniture import strip_furniture
from bulletin_desk.intake.pdf.grids import Grid
from bulletin_desk.intake.pdf.images import Photo, PictureReader
from bulletin_desk.intake.pdf.judge import PageFacts, judge
from bulletin_desk.intake.pdf.lines import gaps_of, source_line
from bulletin_desk.intake.pdf.outline import Bookmark, bookmarks_of, with_headings
from bulletin_desk.intake.pdf.paragraphs import Placed, Style, grouped, with_whole_tables
from bulletin_desk.intake.pdf.regions import regions_of
from bulletin_desk.intake.pdf.rows import Row, rows_of
from bulletin_desk.intake.pdf.sheets import Sheet, drop_repeated_pictures, read_sheet
from bulletin_desk.intake.source import Source, SourceLine
from bulletin_desk.model.richtext import Picture, Table


def read(data: bytes, name: str) -> Source:
    """Return what a PDF shows; IntakeError where it shows no text."""
    budget = Budget()
    pictures = PictureReader()
    sheets, facts, bookmarks = _sheets(data, pictures, budget)
    warnings = judge(facts)
    size = body_size(row for sheet in sheets for row in sheet.rows())
    heads = strip_furniture(sheets, size)
    drop_repeated_pictures(sheets)
    lines = with_headings(_lines(sheets, size, budget), bookmarks)
    warnings += _warnings(sheets, heads, pictures)
    shown = {line.block.digest for line in lines if isinstance(line.block, Picture)}
    files = {digest: data for digest, data in pictures.files.items() if digest in shown}
    return Source("pdf", name, lines, warnings=tuple(warnings), pictures=files)


def _sheets(
    data: bytes, pictures: PictureReader, budget: Budget
) -> tuple[list[Sheet], list[PageFacts], list[Bookmark]]:
    sheets: list[Sheet] = []
    facts: list[PageFacts] = []
    with opened(data) as document:
        for index in range(len(document)):
            with page_of(document, index) as page:
                sheet, fact = read_sheet(page, index + 1, pictures, budget)
            sheets.append(sheet)
            facts.append(fact)
        bookmarks = bookmarks_of(document)
    return sheets, facts, bookmarks


def _warnings(sheets: Sequence[Sheet], heads: list[str], pictures: PictureReader) -> list[str]:
    found = [report.running_heads(heads)] if heads else []
    aside = dict.fromkeys(text for sheet in sheets for text in sheet.aside)
    if aside:
        found.append(f"斜排或竖排的文字没有读入：{'；'.join(aside)}")
    if pictures.skipped:
        found.append(f"有 {pictures.skipped} 张图片太大或已损坏，没有读入，请从原文件里另取。")
    return found


def _lines(sheets: Sequence[Sheet], size: float, budget: Budget) -> tuple[SourceLine, ...]:
    placed = _placed(sheets, size, budget)
    style = _style(placed, size)
    groups = grouped(placed, style)
    gaps = gaps_of(groups, style)
    return tuple(
        source_line(group, gap, _opens_page(groups, n), style)
        for n, (group, gap) in enumerate(zip(groups, gaps, strict=True))
    )


def _placed(sheets: Sequence[Sheet], size: float, budget: Budget) -> list[Placed]:
    """Return all lines in reading order, each with the column it is set in."""
    stacks: list[Stack] = []
    blocks: list[list[Box]] = []
    for sheet in sheets:
        budget.check()
        for region in regions_of(sheet.items):
            rows = rows_of([item for item in region.items if isinstance(item, Atom)])
            stacks.append(Stack(sheet.number, sheet.width, region.column, tuple(rows)))
            blocks.append([item for item in region.items if not isinstance(item, Atom)])
    placed: list[Placed] = []
    for stack, inside, frame in zip(stacks, blocks, frames_of(stacks, size), strict=True):
        # What stands between two lines comes between them.
        rows = with_tabs(stack.rows, frame.right)
        found = [Placed(row, frame, stack.page) for row in rows]
        for item in sorted(inside, key=lambda item: item.top):
            at = sum(1 for line in found if line.row.middle < item.middle)
            row = Row(item.left, item.top, item.right, item.bottom, item.bottom, size)
            found.insert(at, Placed(row, frame, stack.page, block=_block(item)))
        placed += [line._replace(breaks=n == 0) for n, line in enumerate(found)]
    return with_whole_tables(placed)


def _block(item: Box) -> Picture | Table | None:
    if isinstance(item, Photo):
        return item.picture
    return item.table if isinstance(item, Grid) else None


def _style(placed: Sequence[Placed], size: float) -> Style:
    """Return how most of the text looks."""
    faces: Counter[tuple[str, bool]] = Counter()
    for line in placed:
        for text, look in line.row.pieces:
            faces[look.family, look.bold] += sum(1 for char in text if char > "\u2e7f")
    family, bold = faces.most_common(1)[0][0] if faces else ("", False)
    return Style(size, family, bold)


def _opens_page(groups: Sequence[Sequence[Placed]], n: int) -> bool:
    return n > 0 and groups[n][0].page != groups[n - 1][-1].page
