"""What a reader of the document sees, in order: paragraphs, pictures and tables, without layout."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.names import Style, Styles, W, toggle, value
from bulletin_desk.intake.word.runs import MAX_DEPTH, Drawing, Piece, RunReader, joined_runs
from bulletin_desk.model.richtext import Run


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: our style id ("" when foreign), its text, and a run-in title before it."""

    style: str
    runs: tuple[Run, ...]
    run_in: str = ""
    marks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text without emphasis."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its cells' text, and how many of its rows are repeated as headers."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    header_rows: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionEnd:
    """A section of the document ends here; an issue of ours is one section."""


Visible = Line | Drawing | Rows | SectionEnd

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {W + name for name in ("del", "moveFrom", "sectPr", "sdtPr", "tblPr", "tblGrid")}


class BodyReader:
    """Walks the body; changes that were tracked in Word count as accepted."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._marks: list[str] = []
        self._carried: list[Piece | Drawing] = []  # of a paragraph whose end was deleted

    def read(self, parent: Element, depth: int = 0) -> Iterator[Visible]:
        """Yield everything visible in order."""
        for child in parent.iterchildren():
            if child.tag == W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth)
            elif child.tag == W + "bookmarkStart":
                self._marks.append(child.get(W + "name") or "")
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and depth < MAX_DEPTH:
                yield from self.read(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Visible]:
        style = self._style(paragraph)
        pieces = [*self._carried, *self._pieces(paragraph, style)]
        properties = paragraph.find(W + "pPr")
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = pieces
            return
        self._carried = []
        drawings = [piece for piece in pieces if isinstance(piece, Drawing)]
        texts = [piece for piece in pieces if isinstance(piece, Piece)]
        marks, self._marks = tuple(self._marks), []
        for drawing in drawings:
            yield replace(drawing, marks=marks)
            marks = ()
        if texts or not drawings:
            opening = "".join(piece.text for piece in texts if piece.run_in)
            rest = joined_runs([piece for piece in texts if not piece.run_in])
            yield Line(style.id, rest, opening, marks)
        for box in _boxes(paragraph) if depth < MAX_DEPTH else ():
            yield from self.read(box, depth + 1)
        if properties is not None and properties.find(W + "sectPr") is not None:
            yield SectionEnd()

    def _table(self, table: Element, depth: int) -> Iterator[Visible]:
        rows = list(table.iterchildren(W + "tr"))
        if self._is_foot(table, rows):
            for row in rows if depth < MAX_DEPTH else ():
                yield from self.read(row, depth + 1)
            return
        cells = tuple(tuple(self._cell(cell) for cell in row.iter(W + "tc")) for row in rows)
        headers = 0
        while headers < len(rows) and toggle(rows[headers].find(W + "trPr"), "tblHeader"):
            headers += 1
        marks, self._marks = tuple(self._marks), []
        yield Rows(cells, headers, marks)

    def _is_foot(self, table: Element, rows: list[Element]) -> bool:
        """Tell whether a table is the foot of the last page: text like any other.

        It floats and has one row; where another program anchored it anew, its style tells it.
        """
        if len(rows) == 1 and table.find(f"{W}tblPr/{W}tblpPr") is not None:
            return True
        first = rows[0].iterfind(f"{W}tc/{W}p") if rows else ()
        return any(self._style(line).id in ("distribution", "copies") for line in first)

    def _cell(self, cell: Element) -> tuple[Run, ...]:
        pieces: list[Piece] = []
        for number, paragraph in enumerate(cell.iter(W + "p")):
            if number:
                pieces.append(Piece("\n"))
            found = self._pieces(paragraph, self._style(paragraph))
            pieces += [piece for piece in found if isinstance(piece, Piece)]
        return joined_runs(pieces)

    def _pieces(self, paragraph: Element, style: Style) -> Iterator[Piece | Drawing]:
        return RunReader(self._styles, style, self._marks).pieces(paragraph)

    def _style(self, paragraph: Element) -> Style:
        return self._styles.find(value(paragraph.find(f"{W}pPr/{W}pStyle")))


def _boxes(element: Element, depth: int = 0) -> Iterator[Element]:
    """Yield the outermost text boxes of a paragraph, each in one of its two forms."""
    for child in element.iterchildren():
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag != _FALLBACK and len(child) and depth < MAX_DEPTH:
            yield from _boxes(child, depth + 1)
